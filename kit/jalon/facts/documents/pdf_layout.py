"""From pieces of text with places and sizes to sections, paragraphs and tables. Pure: no pdf is opened here."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jalon.facts.documents import limits
from jalon.facts.documents.draft import Draft, finish
from jalon.facts.documents.pdf_headings import MOST_HEADING, Headings, Titles
from jalon.facts.documents.pdf_lines import (
    BULLET,
    NUMBERED,
    Extract,
    Line,
    Page,
    body_size,
    continued,
    is_apart,
    letters,
    lines_of,
    without_edges,
)
from jalon.facts.documents.refusal import Refusal
from jalon.facts.model import At, Document, Table

BODY_SHARE = 0.2  # of the characters: more than headings ever take
SLIDE = 1.2  # times as wide as high
HEADING_LINES = 3
ALIGNED = 1.5  # times the size, between the left sides of cells of one column

_BOX = re.compile(r"[\u2500-\u259f]")
_MADE_TITLE = re.compile(
    r"microsoft word|untitled|sans titre|powerpoint|\.(?:docx?|odt|pptx?|pdf|indd|xlsx?)\s*$", re.IGNORECASE
)


def document(extract: Extract, path: str) -> Document:
    """The document on pages of a pdf.

    Raises:
        Refusal: `no-text` when there is none to read (a scan, a drawing).
    """
    lines = lines_of(extract.pages)
    if not lines:
        raise Refusal("no-text")
    slides = sum(page.width > SLIDE * page.height for page in extract.pages) > len(extract.pages) / 2
    body = body_size(extract.pages, 1.0 if slides else BODY_SHARE)
    lines = continued(without_edges(lines, extract.pages, body))
    draft = Draft()
    draft.cut = extract.cut
    headings = Titles(lines) if slides else Headings(lines, body, extract.outline)
    _fill(draft, lines, headings, extract.pages)
    title = "" if _MADE_TITLE.search(extract.title) else extract.title
    return finish(draft, path, "pdf", title or _largest(lines))


def _fill(draft: Draft, lines: list[Line], headings: Headings | Titles, pages: Sequence[Page]) -> None:
    """Say every line to the draft: headings, tables, paragraphs; a page's links and images when it ends."""
    prose = _Prose(draft)
    index, page = 0, 1
    barren = 0  # before that line no table begins: none was found in the rows up to it
    while index < len(lines):
        line = lines[index]
        while page < line.page:
            _extras(draft, page, pages[page - 1])
            page += 1
        if line.ruled or _is_drawn(line):
            prose.flush()
            index = _whole(draft, lines, index)
            continue
        if index >= barren:
            aligned, barren = _table(lines, index)
            if aligned is not None:
                prose.flush()
                draft.table(aligned)
                index = barren
                continue
        level = headings.level(
            line, lines[index - 1] if index else None, lines[index + 1] if index + 1 < len(lines) else None
        )
        if level:
            prose.flush()
            index = _heading(draft, lines, index, level, joined=headings.runs_on(line))
            continue
        prose.add(line)
        index += 1
    prose.flush()
    for number in range(page, len(pages) + 1):
        _extras(draft, number, pages[number - 1])


def _is_drawn(line: Line) -> bool:
    """A line of a drawing made of characters."""
    return len(_BOX.findall(line.text)) > 1


def _whole(draft: Draft, lines: list[Line], index: int) -> int:
    """Say a ruled table, or a drawing to its last line, to the draft. Returns the index after it."""
    line = lines[index]
    if line.ruled:
        draft.table(line.ruled.table)
        return index + 1
    end = index + 1
    while end < len(lines) and _is_drawn(lines[end]):
        end += 1
    draft.code("", "\n".join(one.text for one in lines[index:end]), At(page=line.page))
    return end


def _extras(draft: Draft, number: int, page: Page) -> None:
    for address in page.links:
        draft.link(address, "", At(page=number))
    for _ in range(page.images):
        draft.figure("", "", At(page=number))


