"""Dates that contradict each other, the jury's day or the moment they were written."""

from __future__ import annotations

import pytest

from tests.remarks.conftest import Told, place, said

ROADMAP = (
    "Jalon,Date de début,Date de fin\nCadrage,2026-01-05,2026-01-30\nMaquette,{},{}\nRecette,2026-04-01,2026-04-20\n"
)
JOURNAL = "Date,Incident,Résolution\n2026-01-02,Panne de la base,Redémarrage\n{},Disque plein,Purge des journaux\n"


def test_an_end_before_its_start_is_shown_with_both_dates(told: Told) -> None:
    (found,) = told({"jalons.csv": ROADMAP.format("2026-03-01", "2026-02-01")})
    assert (found.kind, place(found)) == ("dates-reversed", ("jalons.csv", 3))
    assert said(found, "fr").startswith("Le début (01/03/2026) suit la fin (01/02/2026) :")
    assert said(found).startswith("The start (2026-03-01) comes after the end (2026-02-01):")


@pytest.mark.parametrize(
    "dates", [("2026-02-01", "2026-03-01"), ("2026-02-01", "2026-02-01"), ("", "mars"), ("S6", "S8")]
)
def test_dates_in_order_or_unknown_are_no_remark(told: Told, dates: tuple[str, str]) -> None:
    assert told({"jalons.csv": ROADMAP.format(*dates)}) == []


def test_a_mistyped_year_stands_out(told: Told) -> None:
    days = ("2026-01-05", "2026-02-02", "2062-03-01", "2026-03-30", "2026-04-20")
    rows = "".join(f"Livrable {number},{day}\n" for number, day in enumerate(days))
    (found,) = told({"livrables.csv": "Livrable,Échéance\n" + rows}, "date-apart")
    assert (place(found), found.values) == (("livrables.csv", 4), {"day": "2062-03-01"})
    spread = "".join(f"Livrable {number},{year}-01-05\n" for number, year in enumerate((2019, 2021, 2023, 2026)))
    assert told({"livrables.csv": "Livrable,Échéance\n" + spread}, "date-apart") == []


GANTT = (
    "# Planning\n\n```mermaid\ngantt\n  dateFormat YYYY-MM-DD\n  section A\n  Cadrage :a, 2026-01-05, 20d\n"
    "  Maquette :b, {}\n```\n"
)


def test_a_gantt_task_that_ends_before_it_starts_or_follows_nothing_is_named(told: Told) -> None:
    (found,) = told({"planning.md": GANTT.format("2026-03-01, 2026-02-01")})
    assert (found.kind, place(found), found.values) == (
        *("gantt-dates-reversed", ("planning.md", 3), {"task": "Maquette"}),
    )
    (found,) = told({"planning.md": GANTT.format("after zz, 10d")})
    assert (found.kind, found.values) == ("gantt-unknown-task", {"task": "Maquette → zz"})
    assert told({"planning.md": GANTT.format("after a, 10d")}) == []


def test_work_after_the_jury_is_said(told: Told) -> None:
    files = {
        "jalon.toml": "[dates]\njury = 2026-04-10\n",
        "jalons.csv": ROADMAP.format("2026-02-01", "2026-03-01"),
        "planning.md": GANTT.format("after a, 200d"),
    }
    table, gantt = told(files, "after-jury")
    assert (place(table), table.values) == (("jalons.csv", 4), {"n": 1, "day": "2026-04-10"})
    assert (gantt.path, gantt.values["n"]) == ("planning.md", 1)
    later = {"jalon.toml": "[dates]\njury = 2027-04-10\n"}
    assert told(later, "after-jury") == []


def test_a_journal_written_before_it_happened_is_said(told: Told) -> None:
    (found,) = told({"incidents.csv": JOURNAL.format("2026-02-20")})
    assert (found.kind, place(found)) == ("future-entry", ("incidents.csv", 3))
    assert found.values == {"n": 1, "day": "2026-02-20", "last": "2026-01-05"}
    assert told({"incidents.csv": JOURNAL.format("2026-01-04")}) == []


def test_a_plan_speaks_of_the_future(told: Told) -> None:
    assert told({"jalons.csv": "Date,Jalon\n2026-05-01,Recette\n2026-06-01,Livraison\n"}) == []
