"""One audit: what happens when a part of it goes wrong."""

from __future__ import annotations

import importlib
import inspect
from pathlib import Path

import pytest

from jalon.audit import Request, UnknownIds, audit
from jalon.catalogue import InvalidChecklist
from jalon.facts import MODULES
from jalon.facts.merged import MERGE
from jalon.messages import Say
from jalon.reports import Style, render
from jalon.snapshot import NotReadable
from tests.cli.conftest import FILES_OF_A_PROJECT, Make, _loaded_once, _plain_environment, make, small

__all__ = ["_loaded_once", "_plain_environment", "make", "small"]


@pytest.mark.parametrize("fact", ["documents", "inventory"])
def test_a_reader_that_crashes_costs_what_needs_it_and_never_the_report(
    make: Make, monkeypatch: pytest.MonkeyPatch, fact: str
) -> None:
    def crashed() -> None:
        raise RuntimeError("a reader crashed")

    before = audit(Request(make(FILES_OF_A_PROJECT, "before"))).report
    monkeypatch.setattr(f"jalon.facts.{fact}.{fact}", crashed)
    after = audit(Request(make(FILES_OF_A_PROJECT, "after"))).report
    assert before.summary["error"] == 0
    assert after.summary["error"] > 100
    assert after.summary["score"] <= before.summary["score"] <= after.summary["up_to"]
    assert after.repositories[0].files == before.repositories[0].files


def test_the_language_is_asked_for_or_chosen_by_the_repository_or_falls_back(make: Make, small: Path) -> None:
    chosen = make({**FILES_OF_A_PROJECT, "jalon.toml": 'language = "en"'}, "chosen")
    silent = make(FILES_OF_A_PROJECT, "silent")

    def language(path: Path, asked: str = "", fallback: str = "fr") -> str:
        return audit(Request(path, asked, fallback, str(small))).report.language

    assert [language(chosen), language(chosen, "fr"), language(silent), language(silent, fallback="en")] == [
        *("en", "fr", "fr", "en")
    ]


def test_progress_hears_each_fact_once(make: Make, small: Path) -> None:
    heard: list[str] = []
    audit(Request(make(), checklist=str(small)), heard.append)
    assert {"inventory", "documents", "prose", "history"} <= set(heard)
    assert len(heard) == len(set(heard))


def test_what_cannot_be_judged_is_a_declared_error(make: Make, small: Path, tmp_path: Path) -> None:
    folder = make()
    with pytest.raises(NotReadable):
        audit(Request(tmp_path / "nowhere"))
    with pytest.raises(InvalidChecklist):
        audit(Request(folder, checklist="nothing"))
    with pytest.raises(UnknownIds) as caught:
        audit(Request(folder, checklist=str(small), blocks=("B2", "B1")))
    assert (caught.value.kind, caught.value.ids, caught.value.known) == ("block", ["B2"], ["B1"])
    with pytest.raises(UnknownIds) as caught:
        audit(Request(folder, checklist=str(small), not_applicable=("B1-1.a", "B1-1.z")))
    assert (caught.value.kind, caught.value.ids) == ("id", ["B1-1.z"])


@pytest.mark.parametrize(("name", "outcome"), [("plan-du-projet.docx", "unknown"), ("scan-3.docx", "missing")])
def test_a_damaged_document_that_its_name_announces_makes_an_absence_unknown(
    make: Make, small: Path, name: str, outcome: str
) -> None:
    report = audit(Request(make({"README.md": "# Rien\n", name: "not a zip"}), checklist=str(small))).report
    said = report.blocks[0].competencies[0].requirements[0]
    assert (said.outcome, report.summary["score"]) == (outcome, 0.0)
    assert report.summary["up_to"] == (1.0 if outcome == "unknown" else 0.0)
    assert [one.path for one in report.repositories[0].unreadable] == [name]


def test_the_unread_file_is_named_in_both_languages(make: Make, small: Path) -> None:
    folder = make({"README.md": "# Rien\n", "plan.docx": "not a zip"})
    for language, words in ("fr", "n’a pas pu être lu : « plan.docx » (endommagé)"), ("en", "“plan.docx” (damaged)"):
        found = audit(Request(folder, language=language, checklist=str(small)))
        shown = render("terminal", found, Say(language), Style(200, details=True)).replace("\N{NO-BREAK SPACE}", " ")
        assert words in shown


def test_provenance(make: Make, small: Path) -> None:
    folder = make()
    report = audit(Request(folder, checklist=str(small), blocks=("B1",), not_applicable=("B1-1.b",), at="HEAD")).report
    there = report.repositories[0]
    assert (report.asked.blocks, report.asked.not_applicable, report.asked.at) == (("B1",), ("B1-1.b",), "HEAD")
    assert (there.path, there.format, there.committed[:11]) == ("capstone", "sha1", "2026-01-05T")
    assert there.commit and len(there.commit) == len(there.tree) == 40
    assert (there.dirty, there.content, there.files, there.judged) == (False, "", 3, 3)
    assert len(report.tool.data) == len(report.checklist.sha256) == 64


def test_every_fact_that_reads_a_repository_can_be_put_together() -> None:
    """A new fact that takes a snapshot needs a rule to merge it; one that takes only facts needs none."""
    for name, module in MODULES.items():
        needs = inspect.signature(getattr(importlib.import_module(module), name)).parameters
        assert ("snapshot" in needs) is (name in MERGE), name
