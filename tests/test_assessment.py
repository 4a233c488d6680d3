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
from jalon.doubt import Doubt
from jalon.facts import Facts
from jalon.facts.model import Unread
from jalon.probes import Advice, Evidence, Finding, Probe, code, pipeline

NAME = Text("x", "x")


class Says(msgspec.Struct, frozen=True):
    """A probe that answers what it is told to, with the advice it is told to give."""

    outcome: str
    advice: str = "nothing-found"
    found: int = 0
    wanted: int = 0
    topics: tuple[str, ...] = ()


def says(wanted: Says) -> Finding:
    if wanted.outcome == "raise":
        raise RuntimeError("a reader crashed")
    evidence = (Evidence(f"{wanted.outcome}.md"),) if wanted.outcome != "missing" else ()
    return Finding(wanted.outcome, evidence, Advice(wanted.advice, {"found": wanted.found, "wanted": wanted.wanted}))


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


# --- the advice that helps most ---


def advised(*answers: tuple[Says, Any]) -> Advice:
    """The advice of a requirement that puts these questions, each with its ceiling."""
    probes = tuple(ProbeCall("says", one, ceiling) for one, ceiling in answers)
    asked = Requirement("r", "clause", NAME, NAME, "document", NAME, probes=probes)
    found = report(Competency("A-1", NAME, (Element("e", NAME, ("r",)),), (asked,)))
    return found.blocks[0].competencies[0].requirements[0].advice


def test_of_equal_answers_the_nearest_to_its_goal_advises() -> None:
    far, near = Says("partial", "section-short", 10, 100), Says("partial", "table", 8, 10)
    assert advised((far, "met"), (near, "met")).message == "table"
    assert advised((near, "met"), (far, "met")).message == "table"


def test_figures_that_disagree_are_not_hidden_by_a_text_that_is_long_enough() -> None:
    text, table = Says("partial", "section-short", 79, 80), Says("partial", "table-disagrees", 3, 3)
    assert advised((text, "met"), (table, "met")).message == "table-disagrees"


def test_what_a_ceiling_keeps_from_met_says_what_would_lead_there() -> None:
    told = advised((Says("met", "enough", 80, 80), "partial"), (Says("missing", "no-pipeline"), "met"))
    assert told.message == "claim-only"
    assert told.values["instead"]["message"] == "no-pipeline"


def test_a_half_told_claim_leads_to_what_could_be_met_too() -> None:
    told = advised((Says("partial", "section-short", 20, 80), "partial"), (Says("missing", "code-none"), "met"))
    assert told.values["instead"]["message"] == "code-none"


def test_an_answer_without_ceiling_is_preferred_to_an_equal_one_with() -> None:
    told = advised((Says("met", "enough", 80, 80), "partial"), (Says("partial", "tests", 1, 3), "met"))
    assert told.message == "tests"


def test_the_advice_of_a_requirement_that_is_met_is_that_of_what_met_it() -> None:
    assert advised((Says("partial", "table", 9, 10), "met"), (Says("met", "enough", 80, 80), "met")).message == "enough"


# --- what could not be read ---


class Cues:
    """Knows one subject by the first letters of a path."""

    def of_path(self, path: str) -> frozenset[str]:
        return frozenset({"budget"} if path.startswith("budget") else ())


def doubtful(*unread: Unread, outcome: str = "missing") -> Judged:
    probes = (ProbeCall("section", Says(outcome, topics=("budget",))),)
    asked = Requirement("r", "clause", NAME, NAME, "document", NAME, probes=probes)
    competency = Competency("A-1", NAME, (Element("e", NAME, ("r",)),), (asked,))
    doubt = Doubt(unread, Cues())  # type: ignore[arg-type]
    return report(competency, doubt=lambda: doubt).blocks[0].competencies[0]


@pytest.fixture
def _a_section(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jalon.assessment.PROBES", {"section": Probe("section", says, Says)})


@pytest.mark.usefixtures("_a_section")
@pytest.mark.parametrize("reason", ["damaged", "encrypted", "too-large", "absent", "timeout", "no-text", "unsupported"])
def test_what_an_unread_file_may_well_hold_is_unknown_and_earns_nothing(reason: str) -> None:
    found = doubtful(Unread("budget.pdf", reason))
    said = found.requirements[0]
    assert (said.outcome, found.verdict, found.score, found.up_to) == ("unknown", "missing", 0.0, 1.0)
    assert said.advice.values["files"] == [{"path": "budget.pdf", "reason": reason}]


@pytest.mark.usefixtures("_a_section")
@pytest.mark.parametrize(
    "unread",
    [
        Unread("scan-3.pdf", "encrypted"),
        Unread("budget.lnk", "link-outside"),
        Unread("budget.wav", "absent"),  # no text was ever in it
        Unread("budget.png", "absent"),
    ],
)
def test_a_name_that_says_nothing_or_a_file_that_held_no_text_changes_nothing(unread: Unread) -> None:
    assert doubtful(unread).requirements[0].outcome == "missing"


@pytest.mark.usefixtures("_a_section")
@pytest.mark.parametrize("outcome", ["met", "partial"])
def test_what_is_found_stays_found(outcome: str) -> None:
    assert doubtful(Unread("budget.pdf", "damaged"), outcome=outcome).requirements[0].outcome == outcome


@pytest.mark.parametrize(
    ("path", "probe", "parameters", "held"),
    [
        (".github/workflows/ci.yml", "pipeline", pipeline.Does(does=("test",)), True),
        ("notes.yml", "pipeline", pipeline.Does(does=("test",)), False),
        ("Dockerfile", "code", code.Code("containers"), True),
        ("Dockerfile", "code", code.Code("containers", kinds=("compose",)), False),
        ("src/app.py", "sources", code.Sources(("back-end",)), True),
        ("src/app.py", "tests", code.Tests(("unit",)), False),
        ("tests/test_app.py", "tests", code.Tests(("unit",)), True),
        (".", "tests", code.Tests(("unit",)), True),
        ("api/.", "section", Says("missing"), True),
    ],
)
def test_which_files_may_hold_what_a_probe_looks_for(path: str, probe: str, parameters: Any, held: bool) -> None:
    assert bool(Doubt((Unread(path, "absent"),)).about([ProbeCall(probe, parameters)])) is held
