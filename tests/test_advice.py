"""What to do next: the most gained for the least effort, one action a competency."""

from __future__ import annotations

import pytest

from jalon.advice import next_actions
from jalon.assessment import Assessment, Judged, Said, Section
from jalon.probes import Advice

WHY = Advice("nothing-found")


def said(identifier: str, outcome: str = "missing", effort: str = "medium", weight: int = 1) -> Said:
    return Said(identifier, outcome, effort, weight, WHY)


def judged(identifier: str, *requirements: Said, verdict: str = "missing") -> Judged:
    return Judged(identifier, verdict, 0.0, 0.0, {}, requirements)


def assessed(**blocks: list[Judged]) -> Assessment:
    return Assessment({}, tuple(Section(name, 0.0, 0.0, tuple(each)) for name, each in blocks.items()), ())


def ids(assessment: Assessment, *blocks: str, count: int = 3) -> list[str]:
    return [one.requirement for one in next_actions(assessment, count, blocks)]


def test_little_effort_comes_before_much() -> None:
    found = assessed(A=[judged("A-1", said("a", effort="high")), judged("A-2", said("b", effort="low"))])
    assert ids(found) == ["b", "a"]


def test_much_gain_comes_before_little() -> None:
    light, heavy = said("light", weight=1), said("heavy", weight=4)
    assert ids(assessed(A=[judged("A-1", light, heavy)])) == ["heavy"]


def test_a_small_competency_weighs_as_much_as_a_large_one() -> None:
    large = judged("A-1", *(said(f"l{n}") for n in range(9)))
    small = judged("A-2", said("s"))
    assert ids(assessed(A=[large, small])) == ["s", "l0"]


def test_what_is_half_there_gains_half() -> None:
    found = assessed(A=[judged("A-1", said("half", "partial")), judged("A-2", said("none"))])
    assert [(one.requirement, one.gain) for one in next_actions(found)] == [("none", 0.5), ("half", 0.25)]


def test_what_is_begun_is_worth_finishing_first() -> None:
    new, begun = judged("A-1", said("new")), judged("A-2", said("begun"), verdict="partial")
    assert ids(assessed(A=[new, begun])) == ["begun", "new"]
    easier = judged("A-1", said("easier", effort="low"))
    assert ids(assessed(A=[easier, begun])) == ["easier", "begun"]


def test_one_action_a_competency_and_three_in_all() -> None:
    found = assessed(A=[judged(f"A-{n}", said(f"{n}a"), said(f"{n}b")) for n in range(5)])
    assert ids(found) == ["0a", "1a", "2a"]
    assert ids(found, count=5) == ["0a", "1a", "2a", "3a", "4a"]


@pytest.mark.parametrize("outcome", ["met", "jury", "not-applicable", "waived"])
def test_what_is_done_or_not_asked_for_is_no_action(outcome: str) -> None:
    assert ids(assessed(A=[judged("A-1", said("a", outcome))])) == []


@pytest.mark.parametrize("outcome", ["unknown", "error"])
def test_what_could_not_be_checked_is_an_action(outcome: str) -> None:
    assert ids(assessed(A=[judged("A-1", said("a", outcome))])) == ["a"]


def test_a_competency_that_is_not_applicable_gives_none() -> None:
    assert ids(assessed(A=[judged("A-1", said("a"), verdict="not-applicable")])) == []


def test_the_blocks_aimed_at_are_served_first_and_unknown_ones_are_not_followed() -> None:
    found = assessed(A=[judged("A-1", said("a"))], B=[judged("B-1", said("b"))])
    assert ids(found, "B") == ["b"]
    assert ids(found, "Z") == ["a", "b"]


def test_nothing_judged_is_nothing_to_do() -> None:
    assert next_actions(assessed()) == []
