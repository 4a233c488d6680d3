"""Identifiers lead somewhere: from needs to tests, from risks to actions, from a decision to the one it replaces."""

from __future__ import annotations

import pytest

from tests.remarks.conftest import Told, place, said

NEEDS = "Id,Exigence,Priorité\nREQ-01,Prêter un outil,haute\nREQ-02,Rendre un outil,haute\nREQ-03,Relancer,basse\n"
TESTS = "Id test,Exigence,Résultat attendu\nT-1,REQ-01,le prêt est noté\nT-2,{},le retour est noté\n"


def test_a_reference_to_what_nobody_wrote_is_shown_as_it_is_written(told: Told) -> None:
    found = {one.kind: one for one in told({"besoins.csv": NEEDS, "tests.csv": TESTS.format("REQ-12")})}
    one = found["dangling"]
    assert (place(one), one.values) == (("tests.csv", 3), {"ids": ["REQ-12"], "n": 1})
    assert said(one, "fr").startswith("REQ-12 est cité ici et n’est défini nulle part")


@pytest.mark.parametrize("reference", ["REQ-02", "REQ-2", "REQ 02", "JIRA-77", "voir le guide"])
def test_however_it_is_written_and_other_families_are_no_dangling_reference(told: Told, reference: str) -> None:
    assert told({"besoins.csv": NEEDS, "tests.csv": TESTS.format(reference)}, "dangling") == []


def test_a_story_told_outside_any_table_is_defined(told: Told) -> None:
    files = {"besoins.csv": NEEDS, "stories.md": "# REQ-12 : payer une caution\n", "tests.csv": TESTS.format("REQ-12")}
    assert told(files, "dangling") == []


def test_requirements_without_a_test_are_listed(told: Told) -> None:
    (found,) = told({"besoins.csv": NEEDS, "tests.csv": TESTS.format("REQ-02")})
    assert (found.kind, place(found)) == ("untested", ("besoins.csv", 4))
    assert found.values == {"ids": ["REQ-03"], "n": 1, "all": 3}
    assert said(found).startswith("1 requirement out of 3 is named by no test (REQ-03):")


def test_a_requirement_that_the_code_of_a_test_names_is_tested(told: Told) -> None:
    code = 'def test_reminder():\n    """REQ-03: the reminder leaves."""\n    assert remind(1) == "sent"\n'
    files = {"besoins.csv": NEEDS, "tests.csv": TESTS.format("REQ-02"), "tests/test_reminder.py": code}
    assert told(files, "untested") == []


def test_tests_that_name_no_requirement_are_counted(told: Told) -> None:
    tests = TESTS.format("REQ-02 et REQ-03") + "T-3,,la page s’affiche\n"
    (found,) = told({"besoins.csv": NEEDS, "tests.csv": tests})
    assert (found.kind, place(found), found.values) == ("untied", ("tests.csv", 4), {"n": 1})


def test_without_any_test_that_refers_nothing_is_said(told: Told) -> None:
    assert told({"besoins.csv": NEEDS, "tests.csv": "Id test,Résultat attendu\nT-1,noté\nT-2,rendu\n"}) == []


def test_an_identifier_used_twice_is_shown_unless_the_rows_follow_each_other(told: Told) -> None:
    rows = NEEDS + "REQ-04,Payer,basse\nREQ-02,Réserver,basse\n"
    (found,) = told({"besoins.csv": rows})
    assert (found.kind, place(found), found.values) == (
        *("duplicate-id", ("besoins.csv", 6), {"ids": ["REQ-02"], "n": 1}),
    )
    assert told({"besoins.csv": NEEDS + "REQ-03,Relancer encore,basse\n"}) == []


def test_a_data_set_names_the_same_things_again(told: Told) -> None:
    assert told({"prets.csv": "Objet,Statut\n" + "P-1,rendu\nP-2,rendu\nP-3,prêté\n" * 3}) == []
    assert told({"prets.csv": "Id,Statut\n" + "".join(f"P-{n % 400},rendu\n" for n in range(600))}) == []


def test_risks_without_an_action_are_counted(told: Told) -> None:
    rows = "Risque,Probabilité,Impact,Parade\nPanne,2,3,Sauvegarde\nRetard,3,3,Marge\nDépart,1,4,\n"
    (found,) = told({"risques.csv": rows})
    assert (found.kind, place(found), found.values) == ("risk-without-action", ("risques.csv", 4), {"n": 1})


def test_a_decision_replaced_by_one_that_does_not_exist_is_shown(told: Told) -> None:
    files = {
        "docs/adr/0001-base.md": "# Base de données\n\nStatut : remplacée par ADR-0007.\n",
        "docs/adr/0002-file.md": "# File de messages\n\nStatut : remplace ADR-0001.\n",
    }
    (found,) = told(files)
    assert (found.kind, place(found), found.values) == (
        *("decision-unknown", ("docs/adr/0001-base.md", 3), {"number": "7"}),
    )


@pytest.mark.parametrize("reference", ["REQ-01-2", "REQ-01.3", "REQ-1-3"])
def test_a_part_of_a_known_identifier_and_a_range_are_known(told: Told, reference: str) -> None:
    assert told({"besoins.csv": NEEDS, "tests.csv": TESTS.format(reference)}, "dangling") == []


def test_codes_that_come_again_in_a_table_of_steps_identify_nothing(told: Told) -> None:
    rows = "Étape,Code\nCréer,IW-51\nModifier,IW-52\nVérifier,IA-07\nContrôler,IW-53\nCommander,IW-52\n"
    assert told({"etapes.csv": rows}, "duplicate-id") == []
