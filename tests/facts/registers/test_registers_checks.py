from __future__ import annotations

from datetime import date

import pytest
from tests.facts.registers.builders import register

from jalon.facts.model import Amount
from jalon.facts.registers import (
    RaciRow,
    criticality_agrees,
    date_order,
    dates_in,
    duplicate_ids,
    products_agree,
    raci,
    raci_faults,
    references,
    rows_filled,
    rows_referring,
    scores_agree,
    total,
    totals_agree,
)

# --- rows ----------------------------------------------------------------------------------------------------------


def test_only_rows_with_real_values_are_filled() -> None:
    found = register(
        """ID | Risque | Probabilité | Impact | Parade
        R1 | Panne | 2 | 3 | Sauvegarde
        R2 | À compléter | 2 | 3 | …
        R3 | Départ d'une personne | 1 | 4 | Binôme
        R3 | Départ d'une personne | 1 | 4 | Binôme
        Exemple : R9 | Fuite | 1 | 1 | Chiffrer
        R4 | Retard | - | - | -
        Total | | | |"""
    )
    assert rows_filled(found, ("title", "probability", "impact", "mitigation")) == (0, 2)
    assert rows_filled(found, ("title",)) == (0, 2, 5)
    assert rows_filled(found, ("title", "budget")) == ()


def test_without_names_half_of_the_cells_make_a_row() -> None:
    found = register("Nom | Rôle | Attente\nCliente | Paie | \nAutre | - | …")
    assert rows_filled(found) == (0,)


# --- sums ----------------------------------------------------------------------------------------------------------

BUDGET = """Poste | Quantité | Prix unitaire | Montant
Développement | 10 j | 400 € | 4 000 €
Serveur | 12 | 25,50 € | 306 €
{}"""


@pytest.mark.parametrize(
    ("last", "agrees"),
    [
        ("**Total** | | | **4 306 €**", True),
        ("TOTAL TTC | | | 4,306.00 €", True),
        ("Total | | | 5 000 €", False),
        ("Licence | 1 | 0 € | 0 €", None),
    ],
)
def test_totals(last: str, agrees: bool | None) -> None:
    assert totals_agree(register(BUDGET.format(last))) is agrees


def test_subtotals_taxes_and_estimates() -> None:
    assert totals_agree(
        register("Poste | Montant\nA | 100\nB | 50\nSous-total | 150\nC | 30\nSous-total | 30\nTotal | 180")
    )
    assert totals_agree(register("Poste | Montant\nA | 100\nTotal HT | 100\nTVA 20 % | 20\nTotal TTC | 120"))
    assert totals_agree(register("Poste | Estimation\nA | 24 – 29 K€\nB | 10 – 13 K€\nTotal | ≈ 37 K€"))
    assert totals_agree(register("Poste | Montant\nA | 100\nB | quelques euros\nTotal | 140")) is None


def test_the_sum_leaves_totals_out() -> None:
    assert total(register(BUDGET.format("Total | | | 9 999 €"))) == Amount(4306.0, "€")
    assert total(register("Poste | Montant\nServeur | ?")) is None


def test_quantity_times_price() -> None:
    assert products_agree(register(BUDGET.format("Total | | | 4 306 €"))) == 1.0
    assert products_agree(register(BUDGET.format("Écran | 2 | 100 € | 300 €"))) == pytest.approx(2 / 3)
    assert products_agree(register("Poste | Montant\nServeur | 100")) is None


# --- risks ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "share"),
    [
        (["2 | 3 | 6", "4 | 4 | 16"], 1.0),
        (["2 | 3 | 6", "4 | 4 | 12"], 0.5),
        (["0,4 | 3 | 1,2"], 1.0),
        (["40 % | 3 | 1,2"], 1.0),
        (["2/5 | 3/5 | 6"], 1.0),
        (["3 - Moyen | Élevé (4) | 4 × 3 = 12"], 1.0),
        (["Faible | Élevé | Moyen", "Élevée | Élevée | Critique"], 1.0),
        (["Faible | Faible | Critique"], 0.0),
        (["1 | 2 | Faible", "5 | 5 | Critique"], 1.0),
        (["1 | 2 | Critique", "5 | 5 | Faible"], 0.0),
        (["À définir | ? | -"], None),
    ],
)
def test_criticality(rows: list[str], share: float | None) -> None:
    found = register(
        "Risque | Probabilité | Impact | Criticité\n" + "\n".join(f"R{i} | {row}" for i, row in enumerate(rows))
    )
    assert criticality_agrees(found) == share


