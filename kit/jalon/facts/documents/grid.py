"""Cells to tables: where the header stands, where one table ends and the next begins. Shared by xlsx, ods and csv."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from jalon.facts.documents import limits
from jalon.facts.documents.draft import Draft
from jalon.facts.model import At, Table

Row = tuple[int, Sequence[str]]  # its number in the file, from 1, and its cells

_FIGURE = re.compile(r"[\s\d.,:/%€$£+()-]+$")
_DAY = re.compile(r"\d{4}-\d{2}(?:-\d{2})?$|\d{1,2}/\d{1,2}(?:/\d{2,4})?$")
MOST_LEADING = 30  # rows that may stand above a header: title, author, legend
FILLED = 0.5  # share of the table's columns that a header names


def fill(draft: Draft, rows: list[Row], at: Callable[[int, int], At], name: str = "") -> None:
    """Add the cells of a sheet to a draft: lone cells above a table as paragraphs, then its tables.

    `at` gives the place of (row number, column from 0). A blank row followed by what looks like a header begins a new
    table; any other blank row is only skipped.
    """
    clean: list[Row] = []
    room = limits.CHARACTERS
    for number, cells in rows:
        room -= sum(map(len, cells))
        if room < 0:  # one long text in thousands of cells
            draft.cut = True
            break
        clean.append((number, [" ".join(cell.split()) for cell in cells]))
    for block in _blocks(clean):
        _block(draft, block, at, name)


def column_name(index: int) -> str:
    """A, B, … Z, AA… for a column from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _blocks(rows: list[Row]) -> list[list[Row]]:
    """Rows between blank ones; a blank row alone does not end a table, what looks like another header does."""
    blocks: list[list[Row]] = []
    blank = True
    for row in rows:
        if not any(row[1]):
            blank = True
            continue
        if not blocks or (blank and (_is_lone(blocks[-1]) or _begins(row[1], blocks[-1]))):
            blocks.append([])
        blocks[-1].append(row)
        blank = False
    return _joined(blocks)


def _begins(cells: Sequence[str], block: list[Row]) -> bool:
    """A row of texts that stands in other columns than the table above it."""
    filled = _filled(cells)
    return len(filled) > 1 and _is_header(cells) and all(_filled(above) != filled for _, above in block[:MOST_LEADING])


def _joined(blocks: list[list[Row]]) -> list[list[Row]]:
    """A block that only holds lone cells stands above the next one: its title."""
    joined: list[list[Row]] = []
    for block in blocks:
        if joined and _is_lone(joined[-1]) and len(joined[-1]) < MOST_LEADING:
            joined[-1].extend(block)
        else:
            joined.append(block)
    return joined


def _is_lone(block: list[Row]) -> bool:
    return len(block) == 1 or all(len(_filled(cells)) < 2 for _, cells in block)


def _filled(cells: Sequence[str]) -> list[int]:
    return [index for index, cell in enumerate(cells) if cell]


def _is_header(cells: Sequence[str]) -> bool:
    """Texts that differ, none of them a figure; or a text and then dates, as over a schedule."""
    texts = [cell for cell in cells if cell]
    if not texts or _FIGURE.match(texts[0]):
        return False
    if any(_DAY.match(text) for text in texts):
        return not any(_FIGURE.match(text) and not _DAY.match(text) for text in texts)
    return len(set(texts)) == len(texts) and not any(map(_FIGURE.match, texts))


def _block(draft: Draft, rows: list[Row], at: Callable[[int, int], At], name: str) -> None:
    header = _header(rows)
    for number, cells in rows[: header if header is not None else _leading(rows)]:
        filled = _filled(cells)
        draft.paragraph(" · ".join(cells[index] for index in filled), at(number, filled[0]))
    start = header if header is not None else _leading(rows)
    body = rows[start:]
    if not body:
        return
    columns = sorted({index for _, cells in body for index in _filled(cells)})
    cut = len(columns) > limits.COLUMNS
    columns = columns[: limits.COLUMNS]
    kept = min(limits.ROWS + (header is not None), max(1, limits.TABLE_CELLS // len(columns)))
    cut = cut or len(body) > kept
    cut = cut or any(len(cells[i]) > limits.CELL_CHARACTERS for _, cells in body[:kept] for i in _filled(cells))
    table = [
        tuple(cells[i][: limits.CELL_CHARACTERS] if i < len(cells) else "" for i in columns) for _, cells in body[:kept]
    ]
    numbers = tuple(number for number, _ in body[:kept])
    place = at(body[0][0], columns[0])
    if header is None:
        draft.table(Table((), tuple(table), place, name, numbers, cut))
    else:
        draft.table(Table(table[0], tuple(table[1:]), place, name, numbers[1:], cut))


def _leading(rows: list[Row]) -> int:
    """How many rows stand above a table that has no header: those with one cell, when others have more."""
    for index, (_, cells) in enumerate(rows[:MOST_LEADING]):
        if len(_filled(cells)) > 1:
            return index
    return len(rows)


def _header(rows: list[Row]) -> int | None:
    """The index of the header: the first row of differing texts that names at least half of the columns below it."""
    head = rows[: MOST_LEADING + 1]
    widths = sorted(len(_filled(cells)) for _, cells in rows[: MOST_LEADING * 2])
    usual = max(widths[len(widths) // 2], 2)
    for index, (_, cells) in enumerate(head):
        if len(_filled(cells)) >= max(2, FILLED * usual) and _is_header(cells):
            return index
        if len(_filled(cells)) >= usual and not _is_header(cells) and index and usual > 2:
            return None
    return None
