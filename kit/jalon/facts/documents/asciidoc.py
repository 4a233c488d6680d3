"""AsciiDoc: sections, attributes, lists, delimited blocks, tables, admonitions, images and links, line by line."""

from __future__ import annotations

import re
from collections.abc import Callable

from jalon.facts.documents import limits
from jalon.facts.documents.draft import Draft, finish
from jalon.facts.documents.inline import Lines
from jalon.facts.documents.markup import unescape
from jalon.facts.model import At, Document, Table

_HEADING = re.compile(r"(?P<signs>={1,6}|#{1,6})[ \t]+(?P<text>\S.*)$")
_UNDERLINES = "=-~^+"
_UNDERLINE = re.compile(r"([=\-~^+])\1{3,}$")
_ATTRIBUTE = re.compile(r":(?P<name>[\w-]{1,60})!?:[ \t]*(?P<value>.*)$")
_ITEM = re.compile(r"[ \t]*(?:\*{1,6}|-|\.{1,6}|\d{1,3}\.)[ \t]+(?:\[(?P<task>[ xX*])\][ \t]+)?(?P<text>\S.*)$")
_TERM = re.compile(r"(?P<term>\S[^\n]{0,120}?):{2,4}(?:[ \t]+(?P<text>.*))?$")
_ADMONITION = re.compile(r"(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION):[ \t]+(?P<text>.*)$")
_BLOCK_ATTRIBUTES = re.compile(r"\[(?P<inside>[^\]]*)\]$")
_TITLE = re.compile(r"\.(?P<text>[^\s.].*)$")
_IMAGE = re.compile(r"image::(?P<target>[^\s\[\]]+)\[(?P<alt>[^\]]*)\]$")
_DELIMITER = re.compile(r"(-{4,}|\.{4,}|={4,}|\*{4,}|_{4,}|\+{4,}|/{4,}|--|```\w*|[|,:!]={3,})$")
_CELLS = re.compile(r"(?:(?:\d{1,3}(?:\.\d{1,3})?[+*]|[.+*^<>]{0,4})[aehlmsd]?)?\|")
_MARKS = re.compile(
    r"""(?P<image>image:(?P<src>[^\s:\[\]][^\s\[\]]*)\[(?P<alt>[^\]]*)\])
    | (?:link:|xref:)(?P<target>[^\s\[\]]+)\[(?P<text>[^\]]*)\]
    | (?P<bare>https?://[^\s<>\[\]()"]+)(?:\[(?P<label>[^\]]*)\])?
    | <<(?P<anchor>[^<>,]+)(?:,(?P<name>[^<>]*))?>>
    | (?P<sign>[*_`#]{1,2})(?=\S) | (?<=\S)[*_`#]{1,2}""",
    re.VERBOSE,
)
_COMMENT_BLOCK = "////"


def read(text: str, path: str) -> Document:
    """The document in an AsciiDoc text, lines counted from 1."""
    draft = Draft()
    reader = _Reader(draft, text.split("\n"))
    reader.blocks()
    return finish(draft, path, "asciidoc", reader.title)


def plain(text: str, line: int, draft: Draft) -> str:
    """The text without marks; links and images go to the draft."""
    lines = Lines(text, line)

    def one(match: re.Match[str]) -> str:
        at = lines.at(match.start())
        if match["image"]:
            alternative = (match["alt"] or "").split(",")[0].strip('"')
            draft.figure(match["src"], alternative, at)
            return alternative
        target = match["target"] or match["bare"]
        if target:
            label = (match["text"] or match["label"] or "").strip("^ ") or target
            draft.link(target, label, at)
            return label
        if match["anchor"]:
            return match["name"] or match["anchor"]
        return ""

    return unescape(_MARKS.sub(one, text[: limits.PARAGRAPH_CHARACTERS]))


