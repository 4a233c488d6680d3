"""Indicators and their readings: each read one is defined, and each defined one is read."""

from __future__ import annotations

from collections.abc import Iterator

from jalon.facts.registers import Register, Registers, column, has_columns, is_placeholder, references
from jalon.facts.registers import place_of as place
from jalon.facts.registers.words import plain
from jalon.remarks.remark import Remark, Rule

LEAST_KNOWN = 2  # indicators that both tables name, from which they speak of the same ones
MOST_ROWS = 2_000


def indicators(registers: Registers) -> Iterator[Remark]:
    """Readings of an indicator that no table defines, and indicators never read, where most of both agree."""
    defined = [one for one in registers.items if _is_definition(one)]
    known = {name for one in defined for names in _named(one).values() for name in names}
    for readings in (one for one in registers.items if _is_readings(one)):
        rows = _named(readings)
        lost = {row: names for row, names in rows.items() if not names & known}
        told = {name for names in rows.values() for name in names}
        if lost and len(told & known) >= LEAST_KNOWN and len(lost) * 2 < len(rows):
            said = list(dict.fromkeys(_said(readings, row) for row in lost))
            yield Remark("reading-unknown", readings.path, place(readings, min(lost)), {"names": said, "n": len(said)})
    read = {name for one in registers.items if _is_readings(one) for names in _named(one).values() for name in names}
    for one in defined if read else ():
        rows = _named(one)
        unread = [row for row, names in rows.items() if not names & read]
        if unread and len(rows) - len(unread) >= LEAST_KNOWN and len(unread) * 2 < len(rows):
            said = [_said(one, row) for row in unread]
            yield Remark("indicator-unread", one.path, place(one, unread[0]), {"names": said, "n": len(said)})


def _is_definition(register: Register) -> bool:
    return (
        _heads(register, "indicator") and has_columns(register, ("indicator", "target")) and not _is_readings(register)
    )


def _is_readings(register: Register) -> bool:
    return _heads(register, "indicator") and _heads(register, "date") and _heads(register, "value")


def _heads(register: Register, name: str) -> bool:
    """Whether a column is that one before anything else."""
    index = column(register, name)
    return index is not None and register.columns[index][0] == name


def _named(register: Register) -> dict[int, set[str]]:
    """Row → what it may be called: its name, and the identifiers of its first two cells."""
    index = column(register, "indicator") or 0
    found: dict[int, set[str]] = {}
    for number, row in enumerate(register.rows[:MOST_ROWS]):
        if not is_placeholder(row[index]):
            ids = (one for cell in {row[0], row[index]} for one in references(cell))
            found[number] = {plain(row[index]), *ids} - {""}
    return found


def _said(register: Register, row: int) -> str:
    return register.rows[row][column(register, "indicator") or 0].strip()[:80]


RULES = (Rule("indicators", indicators),)
