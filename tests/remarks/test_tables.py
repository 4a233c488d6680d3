"""Figures of a table that contradict each other are pointed at; figures that agree, or cannot be told, are not."""

from __future__ import annotations

import pytest

from tests.remarks.conftest import Told, place, said

BUDGET = "Poste,Quantité,Prix unitaire,Montant\nPostes de travail,3,1200,3600\nServeur,12,45,540\nTotal,,,{}\n"
RISKS = "| Risque | Probabilité | Impact | Criticité |\n| --- | --- | --- | --- |\n"


def test_a_total_that_is_not_the_sum_is_shown_with_both_figures(told: Told) -> None:
    (found,) = told({"budget.csv": BUDGET.format("5140.50")})
    assert (found.kind, place(found), found.values) == ("total", ("budget.csv", 4), {"said": 5140.5, "found": 4140.0})
    assert said(found, "fr").startswith("Le total annonce 5 140,5, les lignes donnent 4 140 :")
    assert said(found).startswith("The total says 5,140.5, the rows make 4,140:")


@pytest.mark.parametrize("total", ["4140", "4 140 €", "", "à définir"])
def test_a_right_total_or_none_is_no_remark(told: Told, total: str) -> None:
    assert told({"budget.csv": BUDGET.format(f'"{total}"')}) == []


def test_a_product_is_checked_where_most_rows_multiply(told: Told) -> None:
    rows = "Poste,Quantité,Prix unitaire,Montant\nPostes,3,1200,3600\nServeur,12,45,540\nÉcrans,2,150,400\n"
    (found,) = told({"budget.csv": rows})
    assert (found.kind, place(found), found.values) == ("product", ("budget.csv", 4), {"said": 400, "found": 300})


def test_a_column_that_never_is_the_product_is_another_method(told: Told) -> None:
    rows = "Poste,Quantité,Prix unitaire,Montant\nPostes,3,1200,100\nServeur,12,45,200\nÉcrans,2,150,400\n"
    assert told({"budget.csv": rows}) == []


def test_a_criticality_in_figures_must_be_the_product(told: Told) -> None:
    rows = "| Panne du serveur | 3 | 4 | 12 |\n| Départ d’un développeur | 2 | 5 | 7 |\n| Retard | 2 | 2 | 4 |\n"
    (found,) = told({"risques.md": "# Risques\n\n" + RISKS + rows})
    assert (found.kind, place(found), found.values) == ("criticality", ("risques.md", 6), {"said": 7, "found": 10})


def test_a_criticality_that_adds_instead_of_multiplying_is_a_method(told: Told) -> None:
    rows = "| Panne du serveur | 3 | 4 | 7 |\n| Départ d’un développeur | 2 | 5 | 7 |\n| Retard | 2 | 3 | 5 |\n"
    assert told({"risques.md": "# Risques\n\n" + RISKS + rows}) == []


def test_a_criticality_in_words_must_lie_near_its_row(told: Told) -> None:
    rows = "| Panne | Faible | Faible | Critique |\n| Départ | Moyen | Élevé | Élevée |\n"
    (found,) = told({"risques.md": "# Risques\n\n" + RISKS + rows})
    assert (found.kind, place(found)) == ("criticality-words", ("risques.md", 5))
    assert "probabilité" in said(found, "fr")


def test_a_weighted_score_must_follow_from_its_notes(told: Told) -> None:
    rows = (
        "| Solution | Prix (40 %) | Qualité (60 %) | Score |\n| --- | --- | --- | --- |\n| PostgreSQL | 5 | 4 | 4,4 |\n"
    )
    rows += "| MongoDB | 3 | 4 | 4,9 |\n"
    (found,) = told({"comparatif.md": "# Comparatif\n\n" + rows})
    assert (found.kind, place(found), found.values["said"]) == ("score", ("comparatif.md", 6), 4.9)
    assert found.values["found"] == pytest.approx(3.6)


WEIGHTS = "| Critère | Poids | Jenkins | GitLab |\n| --- | --- | --- | --- |\n"


@pytest.mark.parametrize(
    ("weights", "found"), [(("40 %", "30 %", "20 %"), 90), (("40 %", "30 %", "30 %"), None), (("3", "2", "1"), None)]
)
def test_weights_that_nearly_make_a_hundred_are_shown(told: Told, weights: tuple[str, ...], found: int | None) -> None:
    rows = "".join(f"| Critère {number} | {weight} | 3 | 4 |\n" for number, weight in enumerate(weights))
    assert [one.values["found"] for one in told({"choix.md": "# Choix\n\n" + WEIGHTS + rows}, "weights")] == (
        [found] if found else []
    )


def test_a_choice_against_the_best_score_is_shown(told: Told) -> None:
    head = "| Solution | Score | Décision |\n| --- | --- | --- |\n"
    (found,) = told(
        {"choix.md": "# Choix\n\n" + head + "| Jenkins | 12 | Retenu |\n| GitLab | 15 | Écarté |\n"}, "choice"
    )
    assert (place(found), found.values) == (("choix.md", 5), {"said": 12, "best": 15})
    right = head + "| Jenkins | 12 | Écarté |\n| GitLab | 15 | Retenu |\n"
    assert told({"choix.md": "# Choix\n\n" + right}, "choice") == []


@pytest.mark.parametrize(
    ("target", "value", "status", "wrong"),
    [
        ("≥ 80 %", "72 %", "Atteint", True),
        ("< 200 ms", "350 ms", "OK", True),
        ("≥ 80 %", "85 %", "Atteint", False),
        ("≥ 80 %", "72 %", "Non atteint", False),
        ("80 %", "72 %", "Atteint", False),
    ],
)
def test_a_target_said_to_be_reached_is_compared_with_its_reading(
    told: Told, target: str, value: str, status: str, wrong: bool
) -> None:
    head = "| Indicateur | Cible | Valeur | Statut |\n| --- | --- | --- | --- |\n"
    found = told({"kpi.md": f"# Indicateurs\n\n{head}| Couverture | {target} | {value} | {status} |\n"}, "target")
    assert bool(found) is wrong


@pytest.mark.parametrize(
    "rows",
    [
        "| Serveur | 7 $ |\n| Base | 18 € |\n| Total | 60 € |\n",
        "| Ventes | 120 |\n| Marge | 12 % |\n| Total | 22 |\n",
        "| Serveur | 10 € |\n| Base | 20 € |\n| Total mensuel | 30 € |\n| Total annuel | 360 € |\n",
    ],
    ids=["two moneys", "a share among numbers", "twelve months"],
)
def test_figures_that_cannot_be_added_up_make_no_wrong_total(told: Told, rows: str) -> None:
    assert told({"cout.md": f"# Coûts\n\n| Poste | Montant |\n| --- | --- |\n{rows}"}, "total") == []


def test_a_note_beside_sizes_and_prices_is_no_sum_of_them(told: Told) -> None:
    rows = "| PouchDB | 3 | 46 ko | 13 |\n| Dexie | 0 | 29 ko | 17 |\n| Cache | 8 | 1 ko | 9 |\n"
    head = "| Solution | Fiches perdues | Taille | Note sur 20 |\n| --- | --- | --- | --- |\n"
    assert told({"comparatif.md": f"# Comparatif\n\n{head}{rows}"}, "score") == []