def test_criticality_needs_its_three_columns() -> None:
    assert criticality_agrees(register("Risque | Impact\nPanne | 3")) is None


# --- comparisons ---------------------------------------------------------------------------------------------------


def test_criteria_in_rows_with_weights() -> None:
    right = "Critère | Poids | React | Vue\nCommunauté | 3 | 5 | 4\nPrise en main | 2 | 3 | 5\nTotal | | 21 | {}"
    assert scores_agree(register(right.format("22"))) == 1.0
    assert scores_agree(register(right.format("30"))) == 0.5


def test_options_in_rows_with_weights_in_the_header() -> None:
    found = register("Solution | Coût (60 %) | Qualité (40 %) | Score pondéré\nA | 10 | 5 | 8\nB | 5 | 10 | 7")
    assert scores_agree(found) == 1.0
    assert scores_agree(register("Solution | Prix | Qualité | Total\nA | 3 | 4 | 7\nB | 2 | 5 | 9")) == 0.5


def test_weighted_notes_row_by_row() -> None:
    found = register("Critère | Poids | Note | Note pondérée\nPrix | 3 | 4 | 12\nQualité | 2 | 5 | 11")
    assert scores_agree(found) == 0.5


def test_other_tables_have_no_score() -> None:
    assert scores_agree(register("Poste | Montant\nServeur | 100\nTotal | 100")) is None
    assert scores_agree(register("Risque | Probabilité | Impact | Score\nPanne | 2 | 3 | 6")) is None


# --- identifiers and dates -----------------------------------------------------------------------------------------


def test_duplicate_identifiers() -> None:
    assert duplicate_ids(register("ID | Titre\nR1 | A\nr1 | B\nR2 | C\n- | D\n- | E")) == ("R1",)


def test_references() -> None:
    assert references("voir REQ-12, US 3 et T1.2, puis REQ-12 ; COVID, A4 papier") == ("REQ12", "US3", "T1.2", "A4")
    found = register("Test | Exigence\nT1 | REQ-1, REQ-2\nT2 | aucune\nT3 | Connexion")
    assert rows_referring(found, "requirement-id", {"REQ1", "Connexion"}) == (0, 2)


def test_dates() -> None:
    found = register(
        "Tâche | Début | Fin\nA | 05/01/2026 | 12/01/2026\nB | 12/02/2026 | 01/02/2026\nC | bientôt | 2026-03-01"
    )
    assert dates_in(found, "start-date") == (date(2026, 1, 5), date(2026, 2, 12))
    assert date_order(found) == (1,)


# --- responsibilities ----------------------------------------------------------------------------------------------


def test_a_matrix_of_letters() -> None:
    found = register(
        """Livrable | Chef de projet | Développeuse | Cliente
        Étude | **A** | R | C
        Code | A/R | R | –
        Recette | I | C | I
        Démo | A | A | R"""
    )
    assert raci(found)[0] == RaciRow(0, "Étude", {"A": ("Chef de projet",), "R": ("Développeuse",), "C": ("Cliente",)})
    assert raci(found)[1].roles == {"A": ("Chef de projet",), "R": ("Chef de projet", "Développeuse")}
    assert raci_faults(found) == ((2, "no-accountable"), (2, "no-responsible"), (3, "several-accountable"))


def test_a_matrix_of_letters_has_the_columns_that_its_letters_stand_for() -> None:
    found = register("Livrable | Cheffe / PO | Dev\nÉtude | A | R\nCode | A | R, C\nRecette | R | A")
    assert rows_filled(found, ("title", "responsible", "accountable")) == (0, 1, 2)
    assert rows_filled(found, ("title", "consulted")) == (1,)
    assert raci(found)[0].roles == {"A": ("Cheffe / PO",), "R": ("Dev",)}
    assert raci_faults(found) == ()


def test_columns_of_letters_with_names() -> None:
    found = register("Tâche | R | A | C | I\nCode | Développeuse, Testeur | Chef | - | Cliente")
    assert raci(found) == (RaciRow(0, "Code", {"R": ("Développeuse", "Testeur"), "A": ("Chef",), "I": ("Cliente",)}),)
    assert raci_faults(found) == ()


def test_ordinary_tables_are_no_matrix() -> None:
    assert raci(register("Tâche | Responsable\nCode | Développeuse")) == ()
    assert raci(register("Tâche | Note A | Note B\nX | A | B\nY | C | A")) == ()
