"""The Gantt of PlantUML: sentences such as `[Design] starts 2026-01-12 and lasts 5 days`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from jalon.facts.diagrams.draft import Draft

_TASK = re.compile(
    r"^(?:then\s{1,9})?\[([^\[\]]{1,300})\](?:\s{1,9}as\s{1,9}\[([^\]]{1,80})\])?(?:\s{1,9}on\s{1,9}\{[^}]{0,200}\})?"
    r"\s{1,9}(.+)$"
)
_SENTENCE = re.compile(
    r"^(?:then\s{1,9})?\[[^\[\]]{1,300}\].{0,120}\b(?:lasts|requires|starts|ends|happens)\b", re.IGNORECASE
)
_DAY = re.compile(r"\b(\d{4})[-/](\d{1,2})[-/](\d{1,2})\b")
_LASTS = re.compile(r"\b(?:lasts|requires)\s{1,9}(\d{1,5})\s{1,9}(day|week)", re.IGNORECASE)
_CLAUSE = re.compile(r"\b(starts|ends|happens)\b(.{0,200}?)(?=\b(?:and|starts|ends|lasts|requires)\b|$)", re.IGNORECASE)
_OTHER = re.compile(r"\[([^\[\]]{1,300})\]'s\s{1,9}(start|end)", re.IGNORECASE)


@dataclass
class _Calendar:
    """When each task begins and ends, as far as it is known."""

    origin: date | None = None
    begins: dict[str, date] = field(default_factory=dict)
    ends: dict[str, date] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)


def is_calendar(lines: list[str]) -> bool:
    """Whether a block speaks of tasks that start, last or end."""
    return any(_SENTENCE.match(one.strip()[:400]) for one in lines[:60])


def read_calendar(draft: Draft, lines: list[str]) -> None:
    """Fill `draft` with tasks, separators, dependencies, dates (start and end of each task) and problems."""
    calendar = _Calendar()
    for line in lines:
        text = line.strip()
        if text.startswith("--"):
            draft.group(text.strip("- "))
        elif text.lower().startswith("project start"):
            calendar.origin = _day(draft, text) or calendar.origin
        elif match := _TASK.match(text):
            name = calendar.aliases.get(match.group(1), match.group(1))
            if match.group(2):
                calendar.aliases[match.group(2)] = name
            draft.element(name)
            if text.lower().startswith("then"):
                draft.relate()
            _task(draft, calendar, name, match.group(3))
    if not draft.elements:
        draft.problem("no-task")
    for name, begin in calendar.begins.items():
        draft.dates.append(begin)
        if (end := calendar.ends.get(name)) is not None:
            draft.dates.append(end)
            if end < begin:
                draft.problem("dates-reversed", name)


def _task(draft: Draft, calendar: _Calendar, name: str, rest: str) -> None:
    if rest.startswith("->"):  # `[a] -> [b]`: b begins when a ends
        draft.relate()
        return
    for verb, clause in _CLAUSE.findall(rest)[:6]:
        when = _when(draft, calendar, name, clause)
        if when is not None:
            (calendar.ends if verb.lower() == "ends" else calendar.begins)[name] = when
    if name not in calendar.begins and calendar.origin is not None and "start" not in rest.lower():
        calendar.begins[name] = calendar.origin
    length = _LASTS.search(rest)
    if length and name in calendar.begins:
        days = int(length.group(1)) * (7 if length.group(2).lower() == "week" else 1)
        try:
            calendar.ends[name] = calendar.begins[name] + timedelta(days=days)
        except OverflowError:
            draft.problem("invalid-date", name)


def _when(draft: Draft, calendar: _Calendar, name: str, clause: str) -> date | None:
    """The date of a clause: written, or another task's start or end."""
    other = _OTHER.search(clause)
    if other is None:
        return _day(draft, clause)
    wanted = calendar.aliases.get(other.group(1), other.group(1))
    draft.relate()
    if wanted not in draft.elements:
        draft.problem("unknown-task", f"{name} → {wanted}")
    return (calendar.ends if other.group(2).lower() == "end" else calendar.begins).get(wanted)


def _day(draft: Draft, text: str) -> date | None:
    if (match := _DAY.search(text)) is None:
        return None
    try:
        return date(int(match.group(1)), int(match.group(2)), int(match.group(3)))
    except ValueError:
        draft.problem("invalid-date", match.group())
        return None
