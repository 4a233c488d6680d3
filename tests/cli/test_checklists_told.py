"""`checklist rules`, `show`, `validate` and `explain`: in the reader's language, with the place of each fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import FILES_OF_A_PROJECT, Make, Run


@pytest.mark.parametrize(("language", "said"), [("fr", "Conséquence : "), ("en", "What follows: ")])
def test_the_rules_of_the_evaluation_are_told(run: Run, small: Path, language: str, said: str) -> None:
    ran = run("checklist", "rules", small, "--lang", language)
    assert ran.code == 0
    assert "\nM-01 · " in ran.out
    assert "vingt minutes" in ran.out
    assert said in ran.out


def test_a_checklist_without_rules_says_so(run: Run, small: Path) -> None:
    (small / "evaluation.yml").write_text("[]\n", encoding="utf-8")
    assert "says nothing of the rules" in run("checklist", "rules", small, "--lang", "en").out


def test_a_clause_is_quoted_as_the_language_quotes(run: Run, small: Path) -> None:
    assert "B1-1.a “un plan” Write a plan." in run("checklist", "show", small, "--lang", "en").out
    assert "B1-1.a « un plan » Écrivez un plan." in run("checklist", "show", small, "--lang", "fr").out


WRONG = {
    "a missing key": (
        "        weight: 3\n", "        weight: 3\n        extra: 1\n",
        "la clé « extra » n’est pas prévue ici (", "the key “extra” has no place here (",
    ),
    "a wrong type": (
        "weight: 3", "weight: trois",
        "il faut un entier, et non un texte (", "this must be a whole number, not a text (",
    ),
    "a colon": (
        "clause: un plan", "clause: un: plan",
        "un deux-points est mal placé", "a colon stands in the wrong place",
    ),
    "a key twice": (
        "        weight: 3\n", "        weight: 3\n        weight: 2\n",
        "écrite deux fois", "is written twice",
    ),
    "a bracket": ("[plan]", "[plan", "n’est pas refermé", "is not closed"),
    "a probe": ("- gate: {}", "- gaet: {}", "la sonde « gaet » n’existe pas", "there is no probe “gaet”"),
    "a column": (
        "- gate: {}", "- table: {columns: [title, mitigatoin]}",
        "columns : « mitigatoin » n’est connu d’aucun fait ; par exemple mitigation",
        "columns: no fact knows “mitigatoin”; for instance mitigation",
    ),
    "a facet": (
        "- gate: {}", "- code: {facet: endpoint}",
        "« endpoint » n’est connu d’aucun fait ; par exemple endpoints", "endpoints",
    ),
    "a step": ("- gate: {}", "- pipeline: {does: [tests]}", "par exemple test", "does: no fact knows “tests”"),
    "a level": (
        "- gate: {}", "- tests: {levels: [unitary]}",
        "levels : « unitary »", "levels: no fact knows “unitary”",
    ),
    "a diagram": ("- gate: {}", "- diagram: {types: [klass]}", "types : « klass »", "for instance class"),
}  # fmt: skip


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", WRONG)
def test_a_fault_is_told_in_the_language_with_its_place(run: Run, small: Path, name: str, language: str) -> None:
    old, new, french, english = WRONG[name]
    text = (small / "B1.yml").read_text(encoding="utf-8")
    assert old in text
    (small / "B1.yml").write_text(text.replace(old, new, 1), encoding="utf-8")
    ran = run("checklist", "validate", small, "--lang", language)
    assert ran.code == 1
    assert f"{small / 'B1.yml'}:" in ran.out
    assert (french if language == "fr" else english) in ran.out


def test_explain_speaks_the_language_that_the_repository_chooses(
    run: Run, make: Make, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(make({**FILES_OF_A_PROJECT, "jalon.toml": 'language = "en"\n'}) / "docs")
    assert "Why: To see far." in run("explain", "B1-1.a", "--checklist", small).out
    assert "Pourquoi : Pour voir loin." in run("explain", "B1-1.a", "--checklist", small, "--lang", "fr").out


def test_next_follows_a_checklist_and_a_date(run: Run, make: Make, small: Path) -> None:
    folder = make({"README.md": "# Rien\n"})
    ran = run("next", folder, "--checklist", small, "--at", "2026-01-31", "--lang", "en")
    assert (ran.code, "B1-1.a · Plan" in ran.out) == (0, True)
    assert run("next", folder, "--checklist", small, "--at", "2025-01-31").code == 2


@pytest.mark.parametrize(("language", "said"), [("fr", "non cette date"), ("en", "not the date")])
def test_a_tag_that_looks_like_a_date_wins_and_that_is_said(
    run: Run, make: Make, small: Path, language: str, said: str
) -> None:
    folder = make()
    (folder / ".git" / "refs" / "tags" / "2026-01-31").write_bytes((folder / ".git/refs/heads/main").read_bytes())
    ran = run("check", folder, "--checklist", small, "--at", "2026-01-31", "--lang", language)
    assert (ran.code, ran.err.count("\n"), said in ran.err) == (0, 1, True)
    assert run("check", folder, "--checklist", small, "--at", "2026-02-01").err == ""
