"""Registers: the tables that students keep, whatever file they are in, with their columns known by meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial

import msgspec

from jalon.facts.model import Document, Documents, Section, Table
from jalon.facts.registers.links import date_order, dates_in, duplicate_ids, references, rows_referring
from jalon.facts.registers.raci import raci, raci_faults, with_roles
from jalon.facts.registers.reshaped import reshaped
from jalon.facts.registers.rows import (
    cells,
    column,
    columns_for,
    has_columns,
    is_total,
    numbers,
    place_of,
    rows_filled,
    with_columns,
)
from jalon.facts.registers.scales import (
    criticality_agrees,
    criticality_checks,
    label_checks,
    score_checks,
    scores_agree,
)
from jalon.facts.registers.shapes import Check, RaciRow, Register, Registers
from jalon.facts.registers.sums import close, product_checks, products_agree, total, total_checks, totals_agree
from jalon.facts.registers.values import day, is_placeholder, level, measure, number
from jalon.facts.registers.words import columns_named
from jalon.memory import memory, name_of

__all__ = [
    "Check",
    "RaciRow",
    "Register",
    "Registers",
    "cells",
    "close",
    "column",
    "columns_for",
    "criticality_agrees",
    "criticality_checks",
    "date_order",
    "dates_in",
    "day",
    "duplicate_ids",
    "has_columns",
    "is_placeholder",
    "is_total",
    "label_checks",
    "level",
    "measure",
    "number",
    "numbers",
    "place_of",
    "product_checks",
    "products_agree",
    "raci",
    "raci_faults",
    "references",
    "register_of",
    "registers",
    "rows_filled",
    "rows_referring",
    "score_checks",
    "scores_agree",
    "total",
    "total_checks",
    "totals_agree",
    "with_columns",
]

MOST_REGISTERS = 5_000
MOST_CELLS = 50_000  # of one table; a large real one has 3,000
MOST_CELLS_IN_LARGE_TABLES = 500_000  # of the repository: data sets must not crowd the registers out
MOST_CELLS_IN_ALL = 2_000_000
LARGE = 5_000
MOST_WIDTH = 200
MOST_CELL = 1_000  # characters
HEADER_ROWS = 12
_WORD = re.compile(r"[^\W\d_]{2}")


def registers(documents: Documents) -> Registers:
    """Every table of every document in which at least one column is known, and the tables that these hold."""
    found: list[Register] = []
    large, left = MOST_CELLS_IN_LARGE_TABLES, MOST_CELLS_IN_ALL
    for register in (one for document in documents.items for one in _tables_of(document)):
        cells_of_it = len(register.rows) * len(register.header)
        large -= cells_of_it if cells_of_it > LARGE else 0
        left -= cells_of_it
        if left < 0 or len(found) >= MOST_REGISTERS:
            break
        if large >= 0 or cells_of_it <= LARGE:
            found.append(register)
    return Registers(tuple(found))


class _Kept(msgspec.Struct, array_like=True):
    """The registers of a document, and what was found in the rows of each since."""

    items: tuple[Register, ...]
    answers: tuple[dict[str, tuple[int, ...]], ...]


def _tables_of(document: Document) -> tuple[Register, ...]:
    """The registers of a document, found once."""
    if not any(section.tables for section in document.sections):
        return ()
    name = name_of("registers", document.path, document.identity()) if memory().is_open else b""
    kept = memory().recall(name, _Kept) if name else None
    if kept is None or len(kept.items) != len(kept.answers):
        items = tuple(_of_document(document))
        kept = _Kept(items, tuple({} for _ in items))
        memory().keep(name, kept)
    for register, answers in zip(kept.items, kept.answers, strict=True):
        register.remember(answers, partial(memory().keep, name, kept))
    return kept.items


def _of_document(document: Document) -> Iterator[Register]:
    for section in document.sections:
        for table in section.tables:
            register = register_of(document, section, table)
            if register is not None:
                if any(register.columns):
                    yield register
                yield from reshaped(register)


def register_of(document: Document, section: Section, table: Table) -> Register | None:
    """A table with the columns that are known, perhaps none; None when it has no row."""
    most = MOST_CELLS // max(min(len(table.header), MOST_WIDTH), 1)
    every = [tuple(table.header), *table.rows[:most]]
    lines: list[int | None] = [None, *table.lines[:most]]
    top = _header_row(every)
    header = tuple(name[:MOST_CELL] for name in every[top][:MOST_WIDTH])
    rows, where = every[top + 1 :], lines[top + 1 :]
    turned = _turned(every)
    if turned is not None:
        header, rows, where = turned
    columns = tuple(columns_named(name) if name.strip() else () for name in header)
    if not header or not rows:
        return None
    register = Register(
        path=document.path,
        header=header,
        columns=columns,
        rows=tuple(_fitted(row, len(header)) for row in rows),
        at=table.at,
        name=table.name or section.heading or document.title,
        trail=(*section.trail, section.heading) if table.name and section.heading else section.trail,
        lines=tuple(line for line in where if line is not None),
        cut=table.cut or len(table.rows) > most,
    )
    return with_roles(register)


def _fitted(row: Sequence[str], width: int) -> tuple[str, ...]:
    return (*(cell[:MOST_CELL] for cell in row[:width]), *("" for _ in range(width - len(row))))


def _header_row(every: Sequence[Sequence[str]]) -> int:
    """The first row that names most columns: a sheet often has a title, and a document table no marked header.

    A full first row that names nothing yields only to one that names three columns and most of its cells.
    """
    known = [_known(row) for row in every[: HEADER_ROWS + 1]]
    best = max(range(len(known)), key=lambda one: (known[one], -one))
    if known[0] >= 2 or known[best] < 2 or known[best] <= known[0]:
        return 0
    said = [sum(bool(cell.strip()) for cell in every[one]) for one in (0, best)]
    title = said[0] * 2 <= len(every[0])
    return best if title or (known[best] >= 3 and known[best] * 2 > said[1]) else 0


def _known(row: Sequence[str]) -> int:
    """How many columns a row names; a letter names one only in a row already known to be a header."""
    names = [cell for cell in row[:MOST_WIDTH] if len(cell) <= 60 and _WORD.search(cell)]
    return sum(bool(columns_named(name)) for name in dict.fromkeys(names)) if len(names) * 2 >= len(row) else 0


def _turned(
    every: Sequence[tuple[str, ...]],
) -> tuple[tuple[str, ...], list[tuple[str, ...]], list[int | None]] | None:
    """A form: two columns, names on the left and values on the right; read as a register of one row."""
    if any(len(row) != 2 for row in every) or not 4 <= len(every) <= 40:
        return None
    start = 0 if every[0][0].strip() and columns_named(every[0][0]) and not columns_named(every[0][1]) else 1
    names = [row[0] for row in every[start:]]
    known = [columns_named(name) for name in names]
    heads = {ids[0] for ids in known if ids}
    if len(heads) < 3 or sum(map(bool, known)) * 3 < len(names) * 2 or _known(every[0]) == 2:
        return None
    return tuple(names), [tuple(row[1] for row in every[start:])], []
