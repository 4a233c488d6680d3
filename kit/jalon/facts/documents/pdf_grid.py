"""Tables drawn with rules on a pdf page: lines that cross make a grid, and words fall into its cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Annotated, NamedTuple

import msgspec

from jalon.facts.documents import limits
from jalon.facts.model import At, Table

NEAR = 3.0  # points between rules that touch or are the same
MOST_RULES = 250  # of each direction, once joined
CORRIDOR = 4.0  # points without a word from the top to the bottom of a table: two columns
_WORD = re.compile(r"\S+")
# points; the process that reads pdf files may have been taken over by one, so its answers are bounded here
Length = Annotated[float, msgspec.Meta(ge=-100_000, le=100_000)]


class Piece(msgspec.Struct, frozen=True, array_like=True):
    """A run of words: its sides and its baseline in points from the top left, its font size."""

    text: str
    left: Length
    right: Length
    baseline: Length
    size: Length
    bold: bool


class Rule(msgspec.Struct, frozen=True, array_like=True):
    """A straight line, or a box so thin that it is one, in points from the top left."""

    left: Length
    top: Length
    right: Length
    bottom: Length


class Grid(NamedTuple):
    """The sides of columns and rows, increasing: at least two columns and two rows."""

    across: tuple[float, ...]
    down: tuple[float, ...]

    def cell(self, piece: Piece) -> tuple[int, int] | None:
        """Row and column in which a piece begins; None outside."""
        column = _between(self.across, piece.left + 1.0)
        row = _between(self.down, piece.baseline - 1.0)
        return None if row is None or column is None else (row, column)


class _Segment(NamedTuple):
    at: float
    start: float
    end: float


def grids(rules: Sequence[Rule]) -> list[Grid]:
    """The grids that rules make, from the top."""
    level = _joined(_Segment((one.top + one.bottom) / 2, one.left, one.right) for one in rules if _is_level(one))
    upright = _joined(_Segment((one.left + one.right) / 2, one.top, one.bottom) for one in rules if not _is_level(one))
    found = []
    for rows, columns in _crossing(level[:MOST_RULES], upright[:MOST_RULES]):
        grid = Grid(_places(columns)[: limits.COLUMNS + 1], _places(rows)[: limits.ROWS + 1])
        if len(grid.across) > 2 and len(grid.down) > 2:
            found.append(grid)
    return sorted(found, key=lambda grid: (grid.down[0], grid.across[0]))


def table(grid: Grid, pieces: Sequence[Piece], page: int) -> Table | None:
    """The table of the pieces in a grid; None when fewer than two rows or columns hold any text.

    A first row of a single text is the table's name.
    """
    inside = [piece for piece in pieces if grid.cell(piece)]
    grid = _divided(grid, inside)
    cells: dict[tuple[int, int], list[Piece]] = {}
    for piece in (part for one in inside for part in _split(one, grid.across)):
        place = grid.cell(piece)
        if place is not None:
            cells.setdefault(place, []).append(piece)
    columns = sorted({column for _, column in cells})
    numbers = sorted({row for row, _ in cells})
    if len(columns) < 2 or len(numbers) < 2:
        return None
    rows = [tuple(_text(cells.get((row, column), ())) for column in columns) for row in numbers]
    name = ""
    if len(rows) > 2 and sum(map(bool, rows[0])) == 1:
        name, rows = "".join(rows[0]), rows[1:]
    return Table(rows[0], tuple(rows[1:]), At(page=page), name)


def _divided(grid: Grid, pieces: Sequence[Piece]) -> Grid:
    """The grid with its columns divided where no word of any row but the first stands: cells without borders."""
    body = [piece for piece in pieces if piece.baseline > grid.down[1]]
    sides = set(grid.across)
    for start, end in pairwise(grid.across):
        spans = sorted((one.left, one.right) for one in body if start - NEAR <= one.left and one.right <= end + NEAR)
        reached = spans[0][1] if spans else end
        for left, right in spans:
            if left - reached >= CORRIDOR:
                sides.add((left + reached) / 2)
            reached = max(reached, right)
    return Grid(tuple(sorted(sides)), grid.down)


def _split(piece: Piece, across: Sequence[float]) -> list[Piece]:
    """A piece that runs over several columns, word by word; the places of the words are guessed from their lengths."""
    if not any(piece.left + NEAR < side < piece.right - NEAR for side in across):
        return [piece]
    width = (piece.right - piece.left) / max(len(piece.text), 1)
    parts = []
    for word in _WORD.finditer(piece.text):
        middle = piece.left + width * (word.start() + word.end()) / 2
        parts.append(msgspec.structs.replace(piece, text=word[0], left=middle, right=middle))
    return parts


def _text(pieces: Sequence[Piece]) -> str:
    ordered = sorted(pieces, key=lambda piece: (round(piece.baseline), piece.left))
    return " ".join(piece.text for piece in ordered)[: limits.CELL_CHARACTERS]


def _is_level(rule: Rule) -> bool:
    return rule.right - rule.left >= rule.bottom - rule.top


def _joined(segments: Iterable[_Segment]) -> list[_Segment]:
    """Segments that lie on one line and touch are one: the borders of neighbouring cells."""
    joined: list[_Segment] = []
    for one in sorted(segments, key=lambda one: (round(one.at / NEAR), one.start)):
        last = joined[-1] if joined else None
        if last and abs(last.at - one.at) <= NEAR and one.start <= last.end + NEAR and one.start >= last.start - NEAR:
            joined[-1] = _Segment(last.at, last.start, max(last.end, one.end))
        else:
            joined.append(one)
    return joined


def _crossing(level: list[_Segment], upright: list[_Segment]) -> list[tuple[list[_Segment], list[_Segment]]]:
    """Groups of rules that cross one another, directly or through others."""
    group_of = list(range(len(level) + len(upright)))

    def root(index: int) -> int:
        while group_of[index] != index:
            group_of[index] = group_of[group_of[index]]
            index = group_of[index]
        return index

    for row, one in enumerate(level):
        for column, two in enumerate(upright, start=len(level)):
            if one.start - NEAR <= two.at <= one.end + NEAR and two.start - NEAR <= one.at <= two.end + NEAR:
                group_of[root(row)] = root(column)
    groups: dict[int, tuple[list[_Segment], list[_Segment]]] = {}
    for index, one in enumerate([*level, *upright]):
        groups.setdefault(root(index), ([], []))[index >= len(level)].append(one)
    return list(groups.values())


def _places(segments: Sequence[_Segment]) -> tuple[float, ...]:
    """Where the segments of a group stand, once each."""
    places: list[float] = []
    for place in sorted(segment.at for segment in segments):
        if not places or place - places[-1] > NEAR:
            places.append(place)
    return tuple(places)


def _between(sides: Sequence[float], place: float) -> int | None:
    """The index of the interval that holds a place."""
    if not sides[0] - NEAR <= place <= sides[-1] + NEAR:
        return None
    index = sum(side <= place for side in sides) - 1
    return min(max(index, 0), len(sides) - 2)
