"""People: no e-mail address leaves the house, whatever holds it; authors are numbers unless names are asked for."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from jalon.audit import Audit, Request, audit
from jalon.discretion import Edge, hide_in_path
from jalon.messages import Say
from jalon.reports import FORMATS, Style, render
from tests.cli.conftest import AUTHOR, FILES_OF_A_PROJECT, Run, commit, run
from tests.reports.conftest import Audited

__all__ = ["run"]

ADDRESS = "camille.exemple@example.invalid"


def everywhere(audited: Audited, tmp_path: Path, **asked: bool) -> Audit:
    """A repository that holds an address, and its author's name, in every place that a report may quote."""
    checklist = audited({**FILES_OF_A_PROJECT, "README.md": "# Rien\n"}).checklist.folder
    folder = tmp_path / "capstone"
    commit(
        folder,
        {
            f"docs/plan {ADDRESS}.md": FILES_OF_A_PROJECT["docs/plan.md"].replace("# Plan", f"# Plan ({ADDRESS})"),
            f"img/plan-{ADDRESS}.png": "x",
            f"{ADDRESS}/plan.docx": "not a zip",
            f"node_modules/{ADDRESS}/x.js": "x",
            "team.csv": f"Nom,Rôle\nDEV-1,tests {ADDRESS}\n",
            "jalon.toml": f'language = "{ADDRESS}"\n',
        },
        f"fix: seen with {AUTHOR.name}, Co-authored-by: {AUTHOR.name} <{ADDRESS}>",
        "2026-01-12T09:00:00",
    )
    subprocess.run(["git", "-C", str(folder), "branch", ADDRESS.replace("@", "-at-")], check=True)
    return audit(Request(folder, language="en", checklist=str(checklist), **asked))


@pytest.mark.skipif(os.name == "nt", reason="some of these names cannot be made there")
@pytest.mark.parametrize("named", [False, True])
def test_no_place_of_a_report_tells_an_address(audited: Audited, tmp_path: Path, named: bool) -> None:
    found = everywhere(audited, tmp_path, authors=named)
    assert found.report.repositories[0].unreadable, "an address stands in the path of an unreadable file"
    for name in FORMATS:
        text = render(name, found, Say("en"), Style(200, details=True))
        assert "example.invalid" not in text.replace("\n", "")
        assert ("Camille" in text) is named


@pytest.mark.skipif(os.name == "nt", reason="some of these names cannot be made there")
def test_what_the_command_line_warns_of_tells_none_either(run: Run, audited: Audited, tmp_path: Path) -> None:
    everywhere(audited, tmp_path)
    for words in (("check",), ("check", "--details", "--authors"), ("next",)):
        ran = run(words[0], tmp_path / "capstone", *words[1:])
        assert ran.code == 0
        assert "example.invalid" not in ran.out + ran.err


def test_authors_are_numbers_by_default_and_names_on_demand(audited: Audited, tmp_path: Path) -> None:
    checklist = str(audited(FILES_OF_A_PROJECT).checklist.folder)

    def shown(language: str, **asked: bool) -> str:
        found = audit(Request(tmp_path / "capstone", language=language, checklist=checklist, **asked))
        return render("terminal", found, Say(language), Style(200, details=True))

    assert "History: author 1 (1 commit)" in shown("en")
    assert "Historique : auteur 1 (1 commit)" in shown("fr").replace("\N{NO-BREAK SPACE}", " ")
    assert "History: Camille Exemple (1 commit)" in shown("en", authors=True)


def test_the_json_says_whether_names_were_asked_for(run: Run, audited: Audited, tmp_path: Path) -> None:
    checklist = audited(FILES_OF_A_PROJECT).checklist.folder
    for words, name in ((), ""), (("--authors",), "Camille Exemple"):
        ran = run("check", tmp_path / "capstone", "--checklist", checklist, "--format", "json", *words)
        found = json.loads(ran.out)
        assert (found["asked"]["authors"], found["authors"][0]["name"]) == (bool(words), name)


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        (f"docs/{ADDRESS}.md", "docs/….md"),
        (f"{ADDRESS}/x.md", "…/x.md"),
        ("img/logo@2x.png", "img/logo@2x.png"),
        ("node_modules/@types/node.d.ts", "node_modules/@types/node.d.ts"),
        ("pkg@1.2.3.tgz", "pkg@1.2.3.tgz"),
        ("a/b.md", "a/b.md"),
    ],
)
def test_addresses_in_paths_are_hidden_and_what_only_looks_like_one_is_not(path: str, shown: str) -> None:
    assert hide_in_path(path) == shown


def test_the_edge_changes_neither_figures_nor_ids() -> None:
    data = {"id": "B1-1.a", "score": 0.5, "n": None, "list": [1, True, {"path": "a.md"}]}
    assert Edge((), {}, ())(data) == data


def test_names_are_hidden_only_where_the_history_speaks() -> None:
    edge = Edge((), {}, ("Camille Exemple", "Al"))
    of_commit = {"path": "", "repository": 0, "at": {"commit": "abc"}, "excerpt": "merge Camille Exemple into Alpha"}
    of_text = {"path": "a.md", "repository": 0, "at": {"line": 1}, "excerpt": "Camille Exemple écrit"}
    assert edge(of_commit)["excerpt"] == "merge … into Alpha"
    assert edge(of_text)["excerpt"] == "Camille Exemple écrit", "who is named in a document is named there"
