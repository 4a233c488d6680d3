"""`jalon new` refuses a wrong request before anything is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run

WRONG = {
    "unknown question": (["-d", "colour=red"], "there is no question “colour”; known: "),
    "unknown choice": (["-d", "language=de"], "language: “de” is not a choice; known: fr, en."),
    "unknown choice among several": (["-d", "backend=python,cobol"], "backend: “cobol” is not a choice"),
    "no date": (["-d", "start_date=tomorrow"], "start_date: “tomorrow” is not a date; give one such as"),
    "no such day": (["-d", "jury_date=2027-02-30"], "jury_date: “2027-02-30” is not a date"),
    "an answer without a value": (["-d", "language"], "language: “” is not a choice"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_answer_is_one_line_and_nothing_is_written(run: Run, tmp_path: Path, name: str) -> None:
    words, said = WRONG[name]
    ran = run("new", tmp_path / "capstone", *words, "--lang", "en")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert said in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_holds_something_is_left_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "work.md").write_text("mine", encoding="utf-8")
    ran = run("new", tmp_path / "mine", "--lang", "en")
    assert (ran.code, ran.out) == (2, "")
    assert "exists and is not empty" in ran.err
    assert (tmp_path / "mine" / "work.md").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["a:b", "what?", "trailing.", "a|b"])
def test_a_name_that_some_system_refuses_is_refused_everywhere(run: Run, tmp_path: Path, name: str) -> None:
    ran = run("new", tmp_path / name, "--lang", "en")
    assert (ran.code, ran.out) == (2, "")
    assert "not a folder name that works everywhere" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    ran = run("new", tmp_path / "file" / "capstone", "--lang", "en")
    assert (ran.code, ran.out) == (2, "")
    assert "cannot be written" in ran.err
