"""A history that tells of work which nobody did. The work itself stays what it was."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from tests.gaming.bases import commit, write
from tests.gaming.registry import trick

NOW = "2026-10-22T10:00:00+02:00"


def _days(count: int, apart: int = 3) -> list[str]:
    first = datetime.fromisoformat("2026-01-05T09:00:00+01:00")
    return [(first + timedelta(days=apart * number)).isoformat() for number in range(count)]


@trick()
def author_dates_spread_over_months(folder: Path) -> None:
    for number, day in enumerate(_days(60)):
        write(folder, "journal.txt", f"{number}\n")
        commit(folder, f"feat: part {number}", NOW, authored=day)


@trick()
def commits_that_change_nothing(folder: Path) -> None:
    for number, day in enumerate(_days(60)):
        commit(folder, f"fix: detail {number}", day)


@trick()
def commits_of_the_future(folder: Path) -> None:
    for number in range(40):
        write(folder, "journal.txt", f"{number}\n")
        commit(folder, f"docs: note {number}", f"{2050 + number}-06-01T09:00:00+02:00")


@trick()
def one_commit_a_line_by_a_robot(folder: Path) -> None:
    for number, day in enumerate(_days(60)):
        write(folder, "journal.txt", "x\n" * number)
        commit(folder, f"chore: line {number}", day, by="update-bot")


@trick()
def five_authors_within_the_hour(folder: Path) -> None:
    for number in range(40):
        write(folder, "journal.txt", f"{number}\n")
        when = f"2026-10-22T10:{number:02}:00+02:00"
        commit(folder, f"feat: part {number}", when, by=f"DEV-{number % 5 + 1}")


@trick()
def documents_touched_every_week_without_a_word(folder: Path) -> None:
    for number, day in enumerate(_days(20, 7)):
        for path in sorted(folder.glob("bc0*/*.md")) + sorted(folder.glob("docs/*.md")):
            text = path.read_text(encoding="utf-8").rstrip()
            path.write_text(text + "\n" * (number % 2 + 1), encoding="utf-8", newline="\n")
        commit(folder, f"docs: update {number}", NOW, authored=day)
