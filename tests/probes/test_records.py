"""Records that come back: their dates, wherever the date is written."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jalon.facts.model import At, Table
from jalon.facts.prose import Prose
from jalon.probes.record import Records, records
from tests.probes.conftest import document, places, section, why, words

Read = Callable[..., Prose]
WATCH = Records(topics=("risk",), at_least=3, days=14, words=60)


def note(count: int, number: int) -> str:
    """A paragraph that no other note repeats."""
    """Words of its own: the same ones under three dates would be one text pasted three times."""
    telling = f"note{number} aléa parade mitigation".split()
    return " ".join([*telling, *(f"fait{place}de{number}" for place in range(count - len(telling)))])


def test_dated_headings_spread_over_time_are_met(read: Read) -> None:
    days = ("5 janvier 2026", "2026-01-19", "02/02/2026")
    notes = [section(f"Risques du {day}", note(30, n), line=n) for n, day in enumerate(days, 1)]
    finding = records(read(document("journal.md", *notes)), WATCH)
    assert finding.outcome == "met"
    assert [one.at for one in finding.evidence] == [At(line=1), At(line=2), At(line=3)]


def test_the_date_may_stand_in_the_file_name(read: Read) -> None:
    days = ("2026-01-05", "2026-01-19", "2026-02-02")
    notes = [document(f"risques/{day}.md", section("Revue", note(30, n))) for n, day in enumerate(days)]
    assert records(read(*notes), WATCH).outcome == "met"


def test_the_date_may_stand_in_the_first_lines(read: Read) -> None:
    days = ("5 mars 2026", "20 mars 2026", "7 avril 2026")
    notes = [section("Risque", f"Le {day}. {note(30, n)}") for n, day in enumerate(days)]
    assert records(read(document("revues.md", *notes)), WATCH).outcome == "met"


def test_a_register_with_dates_is_a_record_too(read: Read) -> None:
    days = ("2026-01-05", "2026-01-19", "2026-02-02", "2026-02-16")
    rows = tuple((day, f"Le risque {n} a été revu, sa parade tient, rien à changer") for n, day in enumerate(days))
    table = Table(("Date", "Constat"), rows, name="Risques")
    wanted = Records(topics=("risk",), at_least=3, days=14, words=30)
    assert records(read(document("a.csv", section("", tables=[table]), form="csv")), wanted).outcome == "met"


@pytest.mark.parametrize("days", [("2026-01-05",), ("2026-01-05", "2026-01-06", "2026-01-07")])
def test_too_few_dates_or_all_at_once_are_partial(read: Read, days: tuple[str, ...]) -> None:
    notes = [section(f"Risques {day}", note(80, n)) for n, day in enumerate(days)]
    finding = records(read(document("a.md", *notes)), WATCH)
    assert finding.outcome == "partial"
    assert why(finding, "found", "wanted") == ("records", len(days), 3)


def test_without_a_date_or_without_the_subject_there_is_no_record(read: Read) -> None:
    undated = records(read(document("a.md", section("Risques", words(200)))), WATCH)
    elsewhere = records(read(document("a.md", section("Notes du 2026-01-05", words(200)))), WATCH)
    assert (undated.outcome, elsewhere.outcome) == ("missing", "missing")
    assert why(undated) == ("records-none",)


def test_dates_over_nothing_are_missing(read: Read) -> None:
    empty = [section(f"Risques du {day}", "À compléter") for day in ("2026-01-05", "2026-01-19", "2026-02-02")]
    assert records(read(document("a.md", *empty)), WATCH).outcome == "missing"


def test_example_records_of_the_template_earn_nothing(read: Read, ship: Callable[..., None]) -> None:
    text, rows = words(80), (("2026-01-05", "Exemple de constat sur un risque"), ("2026-02-05", "Autre exemple"))
    ship(text, *(" ".join(one) for one in rows))
    notes = [section(f"Risques du {day}", text) for day in ("2026-01-05", "2026-01-19")]
    table = Table(("Date", "Constat"), rows, name="Risques")
    prose = read(document("a.md", *notes), document("b.csv", section("", tables=[table]), form="csv"))
    finding = records(prose, WATCH)
    assert (finding.outcome, places(finding)) == ("missing", [])


@pytest.mark.parametrize(
    ("last", "count", "outcome"),
    [
        ("2026-01-19", 20, "met"),
        ("2026-01-18", 20, "partial"),
        ("2026-01-19", 19, "partial"),
        ("2026-01-19", 7, "partial"),
        ("2026-01-19", 6, "missing"),
    ],
)
def test_three_dates_two_weeks_and_sixty_words(read: Read, last: str, count: int, outcome: str) -> None:
    days = ("2026-01-05", "2026-01-12", last)
    notes = [section(f"Risques {day}", note(count, n)) for n, day in enumerate(days)]
    assert records(read(document("a.md", *notes)), WATCH).outcome == outcome


def test_only_the_table_about_the_subject_counts_and_its_place_is_shown(read: Read) -> None:
    rows = tuple((day, "Le risque a été revu et rien ne change") for day in ("2026-01-05", "2026-01-19", "2026-02-02"))
    made = (
        section("", tables=[Table(("Date", "Constat"), rows, At(line=3), name=name)]) for name in ("Risques", "Achats")
    )
    finding = records(read(document("a.csv", *made, form="csv")), Records(topics=("risk",), words=20))
    assert (finding.outcome, [(one.path, one.at.line, one.excerpt) for one in finding.evidence]) == (
        "met",
        [("a.csv", 3, "Risques")],
    )
