"""Remarks in the reports: shown apart, few of a kind, and without any effect on what is judged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jalon.audit import Audit, Request, audit
from jalon.messages import Say
from jalon.reports import Style, render
from tests.cli.conftest import Make, _plain_environment, make, small

__all__ = ["_plain_environment", "make", "small"]

LINKS = "# Guide\n\n" + "\n".join(f"- [étape {number}](etape-{number}.md)" for number in range(8)) + "\n"
PLAIN = {"README.md": "# Prêt d’outils\n\nUne application qui prête des outils.\n"}
FILES = {**PLAIN, "docs/guide.md": LINKS}


def shown(judged: Audit, name: str, language: str) -> str:
    text = render(name, judged, Say(language), Style(width=200))
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture
def judged(make: Make, small: Path) -> Audit:
    return audit(Request(make(FILES), checklist=str(small)))


@pytest.mark.parametrize(
    ("language", "title", "first", "more"),
    [
        ("fr", "À vérifier", "docs/guide.md:3  Ce lien mène à « docs/etape-0.md »", "… et 3 autres du même genre."),
        ("en", "Worth checking", "docs/guide.md:3  This link leads to “docs/etape-0.md”", "… and 3 more of the same"),
    ],
)
def test_the_terminal_shows_five_of_a_kind_and_counts_the_others(
    judged: Audit, language: str, title: str, first: str, more: str
) -> None:
    text = shown(judged, "terminal", language)
    assert text.index(title) < text.index(first) < text.index(more)
    assert [f"etape-{number}.md" in text for number in range(8)] == [True] * 5 + [False] * 3


def test_the_json_report_holds_every_remark_with_its_place(judged: Audit) -> None:
    found = json.loads(shown(judged, "json", "en"))["remarks"]
    assert [one["kind"] for one in found] == ["dead-link"] * 8
    assert found[0]["path"] == "docs/guide.md"
    assert (found[0]["at"], found[0]["values"]) == ({"line": 3}, {"target": "docs/etape-0.md"})


def test_without_remarks_there_is_no_section(make: Make, small: Path) -> None:
    nothing = audit(Request(make(PLAIN), checklist=str(small)))
    assert nothing.report.remarks == ()
    assert "À vérifier" not in shown(nothing, "terminal", "fr")


def test_no_score_depends_on_a_remark(judged: Audit, make: Make, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jalon.remarks.SUBJECTS", ())
    without = audit(Request(make(FILES, "again"), checklist=str(small)))
    assert without.report.remarks == ()
    assert (without.report.summary, without.report.blocks) == (judged.report.summary, judged.report.blocks)
