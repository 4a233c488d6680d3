"""Whatever a repository says, no report obeys it, and no report tells an e-mail address."""

from __future__ import annotations

import json
import os
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.audit import Request, audit
from jalon.discretion import hide_addresses
from jalon.messages import Say
from jalon.reports import FORMATS, Style, render
from jalon.reports.escape import for_json, for_terminal
from tests.cli.conftest import Run, commit, run
from tests.reports.conftest import Audited

__all__ = ["run"]

ESCAPES = "\x1b]0;owned\x07\x1b[31m\x9b31m\u202e\u200b[bold red]x[/bold red]"
WORDS = "Le plan a son planning et trois étapes : cadrer, construire, livrer, avec dix autres mots pour la longueur."
SGR = re.compile(r"\x1b\[[0-9;]*m")  # the colours that we print ourselves

needs_strange_names = pytest.mark.skipif(os.name == "nt", reason="no such name can be made there")


def hidden(text: str) -> set[str]:
    """The characters of a text that control a terminal or hide something, line breaks apart."""
    return {one for one in text.replace("\n", "") if unicodedata.category(one) in ("Cc", "Cf", "Zl", "Zp", "Cs")}


def strange(name: str = "plan") -> dict[str, str]:
    """A repository that tries everything: file names, headings, prose, cells, steps of a pipeline."""
    return {
        f"docs/{name} {ESCAPES.replace('/', '')}\r\n.md": f"# Plan {ESCAPES}\n\n{WORDS} {ESCAPES}\n",
        f"img/{name} {ESCAPES.replace('/', '')}.png": "x",
        "team.csv": f"Nom,Rôle\nDEV-1 {ESCAPES},tests {ESCAPES}\n",
        ".github/workflows/ci.yml": (
            'on: push\njobs:\n  a:\n    steps:\n      - {name: "Tests \\x1b[31m\\x9b\\u202e", run: pytest}\n'
        ),
    }


@needs_strange_names
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", sorted(FORMATS))
def test_no_report_prints_a_control_character(audited: Audited, name: str, language: str) -> None:
    found = audited(strange(), f"cap{ESCAPES.replace('/', '')}", language)
    evidence = found.report.blocks[0].competencies[0].requirements[0].evidence
    assert any("\x1b" in one.path for one in evidence), "the repository is as hostile as it means to be"
    for details in (False, True):
        assert hidden(render(name, found, Say(language), Style(details=details))) == set()


@needs_strange_names
def test_colours_are_ours_alone(audited: Audited) -> None:
    text = render("terminal", audited(strange()), Say("en"), Style(colour=True, details=True))
    assert SGR.search(text)
    assert hidden(SGR.sub("", text)) == set()
    assert "[bold red]x" in text, "markup is shown as it is written"


@needs_strange_names
def test_the_command_line_prints_none_either(run: Run, audited: Audited, tmp_path: Path) -> None:
    audited(strange(), "hostile")
    for words in (("check", "--details"), ("check", "--format", "json"), ("next",)):
        ran = run(words[0], tmp_path / "hostile", *words[1:])
        assert ran.code == 0
        assert hidden(ran.out) | hidden(ran.err) == set()


def test_a_history_exported_to_a_file_is_no_more_trusted(audited: Audited, tmp_path: Path) -> None:
    checklist = audited().checklist.folder
    log = (
        "<log><logentry revision='9&#x9b;31m'><author>x</author><date>2026-01-05T09:00:00Z</date>"
        "<msg>feat: &#x9b;31m&#x202e;</msg></logentry></log>"
    )
    (tmp_path / "exported").mkdir()
    (tmp_path / "exported" / "svn-log.xml").write_text(log, encoding="utf-8")
    found = audit(Request(tmp_path / "exported", checklist=checklist))
    evidence = found.report.blocks[0].competencies[0].requirements[0].evidence
    assert [one.at.commit for one in evidence] == ["r9\x9b31m"]
    for name in FORMATS:
        assert hidden(render(name, found, Say("en"), Style(details=True))) == set()


@given(st.text(max_size=200))
def test_any_text_becomes_one_harmless_line(text: str) -> None:
    shown = for_terminal(text)
    assert len(shown) == len(text)
    assert not re.search("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]", shown)
    assert for_terminal(shown) == shown


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_json_is_made_harmless_without_changing_what_it_says(text: str) -> None:
    shown = for_json(json.dumps({text: [text]}, ensure_ascii=False))
    assert json.loads(shown) == {text: [text]}
    assert not re.search("[\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)


# --- addresses ---

ADDRESS = "camille.exemple@example.invalid"
LETTERS = {
    "docs/plan.md": f"# Plan, écrire à {ADDRESS}\n\nÉcrire à {ADDRESS}. {WORDS}\n",
    "team.csv": f"Nom,Rôle\nCamille,tests <{ADDRESS}>\n",
    ".github/workflows/ci.yml": (
        f"on: push\njobs:\n  a:\n    steps:\n      - run: git config user.email {ADDRESS} && pytest\n"
    ),
    "CODEOWNERS": f"* {ADDRESS}\n",
    "requirements.txt": "fastapi==0.1\n",
}


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_no_report_prints_an_address(audited: Audited, name: str) -> None:
    found = audited(LETTERS)
    assert len(found.report.blocks[0].competencies[0].requirements[0].evidence) >= 4
    text = render(name, found, Say("en"), Style(details=True))
    assert "example.invalid" not in text
    assert "Camille Exemple" not in text, "the author of the commits"
    assert "example.invalid" not in repr(found.report)


def test_an_address_in_the_subject_of_a_commit_is_hidden_too(audited: Audited, tmp_path: Path) -> None:
    found = audited(LETTERS)
    folder = tmp_path / "capstone"
    commit(folder, {"a.md": "x"}, f"fix: write to {ADDRESS}", "2026-01-12T09:00:00")
    again = audit(Request(folder, checklist=found.checklist.folder)).report
    subjects = [one.excerpt for one in again.blocks[0].competencies[0].requirements[0].evidence if one.at.commit]
    assert "fix: write to …" in subjects


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"Écrire à {ADDRESS}.", "Écrire à …."),
        (f"{ADDRESS} et {ADDRESS}", "… et …"),
        ("uses: actions/checkout@v4", "uses: actions/checkout@v4"),
        ("uses: actions/checkout@v4.2.1", "uses: actions/checkout@v4.2.1"),
        ("@Entity class Loan", "@Entity class Loan"),
        ("x" * 90 + " camille.exemple@exam", "x" * 90 + " …"),
        ("x" * 90 + " camille.exemple@", "x" * 90 + " …"),
        ("court : camille@exam", "court : camille@exam"),
    ],
)
def test_hiding_addresses(text: str, shown: str) -> None:
    assert hide_addresses(text) == shown


@given(st.text(max_size=80), st.text(alphabet="abcé.-_+1", min_size=1, max_size=10))
def test_no_whole_address_is_left(before: str, local: str) -> None:
    assert "@example.invalid" not in hide_addresses(f"{before} {local}@example.invalid")
