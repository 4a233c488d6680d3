"""What each form of the source means."""

from datetime import date
from decimal import Decimal

import pytest
from cleaning import RejectedRowError, clean, read_amount, read_category, read_date, read_rules

RULES = read_rules()
ROW = {
    "pret": "P00001", "objet": "JAR-01", "libelle": "Taille-haie", "categorie": "jardin", "emprunt": "2025-03-14",
    "retour_prevu": "2025-03-21", "retour": "2025-03-20", "caution": "35,50",
}  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["2025-03-01", "01/03/2025", "1.3.2025", "01/03/25", "1 mars 2025", "1er mars 2025", " 1\u00a0MARS  2025 "],
)
def test_every_form_of_a_date_is_read(text: str) -> None:
    assert read_date(text, RULES) == date(2025, 3, 1)


def test_months_are_read_with_and_without_accents() -> None:
    assert read_date("15 août 2025", RULES) == read_date("15 aout 2025", RULES) == date(2025, 8, 15)
    assert read_date("3 février 2025", RULES) == date(2025, 2, 3)


@pytest.mark.parametrize(
    "text", ["31/02/2025", "2025-13-05", "hier", "31 fevrier 2025", "1 brumaire 2025", "2205-01-01", "00/00/2025"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_date(text, RULES)


@pytest.mark.parametrize(
    ("text", "amount"),
    [("35,50", "35.50"), ("35.5", "35.50"), ("1 200,00 €", "1200.00"), ("20\u00a0€", "20.00"), ("0", "0.00")],
)
def test_every_form_of_an_amount_is_read(text: str, amount: str) -> None:
    assert read_amount(text, RULES) == Decimal(amount)


@pytest.mark.parametrize("text", ["-30,00", "gratuit", "NaN", "1e999999", "100001", "Infinity", "1,2,3"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_amount(text, RULES)


@pytest.mark.parametrize("text", ["", "  ", "-", "?", "na", "NC", "n/a"])
def test_missing_values_are_missing(text: str) -> None:
    assert read_date(text, RULES) is None
    assert read_amount(text, RULES) is None


@pytest.mark.parametrize("text", ["jardin", " JARDIN ", "Jardinage", "jardn", "", "?"])
def test_spellings_of_a_category_are_one(text: str) -> None:
    assert read_category(text, "JAR-01", RULES) == "garden"


def test_a_clean_row_needs_no_repair() -> None:
    loan = clean(ROW, RULES)
    assert (loan.category, loan.borrowed_on, loan.deposit) == ("garden", date(2025, 3, 14), Decimal("35.50"))
    assert loan.repairs == ()


def test_repairs_are_named() -> None:
    dirty = ROW | {
        "pret": " p00001", "libelle": "TAILLE-HAIE", "categorie": "", "retour": "20/03/2025", "caution": "35,5 €",
    }  # fmt: skip
    loan = clean(dirty, RULES)
    assert loan.repairs == ("identifier", "label", "category", "date-format", "amount-format")
    assert (loan.loan_id, loan.item) == ("P00001", "Taille-haie")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"pret": " "}, "no-identifier"),
        ({"categorie": "divers"}, "unknown-category"),
        ({"categorie": "", "objet": "XXX-1"}, "unknown-category"),
        ({"emprunt": "31/02/2025"}, "impossible-date"),
        ({"emprunt": ""}, "missing-date"),
        ({"retour_prevu": "?"}, "missing-date"),
        ({"retour": "2025-03-13"}, "dates-out-of-order"),
        ({"retour_prevu": "2025-03-13"}, "dates-out-of-order"),
        ({"caution": "-1"}, "impossible-amount"),
    ],
)
def test_a_row_that_cannot_be_used_is_rejected_with_its_reason(change: dict[str, str], reason: str) -> None:
    with pytest.raises(RejectedRowError, match=f"^{reason}$"):
        clean(ROW | change, RULES)
