"""Findings → requirement → element → competency → block; deliverables and their completeness.

The denominator is the checklist's and fixed: `unknown` and `error` earn nothing and are counted in `up_to`; only
the caller (a trainer, a CI job) narrows it, never the audited repository. Every structure here is what
`jalon check --format json` prints; every other report is made from it.
"""

from __future__ import annotations

import inspect
import math
from collections.abc import Iterable, Mapping

import msgspec

from jalon.catalogue.model import Block, Checklist, Competency, Deliverable, Element, ProbeCall, Requirement
from jalon.facts import Facts
from jalon.probes import PROBES, Advice, Evidence, Finding

EARNS: Mapping[str, float] = {"met": 1.0, "partial": 0.5}
OPEN = frozenset({"unknown", "error"})
# best first: of several probes the most favourable counts, and what is not known never hides what is
RANK = {"met": 0, "partial": 1, "unknown": 2, "error": 3, "missing": 4}
ENOUGH = 2 / 3  # of its elements make a competency met, of its parts a deliverable


class Said(msgspec.Struct, frozen=True):
    """One requirement's outcome, what shows it and what would change it."""

    id: str
    outcome: str
    effort: str
    weight: int
    advice: Advice
    evidence: tuple[Evidence, ...] = ()
    waiver: str = ""


class Judged(msgspec.Struct, frozen=True):
    """One competency: verdict met · partial · missing · not-applicable, elements by outcome, requirements."""

    id: str
    verdict: str
    score: float
    up_to: float
    elements: dict[str, str]
    requirements: tuple[Said, ...]


class Section(msgspec.Struct, frozen=True):
    """One block with its competencies."""

    id: str
    score: float
    up_to: float
    competencies: tuple[Judged, ...]


class Handed(msgspec.Struct, frozen=True):
    """One deliverable: state met · partial · missing, completeness from 0 to 1, the parts that are filled."""

    id: str
    state: str
    completeness: float
    parts: dict[str, str]
    evidence: tuple[Evidence, ...] = ()


class Assessment(msgspec.Struct, frozen=True):
    """The whole: blocks, deliverables and the summary (score, up_to, and how many requirements by outcome)."""

    summary: dict[str, float | int]
    blocks: tuple[Section, ...]
    deliverables: tuple[Handed, ...]


def assess(
    checklist: Checklist,
    facts: Facts,
    blocks: Iterable[str] = (),
    not_applicable: Iterable[str] = (),
) -> Assessment:
    """Judge a repository by a checklist.

    Args:
        checklist: what is asked.
        facts: what is known of the repository.
        blocks: ids of the blocks that count; all when empty.
        not_applicable: ids of requirements or competencies that the caller takes out of the denominator.
    """
    ask = _Asker(facts)
    chosen, out = frozenset(blocks), frozenset(not_applicable)
    sections = tuple(_section(one, ask, out) for one in checklist.blocks if not chosen or one.id in chosen)
    return Assessment(_summary(sections), sections, tuple(_handed(one, ask) for one in checklist.deliverables))


