"""No trick turns a competency to met, raises a verdict, an outcome or the score; and the report says why."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from jalon.assessment import Judged, Said
from jalon.audit import Report
from tests.gaming.conftest import report_of
from tests.gaming.tricks import TRICKS, Trick

RANK = {"missing": 0, "not-applicable": 0, "unknown": 0, "error": 0, "jury": 0, "waived": 0, "partial": 1, "met": 2}
CASES = [pytest.param(name, base, id=f"{name}-{base}") for name, one in sorted(TRICKS.items()) for base in one.bases]


def competencies(report: Report) -> dict[str, Judged]:
    return {one.id: one for block in report.blocks for one in block.competencies}


def requirements(report: Report) -> dict[str, Said]:
    return {said.id: said for one in competencies(report).values() for said in one.requirements}


def risen(before: Report, after: Report) -> list[str]:
    """What is better than before: requirements, verdicts, scores."""
    was, now = requirements(before), requirements(after)
    found = [name for name, one in now.items() if RANK[one.outcome] > RANK[was[name].outcome]]
    had, has = competencies(before), competencies(after)
    found += [name for name, one in has.items() if RANK[one.verdict] > RANK[had[name].verdict]]
    return found + [name for name, one in has.items() if one.score > had[name].score + 1e-9]


def test_there_are_enough_tricks() -> None:
    assert len(TRICKS) >= 50


def test_the_bases_are_what_they_should_be(before: dict[str, Report]) -> None:
    assert before["capstone"].summary["score"] == 0.0
    assert 0.02 < before["modest"].summary["score"] < 0.15


@pytest.mark.parametrize(("name", "base"), CASES)
def test_nothing_rises(name: str, base: str, copy_of: Callable[[str], Path], before: dict[str, Report]) -> None:
    trick = TRICKS[name]
    folder = copy_of(base)
    trick.play(folder)
    after = report_of(folder)
    assert [one for one in risen(before[base], after) if one not in trick.may_rise] == []
    assert [name for name, one in requirements(after).items() if one.outcome == "error"] == []
    _says_why(trick, after)


def _says_why(trick: Trick, after: Report) -> None:
    """What counts for nothing is named with its reason, and whatever lacks has its advice."""
    told = {one.path: one.reason for one in after.repositories[0].ignored}
    assert {
        path: told.get(path) for path, reasons in trick.ignored.items() if told.get(path) not in reasons.split("|")
    } == {}
    silent = [
        name
        for name, one in requirements(after).items()
        if one.outcome in ("missing", "partial") and not one.advice.message
    ]
    assert silent == []
