"""Findings → requirement → element → competency → block; deliverables and their completeness.

The denominator is the checklist's and fixed: `unknown` and `error` earn nothing and are counted in `up_to`; only
the caller (a trainer, a CI job) narrows it, never the audited repository. Every structure here is what
`jalon check --format json` prints; every other report is made from it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping

import msgspec

from jalon.catalogue.model import Block, Checklist, Competency, Deliverable, Element, ProbeCall, Requirement
from jalon.doubt import Doubt
from jalon.facts import Facts, needs_of
from jalon.probes import PROBES, Advice, Evidence, Finding

EARNS: Mapping[str, float] = {"met": 1.0, "partial": 0.5}
OPEN = frozenset({"unknown", "error"})
# best first: of several probes the most favourable counts, and what is not known never hides what is
RANK = {"met": 0, "partial": 1, "unknown": 2, "error": 3, "missing": 4}
# advice that is closer to its goal than any count of words or rows: the work is there, one thing of it is wrong
NEAR: Mapping[str, float] = {
    "table-disagrees": 0.99,
    "section-lacks": 0.95,
    "records-close": 0.95,
    "table-shared": 0.9,
    "table-columns": 0.9,
    "section-no-heading": 0.9,
}
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
    doubt: Callable[[], Doubt] = Doubt,
) -> Assessment:
    """Judge a repository by a checklist.

    Args:
        checklist: what is asked.
        facts: what is known of the repository.
        blocks: ids of the blocks that count; all when empty.
        not_applicable: ids of requirements or competencies that the caller takes out of the denominator.
        doubt: tells, once every question has been put, which files could not be read.
    """
    ask = _Asker(facts)
    chosen, out = frozenset(blocks), frozenset(not_applicable)
    ask.everything(checklist, chosen)
    ask.doubt = doubt()
    sections = tuple(_section(one, ask, out) for one in checklist.blocks if not chosen or one.id in chosen)
    return Assessment(_summary(sections), sections, tuple(_handed(one, ask) for one in checklist.deliverables))


class _Asker:
    """Puts a probe's question to the facts; the same question is answered once, a failing probe fails alone."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._answers: dict[bytes, Finding] = {}
        self.doubt = Doubt()

    def everything(self, checklist: Checklist, blocks: frozenset[str]) -> None:
        """Put every question: only then is it known what could not be read."""
        for block in checklist.blocks:
            if not blocks or block.id in blocks:
                for call in (one for each in block.competencies for asked in each.requirements for one in asked.probes):
                    self(call)
        for call in (one for each in checklist.deliverables for part in each.contains for one in part.probes):
            self(call)

    def __call__(self, call: ProbeCall) -> Finding:
        key = msgspec.msgpack.encode((call.name, call.parameters, call.at_most))
        if key not in self._answers:
            self._answers[key] = self._answer(call)
        return self._answers[key]

    def _answer(self, call: ProbeCall) -> Finding:
        probe = PROBES[call.name]
        needs = [name for name in needs_of(probe.ask) if name != "wanted"]
        try:
            finding = probe.ask(**{name: self._facts[name] for name in needs}, wanted=call.parameters)
        except Exception as error:  # a probe that fails costs its own answer, never the report
            return Finding("error", (), Advice("probe-failed", {"probe": call.name, "error": type(error).__name__}))
        outcome = "partial" if (finding.outcome, call.at_most) == ("met", "partial") else finding.outcome
        evidence = tuple(msgspec.structs.replace(one, probe=call.name) for one in finding.evidence)
        advice = Advice("claim-only", finding.advice.values) if outcome != finding.outcome else finding.advice
        return Finding(outcome, evidence, advice)

    def best(self, calls: tuple[ProbeCall, ...]) -> Finding:
        """The most favourable answer, with the evidence of every answer as good and the advice that helps most."""
        answers = [self(one) for one in calls]
        first = min(answers, key=lambda one: RANK[one.outcome])
        if first.outcome == "missing" and (unread := self.doubt.about(calls)):
            files = [{"path": one.path, "reason": one.reason} for one in unread]
            return Finding("unknown", (), Advice("unread", {"files": files}))
        evidence = {one: None for answer in answers if answer.outcome == first.outcome for one in answer.evidence}
        return Finding(first.outcome, tuple(evidence), _helpful(first.outcome, calls, answers))


def _helpful(outcome: str, calls: tuple[ProbeCall, ...], answers: list[Finding]) -> Advice:
    """Of the answers as good as the outcome, the advice nearest to its goal; but what a ceiling keeps from « met »
    leads nowhere: then it goes with the advice of the best answer that has none."""
    told = list(zip(calls, answers, strict=True))
    open_ended = [answer for call, answer in told if call.at_most == "met"]
    best = max((one for one in answers if one.outcome == outcome), key=_nearness)
    free = [one for one in open_ended if one.outcome == outcome]
    if free or outcome != "partial" or not open_ended:
        return max(free, key=_nearness).advice if free else best.advice
    leads = max(open_ended, key=lambda one: (-RANK[one.outcome], _nearness(one))).advice
    return Advice("claim-only", {**best.advice.values, "instead": {"message": leads.message, "values": leads.values}})


def _nearness(finding: Finding) -> float:
    """How near to its goal an answer is, from 0 to 1, by what its advice says."""
    values = finding.advice.values
    found, wanted = values.get("found", 0), values.get("wanted", 0)
    share = found / wanted if isinstance(found, int | float) and isinstance(wanted, int | float) and wanted else 0.0
    return NEAR.get(finding.advice.message, min(share, 0.89))


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
