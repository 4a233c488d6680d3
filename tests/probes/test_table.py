"""A register counts by its filled rows, whatever its file and whatever it is called."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jalon.facts.model import At, Documents, Section
from jalon.facts.model import Table as Drawn
from jalon.facts.registers import Registers, registers
from jalon.probes import Finding
from jalon.probes.table import Table, table
from tests.probes.conftest import cues, document, places, why

RISKS = Table(columns=("title", "impact", "mitigation"), rows=3)
HEADER = ("Risque", "Impact", "Parade")
ROWS = (
    ("Perte de la base", "fort", "Sauvegarde chaque nuit"),
    ("Départ de DEV-2", "moyen", "Travail en binôme"),
    ("Retard du prestataire", "moyen", "Jalon de contrôle en mars"),
)


def kept(path: str, header: tuple[str, ...], *rows: tuple[str, ...], heading: str = "", sheet: str = "") -> Registers:
    """The registers of one file that holds one table, its rows on the lines 2, 3…"""
    lines = tuple(range(2, len(rows) + 2))
    drawn = Drawn(header, rows, At(sheet=sheet) if sheet else At(line=1), name=sheet, lines=lines)
    text = document(path, Section(heading, 1 if heading else 0, tables=(drawn,)), form=path.rpartition(".")[2])
    return registers(Documents((text,)))


def ask(found: Registers, wanted: Table = RISKS) -> Finding:
    return table(found, cues(), wanted)


def test_enough_filled_rows_are_met_and_point_at_the_first() -> None:
    finding = ask(kept("suivi/risques.csv", HEADER, *ROWS))
    assert finding.outcome == "met"
    assert [(one.path, one.at.line) for one in finding.evidence] == [("suivi/risques.csv", 2)]
    assert finding.evidence[0].excerpt.startswith("Perte de la base")


@pytest.mark.parametrize("header", [("Risk", "Severity", "Action plan"), ("RISQUES", "Gravité", "Plan d’action")])
def test_the_names_of_the_columns_do_not_matter(header: tuple[str, ...]) -> None:
    assert ask(kept("a.xlsx", header, *ROWS)).outcome == "met"


def test_the_evidence_of_a_workbook_is_a_cell() -> None:
    at = ask(kept("suivi.xlsx", HEADER, *ROWS, sheet="Risques")).evidence[0].at
    assert (at.sheet, at.cell) == ("Risques", "A2")


def test_too_few_rows_are_partial_and_say_how_many_are_wanted() -> None:
    finding = ask(kept("a.csv", HEADER, *ROWS[:2]))
    assert finding.outcome == "partial"
    assert why(finding, "found", "wanted") == ("table", 2, 3)


@pytest.mark.parametrize(
    "rows",
    [
        (),
        (("", "", ""),) * 4,
        (("À compléter", "…", "-"), ("TODO", "TODO", "TODO"), ("XX", "XX", "XX")),
        (("[nom du risque]", "[impact]", "[parade]"),) * 3,
        (("Exemple de risque", "…", "…"),) * 3,
    ],
)
def test_a_form_that_nobody_filled_is_missing(rows: tuple[tuple[str, ...], ...]) -> None:
    assert ask(kept("a.csv", HEADER, *rows)).outcome == "missing"


def test_another_kind_of_table_is_missing_and_the_columns_are_named() -> None:
    finding = ask(kept("a.csv", ("Nom", "Courriel"), ("PO", "po@example.invalid"), ("UX-1", "ux@example.invalid")))
    assert finding.outcome == "missing"
    assert why(finding, "missing") == ("table-none", ["title", "impact", "mitigation"])


def test_a_table_about_the_subject_that_lacks_a_column_is_partial() -> None:
    wanted = Table(columns=("title", "impact", "mitigation"), rows=3, topics=("risk",))
    finding = ask(kept("a.csv", ("Risque", "Parade"), *((one[0], one[2]) for one in ROWS), heading="Risques"), wanted)
    assert finding.outcome == "partial"
    assert why(finding, "missing") == ("table-columns", ["impact"])


def test_what_must_be_said_around_the_table_is_asked_for() -> None:
    wanted = Table(columns=("title", "impact", "mitigation"), rows=3, topics=("cost",))
    assert ask(kept("a.csv", HEADER, *ROWS), wanted).outcome == "missing"
    assert ask(kept("a.csv", HEADER, *ROWS, heading="Coûts"), wanted).outcome == "met"
    assert ask(kept("budget/a.csv", HEADER, *ROWS), wanted).outcome == "met"


def test_figures_that_disagree_make_it_partial_and_no_figure_is_no_mistake() -> None:
    wanted = Table(columns=("title", "probability", "impact", "criticality"), rows=3, agree=("criticality", "ids"))
    header = ("Risque", "Probabilité", "Impact", "Criticité")
    right = [("Perte de la base", "3", "4", "12"), ("Départ", "2", "3", "6"), ("Retard", "2", "2", "4")]
    wrong = [right[0], ("Départ", "2", "3", "5"), ("Retard", "2", "2", "9")]
    assert ask(kept("a.csv", header, *right), wanted).outcome == "met"
    finding = ask(kept("a.csv", header, *wrong), wanted)
    assert finding.outcome == "partial"
    assert why(finding, "faults") == ("table-disagrees", ["criticality"])


@pytest.mark.parametrize(
    ("check", "columns", "good", "bad"),
    [
        (
            "total",
            ("item", "amount"),
            (("Licences", "100 €"), ("Hébergement", "200 €"), ("Total", "300 €")),
            (("Licences", "100 €"), ("Hébergement", "200 €"), ("Total", "900 €")),
        ),
        (
            "ids",
            ("id", "title"),
            (("T-1", "Écrire le guide"), ("T-2", "Poser les sondes")),
            (("T-1", "Écrire le guide"), ("T-1", "Poser les sondes")),
        ),
        (
            "scores",
            ("criterion", "weight", "score"),
            (("Prix", "2", "4"), ("Délai", "1", "5"), ("Total", "", "13")),
            (("Prix", "2", "4"), ("Délai", "1", "5"), ("Total", "", "40")),
        ),
        (
            "dates",
            ("title", "start-date", "end-date"),
            (("Cadrage", "2026-01-05", "2026-01-12"), ("Recette", "2026-02-02", "2026-02-09")),
            (("Cadrage", "2026-01-12", "2026-01-05"), ("Recette", "2026-02-02", "2026-02-09")),
        ),
    ],
)
def test_each_check_finds_its_own_mistake(
    check: str, columns: tuple[str, ...], good: tuple[tuple[str, ...], ...], bad: tuple[tuple[str, ...], ...]
) -> None:
    headers = {
        "item": "Poste",
        "amount": "Montant",
        "id": "Id",
        "title": "Titre",
        "start-date": "Début",
        "end-date": "Fin",
        "criterion": "Critère",
        "weight": "Poids",
        "score": "Note",
    }
    header = tuple(headers[one] for one in columns)
    wanted = Table(columns=columns, rows=2, agree=(check,))
    assert ask(kept("a.csv", header, *good), wanted).outcome == "met"
    assert why(ask(kept("a.csv", header, *bad), wanted), "faults") == ("table-disagrees", [check])


def test_rows_that_the_template_shipped_earn_nothing_wherever_they_were_moved(ship: Callable[..., None]) -> None:
    ship(*(" ".join(one) for one in ROWS))
    assert ask(kept("ailleurs/mes-risques.csv", HEADER, *ROWS)).outcome == "missing"
    own = (("Panne du lecteur", "faible", "Un lecteur de secours"),) * 1
    assert ask(kept("a.csv", HEADER, *ROWS, *own), Table(columns=RISKS.columns, rows=1)).outcome == "met"


def test_of_several_tables_the_best_counts_and_every_met_one_is_cited() -> None:
    first, second, poor = (kept(name, HEADER, *ROWS[:n]) for name, n in (("a.csv", 3), ("b.csv", 3), ("c.csv", 1)))
    finding = ask(Registers(poor.items + first.items + second.items))
    assert (finding.outcome, sorted(places(finding))) == ("met", ["a.csv", "b.csv"])


def test_figures_that_disagree_are_said_rather_than_what_another_table_lacks() -> None:
    wanted = Table(columns=("title", "probability", "impact", "criticality"), rows=6, agree=("criticality",))
    header = ("Risque", "Probabilité", "Impact", "Criticité")
    wrong = kept("a.csv", header, ("Perte de la base", "3", "4", "5"), ("Départ", "2", "3", "1"))
    short = kept("b.csv", header, ("Panne", "3", "4", "12"), ("Retard", "2", "3", "6"), ("Fuite", "2", "2", "4"))
    finding = ask(Registers(wrong.items + short.items), wanted)
    assert (why(finding, "faults"), places(finding)) == (("table-disagrees", ["criticality"]), ["a.csv"])


@pytest.mark.parametrize(("rows", "outcome"), [(6, "met"), (5, "partial"), (2, "partial"), (1, "missing")])
def test_enough_a_third_or_less(rows: int, outcome: str) -> None:
    filled = [(f"Risque {n}", "fort", f"Parade de {n * 'long'}") for n in range(rows)]
    assert ask(kept("a.csv", HEADER, *filled), Table(columns=RISKS.columns, rows=6)).outcome == outcome


@pytest.mark.parametrize(("columns", "outcome"), [(4, "met"), (3, "partial"), (2, "missing")])
def test_a_table_comes_close_with_most_of_its_columns(columns: int, outcome: str) -> None:
    wanted = Table(columns=("title", "impact", "mitigation", "owner"), rows=1, topics=("risk",))
    header, row = ("Risque", "Impact", "Parade", "Responsable"), ("Perte", "fort", "Copie", "DEV-1")
    assert ask(kept("a.csv", header[:columns], row[:columns], heading="Risques"), wanted).outcome == outcome


def test_the_table_with_most_rows_speaks_for_all() -> None:
    few, more = (kept(name, HEADER, *ROWS[:n]) for name, n in (("a.csv", 1), ("b.csv", 2)))
    assert why(ask(Registers(few.items + more.items)), "found") == ("table", 2)


@pytest.mark.parametrize(
    "row",
    [
        lambda n: ("0", "0", "0"),
        lambda n: ("Perte", "fort", "Copie"),
        lambda n: (f"Nom du risque {n}", f"Impact du risque {n}", f"Parade du risque {n}"),
    ],
    ids=["one value", "one row", "a counter"],
)
def test_rows_that_a_machine_filled_are_one_row_or_none(row: Callable[[int], tuple[str, ...]]) -> None:
    filled = [row(n) for n in range(50)]
    assert ask(kept("a.csv", HEADER, *filled), Table(columns=RISKS.columns, rows=2)).outcome != "met"


def test_names_with_a_number_are_no_counter() -> None:
    filled = [(f"R-{n}", "fort", f"US {n}") for n in range(8)]
    assert ask(kept("a.csv", HEADER, *filled), Table(columns=RISKS.columns, rows=8)).outcome == "met"
