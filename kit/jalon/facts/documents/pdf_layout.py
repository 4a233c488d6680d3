"""From pieces of text with places and sizes to sections, paragraphs and tables. Pure: no pdf is opened here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from jalon.facts.documents import limits
from jalon.facts.documents.draft import Draft, finish
from jalon.facts.documents.pdf_grid import Grid, Piece, Rule, grids, table
from jalon.facts.documents.refusal import Refusal
from jalon.facts.model import At, Document, Table


class Page(msgspec.Struct, frozen=True):
    """A page as the child process reads it."""

    width: float = 0.0
    height: float = 0.0
    pieces: tuple[Piece, ...] = ()
    rules: tuple[Rule, ...] = ()
    links: tuple[str, ...] = ()
    images: int = 0


class Extract(msgspec.Struct, frozen=True):
    """A pdf file as the child process reads it; `outline` holds (page, level, text)."""

    error: str = ""
    title: str = ""
    outline: tuple[tuple[int, int, str], ...] = ()
    pages: tuple[Page, ...] = ()
    cut: bool = False


class Ruled(NamedTuple):
    """A table drawn with rules, and the sides of its columns."""

    table: Table
    across: tuple[float, ...]


class Line(NamedTuple):
    """Cells on one baseline: one in running text, several in a row of a table; none for a whole ruled table."""

    page: int
    cells: tuple[Piece, ...]
    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool
    ruled: Ruled | None = None


SAME_LINE = 0.35  # of the font size, between baselines
COLUMN_GAP = 1.3  # of the font size, between words of two columns
WORD_GAP = 0.12
EDGE = 0.15  # of the height: where running heads and feet stand
REPEATED = 0.2  # of the pages on which a line is a running head or foot
BODY_SHARE = 0.2  # of the characters: more than headings ever take
SLIDE = 1.2  # times as wide as high
LARGE = 1.14  # times the size of the body: a heading
LEADING = 1.75  # times the size: further than that begins a paragraph
MOST_HEADING = 150
MOST_BOLD = 90
HEADING_LINES = 3
ALIGNED = 1.5  # times the size, between the left sides of cells of one column; points, between rules

_PAGE_NUMBER = re.compile(
    r"\W{0,3}(?:page\s{0,2})?\d{1,4}(?:\s{0,2}(?:/|sur|of|-)\s{0,2}\d{1,4})?\W{0,3}$", re.IGNORECASE
)
_LEADERS = re.compile(r"(?:\.{4,}|(?:\. ){4,}|…{2,}|_{4,})\s*\d{1,4}\s*$")
_NUMBERED = re.compile(
    r"(?:(?P<digits>\d{1,2}(?:\.\d{1,2}){0,4})[.)]?|(?P<roman>[IVX]{1,5})[.) -]|(?P<letter>[A-Z])[.)]"
    r"|(?P<word>chapitre|chapter|partie|part|annexe|appendix|bloc|section)\s{1,2}[\dIVXA-Z]{1,5})(?:\s{0,2}[:–—-])?\s{1,4}\S",
    re.IGNORECASE,
)
_BULLET = re.compile(r"(?P<mark>[•‣▪●○◦■□➢➤►▶✓✔❖⁃∙·\uf0b7\uf0a7\uf0d8]|[–—*-](?=\s)|o(?=\s))\s{0,4}")
_BOX = re.compile(r"[\u2500-\u259f]")
_DIGITS = re.compile(r"\d+")
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_MADE_TITLE = re.compile(
    r"microsoft word|untitled|sans titre|powerpoint|\.(?:docx?|odt|pptx?|pdf|indd|xlsx?)\s*$", re.IGNORECASE
)


def document(extract: Extract, path: str) -> Document:
    """The document on pages of a pdf.

    Raises:
        Refusal: `no-text` when there is none to read (a scan, a drawing).
    """
    lines = [line for number, page in enumerate(extract.pages, start=1) for line in _lines(number, page)]
    if not lines:
        raise Refusal("no-text")
    slides = sum(page.width > SLIDE * page.height for page in extract.pages) > len(extract.pages) / 2
    body = _body_size(extract.pages, 1.0 if slides else BODY_SHARE)
    lines = _continued(_without_edges(lines, extract.pages, body))
    draft = Draft()
    draft.cut = extract.cut
    headings = _Titles(lines) if slides else _Headings(lines, body, extract.outline)
    _fill(draft, lines, headings, extract.pages)
    title = "" if _MADE_TITLE.search(extract.title) else extract.title
    return finish(draft, path, "pdf", title or _largest(lines))


def _lines(number: int, page: Page) -> Iterator[Line]:
    """Neighbouring pieces on one baseline make a line; those of a ruled table stand together, where it begins."""
    pieces = [_clean(piece) for piece in page.pieces]
    ruled = [(grid, found) for grid in grids(page.rules) if (found := table(grid, pieces, number))]
    told: set[int] = set()
    row: list[Piece] = []
    for piece in pieces:
        inside = next((index for index, (grid, _) in enumerate(ruled) if grid.cell(piece)), None)
        if row and (inside is not None or not _continues(row[-1], piece)):
            yield _line(number, row)
            row = []
        if inside is None:
            row.append(piece)
        elif inside not in told:
            told.add(inside)
            yield _ruled_line(number, *ruled[inside])
    if row:
        yield _line(number, row)


def _clean(piece: Piece) -> Piece:
    text = piece.text.replace("\ufffe", "-").replace("\u00ad", "")
    return piece if text == piece.text else msgspec.structs.replace(piece, text=text)


def _ruled_line(number: int, grid: Grid, found: Table) -> Line:
    return Line(number, (), "", float("-inf"), float("-inf"), grid.down[0], 0.0, False, Ruled(found, grid.across))


def _continued(lines: list[Line]) -> list[Line]:
    """The lines, a table that goes on at the top of the next page joined to its beginning."""
    joined: list[Line] = []
    for line in lines:
        last = joined[-1] if joined else None
        if last and last.ruled and line.ruled and last.page < line.page and _same_columns(last.ruled, line.ruled):
            more = (line.ruled.table.header, *line.ruled.table.rows)
            rows = last.ruled.table.rows + (more[1:] if more[0] == last.ruled.table.header else more)
            whole = msgspec.structs.replace(last.ruled.table, rows=rows[: limits.ROWS])
            joined[-1] = last._replace(page=line.page, ruled=Ruled(whole, last.ruled.across))
        else:
            joined.append(line)
    return joined


def _same_columns(one: Ruled, two: Ruled) -> bool:
    alike = len(one.table.header) == len(two.table.header) and len(one.across) == len(two.across)
    return alike and all(abs(a - b) <= ALIGNED for a, b in zip(one.across, two.across, strict=True))


def _continues(last: Piece, piece: Piece) -> bool:
    size = max(last.size, piece.size, 1.0)
    return abs(last.baseline - piece.baseline) <= SAME_LINE * size and piece.left >= last.right - size


def _line(number: int, row: list[Piece]) -> Line:
    cells: list[Piece] = []
    for piece in row:
        gap = piece.left - cells[-1].right if cells else 0.0
        mark = bool(cells) and len(cells) == 1 and (_is_mark(cells[0].text) or _BULLET.fullmatch(cells[0].text + " "))
        if cells and (gap <= COLUMN_GAP * max(piece.size, 4.0) or mark):
            space = " " if gap > WORD_GAP * piece.size or mark else ""
            cells[-1] = _merged(cells[-1], piece, space)
        else:
            cells.append(piece)
    largest = max(cells, key=lambda cell: len(cell.text))
    return Line(
        number,
        tuple(cells),
        " ".join(cell.text for cell in cells),
        cells[0].left,
        cells[-1].right,
        largest.baseline,
        largest.size,
        all(cell.bold for cell in cells),
    )


def _is_mark(text: str) -> bool:
    """The number of a heading, alone: `2.1`, `IV.`"""
    return len(text) < 12 and _NUMBERED.fullmatch(text.strip() + " x") is not None


def _merged(one: Piece, two: Piece, space: str) -> Piece:
    longer = one if len(one.text) >= len(two.text) else two
    text = f"{one.text}{space}{two.text}"
    return Piece(text, one.left, two.right, longer.baseline, max(one.size, two.size), one.bold and two.bold)


def _body_size(pages: Sequence[Page], share: float) -> float:
    """The largest size in which such a share of the characters is set, since listings may outweigh the prose."""
    sizes: Counter[float] = Counter()
    for piece in (piece for page in pages for piece in page.pieces):
        sizes[_rounded(piece.size)] += len(piece.text)
    enough = [size for size, count in sizes.items() if count >= share * sizes.total()]
    return max(enough, default=sizes.most_common(1)[0][0])


def _without_edges(lines: list[Line], pages: Sequence[Page], body: float) -> list[Line]:
    """The lines without page numbers, running heads and feet, and entries of a table of contents."""
    counts = Counter(key for line in lines if (key := _edge(line, pages, body)))
    kept = []
    for line in lines:
        key = _edge(line, pages, body)
        times = counts[key] if key else 0
        if times >= max(3, REPEATED * len(pages)) and (line.size < LARGE * body or times >= len(pages) / 2):
            continue
        if (key and _PAGE_NUMBER.match(line.text)) or _LEADERS.search(line.text):
            continue
        kept.append(line)
    return kept


def _edge(line: Line, pages: Sequence[Page], body: float) -> tuple[str, int] | None:
    """What a line near the top or the bottom is recognised by on other pages; None elsewhere.

    Figures may differ (pages), except in large print: « 1. Context » and « 2. Context » are two titles.
    """
    height = pages[line.page - 1].height or 1.0
    if line.ruled:
        return None
    if EDGE * height < line.baseline < (1 - EDGE) * height:
        return None
    text = line.text if line.size >= LARGE * body else _DIGITS.sub("#", line.text)
    return text, round(line.baseline / 4)


class _Titles:
    """On slides: the first of the largest lines of each page is its title, and nothing else is a heading."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.sizes: dict[int, float] = {}
        for line in lines:
            if len(_letters(line.text)) > 1:
                self.sizes[line.page] = max(self.sizes.get(line.page, 0.0), line.size)
        self.titled: set[int] = set()

    def level(self, line: Line, before: Line | None, after: Line | None) -> int:
        """1 for a title, else 0."""
        del before, after
        largest = line.size >= 0.98 * self.sizes.get(line.page, 0.0)
        if line.page in self.titled or not largest or len(line.text) > MOST_HEADING or len(_letters(line.text)) < 2:
            return 0
        self.titled.add(line.page)
        return 1

    def runs_on(self, line: Line) -> bool:
        """A title may take several lines."""
        return line.page in self.titled


