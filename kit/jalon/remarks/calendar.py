"""Dates that contradict each other, the project's own dates, or the moment they were written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from statistics import median

from jalon.facts.history import MOST_COMMITS
from jalon.facts.mentions import dates
from jalon.facts.model import At, Diagram, Diagrams, Document, Documents
from jalon.facts.registers import (
    Register,
    Registers,
    cells,
    column,
    date_order,
    day,
    has_columns,
    is_placeholder,
    place_of,
)
from jalon.facts.registers.words import plain
from jalon.remarks.knowledge import knowledge, says
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
LEAST_ALIKE = 3  # tasks that a Gantt diagram and a table both date, from which they tell of the same plan
_FULL_DAY = re.compile(
    r"\d{4}-\d{2}-\d{2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2}(?:er|st|nd|rd|th)?\s+[^\W\d]{3,9}\.?,?\s+\d{4}"
)
_TAKEN = frozenset({"accepted", "accepte", "acceptee", "rejected", "rejete", "rejetee", "done", "termine"})


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


def before_start(registers: Registers, settings: Settings) -> Iterator[Remark]:
    """Work that began before the project's first day, which the settings name, in a table of dated work."""
    first = settings.dates.get("start")
    first = day(first) if isinstance(first, str) else first
    if not isinstance(first, date):
        return
    for register in registers.items:
        index = column(register, "start-date")
        if index is None or register.columns[index][0] != "start-date":
            continue
        begun = [(row, found) for row, cell in enumerate(cells(register, "start-date")) if (found := day(cell))]
        early = [(row, found) for row, found in begun if found < first]
        if early and len(early) * 2 < len(begun):
            values = {"n": len(early), "day": early[0][1].isoformat(), "first": first.isoformat()}
            yield Remark("before-start", register.path, place_of(register, early[0][0]), values)


def gantt(registers: Registers, diagrams: Diagrams) -> Iterator[Remark]:
    """A task or a milestone that a Gantt diagram and a table date otherwise, where they agree on most."""
    for one in diagrams.items:
        tasks = _tasks(one) if one.type == "gantt" else {}
        for register in registers.items if tasks else ():
            named = [(row, tasks[name]) for row, cells_of_it in enumerate(register.rows)
                     for name in {plain(cell) for cell in cells_of_it[:4]} if name in tasks]  # fmt: skip
            checked = [(row, task, said) for row, task in named if (said := _said_days(register, row))]
            wrong = [(row, task, said) for row, task, said in checked if not _is_within(said, task)]
            if len(checked) >= LEAST_ALIKE and wrong and len(wrong) * 2 < len(checked):
                row, task, said = wrong[0]
                values = {"said": said[-1].isoformat(), "drawn": task[1].isoformat(), "n": len(wrong)}
                yield Remark("gantt-differs", register.path, place_of(register, row), values, (one.path,))


def _tasks(diagram: Diagram) -> dict[str, tuple[date, date]]:
    """Plain name → first and last day, of the tasks whose name no other one has."""
    if len(diagram.dates) != 2 * len(diagram.elements):
        return {}
    names = [plain(one) for one in diagram.elements]
    days = list(zip(diagram.dates[::2], diagram.dates[1::2], strict=True))
    return {name: pair for name, pair in zip(names, days, strict=True)
            if name and names.count(name) == 1 and pair[0] <= pair[1]}  # fmt: skip


def _said_days(register: Register, row: int) -> list[date]:
    """The days that a row plans; a month alone is no day."""
    found = []
    for name in (*PLANNED, "date"):
        index = column(register, name)
        cell = register.rows[row][index] if index is not None and register.columns[index][0] == name else ""
        if _FULL_DAY.search(cell) and (said := day(cell)):
            found.append(said)
    return found


def _is_within(said: list[date], task: tuple[date, date]) -> bool:
    return all(task[0] - MARGIN <= one <= task[1] + MARGIN for one in said)


def records(documents: Documents, snapshot: Snapshot) -> Iterator[Remark]:
    """Minutes, retrospectives and accepted decisions dated after the last commit."""
    commits = snapshot.log(MOST_COMMITS)
    if not commits or snapshot.dirty:
        return
    last = max(one.committed for one in commits).date()
    for document in documents.items:
        for text, at in _dated_records(document):
            found = [one for one in dates(text) if one > last + MARGIN]
            if found:
                values = {"day": found[0].isoformat(), "last": last.isoformat()}
                yield Remark("future-record", document.path, at, values)
                break


def _dated_records(document: Document) -> Iterator[tuple[str, At]]:
    """What dates something that took place: titles and headings that say so, the front matter of a decision."""
    facts = dict(document.metadata)
    if plain(str(facts.get("status", ""))) in _TAKEN:
        yield str(facts.get("date", "")), At(line=1)
    for section in document.sections:
        if says(section.heading, knowledge().records) and not is_placeholder(section.heading):
            yield section.heading, section.at


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
    Rule("before-start", before_start),
    Rule("gantt", gantt),
    Rule("future", future),
    Rule("records", records),
)
