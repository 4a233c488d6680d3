from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.facts.registers import day, is_placeholder, level, measure, number


@pytest.mark.parametrize(
    ("cell", "value", "unit"),
    [
        ("1 200,50 €", 1200.5, "€"),
        ("1\u202f200,50\u00a0€", 1200.5, "€"),
        ("1.200,50", 1200.5, ""),
        ("1,200.50", 1200.5, ""),
        ("$1,200", 1200, "$"),
        ("1.200", 1200, ""),
        ("0,125", 0.125, ""),
        ("99.999 %", 99.999, "%"),
        ("12k€", 12_000, "€"),
        ("1,5 M€", 1_500_000, "€"),
        ("3/5", 3, "/5"),
        ("24 – 29 K€", 26_500, "€"),
        ("de 10 à 20 jours", 15, "jours"),
        ("≈ 550 €/jour", 550, "€"),
        ("environ 40 h", 40, "h"),
        ("-5", -5, ""),
        ("**37 000 €**", 37_000, "€"),
        ("4 × 3 = 12", 12, ""),
        ("350 EUR", 350, "€"),
        ("200 ms", 200, "ms"),
        ("Gratuit", 0, ""),
        ("12 000 000", 12_000_000, ""),
    ],
)
def test_numbers_as_people_write_them(cell: str, value: float, unit: str) -> None:
    found = number(cell)
    assert found is not None
    assert (found.value, found.unit) == (pytest.approx(value), unit)


@pytest.mark.parametrize("cell", ["", "-", "à définir", "2026-01-05", "12/03/2026", "v1.2.3", "qq euros", "REQ-12"])
def test_what_is_no_number(cell: str) -> None:
    assert number(cell) is None


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2026-03-12", date(2026, 3, 12)),
        ("12/03/2026", date(2026, 3, 12)),
        ("3/14/2026", date(2026, 3, 14)),
        ("12.03.26", date(2026, 3, 12)),
        ("12 mars 2026", date(2026, 3, 12)),
        ("1er août 2026", date(2026, 8, 1)),
        ("March 12, 2026", date(2026, 3, 12)),
        ("12th of March 2026", date(2026, 3, 12)),
        ("Février 2026", date(2026, 2, 1)),
        ("2026-03", date(2026, 3, 1)),
        ("03/2026", date(2026, 3, 1)),
        ("T2 2026", date(2026, 4, 1)),
        ("S12 2026", date(2026, 3, 16)),
        ("fin prévue le 12/03/2026", date(2026, 3, 12)),
    ],
)
def test_days_as_people_write_them(cell: str, expected: date) -> None:
    assert day(cell) == expected


@pytest.mark.parametrize("cell", ["", "31/02/2026", "bientôt", "1.2.3", "99/99/9999", "2026", "jj/mm/aaaa"])
def test_what_is_no_day(cell: str) -> None:
    assert day(cell) is None


@pytest.mark.parametrize(
    ("cell", "rank"),
    [("Faible", 2), ("moyenne", 3), ("ÉLEVÉ", 4), ("🔴 High", 4), ("Très faible", 1), ("critical", 5), ("Majeures", 4),
     ("4 - Élevé", 4), ("Élevé (4)", 4)],
)  # fmt: skip
def test_labels_of_scales(cell: str, rank: int) -> None:
    assert level(cell) == rank


@pytest.mark.parametrize(("cell", "value"), [("4", 4), ("4 - Élevé", 4), ("Élevé (4)", 4), ("40 %", 0.4), ("3/5", 3)])
def test_measures_are_figures_with_or_without_a_label(cell: str, value: float) -> None:
    assert measure(cell) == pytest.approx(value)
    assert measure("Élevé") is None


@pytest.mark.parametrize(
    "cell",
    ["", "  ", "-", "—", "...", "…", "XX", "xx/xx/xxxx", "TODO", "todo: écrire", "À compléter", "TBD", "?", "*…*",
     "à définir par l'équipe", "jj/mm/aaaa", "dd/mm/yyyy", "N/A", "[Nom du risque]", "<montant>", "{{ nom }}",
     "Exemple", "exemple : panne", "Lorem ipsum dolor", "___"],
)  # fmt: skip
def test_cells_that_hold_nothing(cell: str) -> None:
    assert is_placeholder(cell)


@pytest.mark.parametrize(
    "cell", ["0", "Panne du serveur", "✅", "[x]", "[guide](guide.md)", "Oui", "A", "12 €", "Todorov"]
)
def test_cells_that_say_something(cell: str) -> None:
    assert not is_placeholder(cell)


CELLS = st.text(
    alphabet=st.sampled_from(list("0123456789 .,-–/€%kKmM=()[]xéàT1SQmars\u202f\n")), max_size=60
) | st.text(max_size=60)


@given(CELLS)
def test_any_cell_has_a_value_or_none(cell: str) -> None:
    amount = number(cell)
    assert amount is None or isinstance(amount.value, float)
    assert day(cell) is None or 1900 <= day(cell).year <= 2200  # type: ignore[union-attr]
    assert level(cell) in {None, 1, 2, 3, 4, 5}
    assert isinstance(is_placeholder(cell), bool)
    assert measure(cell) is None or isinstance(measure(cell), float)


@given(st.floats(min_value=0, max_value=9_999_999, allow_nan=False).map(lambda one: round(one, 2)))
def test_a_written_amount_is_read_back(value: float) -> None:
    english = f"{value:,.2f}"
    french = english.replace(",", "\u202f").replace(".", ",") + " €"
    for written in (english, french):
        found = number(written)
        assert found is not None
        assert found.value == pytest.approx(value)
