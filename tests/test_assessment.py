"""From findings to verdicts: the rules of the design, on a checklist of two competencies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
import pytest

from jalon.assessment import Assessment, Judged, assess
from jalon.catalogue.model import (
    Block,
    Checklist,
    Competency,
    Deliverable,
    Element,
    Part,
    ProbeCall,
    Requirement,
    Text,
)
from jalon.facts import Facts
from jalon.probes import Evidence, Finding, Probe

NAME = Text("x", "x")


class Says(msgspec.Struct, frozen=True):
    """A probe that answers what it is told to."""

    outcome: str


def says(wanted: Says) -> Finding:
    if wanted.outcome == "raise":
        raise RuntimeError("a reader crashed")
    return Finding(wanted.outcome, (Evidence(f"{wanted.outcome}.md"),) if wanted.outcome != "missing" else ())


@pytest.fixture(autouse=True)
def _one_probe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jalon.assessment.PROBES", {"says": Probe("says", says, Says)})


def requirement(identifier: str, *outcomes: str, weight: int = 1, at_most: Any = "met") -> Requirement:
    probes = tuple(ProbeCall("says", Says(one), at_most) for one in outcomes)
    return Requirement(
        identifier, "clause", NAME, NAME, "document" if outcomes else "jury", NAME, weight=weight, probes=probes
    )


def judged(outcomes: Mapping[str, tuple[str, ...]], **options: Any) -> Judged:
    """One competency whose elements are one requirement each."""
    requirements = tuple(requirement(name, *given) for name, given in outcomes.items())
    elements = tuple(Element(name, NAME, (name,)) for name, given in outcomes.items() if given)
    competency = Competency("A-1", NAME, elements, requirements)
    return report(competency, **options).blocks[0].competencies[0]


def report(*competencies: Competency, deliverables: tuple[Deliverable, ...] = (), **options: Any) -> Assessment:
    checklist = Checklist(
        "x", "1", NAME, 7, None, "x", (Block("A", NAME, competencies),), deliverables, (), (), "0", "."  # type: ignore[arg-type]
    )  # fmt: skip
    return assess(checklist, Facts(), **options)


@pytest.mark.parametrize(
    ("elements", "verdict"),
    [
        (["met", "met"], "met"),
        (["met", "missing"], "partial"),
        (["met", "met", "missing"], "met"),
        (["met", "partial", "missing"], "partial"),
        (["met", "met", "met", "missing"], "met"),
        (["met", "met", "missing", "missing"], "partial"),
        (["met", "met", "met", "missing", "missing"], "partial"),
        (["partial", "missing", "missing"], "partial"),
        (["unknown", "error", "missing"], "missing"),
        (["missing"], "missing"),
    ],
)
def test_two_thirds_of_the_elements_make_a_competency_met(elements: list[str], verdict: str) -> None:
    assert judged({f"e{n}": (one,) for n, one in enumerate(elements)}).verdict == verdict


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        (("missing", "met"), "met"),
        (("unknown", "partial"), "partial"),
        (("missing", "unknown"), "unknown"),
        (("missing", "raise"), "error"),
        (("raise", "met"), "met"),
    ],
)
def test_the_most_favourable_answer_counts_and_a_crash_costs_only_its_own(
    answers: tuple[str, ...], outcome: str
) -> None:
    assert judged({"r": answers}).requirements[0].outcome == outcome


def test_adding_a_practice_never_lowers_a_score() -> None:
    before, after = judged({"r": ("partial",)}), judged({"r": ("partial", "missing", "raise")})
    assert after.score == before.score


def test_a_claim_is_partial_at_best() -> None:
    competency = Competency("A-1", NAME, (Element("e", NAME, ("r",)),), (requirement("r", "met", at_most="partial"),))
    said = report(competency).blocks[0].competencies[0].requirements[0]
    assert (said.outcome, said.advice.message) == ("partial", "claim-only")


def test_unknown_earns_nothing_and_shows_as_up_to() -> None:
    one = judged({"a": ("met",), "b": ("unknown",), "c": ("missing",), "d": ("partial",)})
    assert (one.score, one.up_to) == (0.375, 0.625)


def test_weights_count_and_jury_questions_do_not() -> None:
    requirements = (requirement("a", "met", weight=3), requirement("b", "missing"), requirement("c"))
    competency = Competency("A-1", NAME, (Element("e", NAME, ("a",)),), requirements)
    whole = report(competency)
    assert whole.blocks[0].competencies[0].score == 0.75
    assert whole.summary["jury"] == 1


def test_only_the_caller_takes_something_out_of_the_denominator() -> None:
    outcomes = {"a": ("met",), "b": ("missing",)}
    assert judged(outcomes).score == 0.5
    assert judged(outcomes, not_applicable=["b"]).score == 1.0
    assert judged(outcomes, not_applicable=["A-1"]).verdict == "not-applicable"


def test_a_deliverable_is_as_complete_as_its_parts() -> None:
    parts = tuple(Part(f"p{n}", (ProbeCall("says", Says(one)),)) for n, one in enumerate(["met", "partial", "missing"]))
    handed = report(
        Competency("A-1", NAME, (Element("e", NAME, ("r",)),), (requirement("r", "met"),)),
        deliverables=(Deliverable("d", NAME, "document", ("A-1",), parts),),
    ).deliverables[0]
    assert (handed.state, handed.completeness) == ("partial", 0.5)
    assert handed.parts == {"p0": "met", "p1": "partial", "p2": "missing"}


def test_an_element_may_want_several_of_its_requirements() -> None:
    requirements = (requirement("a", "met"), requirement("b", "missing"), requirement("c", "met"))

    def outcome(least: int, *names: str) -> str:
        element = Element("e", NAME, names, at_least=least)
        return report(Competency("A-1", NAME, (element,), requirements)).blocks[0].competencies[0].elements["e"]

    assert [outcome(1, "a", "b"), outcome(2, "a", "b"), outcome(2, "a", "b", "c"), outcome(3, "a", "c")] == [
        *("met", "partial", "met", "met")
    ]


def test_a_question_put_twice_is_answered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def counts(wanted: Says) -> Finding:
        asked.append(wanted.outcome)
        return Finding(wanted.outcome)

    monkeypatch.setattr("jalon.assessment.PROBES", {"says": Probe("says", counts, Says)})
    judged({"a": ("met", "missing"), "b": ("met",), "c": ("met", "missing")})
    assert sorted(asked) == ["met", "missing"]


def test_the_evidence_of_every_answer_as_good_is_kept_and_signed() -> None:
    said = judged({"r": ("partial", "missing", "partial", "unknown")}).requirements[0]
    assert [(one.path, one.probe) for one in said.evidence] == [("partial.md", "says")]


def test_blocks_that_are_not_chosen_are_left_out() -> None:
    one = Competency("A-1", NAME, (Element("e", NAME, ("r",)),), (requirement("r", "met"),))
    assert report(one, blocks=["A"]).summary["score"] == 1.0
    assert report(one, blocks=["B"]).blocks == ()


def test_the_summary_counts_every_outcome_and_leaves_out_what_is_not_applicable() -> None:
    first = Competency("A-1", NAME, (Element("e", NAME, ("a",)),), (requirement("a", "met"), requirement("j")))
    second = Competency("A-2", NAME, (Element("e", NAME, ("b",)),), (requirement("b", "missing"),))
    found = report(first, second, not_applicable=["A-2"]).summary
    assert (found["score"], found["met"], found["jury"], found["missing"], found["not-applicable"]) == (1.0, 1, 1, 0, 1)
