"""`jalon check`: what it prints, where, in which language, and how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import jalon
from jalon.cli import auditing
from tests.cli.conftest import FILES_OF_A_PROJECT, Make, Run, commit

PACKAGE = {"PYTHONPATH": str(Path(jalon.__file__).parents[1])}  # where another process finds the package


def report(out: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(out)
    return found


# --- the report ---


def test_the_terminal_report_in_french(run: Run, make: Make, small: Path) -> None:
    ran = run("check", make(), "--checklist", small, "--lang", "fr")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Jalon : capstone\nPetit · Référentiel small version 1, valable jusqu’au 27/03/2028\n")
    assert "● étayé    B1-1    Plan · 1/1 élément\n" in ran.out
    assert "preuve : docs/plan.md:1" in ran.out
    assert "Complétude 100 %" in ran.out
    assert ran.out.endswith("\n")


def test_the_terminal_report_in_english(run: Run, make: Make, small: Path) -> None:
    ran = run("check", make(), "--checklist", small, "--lang", "en")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Jalon: capstone\nSmall · Checklist small version 1, valid until 2028-03-27\n")
    assert "● met      B1-1    Plan · 1/1 element\n" in ran.out
    assert "Completeness 100%" in ran.out


def test_the_built_in_checklist_judges_by_default(run: Run, make: Make) -> None:
    ran = run("check", make(), "--format", "json", "--lang", "en")
    found = report(ran.out)
    assert (ran.code, found["checklist"]["id"], found["language"]) == (0, "rncp38822", "en")
    assert sum(found["summary"][one] for one in ("met", "partial", "missing", "unknown", "error", "jury")) == 273
    assert found["summary"]["error"] == 0


def test_details_show_every_requirement_with_its_evidence_and_the_question_of_the_jury(
    run: Run, make: Make, small: Path
) -> None:
    ran = run("check", make(), "--checklist", small, "--details", "--lang", "en")
    assert "● met B1-1.a Write a plan." in ran.out
    assert "docs/plan.md:1  Le plan tient en trois étapes" in ran.out
    assert "· for the jury B1-1.b Show it." in ran.out
    assert "The jury may ask: Do you believe in it?" in ran.out


def test_a_folder_without_history_is_judged_too(run: Run, tmp_path: Path, small: Path) -> None:
    (tmp_path / "plain").mkdir()
    ran = run("check", tmp_path / "plain", "--checklist", small, "--lang", "en")
    assert ran.code == 0
    assert "folder without Git history" in ran.out


def test_a_working_tree_that_differs_from_its_commit_says_so(run: Run, make: Make, small: Path) -> None:
    folder = make()
    assert "uncommitted" not in run("check", folder, "--checklist", small, "--lang", "en").out
    (folder / "docs" / "plan.md").write_text("# Plan\n", encoding="utf-8")
    assert "with uncommitted changes" in run("check", folder, "--checklist", small, "--lang", "en").out


# --- the language ---


@pytest.mark.parametrize(
    ("environment", "settings", "words", "language"),
    [
        ("C.UTF-8", "", (), "fr"),
        ("", "", (), "fr"),
        ("en_GB.UTF-8", "", (), "en"),
        ("en_GB.UTF-8", 'language = "fr"', (), "fr"),
        ("fr_FR.UTF-8", 'language = "en"', (), "en"),
        ("fr_FR.UTF-8", 'language = "en"', ("--lang", "fr"), "fr"),
        ("fr_FR.UTF-8", "", ("--lang=en",), "en"),
    ],
)
def test_who_chooses_the_language(
    run: Run, make: Make, small: Path, monkeypatch: pytest.MonkeyPatch,
    environment: str, settings: str, words: tuple[str, ...], language: str,
) -> None:  # fmt: skip
    monkeypatch.setenv("LANG", environment)
    folder = make({**FILES_OF_A_PROJECT, "jalon.toml": settings})
    ran = run("check", folder, "--checklist", small, *words)
    assert ran.out.startswith("Jalon : " if language == "fr" else "Jalon: ")
    assert report(run("check", folder, "--checklist", small, "--format", "json", *words).out)["language"] == language


# --- formats and files ---


def test_several_formats_go_to_their_files_and_only_one_to_standard_output(
    run: Run, make: Make, small: Path, tmp_path: Path
) -> None:
    there = tmp_path / "r.json"
    ran = run(
        "check", make(), "--checklist", small, "--format", f"json:{there}", "--format", "terminal", "--lang", "en"
    )
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Jalon: capstone")
    assert report(there.read_text(encoding="utf-8"))["schema"] == "jalon-report/1"


def test_a_file_holds_no_colour_and_nothing_goes_to_standard_output(
    run: Run, make: Make, small: Path, tmp_path: Path
) -> None:
    there = tmp_path / "r.txt"
    ran = run("check", make(), "--checklist", small, "--output", there)
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    text = there.read_bytes()
    assert b"\x1b" not in text
    assert b"\r" not in text
    assert "étayé" in text.decode()


def test_output_serves_the_one_format_asked_for(run: Run, make: Make, small: Path, tmp_path: Path) -> None:
    ran = run("check", make(), "--checklist", small, "--format", "json", "--output", tmp_path / "r.json")
    assert (ran.code, ran.out) == (0, "")
    assert report((tmp_path / "r.json").read_text(encoding="utf-8"))["schema"] == "jalon-report/1"


# --- gates and choices ---


@pytest.mark.parametrize(("least", "code"), [("0", 0), ("100", 0), ("99.5", 0)])
def test_a_gate_that_is_reached(run: Run, make: Make, small: Path, least: str, code: int) -> None:
    assert run("check", make(), "--checklist", small, "--fail-under", least).code == code


def test_a_gate_that_fails_says_by_how_much_and_the_report_is_there(run: Run, tmp_path: Path, small: Path) -> None:
    (tmp_path / "empty").mkdir()
    ran = run("check", tmp_path / "empty", "--checklist", small, "--fail-under", "40", "--lang", "en")
    assert ran.code == 1
    assert ran.err == "jalon: Completeness is 0%, the threshold asked for is 40%.\n"
    assert ran.out.startswith("Jalon: empty")


def test_a_low_score_without_a_gate_is_no_error(run: Run, tmp_path: Path, small: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert run("check", tmp_path / "empty", "--checklist", small).code == 0


def test_blocks_that_count_are_chosen(run: Run, make: Make) -> None:
    found = report(run("check", make(), "--format", "json", "--blocks", "BC02, T").out)
    assert [block["id"] for block in found["blocks"]] == ["BC02", "T"]


def test_what_is_not_applicable_leaves_the_denominator(run: Run, make: Make, small: Path) -> None:
    ran = run("check", make(), "--checklist", small, "--format", "json", "--not-applicable", "B1-1")
    judged = report(ran.out)["blocks"][0]["competencies"][0]
    assert (judged["verdict"], {one["outcome"] for one in judged["requirements"]}) == (
        "not-applicable",
        {"not-applicable"},
    )


def test_a_commit_may_be_judged_instead_of_the_files(run: Run, make: Make, small: Path) -> None:
    folder = make({"README.md": "# Rien\n"})
    first = report(run("check", folder, "--checklist", small, "--format", "json").out)["repositories"][0]["commit"]
    commit(folder, FILES_OF_A_PROJECT, "docs: plan", "2026-01-12T09:00:00")

    def score(*words: str) -> float:
        summary = report(run("check", folder, "--checklist", small, "--format", "json", *words).out)["summary"]
        return float(summary["score"])

    assert (score(), score("--at", first), score("--at", "HEAD~1"), score("--at", "main")) == (1.0, 0.0, 0.0, 1.0)


# --- where ---


def test_without_a_path_the_repository_around_is_judged(
    run: Run, make: Make, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make()
    for place in (folder, folder / "docs", folder / "src"):
        monkeypatch.chdir(place)
        assert run("check", "--checklist", small).out.startswith("Jalon : capstone\n")


def test_a_path_that_is_given_is_the_root_even_in_a_sub_folder(
    run: Run, make: Make, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(make() / "docs")
    ran = run("check", ".", "--checklist", small, "--lang", "en")
    assert ran.out.startswith("Jalon: docs\n")
    assert "folder without Git history" in ran.out


def test_a_work_tree_or_submodule_has_its_own_root(
    run: Run, make: Make, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = make() / "vendor" / "inner"
    inner.mkdir(parents=True)
    (inner / ".git").write_text("gitdir: ../../nowhere\n", encoding="utf-8")
    monkeypatch.chdir(inner)
    assert run("check", "--checklist", small).out.startswith("Jalon : inner\n")


def test_without_a_repository_around_the_current_folder_is_judged(
    run: Run, tmp_path: Path, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "alone").mkdir()
    monkeypatch.chdir(tmp_path / "alone")
    assert auditing.repository_here() == Path()
    assert run("check", "--checklist", small).out.startswith("Jalon : alone\n")


@pytest.mark.skipif(os.name == "nt", reason="a current folder cannot be deleted there")
def test_a_current_folder_that_was_deleted_is_one_line(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    ran = run("check")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)


# --- progress, pipes, accidents ---


def test_progress_is_told_on_standard_error_once_it_lasts(
    run: Run, make: Make, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(auditing, "PATIENCE", 0.0)
    ran = run("check", make(), "--checklist", small, "--lang", "en")
    assert "Reading documents…\n" in ran.err
    assert "…\n" not in ran.out.partition("\n")[0]
    assert ran.out.startswith("Jalon: capstone")


def test_what_we_did_not_foresee_is_one_line_too(
    run: Run, make: Make, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("a\nb")

    monkeypatch.setattr("jalon.audit.assess", broken)
    ran = run("check", make(), "--checklist", small, "--lang", "en")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("jalon: unexpected error (KeyError: 'a\\nb'; audit:")
    assert ran.err.count("\n") == 1


def test_an_interruption_is_silent(run: Run, make: Make, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("jalon.audit.assess", stopped)
    assert run("check", make(), "--checklist", small) == (130, "", "")


@pytest.mark.skipif(os.name == "nt", reason="pipes end otherwise there")
@pytest.mark.parametrize(("gate", "code"), [((), 0), (("--fail-under", "100"), 1)])
def test_a_reader_who_leaves_changes_nothing_to_the_answer(
    make: Make, tmp_path: Path, gate: tuple[str, ...], code: int
) -> None:
    (tmp_path / "empty").mkdir()
    reading, writing = os.pipe()
    os.close(reading)
    words = [sys.executable, "-m", "jalon", "check", str(tmp_path / "empty"), "--format", "json", "--lang", "en", *gate]
    try:
        done = subprocess.run(
            words, stdout=writing, stderr=subprocess.PIPE, text=True, timeout=60, check=False, env=os.environ | PACKAGE
        )
    finally:
        os.close(writing)
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert "Broken pipe" not in done.stderr