class _Reader:
    """A position in the lines, and what stands before the next block."""

    def __init__(self, draft: Draft, lines: list[str]) -> None:
        self.draft, self.lines, self.number = draft, lines, 0
        self.title = ""
        self.attributes = ""  # of the next block: `[source,python]`
        self.caption = ""  # its title: `.Figure 1`
        self.words: list[str] = []
        self.start = 0
        self.kind = "prose"

    def blocks(self) -> None:
        """Read to the end."""
        kinds: tuple[Callable[[str], bool], ...] = (
            self.comment,
            self.delimited,
            self.heading,
            self.setting,
            self.image,
        )
        while self.number < len(self.lines):
            line = self.lines[self.number].rstrip()
            if not line.strip():
                self.flush()
                self.number += 1
            elif not any(kind(line) for kind in kinds):
                self.text(line)
                self.number += 1
        self.flush()

    def comment(self, line: str) -> bool:
        """`// hidden`"""
        if not line.startswith("//") or line.startswith(_COMMENT_BLOCK):
            return False
        self.draft.comment(line[2:])
        self.number += 1
        return True

    def delimited(self, line: str) -> bool:
        """A block between two equal lines."""
        if not _DELIMITER.match(line):
            return False
        if line.startswith(("====", "****", "____")) or line == "--":  # a frame: what is inside is text
            self.flush()
            self.number += 1
            return True
        self.flush()
        close = "```" if line.startswith("```") else line
        end = self.number + 1
        while end < len(self.lines) and self.lines[end].rstrip() != close:
            end += 1
        inside = self.lines[self.number + 1 : end]
        at = At(line=self.number + 1)
        if line.startswith(_COMMENT_BLOCK):
            self.draft.comment("\n".join(inside))
        elif line.endswith("==="):
            self.table(inside, at)
        else:
            self.draft.code(line[3:] if close == "```" else self.language(), "\n".join(inside), at)
        self.attributes = self.caption = ""
        self.number = end + 1
        return True

    def language(self) -> str:
        """The language of `[source,python]`, `[mermaid]`, `[plantuml, target]`."""
        parts = [part.strip() for part in self.attributes.split(",")]
        return parts[1] if parts[0] in ("source", "listing", "") and len(parts) > 1 else parts[0].partition("%")[0]

    def heading(self, line: str) -> bool:
        """`== Text`, or a line over a rule of its length"""
        found = _HEADING.match(line)
        below = self.lines[self.number + 1].rstrip() if self.number + 1 < len(self.lines) else ""
        underlined = not found and not self.words and bool(_UNDERLINE.match(below)) and abs(len(below) - len(line)) < 3
        if not found and not underlined:
            return False
        self.flush()
        level = len(found["signs"]) if found else _UNDERLINES.index(below[0]) + 1
        text = plain(found["text"].removesuffix(found["signs"]) if found else line, self.number + 1, self.draft).strip()
        if level == 1 and not self.title:
            self.title = text
        self.draft.heading(text, level, At(line=self.number + 1))
        self.number += 2 if underlined else 1
        return True

    def setting(self, line: str) -> bool:
        """`:name: value`, `[attributes]`, `.Title`"""
        attribute, block, title = _ATTRIBUTE.match(line), _BLOCK_ATTRIBUTES.match(line), _TITLE.match(line)
        if attribute:
            self.draft.metadata.setdefault(attribute["name"].lower(), attribute["value"][:500])
        elif block:
            self.flush()
            self.attributes = block["inside"]
        elif title and not self.words:
            self.caption = title["text"]
            self.draft.paragraph(plain(title["text"], self.number + 1, self.draft), At(line=self.number + 1), "caption")
        else:
            return False
        self.number += 1
        return True

    def image(self, line: str) -> bool:
        """`image::target[alternative]`"""
        found = _IMAGE.match(line)
        if not found:
            return False
        self.flush()
        self.draft.figure(found["target"], found["alt"].split(",")[0].strip('"'), At(line=self.number + 1))
        self.number += 1
        return True

    def text(self, line: str) -> None:
        """A line of a paragraph, an item or a definition."""
        item, note = _ITEM.match(line), _ADMONITION.match(line)
        term = None if item or self.words else _TERM.match(line)
        if item:
            self.flush()
            mark = item["task"]
            self.kind = "item" if mark is None else "task" if mark == " " else "task-done"
            line = item["text"]
        elif note:
            self.flush()
            self.kind, line = "quote", note["text"]
        elif term:
            self.kind, line = "item", f"{term['term']} : {term['text'] or ''}"
        elif line.strip() == "+" or line.strip() in ("<<<", "'''", "toc::[]"):
            self.flush()
            return
        if not self.words:
            self.start = self.number + 1
        self.words.append(line.removesuffix(" +"))

    def flush(self) -> None:
        """The paragraph ends."""
        if self.words:
            text = plain("\n".join(self.words), self.start, self.draft)
            self.draft.paragraph(text, At(line=self.start), self.kind)
        self.words, self.kind = [], "prose"

    def table(self, inside: list[str], at: At) -> None:
        """Cells after `|`; as many a row as the first line holds, or as `cols` says."""
        cells: list[str] = []
        lines: list[int] = []
        width = _width(self.attributes)
        headed = "header" in self.attributes
        for offset, line in enumerate(inside):
            found = _CELLS.split(line) if "|" in line else []
            if not found:
                if line.strip() and cells:
                    cells[-1] = f"{cells[-1]} {line.strip()}"[: limits.CELL_CHARACTERS]
                elif not line.strip() and cells and offset == 1:
                    headed = True  # a blank line after the first makes it the header
                continue
            if found[0].strip() and cells:
                cells[-1] = f"{cells[-1]} {found[0].strip()}"[: limits.CELL_CHARACTERS]
            cells.extend(cell.strip() for cell in found[1:])
            lines.extend([(at.line or 0) + 1 + offset] * (len(found) - 1))
            width = width or len(found) - 1
        self.draft.table(self.rows(cells, lines, width, at, headed=headed))

    def rows(self, cells: list[str], lines: list[int], width: int, at: At, *, headed: bool) -> Table | None:
        """Rows of `width` cells."""
        if not cells or not 0 < width <= limits.COLUMNS:
            return None
        texts = [
            " ".join(plain(cell, line, self.draft).split())[: limits.CELL_CHARACTERS]
            for cell, line in zip(cells, lines, strict=True)
        ]
        rows = [tuple(texts[i : i + width]) for i in range(0, len(texts), width)][: limits.ROWS + 1]
        rows[-1] = rows[-1] + ("",) * (width - len(rows[-1]))
        starts = tuple(lines[::width])[: len(rows)]
        cut = len(texts) > (limits.ROWS + 1) * width
        if headed or len(rows) > 1:
            return Table(rows[0], tuple(rows[1:]), at, self.caption, starts[1:], cut)
        return Table((), tuple(rows), at, self.caption, starts, cut)


def _width(attributes: str) -> int:
    """How many columns `cols="1,2,3"` or `cols=3*` asks for; 0 when it says nothing."""
    found = re.search(r"cols=\"?([^\"\]]*)", attributes)
    if not found:
        return 0
    value = found[1].strip()
    if value.rstrip("*").isdecimal() and len(value) < 4:
        return int(value.rstrip("*")) if value.endswith("*") else 1
    return value.count(",") + 1
