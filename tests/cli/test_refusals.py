"""A wrong request is one clear line on standard error, exit code 2, and nothing on standard output."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.conftest import Make, Run

HERE = "{project}"  # stands for a repository that is fine
WRONG = {
    "unknown command": (["chek"], "there is no command “chek”; known: check, next, verify, explain, new, checklist."),
    "unknown option": (["check", "--detials"], "there is no option --detials; see jalon check --help."),
    "unknown option of all": (["--detials"], "there is no option --detials; see jalon --help."),
    "unknown command of a group": (
        ["checklist", "list"],
        "there is no command “list”; known: rules, schema, show, validate.",
    ),
    "unknown option of a group": (
        ["checklist", "show", "--x"],
        "there is no option --x; see jalon checklist show --help.",
    ),
    "missing argument": (["explain"], "ID is missing; see jalon explain --help."),
    "missing argument of a group": (["checklist", "validate"], "PATH is missing; see jalon checklist validate --help."),
    "a flag with a value": (["check", "--details=yes"], "--details takes no value; see jalon check --help."),
    "missing value": (["check", "--format"], "--format wants a value; see jalon check --help."),
    "one argument too many": (["explain", "a", "b"], "“b” is one too many; see jalon explain --help."),
    "no such folder": (["check", "nowhere"], "“nowhere” does not exist: give the folder of a repository."),
    "no such folder for next": (["next", "nowhere"], "“nowhere” does not exist: give the folder of a repository."),
    "a file": (["check", "{project}/README.md"], "is not a folder: give the folder of a repository."),
    "unknown format": (["check", HERE, "--format", "yaml"], "there is no format “yaml”; known: terminal, json"),
    "a format without its file": (["check", HERE, "--format", "json:"], "--format json: wants a file after the colon."),
    "output and several formats": (
        ["check", HERE, "--format", "json", "--format", "terminal", "--output", "r"],
        "--output serves a single format; write --format NAME:FILE instead.",
    ),
    "output and a file": (["check", HERE, "--format", "json:a", "--output", "b"], "--output serves a single format"),
    "two reports to one place": (
        ["check", HERE, "--format", "json", "--format", "terminal"],
        "one destination takes a single report: give each of the others a file.",
    ),
    "a percentage in words": (["check", HERE, "--fail-under", "half"], "“half” will not do (give a percentage"),
    "a percentage too high": (["check", HERE, "--fail-under", "101"], "“101.0” will not do (give a percentage"),
    "a percentage below nothing": (["check", HERE, "--fail-under", "-1"], "“-1.0” will not do (give a percentage"),
    "a percentage that is no number": (["check", HERE, "--fail-under", "nan"], "“nan” will not do (give a percentage"),
    "unknown block": (
        ["check", HERE, "--blocks", "BC09"],
        "the block “BC09” is not in the checklist; known: BC01, BC02",
    ),
    "unknown requirement": (["check", HERE, "--not-applicable", "BC01-9"], "“BC01-9” is neither a requirement nor a"),
    "unknown revision": (["check", HERE, "--at", "v9"], "there is no revision “v9” in this repository."),
    "a revision without history": (
        ["check", "{plain}", "--at", "HEAD"],
        "this folder has no Git history: leave out --at.",
    ),
    "unknown checklist": (["check", HERE, "--checklist", "rncp1"], "there is no such checklist; known: rncp38822"),
    "unknown language": (["check", HERE, "--lang", "de"], "--lang: “de” will not do (fr, en)."),
    "unknown competency": (["explain", "BC09-1"], "“BC09-1” is not in the checklist rncp38822. Try BC0"),
    "explain by an unknown checklist": (["explain", "BC01-1", "--checklist", "x"], "x: there is no such checklist"),
    "show an unknown checklist": (["checklist", "show", "x"], "x: there is no such checklist"),
    "validate nothing": (["checklist", "validate", "nowhere"], "nowhere: there is no such checklist"),
    "a line break in a name": (["explain", "BC\n09"], "“BC\N{REPLACEMENT CHARACTER}09” is not in the checklist"),
    "an escape in a name": (["check", "\x1b[31m"], "“\N{REPLACEMENT CHARACTER}[31m” does not exist"),
}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", WRONG)
def test_one_line_says_what_is_wrong(
    run: Run, make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, language: str
) -> None:
    words, said = WRONG[name]
    (tmp_path / "plain").mkdir()
    places = {"{project}": str(make()), "{plain}": str(tmp_path / "plain")}
    for mark, place in places.items():
        words = [one.replace(mark, place) for one in words]
    monkeypatch.setenv("LANG", language)
    ran = run(*words)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert ran.err.startswith("jalon: ")
    assert (said in ran.err) is (language == "en")


def test_a_report_that_cannot_be_written_leaves_nothing_on_standard_output(
    run: Run, make: Make, small: Path, tmp_path: Path
) -> None:
    ran = run(
        "check", make(), "--checklist", small, "--format", "terminal", "--format", f"json:{tmp_path}", "--lang", "en"
    )
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith("cannot be written: Is a directory.\n")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the system lets this user read everything")
def test_a_folder_that_may_not_be_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0)
    ran = run("check", tmp_path / "closed", "--lang", "en")
    assert (ran.code, ran.out) == (2, "")
    assert "cannot be read: check its permissions" in ran.err


def test_a_checklist_with_a_mistake_names_its_place(run: Run, make: Make, small: Path) -> None:
    text = (small / "B1.yml").read_text(encoding="utf-8").replace("weight: 3", "weight: 9")
    (small / "B1.yml").write_text(text, encoding="utf-8")
    for command in ("check", "explain"):
        where = make() if command == "check" else "B1-1"
        ran = run(command, where, "--checklist", small, "--lang", "en")
        assert (ran.code, ran.out) == (2, "")
        assert ran.err == f"jalon: {small}/B1.yml:16: wrong shape (Expected `int` <= 5).\n"


def test_a_history_that_cannot_be_read_is_told_apart_from_one_that_is_not_there(run: Run, make: Make) -> None:
    folder = make()
    (folder / ".git" / "objects" / "info").mkdir(exist_ok=True)
    (folder / ".git" / "objects" / "info" / "alternates").write_text("/elsewhere/objects\n", encoding="utf-8")
    ran = run("check", folder, "--at", "HEAD", "--lang", "en")
    assert (ran.code, ran.out) == (2, "")
    assert "cannot be read (objects borrowed from another repository)" in ran.err
