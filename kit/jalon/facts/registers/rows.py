"""Which columns and rows of a register say something, and where they stand. Every function is pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from jalon.facts.model import Amount, At
from jalon.facts.registers.shapes import Register
from jalon.facts.registers.values import is_placeholder, number
from jalon.facts.registers.words import plain, vocabulary

_EXAMPLE = re.compile(r"\W{0,3}(?:exemple|example|ex|e\.g)\b\s?[.:]|\W{0,3}(?:exemple|example)\W{0,3}\Z", re.IGNORECASE)

_LETTER = re.compile(r"[^\W\d]")
SAID = 2  # cells that say something, in which a word for total is looked for


def column(register: Register, name: str) -> int | None:
    """The index of the column that stands best for a canonical id; None when there is none."""
    found = _candidates(register, name)
    return found[0] if found else None


def columns_for(register: Register, names: Sequence[str]) -> tuple[int, ...] | None:
    """A different column for each of these canonical ids, in their order; None when one of them has none."""
    owner: dict[int, int] = {}

    def place(rank: int, seen: set[int]) -> bool:
        for index in _candidates(register, names[rank]):
            if index not in seen:
                seen.add(index)
                if index not in owner or place(owner[index], seen):
                    owner[index] = rank
                    return True
        return False

    for rank in range(len(names)):
        if not place(rank, set()):
            return None
    by_rank = {rank: index for index, rank in owner.items()}
    return tuple(by_rank[rank] for rank in range(len(names)))


def has_columns(register: Register, names: Sequence[str]) -> bool:
    """Whether each of these canonical ids has a column of its own."""
    return columns_for(register, names) is not None


def with_columns(registers: Iterable[Register], names: Sequence[str]) -> tuple[Register, ...]:
    """The registers in which each of these canonical ids has a column of its own."""
    return tuple(one for one in registers if has_columns(one, names))


def _candidates(register: Register, name: str) -> Sequence[int]:
    return register.by_name.get(name, ())


def place_of(register: Register, row: int) -> At:
    """Where a row stands: its line, or the first cell of its row in a sheet."""
    line = register.lines[row] if row < len(register.lines) else None
    if register.at.sheet:
        return At(sheet=register.at.sheet, cell=f"A{line}" if line else register.at.cell)
    return At(line=line or register.at.line, page=register.at.page)


def is_total(row: Sequence[str]) -> bool:
    """Whether a row adds others up: one of its first two cells that say something begins with a word for total."""
    totals, said = vocabulary().totals, 0
    for cell in row:
        if _LETTER.search(cell):
            words = plain(cell)
            if words in totals or any(" ".join(words.split()[:count]) in totals for count in (1, 2)):
                return True
            said += 1
            if said == SAID:
                return False
    return False


def rows_filled(register: Register, names: Sequence[str] = ()) -> tuple[int, ...]:
    """The rows (from 0) in which each of these columns holds a real value; without names, half of the cells or more.

    Totals, examples, repeated rows and rows of placeholders do not count. Empty when a column is not there.
    """
    return register.once(f"filled {' '.join(names)}", lambda one: _filled(one, names))


def _filled(register: Register, names: Sequence[str]) -> tuple[int, ...]:
    indices = columns_for(register, names)
    if indices is None:
        return ()
    found = []
    for number_of_row in register.once("things", _things):
        row = register.rows[number_of_row]
        asked = indices or range(len(row) - register.computed or len(row))
        filled = [not is_placeholder(row[index]) for index in asked]
        if filled and (all(filled) if names else sum(filled) * 2 >= len(filled)):
            found.append(number_of_row)
    return tuple(found)


def _things(register: Register) -> tuple[int, ...]:
    """The rows that are no total, no example and not there already."""
    seen: set[tuple[str, ...]] = set()
    found = []
    for number_of_row, row in enumerate(register.rows):
        if not is_total(row) and row not in seen and not any(_is_example(cell) for cell in row[:3]):
            seen.add(row)
            found.append(number_of_row)
    return tuple(found)


def _is_example(cell: str) -> bool:
    return _EXAMPLE.match(cell[:40]) is not None


def cells(register: Register, name: str) -> tuple[str, ...]:
    """The cells of a column, one a row; () when it is not there."""
    index = column(register, name)
    return () if index is None else tuple(row[index] for row in register.rows)


def numbers(register: Register, name: str) -> tuple[Amount | None, ...]:
    """The figures of a column, one a row; () when it is not there."""
    return tuple(number(cell) for cell in cells(register, name))
