"""Identifiers, references from one register to another, and dates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from datetime import date

from jalon.facts.registers.rows import cells, columns_for
from jalon.facts.registers.shapes import Register
from jalon.facts.registers.values import day, is_placeholder
from jalon.facts.registers.words import plain

_REFERENCE = re.compile(r"(?<![\w-])[A-Z]{1,8}[-_ ]?\d{1,5}(?:[.-]\d{1,4}){0,3}(?![\w-])")


def duplicate_ids(register: Register, name: str = "id") -> tuple[str, ...]:
    """The identifiers that several rows have, in order of appearance."""
    counted = Counter(cell.strip().casefold() for cell in cells(register, name) if not is_placeholder(cell))
    first: dict[str, str] = {}
    for cell in cells(register, name):
        first.setdefault(cell.strip().casefold(), cell.strip())
    return tuple(first[key] for key, count in counted.items() if count > 1)


def references(text: str) -> tuple[str, ...]:
    """The identifiers that a text mentions (REQ-12, US 3, T1.2), in capitals without separator before the figure."""
    return tuple(dict.fromkeys(re.sub(r"(?<=[A-Z])[-_ ](?=\d)", "", one) for one in _REFERENCE.findall(text[:2000])))


def rows_referring(register: Register, name: str, known: Collection[str]) -> tuple[int, ...]:
    """The rows whose column mentions an identifier of `known`, written as `references` gives it, or word for word."""
    exact = {plain(one) for one in known}
    kept = set(known)
    return tuple(
        row
        for row, cell in enumerate(cells(register, name))
        if kept.intersection(references(cell)) or (plain(cell) and plain(cell) in exact)
    )


def dates_in(register: Register, name: str = "date") -> tuple[date, ...]:
    """The dates of a column, in the order of its rows; cells without a date are left out."""
    return tuple(found for cell in cells(register, name) if (found := day(cell)) is not None)


def date_order(register: Register, start: str = "start-date", end: str = "end-date") -> tuple[int, ...]:
    """The rows (from 0) whose start is after their end; empty when a column is not there."""
    indices = columns_for(register, (start, end))
    if indices is None:
        return ()
    found = []
    for number_of_row, row in enumerate(register.rows):
        first, last = (day(row[index]) for index in indices)
        if first and last and first > last:
            found.append(number_of_row)
    return tuple(found)
