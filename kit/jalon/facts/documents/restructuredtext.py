"""reStructuredText: titles by their underlines, lists, directives, tables, images, links and comments, line by line."""

from __future__ import annotations

import re

from jalon.facts.documents import limits
from jalon.facts.documents.draft import Draft, finish
from jalon.facts.documents.inline import Lines
from jalon.facts.model import At, Document, Table

_RULE = re.compile(r"([=\-`:.'\"~^_*+#<>!$%&(),/;?@\[\]{|}\\])\1{2,}$")
_ITEM = re.compile(
    r"[ \t]*(?:[-*+•]|\d{1,3}[.)]|#\.|\(\w{1,3}\)|[a-zA-Z][.)])[ \t]+(?:\[(?P<task>[ xX])\][ \t]+)?(?P<text>\S.*)$"
)
_DIRECTIVE = re.compile(r"[ \t]*\.\.[ \t]+(?:\|[^|]+\|[ \t]+)?(?P<name>[\w:-]+)::[ \t]*(?P<argument>.*)$")
_TARGET = re.compile(r"[ \t]*\.\.[ \t]+_(?P<name>[^:]+):[ \t]*(?P<target>\S*)")
_COMMENT = re.compile(r"[ \t]*\.\.(?:[ \t]+(?P<text>.*))?$")
_OPTION = re.compile(r"[ \t]*:(?P<name>[\w -]{1,60}):(?:[ \t]+(?P<value>.*))?$")
_SIMPLE = re.compile(r"=+(?:[ ]+=+)+[ ]*$")
_GRID = re.compile(r"\+(?:[-=]+\+)+$")
_MARKS = re.compile(
    r"""(?::[\w:+-]{1,40}:)?(?:``(?P<code>[^`]+)``|`(?P<text>[^`<>]*?)[ ]?(?:<(?P<target>[^`<>]*)>)?`_{0,2})
    | (?P<bare>https?://[^\s<>`"()]+) | \*{1,2}(?=\S) | (?<=\S)\*{1,2} | \\(?P<escaped>\S)""",
    re.VERBOSE,
)
_ADMONITIONS = """
note tip hint important warning caution danger attention error seealso admonition topic sidebar epigraph
versionadded versionchanged deprecated container rubric
"""
_SPOKEN = frozenset(_ADMONITIONS.split())
_LISTINGS = frozenset({"code-block", "code", "sourcecode", "highlight", "parsed-literal"})
_FIGURES = frozenset({"image", "figure"})


def read(text: str, path: str) -> Document:
    """The document in a reStructuredText, lines counted from 1."""
    draft = Draft()
    _Reader(draft, [line.expandtabs(8).rstrip() for line in text.split("\n")]).blocks()
    return finish(draft, path, "restructuredtext")


def plain(text: str, line: int, draft: Draft) -> str:
    """The text without marks; links go to the draft."""
    lines = Lines(text, line)

    def one(match: re.Match[str]) -> str:
        if match["code"]:
            return match["code"]
        if match["text"] is not None or match["target"]:
            label = (match["text"] or "").strip() or match["target"]
            if match["target"]:
                draft.link(match["target"], label, lines.at(match.start()))
            return label or ""
        if match["bare"]:
            draft.link(match["bare"].rstrip(".,;:"), match["bare"].rstrip(".,;:"), lines.at(match.start()))
            return match["bare"]
        return match["escaped"] or ""

    return _MARKS.sub(one, text[: limits.PARAGRAPH_CHARACTERS])


