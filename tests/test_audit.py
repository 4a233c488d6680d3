"""One audit: what happens when a part of it goes wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from jalon.audit import Request, UnknownIds, audit
from jalon.catalogue import InvalidChecklist
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