class _Headings:
    """Which lines are headings, and their levels."""

    def __init__(self, lines: Sequence[Line], body: float, outline: Sequence[tuple[int, int, str]]) -> None:
        self.body = body
        self.outline: dict[str, list[tuple[int, int]]] = {}
        for page, level, text in outline:
            self.outline.setdefault(_letters(text), []).append((page, level))
        found = [(line, _NUMBERED.match(line.text)) for line in lines if len(line.cells) == 1 and self.is_large(line)]
        self.levels = self._levels(found)

    def is_large(self, line: Line) -> bool:
        """Set larger than the body, and no longer than a heading."""
        return line.size >= LARGE * self.body and len(line.text) <= MOST_HEADING

    def runs_on(self, line: Line) -> bool:
        """A heading may take several lines where it looks like one; a bookmark on plain text does not."""
        return self.is_large(line) or line.bold

    def _levels(self, found: list[tuple[Line, re.Match[str] | None]]) -> dict[float, int]:
        """Level of each heading size: as its numbers say where it has some, else by rank from the largest."""
        depths: dict[float, list[int]] = {}
        sizes: set[float] = set()
        for line, number in found:
            sizes.add(_rounded(line.size))
            if number and number["digits"]:
                depths.setdefault(_rounded(line.size), []).append(number["digits"].count(".") + 1)
        levels: dict[float, int] = {}
        above = 0
        for size in sorted(sizes, reverse=True):
            known = sorted(depths.get(size, ()))
            level = known[len(known) // 2] if len(known) > 1 else above + 1
            levels[size] = min(max(level, above), 6) or 1
            above = levels[size]
        return levels

    def level(self, line: Line, before: Line | None, after: Line | None) -> int:
        """The level of a heading; 0 when the line is none; -1 when it only is bold."""
        text = line.text.strip()
        if len(line.cells) != 1 or len(_letters(text)) < 2 or len(text) > MOST_HEADING:
            return 0
        marked = self._marked(line)
        if marked or text[-1] in ",;" or _BULLET.match(text):
            return marked
        number = _NUMBERED.match(text)
        depth = number["digits"].count(".") + 1 if number and number["digits"] else 0
        if self.is_large(line):
            return depth or self.levels.get(_rounded(line.size), 1)
        if not self._is_bold(line, before):
            return 0
        if number and (depth or number["roman"]):
            return depth or 1
        return -1 if after is None or not after.bold or _is_apart(line, after) else 0

    def _is_bold(self, line: Line, before: Line | None) -> bool:
        """A short bold line that does not go on with the one before."""
        short = len(line.text) <= MOST_BOLD and not line.text.endswith(".")
        starts = before is None or not before.bold or _is_apart(before, line)
        return line.bold and short and starts and line.size >= self.body * 0.95

    def _marked(self, line: Line) -> int:
        """The level of the bookmark that has this text on this page or the one before; each serves once."""
        marks = self.outline.get(_letters(line.text), [])
        for mark in marks:
            page, level = mark
            if page <= line.page <= page + 1:
                marks.remove(mark)
                return level
        return 0


def _rounded(size: float) -> float:
    return round(size * 2) / 2


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", text).lower()


def _is_apart(one: Line | None, two: Line) -> bool:
    """Whether a paragraph ends between two lines."""
    if one is None or one.page != two.page:
        return True
    distance = two.baseline - one.baseline
    return distance < 0 or distance > LEADING * max(min(one.size, two.size), 1.0) or len(one.cells) != 1


def _fill(draft: Draft, lines: list[Line], headings: _Headings | _Titles, pages: Sequence[Page]) -> None:
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
        if not alike or _is_apart(last, following) or _NUMBERED.match(following.text) or last.bold < line.bold:
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
        bullet = _BULLET.match(line.text)
        if bullet or (self.lines and self._ends(self.lines[-1], line)):
            self.flush()
        if bullet:
            self.kind = "item"
            line = line._replace(text=line.text[bullet.end() :])
        self.lines.append(line)

    def _ends(self, last: Line, line: Line) -> bool:
        if last.page != line.page:
            return last.text.rstrip()[-1:] in ".!?:;" or not line.text[:1].islower()
        return _is_apart(last, line) or abs(last.size - line.size) > 0.15 * max(last.size, 1.0)

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
    cover = [line for line in lines if line.page == lines[0].page and len(_letters(line.text)) > 2] if lines else []
    if not cover:
        return ""
    size = max(line.size for line in cover)
    large = [line.text for line in cover if line.size > 0.95 * size]
    return " ".join(large) if len(large) <= HEADING_LINES else ""
