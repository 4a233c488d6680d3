"""Does the project's prose speak of a subject, at length, and with what such a text must hold?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from jalon.facts.prose import Passage, Prose
from jalon.probes.finding import MOST_EVIDENCE, Advice, Evidence, Finding, Probe

EXCERPT = 160  # characters


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Parameters.

    topics: any of them is enough. within: the heading above, the title or the file must speak of one of these.
    words: own words for met; a third of them is partial. holds: how many mentions of each kind one document has
    (amount · money · date · person · figure · table · task). running: what running text without a heading of that
    subject is worth at most; "none" asks for a heading. cues: how many different cues such running text needs.
    telling: how many different cues the text under a heading must hold, all passages together: a heading's word may
    mean something else.
    """

    topics: tuple[str, ...]
    within: tuple[str, ...] = ()
    words: int = 80
    holds: dict[Literal["amount", "money", "date", "person", "figure", "table", "task"], int] = {}
    running: Literal["met", "partial", "none"] = "partial"
    cues: int = 4
    telling: int = 3


def section(prose: Prose, wanted: Section) -> Finding:
    """Prose under a heading of the subject counts whole; running text that names it often enough counts less."""
    titled = _within(prose.about(wanted.topics), wanted)
    running = _within(prose.naming(wanted.topics, wanted.cues), wanted) if wanted.running != "none" else []
    untold = []
    if not prose.tell(titled, wanted.topics, wanted.telling):
        untold, titled = titled, []
    running = [one for one in running if one not in titled]
    words, more = sum(one.words for one in titled), sum(one.words for one in running)
    lacking = _lacking(wanted, titled)
    values = {"found": words or more, "wanted": wanted.words, "topics": list(wanted.topics), "lacking": lacking}
    if words >= wanted.words and not lacking:
        return Finding("met", _evidence(titled), Advice("enough", values))
    if words >= wanted.words / 3:
        message = "section-lacks" if words >= wanted.words else "section-short"
        return Finding("partial", _evidence(titled), Advice(message, values))
    if wanted.running != "none" and words + more >= wanted.words / 2:
        whole = wanted.running == "met" and words + more >= wanted.words
        outcome = "met" if whole and not _lacking(wanted, [*titled, *running]) else "partial"
        return Finding(outcome, _evidence([*titled, *running]), Advice("section-no-heading", values))
    if not words and any(one.words for one in untold):
        return Finding("missing", (), _untold(untold, values))
    return Finding("missing", (), Advice("section-short" if words else "section-none", values))


def _untold(passages: list[Passage], values: dict[str, object]) -> Advice:
    """There is a text under such a heading: who wrote it must hear why it does not count, not that there is none."""
    longest = max(passages, key=lambda one: (one.words, one.path))
    found = sum(one.words for one in passages)
    return Advice("section-untold", {**values, "found": found, "path": longest.path})


def _within(passages: list[Passage], wanted: Section) -> list[Passage]:
    return [one for one in passages if one.is_within(wanted.within)] if wanted.within else passages


def _lacking(wanted: Section, passages: list[Passage]) -> list[str]:
    """What the passages should hold and do not."""
    return sorted(kind for kind, least in wanted.holds.items() if _mentions(kind, passages) < least)


def _mentions(kind: str, passages: Iterable[Passage]) -> int:
    """The most that one document holds: three dates in three unrelated pages date nothing."""
    found: dict[str, int] = {}
    for one in passages:
        found[one.path] = found.get(one.path, 0) + one.mentions(kind)
    return max(found.values(), default=0)


def _evidence(passages: Iterable[Passage]) -> tuple[Evidence, ...]:
    best = sorted((one for one in passages if one.words), key=lambda one: (-one.words, one.path))[:MOST_EVIDENCE]
    return tuple(Evidence(one.path, one.at, one.excerpt(EXCERPT)) for one in best)


PROBES = (Probe("section", section, Section),)