class _Reader:
    """A position in the lines, and the underlines met so far: the first is level 1."""

    def __init__(self, draft: Draft, lines: list[str]) -> None:
        self.draft, self.lines, self.number = draft, lines, 0
        self.levels: list[str] = []
        self.first = True  # nothing but fields so far: they are about the document

    def line(self, number: int) -> str:
        return self.lines[number] if number < len(self.lines) else ""

    def blocks(self) -> None:
        """Read to the end."""
        while self.number < len(self.lines):
            line = self.lines[self.number]
            if not line.strip():
                self.number += 1
            elif not (self.heading(line) or self.explicit(line) or self.grid(line) or self.simple(line)):
                self.text(line)

    def heading(self, line: str) -> bool:
        """A line over a rule, or between two equal ones."""
        below = self.line(self.number + 1)
        if _RULE.match(line) and below.strip() and self.line(self.number + 2) == line:
            self.start(below, line[0] * 2, self.number + 2, 3)
            return True
        if (
            line[:1] != " "
            and _RULE.match(below)
            and len(below) >= min(len(line.rstrip()), 4)
            and not _RULE.match(line)
        ):
            self.start(line, below[0], self.number + 1, 2)
            return True
        if _RULE.match(line) and not below.strip():
            self.number += 1  # a transition
            return True
        return False

    def start(self, text: str, style: str, line: int, taken: int) -> None:
        """A section begins."""
        if style not in self.levels:
            self.levels.append(style)
        self.draft.heading(plain(text, line, self.draft), self.levels.index(style) + 1, At(line=line))
        self.number += taken
        self.first = len(self.levels) < 2 and self.first

    def explicit(self, line: str) -> bool:
        """A directive, a link target or a comment: `.. `"""
        directive, target, comment = _DIRECTIVE.match(line), _TARGET.match(line), _COMMENT.match(line)
        if not comment:
            return False
        start = self.number
        inside = self.indented(start)
        if directive:
            self.directive(directive["name"].lower(), directive["argument"].strip(), inside, start + 1)
        elif target:
            self.draft.link(target["target"], target["name"].strip("`"), At(line=start + 1))
        else:
            self.draft.comment("\n".join([comment["text"] or "", *(text.strip() for text in inside)]))
        return True

    def indented(self, start: int) -> list[str]:
        """The lines under a line that stand further right; moves after them."""
        margin = len(self.lines[start]) - len(self.lines[start].lstrip())
        end = start + 1
        while end < len(self.lines):
            text = self.lines[end]
            if text.strip() and len(text) - len(text.lstrip()) <= margin:
                break
            end += 1
        self.number = end
        return self.lines[start + 1 : end]

    def directive(self, name: str, argument: str, inside: list[str], line: int) -> None:
        """What a directive says."""
        options: dict[str, str] = {}
        skipped = 0
        for text in inside:
            option = _OPTION.match(text)
            if not option:
                break
            options[option["name"]] = option["value"] or ""
            skipped += 1
        body = inside[skipped:]
        place = At(line=line)
        if name in _FIGURES:
            self.draft.figure(argument, options.get("alt", ""), place)
            self.paragraphs(body, line + skipped + 1, "caption")
        elif name in _SPOKEN:
            self.draft.paragraph(plain(argument, line, self.draft), place, "quote")
            self.paragraphs(body, line + skipped + 1, "quote")
        elif name in ("list-table", "csv-table"):
            rows, lines = _listed(name, options.get("header", ""), body, line + skipped + 1)
            self.table(rows, lines, line, argument)
        elif name not in ("contents", "toctree", "raw", "meta", "role", "include"):
            listing = "\n".join(body)
            self.draft.code(argument if name in _LISTINGS else name, listing, place)

    def grid(self, line: str) -> bool:
        """A table drawn with + - |"""
        if not _GRID.match(line.strip()):
            return False
        start = self.number
        rows: list[list[str]] = []
        lines: list[int] = []
        fresh = True
        while self.line(self.number).strip()[:1] in ("+", "|") and self.line(self.number).strip():
            text = self.line(self.number).strip()
            if text.startswith("+"):
                fresh = True
            else:
                cells = [cell.strip() for cell in text.strip("|").split("|")]
                if fresh:
                    rows.append(cells)
                    lines.append(self.number + 1)
                else:
                    _append(rows[-1], cells)
                fresh = False
            self.number += 1
        self.table(rows, lines, start + 1, "")
        return True

    def simple(self, line: str) -> bool:
        """A table between rules of ="""
        if not _SIMPLE.match(line.strip()):
            return False
        start = self.number
        sides = [match.start() for match in re.finditer(r"=+", line)]
        rows: list[list[str]] = []
        lines: list[int] = []
        rules = 1
        self.number += 1
        while self.number < len(self.lines) and rules < 3:
            text = self.line(self.number)
            if _SIMPLE.match(text.strip()):
                rules += 1
                if not self.line(self.number + 1).strip():
                    self.number += 1
                    break
            elif text.strip() and not _RULE.match(text.strip().replace(" ", "")):
                cells = [text[a:b].strip() for a, b in zip(sides, [*sides[1:], None], strict=True)]
                if cells[0] or not rows:
                    rows.append(cells)
                    lines.append(self.number + 1)
                else:
                    _append(rows[-1], cells)
            self.number += 1
        self.table(rows, lines, start + 1, "")
        return True

    def table(self, rows: list[list[str]], lines: list[int], line: int, name: str) -> None:
        """Rows to a table: the first is the header when there are others."""
        width = min(max(map(len, rows), default=0), limits.COLUMNS)
        if not width:
            return
        cut = len(rows) > limits.ROWS
        texts = [
            tuple(
                " ".join(plain(cell, at, self.draft).split())[: limits.CELL_CHARACTERS]
                for cell in (row + [""] * width)[:width]
            )
            for row, at in zip(rows[: limits.ROWS + 1], lines, strict=False)
        ]
        header = texts[0] if len(texts) > 1 else ()
        start = 1 if header else 0
        self.draft.table(
            Table(header, tuple(texts[start:]), At(line=line), name, tuple(lines[start : len(texts)]), cut)
        )

    def text(self, line: str) -> None:
        """A field, an item or a paragraph, up to a blank line; `::` at its end announces a listing."""
        field = _OPTION.match(line)
        start = self.number
        if field and field["value"] is not None:
            if self.first:
                self.draft.metadata.setdefault(field["name"].lower(), field["value"][:500])
            text = plain(f"{field['name']} : {field['value']}", start + 1, self.draft)
            self.draft.paragraph(text, At(line=start + 1), "item")
            self.number += 1
            return
        item = _ITEM.match(line)
        words = [item["text"] if item else line.strip()]
        self.number += 1
        while self.line(self.number).strip() and not _ITEM.match(self.line(self.number)):
            if _RULE.match(self.line(self.number + 1)) and self.line(self.number)[:1] != " ":
                break
            words.append(self.line(self.number).strip())
            self.number += 1
        text = plain("\n".join(words), start + 1, self.draft)
        kind = "prose"
        if item:
            kind = "item" if item["task"] is None else "task" if item["task"] == " " else "task-done"
        self.draft.paragraph(
            text.rstrip().removesuffix(":") if text.rstrip().endswith("::") else text, At(line=start + 1), kind
        )
        if words[-1].endswith("::"):
            self.listing()
        self.first = False

    def listing(self) -> None:
        """The indented block after `::`."""
        while self.number < len(self.lines) and not self.lines[self.number].strip():
            self.number += 1
        if self.line(self.number).startswith(" "):
            start = self.number
            inside = [self.lines[start], *self.indented_from(start)]
            self.draft.code("", "\n".join(inside).rstrip(), At(line=start + 1))

    def indented_from(self, start: int) -> list[str]:
        """The lines after one that are blank or stand as far right as any."""
        end = start + 1
        while end < len(self.lines) and (not self.lines[end].strip() or self.lines[end].startswith(" ")):
            end += 1
        self.number = end
        return self.lines[start + 1 : end]

    def paragraphs(self, body: list[str], line: int, kind: str) -> None:
        """The paragraphs of a directive's content."""
        words: list[str] = []
        start = line
        for offset, text in enumerate([*body, ""]):
            if text.strip():
                start = start if words else line + offset
                words.append(text.strip())
            elif words:
                self.draft.paragraph(plain("\n".join(words), start, self.draft), At(line=start), kind)
                words = []


def _listed(name: str, header: str, body: list[str], line: int) -> tuple[list[list[str]], list[int]]:
    """The rows of a table written as a list of lists, or as CSV, and their lines; `line` is the first of its body."""
    rows = [[cell.strip() for cell in header.split(",")]] if header else []
    lines = [line] * len(rows)
    for offset, text in enumerate(body):
        stripped = text.strip()
        if name == "csv-table" and stripped:
            rows.append([cell.strip(' "') for cell in stripped.split(",")])
            lines.append(line + offset)
        elif stripped.startswith("* -"):
            rows.append([stripped[3:].strip()])
            lines.append(line + offset)
        elif stripped.startswith("- ") and rows:
            rows[-1].append(stripped[2:].strip())
        elif stripped and rows:
            rows[-1][-1] = f"{rows[-1][-1]} {stripped}".strip()[: limits.CELL_CHARACTERS]
    return rows, lines


def _append(row: list[str], cells: list[str]) -> None:
    """Continue the cells of a row with those of the next line."""
    for index, cell in enumerate(cells[: len(row)]):
        row[index] = f"{row[index]} {cell}".strip()[: limits.CELL_CHARACTERS]