def _heading(draft: Draft, lines: list[Line], index: int, level: int, *, joined: bool) -> int:
    """Start a section; a heading that runs over several lines is one. Returns the index of the next line."""
    line = lines[index]
    text, last = line.text, line
    index += 1
    while joined and index < len(lines) and len(text) < MOST_HEADING:
        following = lines[index]
        alike = following.size == line.size and following.bold == line.bold and len(following.cells) == 1
        if not alike or is_apart(last, following) or NUMBERED.match(following.text) or last.bold < line.bold:
            break
        if level < 0 or text.count("\n") >= HEADING_LINES - 1:
            break
        text, last = f"{text}\n{following.text}", following
        index += 1
    at = At(page=line.page)
    if level < 0:
        draft.subheading(text.rstrip(" :"), at)
    else:
        draft.heading(text, level, at)
    return index


class _Prose:
    """Lines that wait to become a paragraph."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.lines: list[Line] = []
        self.kind = "prose"

    def add(self, line: Line) -> None:
        """A line that continues the paragraph or begins another."""
        bullet = BULLET.match(line.text)
        if bullet or (self.lines and self._ends(self.lines[-1], line)):
            self.flush()
        if bullet:
            self.kind = "item"
            line = line._replace(text=line.text[bullet.end() :])
        self.lines.append(line)

    def _ends(self, last: Line, line: Line) -> bool:
        if last.page != line.page:
            return last.text.rstrip()[-1:] in ".!?:;" or not line.text[:1].islower()
        return is_apart(last, line) or abs(last.size - line.size) > 0.15 * max(last.size, 1.0)

    def flush(self) -> None:
        """The paragraph ends."""
        if self.lines:
            text = ""
            for line in self.lines:
                text = text[:-1] + line.text if text.endswith("\x02") else f"{text}{_glue(text)}{line.text}"
            self.draft.paragraph(text.replace("\x02", ""), At(page=self.lines[0].page), self.kind)
        self.lines, self.kind = [], "prose"


def _glue(text: str) -> str:
    return "" if text.endswith("-") and text[-2:-1].isalpha() else " "


def _table(lines: list[Line], index: int) -> tuple[Table | None, int]:
    """The table that starts at a line, or None when no two rows line up; and the index after the rows looked at."""
    first = lines[index]
    if len(first.cells) < 2:
        return None, index
    rows: list[list[Line]] = [[first]]
    end = index + 1
    while end < len(lines):
        line, last = lines[end], lines[end - 1]
        if line.page != first.page or abs(line.baseline - last.baseline) > 4 * max(line.size, last.size):
            break
        if len(line.cells) > 1:
            rows.append([line])
        elif _is_wrapped(rows[-1][0], last, line):
            rows[-1].append(line)
        else:
            break
        end += 1
    columns = _columns([line for row in rows for line in row])
    if len(rows) < 2 or len(columns) < 2:
        return None, end
    cells = [_cells(row, columns) for row in rows[: limits.ROWS]]
    return Table(cells[0], tuple(cells[1:]), At(page=first.page)), end


def _is_wrapped(row: Line, last: Line, line: Line) -> bool:
    """A line that continues a cell: close under the row and aligned with one of its cells."""
    near = line.baseline - last.baseline <= 1.45 * max(line.size, 1.0)
    return near and any(abs(cell.left - line.left) <= ALIGNED * max(line.size, 4.0) for cell in row.cells)


def _columns(lines: list[Line]) -> list[float]:
    """Left sides of the columns: those that at least two lines share, or that the first row has."""
    sides: list[list[float]] = []
    for cell in sorted((cell for line in lines for cell in line.cells), key=lambda cell: cell.left):
        if sides and cell.left - sides[-1][0] <= ALIGNED * max(cell.size, 4.0):
            sides[-1].append(cell.left)
        else:
            sides.append([cell.left])
    return [side[0] for side in sides if len(side) > 1][: limits.COLUMNS]


def _cells(row: list[Line], columns: list[float]) -> tuple[str, ...]:
    cells = [""] * len(columns)
    for line in row:
        for piece in line.cells:
            position = sum(1 for side in columns if side <= piece.left + 1.0) - 1
            cells[max(position, 0)] = f"{cells[max(position, 0)]} {piece.text}".strip()
    return tuple(cell[: limits.CELL_CHARACTERS] for cell in cells)


def _largest(lines: Sequence[Line]) -> str:
    """The largest text of the first page, when it is larger than the rest: the title of a cover."""
    cover = [line for line in lines if line.page == lines[0].page and len(letters(line.text)) > 2] if lines else []
    if not cover:
        return ""
    size = max(line.size for line in cover)
    large = [line.text for line in cover if line.size > 0.95 * size]
    return " ".join(large) if len(large) <= HEADING_LINES else ""