class _Asker:
    """Puts a probe's question to the facts; the same question is answered once, a failing probe fails alone."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._answers: dict[bytes, Finding] = {}

    def __call__(self, call: ProbeCall) -> Finding:
        key = msgspec.msgpack.encode((call.name, call.parameters, call.at_most))
        if key not in self._answers:
            self._answers[key] = self._answer(call)
        return self._answers[key]

    def _answer(self, call: ProbeCall) -> Finding:
        probe = PROBES[call.name]
        needs = [name for name in inspect.signature(probe.ask).parameters if name != "wanted"]
        try:
            finding = probe.ask(**{name: self._facts[name] for name in needs}, wanted=call.parameters)
        except Exception as error:  # a probe that fails costs its own answer, never the report
            return Finding("error", (), Advice("probe-failed", {"probe": call.name, "error": type(error).__name__}))
        outcome = "partial" if (finding.outcome, call.at_most) == ("met", "partial") else finding.outcome
        evidence = tuple(msgspec.structs.replace(one, probe=call.name) for one in finding.evidence)
        advice = Advice("claim-only", finding.advice.values) if outcome != finding.outcome else finding.advice
        return Finding(outcome, evidence, advice)

    def best(self, calls: tuple[ProbeCall, ...]) -> Finding:
        """The most favourable answer, with the evidence of every answer as good."""
        answers = sorted((self(one) for one in calls), key=lambda one: RANK[one.outcome])
        first = answers[0]
        evidence = {one: None for answer in answers if answer.outcome == first.outcome for one in answer.evidence}
        return Finding(first.outcome, tuple(evidence), first.advice)


def _section(block: Block, ask: _Asker, out: frozenset[str]) -> Section:
    judged = tuple(_judged(one, ask, out) for one in block.competencies)
    counted = [one for one in judged if one.verdict != "not-applicable"]
    return Section(block.id, _mean(one.score for one in counted), _mean(one.up_to for one in counted), judged)


def _judged(competency: Competency, ask: _Asker, out: frozenset[str]) -> Judged:
    said = tuple(_said(one, ask, competency.id in out or one.id in out) for one in competency.requirements)
    outcomes = {one.id: one.outcome for one in said}
    elements = {one.id: _element(one, outcomes) for one in competency.elements}
    scored = [one for one in said if one.outcome not in ("jury", "not-applicable")]
    total = sum(one.weight for one in scored)
    earned = sum(one.weight * EARNS.get(one.outcome, 0.0) for one in scored)
    still_open = sum(one.weight for one in scored if one.outcome in OPEN)
    return Judged(
        id=competency.id,
        verdict=_verdict(list(elements.values())),
        score=round(earned / total, 4) if total else 0.0,
        up_to=round((earned + still_open) / total, 4) if total else 0.0,
        elements=elements,
        requirements=said,
    )


def _said(requirement: Requirement, ask: _Asker, out: bool) -> Said:
    if out:
        finding = Finding("not-applicable", (), Advice("not-applicable"))
    elif requirement.kind == "jury":
        finding = Finding("jury", (), Advice("jury"))
    else:
        finding = ask.best(requirement.probes)
    return Said(
        requirement.id, finding.outcome, requirement.effort, requirement.weight, finding.advice, finding.evidence
    )


def _element(element: Element, outcomes: Mapping[str, str]) -> str:
    """Met when enough of its requirements are; short of that, a met one makes it partial."""
    counted = [outcomes[one] for one in element.any_of if outcomes[one] != "not-applicable"]
    if not counted:
        return "not-applicable"
    best = min(counted, key=RANK.__getitem__)
    enough = counted.count("met") >= min(element.at_least, len(counted))
    return best if enough or best != "met" else "partial"


def _verdict(outcomes: list[str]) -> str:
    """Met: two thirds of the elements met. Partial: one at least partial. The rule of the design."""
    counted = [one for one in outcomes if one != "not-applicable"]
    if not counted:
        return "not-applicable"
    if counted.count("met") >= math.ceil(len(counted) * ENOUGH - 1e-9):
        return "met"
    return "partial" if any(one in EARNS for one in counted) else "missing"


def _handed(deliverable: Deliverable, ask: _Asker) -> Handed:
    findings = {one.id: ask.best(one.probes) for one in deliverable.contains}
    completeness = _mean(EARNS.get(one.outcome, 0.0) for one in findings.values())
    state = "met" if completeness >= ENOUGH - 1e-9 else "partial" if completeness > 0 else "missing"
    evidence = {one: None for finding in findings.values() for one in finding.evidence}
    parts = {name: one.outcome for name, one in findings.items()}
    return Handed(deliverable.id, state, completeness, parts, tuple(evidence)[:5])


def _summary(sections: tuple[Section, ...]) -> dict[str, float | int]:
    said = [one for block in sections for judged in block.competencies for one in judged.requirements]
    competencies = [one for block in sections for one in block.competencies if one.verdict != "not-applicable"]
    names = ("met", "partial", "missing", "unknown", "error", "jury", "not-applicable", "waived")
    return {
        "score": _mean(one.score for one in competencies),
        "up_to": _mean(one.up_to for one in competencies),
        **{name: sum(one.outcome == name for one in said) for name in names},
    }


def _mean(values: Iterable[float]) -> float:
    numbers = list(values)
    return round(sum(numbers) / len(numbers), 4) if numbers else 0.0
