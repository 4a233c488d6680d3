"""A past state named by a date: the last commit of HEAD's own line that is not younger.

A day alone means its end. Without an offset the clock is UTC: the time zone of whoever asks would give another answer
on another machine.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

from jalon.snapshot import limits
from jalon.snapshot.git import Git
from jalon.snapshot.history import moment

_CLOCK = r"(?:(?:T|[ ]{1,2})(?P<hour>\d{1,2})[:h](?P<minute>\d{2})(?::(?P<second>\d{2}))?)?"
_ZONE = r"[ ]?(?P<zone>Z|[+-]\d{2}:?\d{2})?"
_FORMS = (
    re.compile(rf"(?P<year>\d{{4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}}){_CLOCK}{_ZONE}", re.ASCII),
    re.compile(rf"(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})/(?P<year>\d{{4}}){_CLOCK}{_ZONE}", re.ASCII),
)


def moment_named(said: str) -> datetime | None:
    """The moment that `2026-11-20`, `2026-11-20T18:00+01:00` or `20/11/2026 18h00` names; None for anything else."""
    found = next((match for form in _FORMS if (match := form.fullmatch(said.strip()))), None)
    if not found:
        return None
    hour, minute, second = (found["hour"], found["minute"], found["second"] or "0") if found["hour"] else (23, 59, 59)
    try:
        day = (int(found["year"]), int(found["month"]), int(found["day"]))
        return datetime(*day, int(hour), int(minute), int(second), tzinfo=_zone(found["zone"]))
    except ValueError:  # 31/02, 25:00, an offset of 99 hours
        return None


def _zone(said: str | None) -> timezone:
    if not said or said == "Z":
        return UTC
    away = timedelta(hours=int(said[1:3]), minutes=int(said[-2:]))
    return timezone(-away if said[0] == "-" else away)


def last_until(git: Git, head: str, until: datetime) -> tuple[str | None, datetime | None]:
    """(the last commit of `head`'s first-parent line that was committed at `until` or before, when the oldest was).

    None and a date: there was none yet. None and None: that line cannot be read.
    """
    output = git.run(
        "log", "--first-parent", f"--max-count={limits.COMMITS}", "--format=%H %cd", "--date=raw",
        "--no-show-signature", "--no-notes", "--no-color", "--no-decorate", head, "--",
    )  # fmt: skip
    oldest: datetime | None = None
    for line in output.data.decode("ascii", "replace").splitlines():
        oid, _, raw = line.partition(" ")
        oldest = moment(raw)
        if oldest <= until:
            return oid, oldest
    return None, oldest
