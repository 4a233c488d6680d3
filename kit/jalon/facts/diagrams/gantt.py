"""The calendar of a Mermaid Gantt, computed as Mermaid would, except that wrong dates are seen instead of accepted."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from jalon.facts.diagrams.draft import Draft

MOST_TASKS = 2_000
MOST_EXCLUDED_DAYS = 3_000
_TAGS = frozenset({"active", "done", "crit", "milestone", "vert"})
_DURATION = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)\s*(ms|s|m|h|d|w|M|y)\Z")
_DAYS = {"ms": 1 / 86_400_000, "s": 1 / 86_400, "m": 1 / 1440, "h": 1 / 24, "d": 1.0, "w": 7.0, "M": 30.4375,
         "y": 365.25}  # fmt: skip
_TOKENS = {
    "YYYY": r"(?P<Y>\d{4})", "YY": r"(?P<y>\d{2})", "MMMM": r"(?P<B>[^\W\d_]{3,12})", "MMM": r"(?P<b>[^\W\d_]{3,5})",
    "MM": r"(?P<m>\d{2})", "M": r"(?P<m>\d{1,2})", "DD": r"(?P<d>\d{2})", "D": r"(?P<d>\d{1,2})",
    "HH": r"(?P<H>\d{2})", "H": r"(?P<H>\d{1,2})", "mm": r"(?P<i>\d{2})", "ss": r"(?P<s>\d{2})", "SSS": r"(?P<f>\d{3})",
}  # fmt: skip
_TOKEN = re.compile("|".join(sorted(_TOKENS, key=len, reverse=True)))
_ISO = re.compile(r"(?P<Y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:[ T](?P<H>\d{1,2}):(?P<i>\d{2}))?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass
class _Calendar:
    """The state of a Gantt while it is read."""

    pattern: re.Pattern[str] = _ISO
    weekdays: set[int] = field(default_factory=set)
    holidays: set[date] = field(default_factory=set)
    ends: dict[str, datetime | None] = field(default_factory=dict)
    starts: dict[str, datetime | None] = field(default_factory=dict)
    previous: datetime | None = None
    waiting: list[tuple[str, str]] = field(default_factory=list)
    tasks: int = 0


def read_gantt(draft: Draft, lines: list[str]) -> None:
    """Fill `draft` with tasks, sections, dates (start and end of each task) and problems."""
    calendar = _Calendar()
    for line in lines:
        text = line.strip()
        word, _, rest = text.partition(" ")
        keyword = word.rstrip(":")
        if keyword == "dateFormat":
            calendar.pattern = _pattern(rest.strip())
        elif keyword == "title":
            draft.title = rest
        elif keyword == "section":
            draft.group(rest.strip())
        elif keyword == "excludes":
            _exclude(calendar, rest)
        elif keyword in _SETTINGS or not text or ":" not in text:
            continue
        elif calendar.tasks < MOST_TASKS:
            _task(draft, calendar, text)
    known = calendar.ends.keys()
    for name, wanted in calendar.waiting:
        if wanted not in known:
            draft.problem("unknown-task", f"{name} → {wanted}")
    if not calendar.tasks:
        draft.problem("no-task")


_SETTINGS = frozenset(
    {"gantt", "axisFormat", "tickInterval", "todayMarker", "inclusiveEndDates", "topAxis", "weekday", "weekend",
     "click", "includes", "displayMode", "accTitle", "accDescr"}
)  # fmt: skip


def _pattern(form: str) -> re.Pattern[str]:
    """A regular expression for a day.js format such as `DD/MM/YYYY`; ISO when the format gives no day."""
    if form in {"", "YYYY-MM-DD"} or len(form) > 40:
        return _ISO
    seen: set[str] = set()
    parts: list[str] = []
    at = 0
    for token in _TOKEN.finditer(form):
        parts.append(re.escape(form[at : token.start()]))
        group = _TOKENS[token.group()]
        name = group[3:6]
        parts.append(group if name not in seen else group.replace(f"?P{name}", "?:", 1))
        seen.add(name)
        at = token.end()
    parts.append(re.escape(form[at:]))
    return re.compile("".join(parts)) if seen & {"<Y>", "<y>"} or "<H>" in seen else _ISO


def _exclude(calendar: _Calendar, rest: str) -> None:
    for word in rest.replace(",", " ").split()[:200]:
        plain = word.lower()
        if plain == "weekends":
            calendar.weekdays |= {5, 6}
        elif plain in _WEEKDAYS:
            calendar.weekdays.add(_WEEKDAYS.index(plain))
        elif (day := _moment(calendar, word)) is not None:
            calendar.holidays.add(day.date())


def _task(draft: Draft, calendar: _Calendar, text: str) -> None:
    name, _, rest = text.partition(":")
    name = name.strip()
    parts = [part.strip() for part in rest.split(",")[:12]]
    while parts and parts[0].lower() in _TAGS:
        parts.pop(0)
    calendar.tasks += 1
    key = f"#{calendar.tasks}"
    draft.element(key, name)
    if len(parts) >= 3:
        identifier = parts.pop(0)
        if identifier in calendar.ends:
            draft.problem("duplicate-id", identifier)
    else:
        identifier = key
    begin = _start(draft, calendar, name, parts.pop(0)) if len(parts) >= 2 else calendar.previous
    end = _end(draft, calendar, name, begin, parts[0] if parts else "")
    if begin and end and end < begin:
        draft.problem("dates-reversed", name)
    for moment in (begin, end):
        if moment is not None:
            draft.dates.append(moment.date())
    calendar.starts[identifier] = begin
    calendar.ends[identifier] = end
    calendar.previous = end or begin or calendar.previous


def _start(draft: Draft, calendar: _Calendar, name: str, text: str) -> datetime | None:
    if text.startswith("after "):
        found = []
        for wanted in text.split()[1:20]:
            draft.relate()
            if wanted not in calendar.ends:
                calendar.waiting.append((name, wanted))
            elif (end := calendar.ends[wanted]) is not None:
                found.append(end)
        return max(found, default=None)
    if (moment := _moment(calendar, text)) is None:
        draft.problem("invalid-date", f"{name} → {text}" if text else name)
    return moment


def _end(draft: Draft, calendar: _Calendar, name: str, begin: datetime | None, text: str) -> datetime | None:
    if text.startswith("until "):
        found = []
        for wanted in text.split()[1:20]:
            draft.relate()
            if wanted not in calendar.starts:
                calendar.waiting.append((name, wanted))
            elif (start := calendar.starts[wanted]) is not None:
                found.append(start)
        return min(found, default=None)
    if text.startswith("after "):  # `after a` alone: a start without an end
        return _start(draft, calendar, name, text)
    if duration := _DURATION.match(text):
        return _later(calendar, begin, float(duration.group(1)) * _DAYS[duration.group(2)]) if begin else None
    moment = _moment(calendar, text)
    if moment is None:
        draft.problem("invalid-date" if text else "no-date", f"{name} → {text}" if text else name)
    return moment


def _later(calendar: _Calendar, begin: datetime, days: float) -> datetime | None:
    try:
        if not (calendar.weekdays or calendar.holidays) or days > MOST_EXCLUDED_DAYS or days < 1:
            return begin + timedelta(days=days)
        moment, left = begin, days
        for _ in range(MOST_EXCLUDED_DAYS * 3):
            if left <= 0:
                break
            if moment.weekday() not in calendar.weekdays and moment.date() not in calendar.holidays:
                left -= 1
            moment += timedelta(days=1)
        return moment
    except OverflowError:
        return None


def _moment(calendar: _Calendar, text: str) -> datetime | None:
    match = calendar.pattern.fullmatch(text[:40]) or _ISO.fullmatch(text[:40])
    if match is None:
        return None
    found = match.groupdict()
    try:
        year = int(found.get("Y") or 0) or 2000 + int(found.get("y") or 0)
        return datetime(
            year, _month(found), int(found.get("d") or 1), int(found.get("H") or 0), int(found.get("i") or 0)
        )  # a calendar without time zones: days are what a Gantt shows
    except ValueError:
        return None


def _month(found: dict[str, str | None]) -> int:
    name = (found.get("b") or found.get("B") or "").lower()[:3]
    if name:
        return _MONTHS.index(name) + 1
    return int(found.get("m") or 1)
