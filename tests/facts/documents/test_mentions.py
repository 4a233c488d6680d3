"""Dates, amounts, people, addresses and words, in French and English."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jalon.facts.mentions import addresses, amounts, dates, people, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-03-03", date(2025, 3, 3)),
        ("2025/3/3", date(2025, 3, 3)),
        ("le 03/03/2025", date(2025, 3, 3)),
        ("03.04.2025", date(2025, 4, 3)),
        ("3/4/25", date(2025, 4, 3)),
        ("12/25/2025", date(2025, 12, 25)),
        ("3 mars 2025", date(2025, 3, 3)),
        ("1er août 2025", date(2025, 8, 1)),
        ("1er\u00a0févr. 2025", date(2025, 2, 1)),
        ("March 3rd, 2025", date(2025, 3, 3)),
        ("3rd of March 2025", date(2025, 3, 3)),
        ("Sept 2025", date(2025, 9, 1)),
        ("mars 2025", date(2025, 3, 1)),
        ("DÉCEMBRE 2025", date(2025, 12, 1)),
        ("2025-03", date(2025, 3, 1)),
        ("réunion-2025-03-03-notes", date(2025, 3, 3)),
    ],
)
def test_a_date(text: str, expected: date) -> None:
    assert dates(text) == (expected,)


@pytest.mark.parametrize(
    "text",
    [
        "dd/mm/yyyy",
        "jj/mm/aaaa",
        "XX/XX/2025",
        "31/02/2025",
        "2025-13-01",
        "version 1.2.3",
        "192.168.1.10",
        "le 3 mars",
        "en 2025",
        "v2025.1.2.3",
        "03/2025/12",
        "RNCP38822",
    ],
)
def test_no_date(text: str) -> None:
    assert dates(text) == ()


def test_dates_come_in_order() -> None:
    assert dates("du 3 mars 2025 au 2025-04-01, puis mai 2025") == (
        date(2025, 3, 3),
        date(2025, 4, 1),
        date(2025, 5, 1),
    )


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1 200,50 €", 1200.5, "€"),
        ("1\u202f200\u00a0000 euros", 1_200_000, "€"),
        ("12k€", 12, "k€"),
        ("12 K€", 12, "k€"),
        ("3 500 EUR", 3500, "€"),
        ("1.200 €", 1200, "€"),
        ("1.200,50 €", 1200.5, "€"),
        ("$1,200.50", 1200.5, "$"),
        ("€12k", 12, "k€"),
        ("1,200 USD", 1200, "$"),
        ("0,125 €", 0.125, "€"),
        ("350 ms", 350, "ms"),
        ("1.250 s", 1.25, "s"),
        ("99,9 %", 99.9, "%"),
        ("99.999%", 99.999, "%"),
        ("5 j", 5, "j"),
        ("5 days", 5, "j"),
        ("3 jours-homme", 3, "jh"),
        ("3 h", 3, "h"),
        ("2h30", 2.5, "h"),
        ("6 mois", 6, "mois"),
        ("512 MB", 512, "mo"),
        ("1 000 utilisateurs", 1000, "users"),
        ("8 points", 8, "pts"),
    ],
)
def test_an_amount(text: str, value: float, unit: str) -> None:
    (one,) = amounts(text)
    assert one.value == pytest.approx(value)
    assert one.unit == unit


@pytest.mark.parametrize(
    "text", ["XX €", "12", "il y a 3 s'ils veulent", "v1.2", "E2E", "H2", "42 chevaux", "port 8080"]
)
def test_no_amount(text: str) -> None:
    assert amounts(text) == ()


def test_amounts_come_in_order() -> None:
    assert [one.unit for one in amounts("12 k€ pour 3 mois, soit 99,9 % en 200 ms")] == ["k€", "mois", "%", "ms"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Camille Framboisier pilote, Léa MIRABELLE teste.", ("Camille Framboisier", "Léa MIRABELLE")),
        ("Jean-Paul de la Prune et Paul D. relisent", ("Jean-Paul de la Prune", "Paul D.")),
        ("Chef de projet : Zorglub Myrtille", ("Zorglub Myrtille",)),
        ("Product Owner (client) – Ophélie Groseille", ("Ophélie Groseille",)),
        ("Mme Tartempion a validé", ("Tartempion",)),
        ("Hugo\nKarim", ("Hugo", "Karim")),
        ("Camille Framboisier, puis Camille Framboisier", ("Camille Framboisier",)),
    ],
)
def test_people(text: str, expected: tuple[str, ...]) -> None:
    assert people(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Spring Boot, Pull Request et Machine Learning",
        "Scrum Master : Équipe Dev",
        "Responsable : Product Owner",
        "Le Cahier Des Charges du Projet",
        "Développeur : à recruter",
        "Cycle en V et Angular",
        "Auteur : Non Renseigné",
    ],
)
def test_no_people(text: str) -> None:
    assert people(text) == ()


def test_addresses_are_found_to_be_hidden() -> None:
    text = "Écrire à camille.framboisier+test@exemple.fr, <a_b@x.co.uk>; pas à @camille ni à a@b."
    assert addresses(text) == ("camille.framboisier+test@exemple.fr", "a_b@x.co.uk")


def test_words() -> None:
    assert words("L'étude — est-elle finie ? 3 fois : aujourd’hui.") == 6
    assert words("") == 0


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200) | st.text(alphabet="0123456789 ,./-€k%hjanvier mars25ADé@.", max_size=200))
def test_any_text_mentions_what_it_mentions(text: str) -> None:
    for reader in (dates, amounts, people, addresses):
        assert isinstance(reader(text), tuple)
    assert words(text) <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "1" * 300_000,
        "1 " * 150_000,
        "1,000" * 60_000,
        "mars " * 60_000,
        "A" * 300_000,
        "Jean " * 60_000,
        "a@" * 150_000,
        "1 000 " * 50_000,
    ],
    ids=lambda text: text[:6],
)
def test_long_lines_are_quick(text: str) -> None:
    start = time.process_time()
    for reader in (dates, amounts, people, addresses, words):
        reader(text)
    assert time.process_time() - start < 4
