from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.facts.registers.builders import document, register

from jalon.facts.model import At, Table
from jalon.facts.registers import column, columns_for, has_columns, place_of, registers, with_columns
from jalon.facts.registers.words import Placeholders, Words, columns_named, prepared, vocabulary


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("Coût unitaire HT (€)", "unit-price"),
        ("MONTANT TTC", "amount"),
        ("Responsable de l'action", "owner"),
        ("P (Probability)", "probability"),
        ("Probabilité", "probability"),
        ("I (Impact)", "impact"),
        ("Gravité", "impact"),
        ("P × I (Risk Score)", "criticality"),
        ("Plan d'atténuation", "mitigation"),
        ("Mesure prise", "mitigation"),
        ("Date d’échéance", "due-date"),
        ("Due date", "due-date"),
        ("Critère d'acceptation", "acceptance"),
        ("As a", "story"),
        ("**Note /20**", "score"),
        ("Niveau requis", "level-required"),
        ("Compétences", "skill"),
        ("N°", "id"),
        ("Résultat attendu", "expected"),
        ("Résultat obtenu", "observed"),
        ("Base légale", "legal-basis"),
        ("Impact / Gravité", "impact"),
        ("🎯 Objectif", "target"),
    ],
)
def test_headers_in_two_languages(header: str, wanted: str) -> None:
    assert wanted in columns_named(header)


@pytest.mark.parametrize("header", ["", "Xyz", "Dev / Archi", "π", "   ", "a" * 500])
def test_unknown_headers_are_no_column(header: str) -> None:
    assert columns_named(header) == ()


def test_the_longest_name_wins() -> None:
    assert columns_named("Coût unitaire moyen") == ("unit-price",)
    assert "amount" in columns_named("Coût moyen")


def test_every_name_of_the_data_file_finds_its_column() -> None:
    words = vocabulary().names
    assert len({identifier for ids in words.values() for identifier, _ in ids}) > 80
    for name, ids in words.items():
        assert {identifier for identifier, _ in ids} <= set(columns_named(name)), name


def test_a_vocabulary_is_data() -> None:
    words = Words({"ship": ("Bateau",)}, {3: ("moyen",)}, Placeholders(("vide",), ("à faire",)), ("total",), ("fini",))
    assert prepared(words).names == {"ship": (("ship", 0),), "bateau": (("ship", 1),)}


def test_columns_are_different_for_each_name_asked() -> None:
    found = register("Poste | Estimation | Détail\nServeur | 100 € | un an")
    assert columns_for(found, ("item", "amount")) == (0, 1)
    assert columns_for(found, ("amount", "cost", "item")) is None
    assert has_columns(found, ("item", "amount", "description"))
    assert column(found, "probability") is None


def test_registers_are_chosen_by_columns() -> None:
    risks = Table(("Risque", "Probabilité", "Impact"), (("Panne", "2", "3"),))
    budget = Table(("Poste", "Montant"), (("Serveur", "100"),))
    items = registers(document(risks, budget)).items
    assert [one.header for one in with_columns(items, ("probability", "impact"))] == [risks.header]


def test_a_register_keeps_its_place() -> None:
    table = Table(("ID", "Titre"), (("1", "Panne"),), At(line=10), lines=(12,))
    (found,) = registers(document(table)).items
    assert (found.path, found.name, found.trail) == ("docs/suivi.md", "Suivi", ("Projet",))
    assert place_of(found, 0) == At(line=12)


def test_a_sheet_gives_cells() -> None:
    table = Table(("ID", "Titre"), (("1", "Panne"),), At(sheet="Risques", cell="A1"), name="Risques", lines=(5,))
    (found,) = registers(document(table)).items
    assert found.name == "Risques"
    assert place_of(found, 0) == At(sheet="Risques", cell="A5")


def test_a_title_above_the_header_is_passed_over() -> None:
    table = Table(
        ("Analyse des risques", "", "", ""),
        (("", "", "", ""), ("ID", "Risque", "Probabilité", "Impact"), ("R1", "Panne", "2", "3")),
        At(sheet="Risques"),
        lines=(2, 3, 4),
    )
    (found,) = registers(document(table)).items
    assert found.header == ("ID", "Risque", "Probabilité", "Impact")
    assert (found.rows, found.lines) == ((("R1", "Panne", "2", "3"),), (4,))


def test_a_form_of_two_columns_is_one_row() -> None:
    table = Table(
        ("Champ", "Valeur"),
        (
            ("ID", "R1"),
            ("Description", "Panne du serveur"),
            ("Probabilité", "3"),
            ("Impact", "4"),
            ("Mitigation", "Sauvegarde"),
        ),
    )
    (found,) = registers(document(table)).items
    assert found.header == ("ID", "Description", "Probabilité", "Impact", "Mitigation")
    assert found.rows == (("R1", "Panne du serveur", "3", "4", "Sauvegarde"),)


def test_tables_without_a_known_column_or_a_row_are_no_registers() -> None:
    tables = (Table(("Abc", "Def"), (("1", "2"),)), Table(("Risque", "Impact"), ()))
    assert registers(document(*tables)).items == ()


def test_an_enormous_table_is_cut_and_says_so() -> None:
    wide = Table(tuple(f"Risque {number}" for number in range(300)), tuple(("x",) * 300 for _ in range(2_000)))
    (found,) = registers(document(wide)).items
    assert (len(found.header), len(found.rows), found.cut) == (200, 250, True)


def test_data_sets_do_not_crowd_the_registers_out() -> None:
    data = Table(("ID", "Date", "Valeur"), tuple((str(number), "2026-01-05", "3") for number in range(16_000)))
    risks = Table(("Risque", "Impact"), (("Panne", "3"),))
    found = registers(document(*[data] * 30, risks)).items
    assert found[-1].header == ("Risque", "Impact")
    assert 5 < len(found) < 31


CELL = st.text(max_size=20)


@given(st.lists(st.lists(CELL, min_size=1, max_size=4), min_size=1, max_size=6))
def test_any_table_is_a_register_or_nothing(rows: list[list[str]]) -> None:
    header, *body = (tuple(row) for row in rows)
    for found in registers(document(Table(header, tuple(body)))).items:
        assert all(len(row) == len(found.header) == len(found.columns) for row in found.rows)


def test_a_full_first_row_yields_only_to_a_better_header() -> None:
    board = Table(("Alpha", "Beta", "Gamma"), (("Tests", "Page", "Base"), ("a", "b", "c")))
    assert [one.header for one in registers(document(board)).items] == []
    risks = Table(("Alpha", "Beta", "Gamma"), (("Risque", "Probabilité", "Impact"), ("Panne", "2", "3")))
    assert [one.header for one in registers(document(risks)).items] == [("Risque", "Probabilité", "Impact")]
