"""Lines of a pdf page: pieces on one baseline, without page numbers, running heads and feet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Annotated, NamedTuple

import msgspec

from jalon.facts.documents import limits
from jalon.facts.documents.pdf_grid import Grid, Length, Piece, Rule, grids, table
from jalon.facts.model import Table


class Page(msgspec.Struct, frozen=True):
    """A page as the child process reads it."""

    width: Length = 0.0
    height: Length = 0.0
    pieces: tuple[Piece, ...] = ()
    rules: tuple[Rule, ...] = ()
    links: tuple[str, ...] = ()
    images: Annotated[int, msgspec.Meta(ge=0, le=limits.PARTS)] = 0


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
LARGE = 1.14  # times the size of the body: a heading
LEADING = 1.75  # times the size: further than that begins a paragraph
ALIGNED = 1.5  # points, between the rules of a table and of its continuation

NUMBERED = re.compile(
    r"(?:(?P<digits>\d{1,2}(?:\.\d{1,2}){0,4})[.)]?|(?P<roman>[IVX]{1,5})[.) -]|(?P<letter>[A-Z])[.)]"
    r"|(?P<word>chapitre|chapter|partie|part|annexe|appendix|bloc|section)\s{1,2}[\dIVXA-Z]{1,5})(?:\s{0,2}[:–—-])?\s{1,4}\S",
    re.IGNORECASE,
)
BULLET = re.compile(r"(?P<mark>[•‣▪●○◦■□➢➤►▶✓✔❖⁃∙·\uf0b7\uf0a7\uf0d8]|[–—*-](?=\s)|o(?=\s))\s{0,4}")
_PAGE_NUMBER = re.compile(
    r"\W{0,3}(?:page\s{0,2})?\d{1,4}(?:\s{0,2}(?:/|sur|of|-)\s{0,2}\d{1,4})?\W{0,3}$", re.IGNORECASE
)
_LEADERS = re.compile(r"(?:(?<!\.)\.{4,}|(?<!\. )(?:\. ){4,}|(?<!…)…{2,}|(?<!_)_{4,})\s{0,20}\d{1,4}\s{0,20}$")
_DIGITS = re.compile(r"\d+")
_NOT_LETTERS = re.compile(r"[\W\d_]+")


def lines_of(pages: Sequence[Page]) -> list[Line]:
    """The lines of all pages, in the order of their content; a ruled table counts as one."""
    return [line for number, page in enumerate(pages, start=1) for line in _lines(number, page)]


def rounded(size: float) -> float:
    """A font size to the half point: fonts of one text differ by less."""
    return round(size * 2) / 2


def letters(text: str) -> str:
    """The letters of a text in lower case, by which a bookmark and its heading are the same."""
    return _NOT_LETTERS.sub("", text).lower()


def is_apart(one: Line | None, two: Line) -> bool:
    """Whether a paragraph ends between two lines."""
    if one is None or one.page != two.page:
        return True
    distance = two.baseline - one.baseline
    return distance < 0 or distance > LEADING * max(min(one.size, two.size), 1.0) or len(one.cells) != 1


def body_size(pages: Sequence[Page], share: float) -> float:
    """The largest size in which such a share of the characters is set, since listings may outweigh the prose."""
    sizes: Counter[float] = Counter()
    for piece in (piece for page in pages for piece in page.pieces):
        sizes[rounded(piece.size)] += len(piece.text)
    enough = [size for size, count in sizes.items() if count >= share * sizes.total()]
    return max(enough, default=sizes.most_common(1)[0][0])


def without_edges(lines: list[Line], pages: Sequence[Page], body: float) -> list[Line]:
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


def continued(lines: list[Line]) -> list[Line]:
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


def _continues(last: Piece, piece: Piece) -> bool:
    size = max(last.size, piece.size, 1.0)
    return abs(last.baseline - piece.baseline) <= SAME_LINE * size and piece.left >= last.right - size


def _line(number: int, row: list[Piece]) -> Line:
    cells: list[Piece] = []
    for piece in row:
        gap = piece.left - cells[-1].right if cells else 0.0
        mark = bool(cells) and len(cells) == 1 and (_is_mark(cells[0].text) or BULLET.fullmatch(cells[0].text + " "))
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
    return len(text) < 12 and NUMBERED.fullmatch(text.strip() + " x") is not None


def _merged(one: Piece, two: Piece, space: str) -> Piece:
    longer = one if len(one.text) >= len(two.text) else two
    text = f"{one.text}{space}{two.text}"
    return Piece(text, one.left, two.right, longer.baseline, max(one.size, two.size), one.bold and two.bold)
