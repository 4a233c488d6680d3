"""Dates that contradict each other, the project's own dates, or the moment they were written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from statistics import median

from jalon.facts.history import MOST_COMMITS
from jalon.facts.model import Diagrams
from jalon.facts.registers import Register, Registers, cells, column, date_order, day, has_columns, place_of
from jalon.remarks.remark import Remark, Rule
from jalon.settings import Settings
from jalon.snapshot import Snapshot

DATED = ("date", "start-date", "end-date", "due-date")
PLANNED = ("start-date", "end-date", "due-date")
# what is only known once it has happened; a table with one of these and a date is a journal
HAPPENED = ("observed", "feedback", "defect", "value")
LEAST_DATED = 4
FAR = 548  # days from the middle of a column whose other dates lie within half of that: a wrong year
MARGIN = timedelta(days=2)  # a journal may be written for tomorrow


def reversed_rows(registers: Registers, diagrams: Diagrams) -> Iterator[Remark]:
    """An end before its start, in a table or a Gantt diagram."""
    for register in registers.items:
        start, end = column(register, "start-date"), column(register, "end-date")
        if start is None or end is None or "duration" in register.columns[end][:1]:
            continue
        for row in date_order(register):
            first, last = (day(register.rows[row][index]) for index in (start, end))
            if first and last and first > last:
                values = {"start": first.isoformat(), "end": last.isoformat()}
                yield Remark("dates-reversed", register.path, place_of(register, row), values)
    for one in diagrams.items:
        for problem in one.problems if one.type == "gantt" else ():
            code, _, task = problem.partition(": ")
            if code in ("dates-reversed", "unknown-task"):
                yield Remark(f"gantt-{code}", one.path, one.at, {"task": task})


def apart(registers: Registers) -> Iterator[Remark]:
    """One date far from all the others of its column: the year was mistyped."""
    for register in registers.items:
        for name in DATED:
            dated = [(row, found) for row, cell in enumerate(cells(register, name)) if (found := day(cell))]
            if len(dated) < LEAST_DATED:
                continue
            middle = median(found.toordinal() for _, found in dated)
            far = [(row, found) for row, found in dated if abs(found.toordinal() - middle) > FAR]
            near = [found for _, found in dated if abs(found.toordinal() - middle) <= FAR / 2]
            if len(far) == 1 and len(near) == len(dated) - 1:
                row, found = far[0]
                yield Remark("date-apart", register.path, place_of(register, row), {"day": found.isoformat()})


def after_jury(registers: Registers, diagrams: Diagrams, settings: Settings) -> Iterator[Remark]:
    """Work planned after the day of the jury that the settings name."""
    jury = settings.dates.get("jury")
    jury = day(jury) if isinstance(jury, str) else jury
    if not isinstance(jury, date):
        return
    for register in registers.items:
        late = [row for name in PLANNED for row, cell in enumerate(cells(register, name))
                if (found := day(cell)) and found > jury]  # fmt: skip
        if late:
            yield Remark("after-jury", register.path, place_of(register, min(late)),
                         {"n": len(set(late)), "day": jury.isoformat()})  # fmt: skip
    for one in diagrams.items:
        late_days = [found for found in one.dates if found > jury]
        if one.type == "gantt" and late_days:
            yield Remark("after-jury", one.path, one.at, {"n": len(late_days), "day": jury.isoformat()})


def future(registers: Registers, snapshot: Snapshot) -> Iterator[Remark]:
    """An entry of a journal dated after the last commit: it tells of what has not happened."""
    commits = snapshot.log(MOST_COMMITS)
    if not commits or snapshot.dirty:
        return
    last = max(one.committed for one in commits).date()
    for register in registers.items:
        if not _is_journal(register):
            continue
        late = [(row, found) for row, cell in enumerate(cells(register, "date")) if (found := day(cell))]
        late = [(row, found) for row, found in late if found > last + MARGIN]
        if late:
            values = {"n": len(late), "day": late[0][1].isoformat(), "last": last.isoformat()}
            yield Remark("future-entry", register.path, place_of(register, late[0][0]), values)


def _is_journal(register: Register) -> bool:
    when = column(register, "date")
    if when is None or register.columns[when][0] != "date":
        return False
    return any(
        (index := column(register, name)) is not None and register.columns[index][0] == name for name in HAPPENED
    ) and not has_columns(register, ("due-date", "start-date"))


RULES = (
    Rule("reversed", reversed_rows),
    Rule("apart", apart),
    Rule("after-jury", after_jury),
    Rule("future", future),
)
