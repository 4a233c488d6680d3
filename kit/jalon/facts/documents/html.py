"""HTML pages that people read, and the HTML blocks of Markdown.

A tokenizer of our own rather than the standard one: a tag ends at the next `>` and never spans a `<`, so that hostile
input stays linear.
"""

from __future__ import annotations

import re

from jalon.facts.documents import limits
from jalon.facts.documents.draft import Draft, finish
from jalon.facts.documents.markup import attributes, unescape
from jalon.facts.documents.refusal import NotADocument
from jalon.facts.model import At, Document, Table

_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*+)[^<>]*>|<!--|<[!?][^<>]*>")
_TITLE = re.compile(r"<title[^<>]*>(?P<title>[^<]*)</title", re.IGNORECASE)
_TEMPLATE = re.compile(
    r"\{\{|\{%|<%|<\?php|\bth:\w|\*ng(?:If|For)|\[\(ngModel|@(?:if|for) ?\(|\bv-(?:if|for|bind|model)\b"
    r"|<(?:app|router)-\w"
)
_HIDDEN = frozenset({"script", "style", "template", "noscript", "svg", "head", "nav", "select"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCK_NAMES = """
p div section article main header footer aside ul ol li dl dt dd blockquote figure figcaption form fieldset table
thead tbody tfoot tr td th caption pre details summary address hr br body center
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
LEAST_WORDS = 40  # of a page, under which it is an application's shell


def read(text: str, path: str) -> Document:
    """The document in an HTML page, lines counted from 1.

    Raises:
        NotADocument: an application's template, or a page with hardly a word.
    """
    if _TEMPLATE.search(text):
        raise NotADocument
    draft = Draft()
    fill(draft, text, 1)
    title = _TITLE.search(text)
    document = finish(draft, path, "html", unescape(title["title"]) if title else "")
    cells = sum(len(row) for section in document.sections for table in section.tables for row in table.rows)
    if document.words + cells < LEAST_WORDS:
        raise NotADocument
    return document


def fill(draft: Draft, text: str, line: int) -> None:
    """Add what an HTML text says to a draft; its first line is line `line` of the file."""
    page = _Page(draft, line)
    position = 0
    while match := _TAG.search(text, position):
        page.text(text[position : match.start()])
        position = match.end()
        name = (match["name"] or "").lower()
        if match[0] == "<!--":
            end = text.find("-->", position)
            stop = len(text) if end < 0 else end
            draft.comment(text[position:stop])
            page.skip(text[match.start() : stop])
            position = min(stop + 3, len(text))
        elif not name:
            page.skip(match[0])
        elif match["close"]:
            page.close(name)
            page.skip(match[0])
        elif name in _HIDDEN and not match[0].endswith("/>"):
            stop = _closing(text, name, position)
            page.skip(text[match.start() : stop])
            position = stop
        else:
            page.open(name, match[0])
            page.skip(match[0])
    page.text(text[position:])
    page.finish()


def _closing(text: str, name: str, position: int) -> int:
    """Where a hidden element ends; at the end of the text when it never closes."""
    found = re.compile(rf"</{name}\b[^<>]*>", re.IGNORECASE).search(text, position)
    return found.end() if found else len(text)


class _Page:
    """What has been opened so far, and the text since the last block."""

    def __init__(self, draft: Draft, line: int) -> None:
        self.draft, self.line = draft, line
        self.words: list[str] = []
        self.start = line
        self.heading = 0
        self.kind = "prose"
        self.link: tuple[str, int] | None = None  # target, words before its text
        self.tables: list[_Rows] = []
        self.code: list[str] | None = None
        self.language = ""

    def text(self, text: str) -> None:
        """Text between two tags."""
        if not text:
            return
        if self.code is not None:
            self.code.append(text)
        elif text.strip():
            if not self.words:
                self.start = self.line + text[: len(text) - len(text.lstrip())].count("\n")
            self.words.append(unescape(text))
        elif self.words:
            self.words.append(" ")
        self.line += text.count("\n")

    def skip(self, text: str) -> None:
        """Count the lines of what is not text."""
        self.line += text.count("\n")

    def open(self, name: str, tag: str) -> None:
        """A tag opens."""
        if name in _HEADINGS:
            self.flush()
            self.heading = _HEADINGS[name]
        elif name == "pre":
            self.flush()
            self.code, self.start, self.language = [], self.line, attributes(tag).get("lang", "")
        elif name == "code" and self.code is not None:
            self.language = self.language or attributes(tag).get("class", "").partition("language-")[2].split(" ")[0]
        elif name == "a":
            self.link = (attributes(tag).get("href", ""), len(self.words))
        elif name == "img":
            known = attributes(tag)
            self.draft.figure(known.get("src", ""), known.get("alt", ""), At(line=self.line))
        elif name in _BLOCKS:
            self.flush()
            self.block(name)

    def block(self, name: str) -> None:
        """A block opens: what its text is, or a part of a table."""
        if name in ("li", "dd", "dt"):
            self.kind = "item"
        elif name in ("blockquote", "caption", "figcaption"):
            self.kind = "quote" if name == "blockquote" else "caption"
        elif name in ("p", "div", "section", "article") and self.kind != "quote":
            self.kind = "prose"
        elif name == "table" and len(self.tables) < limits.NESTING:
            self.tables.append(_Rows(self.line))
        elif self.tables and name == "tr":
            self.tables[-1].row(self.line)
        elif self.tables and name in ("td", "th"):
            self.tables[-1].cell(heading=name == "th")

    def close(self, name: str) -> None:
        """A tag closes."""
        if name == "a" and self.link:
            target, before = self.link
            self.draft.link(target, "".join(self.words[before:]), At(line=self.line))
            self.link = None
        elif name == "pre" and self.code is not None:
            text, self.code = unescape("".join(self.code)), None
            self.draft.code(self.language, text, At(line=self.start))
        elif name in _HEADINGS or name in _BLOCKS:
            self.flush()
            self.kind = "prose" if name in ("li", "dd", "dt", "blockquote", "caption", "figcaption") else self.kind
            if self.tables and name in ("td", "th"):
                self.tables[-1].inside = False
            elif self.tables and name == "table":
                self.end_table()

    def end_table(self) -> None:
        """The innermost table ends; one of a single column only lays out its text."""
        rows = self.tables.pop()
        if rows.width() > 1:
            self.draft.table(rows.table())
            return
        for cells, line in zip(rows.rows, rows.lines, strict=True):
            self.draft.paragraph(" ".join(cells), At(line=line))

    def finish(self) -> None:
        """The text ends, whatever is still open."""
        if self.code is not None:
            self.close("pre")
        self.flush()
        while self.tables:
            self.end_table()

    def flush(self) -> None:
        """The text so far is a heading, a cell or a paragraph."""
        if self.link and self.link[1] < len(self.words):  # a link around blocks
            self.draft.link(self.link[0], "".join(self.words[self.link[1] :]), At(line=self.start))
            self.link = None
        text = " ".join("".join(self.words).split())
        self.words.clear()
        level, self.heading = self.heading, 0
        if not text:
            return
        if self.tables and self.tables[-1].inside:
            self.tables[-1].say(text)
        elif level:
            self.draft.heading(text, level, At(line=self.start))
        else:
            self.draft.paragraph(text, At(line=self.start), self.kind)


class _Rows:
    """A table being read."""

    def __init__(self, line: int) -> None:
        self.at = At(line=line)
        self.rows: list[list[str]] = []
        self.lines: list[int] = []
        self.heads: list[bool] = []
        self.inside = False
        self.cut = False

    def row(self, line: int) -> None:
        self.inside = False
        if len(self.rows) >= limits.ROWS:
            self.cut = True
            return
        self.rows.append([])
        self.lines.append(line)
        self.heads.append(True)

    def cell(self, *, heading: bool) -> None:
        self.inside = bool(self.rows) and not self.cut and len(self.rows[-1]) < limits.COLUMNS
        if self.inside:
            self.rows[-1].append("")
            self.heads[-1] = self.heads[-1] and heading

    def say(self, text: str) -> None:
        cells = self.rows[-1]
        cells[-1] = f"{cells[-1]} {text}".strip()[: limits.CELL_CHARACTERS]

    def width(self) -> int:
        return max(map(len, self.rows), default=0)

    def table(self) -> Table:
        width = self.width()
        full = [index for index, row in enumerate(self.rows) if any(row)]
        rows = [tuple(self.rows[index] + [""] * (width - len(self.rows[index]))) for index in full]
        lines = tuple(self.lines[index] for index in full)
        if len(rows) > 1 or (rows and self.heads[full[0]]):
            return Table(rows[0], tuple(rows[1:]), self.at, lines=lines[1:], cut=self.cut)
        return Table((), tuple(rows), self.at, lines=lines, cut=self.cut)
