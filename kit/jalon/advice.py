"""What to do next: the actions that gain most for the least effort."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from jalon.assessment import EARNS, Assessment, Judged, Said
from jalon.audit import Report

HOURS: dict[str, float] = {"low": 1.0, "medium": 2.5, "high": 6.0}  # how much one effort weighs against another
BEGUN = 1.5  # what is begun is worth finishing first: it turns a "partial" into a "met"


class Action(msgspec.Struct, frozen=True):
    """A requirement to meet, the competency it belongs to and the share of the whole score that it would gain."""

    competency: str
    requirement: str
    effort: str
    gain: float
    begun: bool = False


def next_actions(report: Report | Assessment, count: int = 3, blocks: Collection[str] = ()) -> list[Action]:
    """The best actions first, one a competency: a student does not gain by hearing of one gap three times.

    Args:
        report: an assessment, or the report made from it.
        count: how many actions.
        blocks: the blocks the student aims at; all when empty, or when none of them was judged.
    """
    aimed = [block for block in report.blocks if block.id in blocks] or report.blocks
    judged = [one for block in aimed for one in block.competencies if one.verdict != "not-applicable"]
    actions = [action for one in judged for action in _actions(one, len(judged))]
    actions.sort(key=lambda one: (-one.gain * (BEGUN if one.begun else 1) / HOURS[one.effort], one.requirement))
    first = {one.competency: one for one in reversed(actions)}
    return [one for one in actions if first[one.competency] is one][:count]


def _actions(judged: Judged, competencies: int) -> list[Action]:
    scored = [one for one in judged.requirements if one.outcome not in ("jury", "not-applicable")]
    total = sum(one.weight for one in scored)
    return [
        Action(
            judged.id, one.id, one.effort, _lacks(one) * one.weight / total / competencies, judged.verdict == "partial"
        )
        for one in scored
        if _lacks(one)
    ]


def _lacks(said: Said) -> float:
    return 0.0 if said.outcome == "waived" else 1.0 - EARNS.get(said.outcome, 0.0)
