"""Is it there, as files? Questions about what the code is made of.

Files that are still the template's are nobody's work; its machinery counts once it acts on the student's own code.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from jalon.facts.model import Codebase, Item
from jalon.facts.scaffold import Scaffold
from jalon.probes.finding import MOST_EVIDENCE, Advice, Evidence, Finding, Probe, counted, with_acted_on

MACHINERY = frozenset({"frameworks", "containers", "lockfiles", "automation", "monitoring"})


class Code(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Parameters. facet: a list of `Codebase` (frameworks, endpoints, containers…); kinds and names: any of them when
    given; at_least: how many for met; partial_at: how many for partial; distinct: count different kinds, not places."""

    facet: str
    kinds: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    at_least: int = 1
    partial_at: int = 1
    distinct: bool = False


class Sources(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Parameters. sides: front-end · back-end · data…; lines: own lines for met; a quarter of them is partial."""

    sides: tuple[str, ...]
    lines: int = 300


class Tests(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Parameters. levels: which count; cases: how many checking cases for met; distinct: how many of the levels."""

    levels: tuple[str, ...]
    cases: int = 3
    distinct: int = 1


def code(codebase: Codebase, scaffold: Scaffold, wanted: Code) -> Finding:
    """Met when enough items of the facet are there."""
    acting = wanted.facet in MACHINERY and bool(scaffold.acts)
    found = [
        one
        for one in _facet(codebase, wanted.facet)
        if _fits(one, wanted) and (acting or one.path not in scaffold.shipped)
    ]
    if wanted.distinct:
        found = list({one.kind: one for one in reversed(found)}.values())
    values = {"facet": wanted.facet, "kinds": list(wanted.kinds or wanted.names)}
    evidence = [Evidence(one.path, one.at, one.name) for one in found]
    finding = counted(evidence, wanted.at_least, wanted.partial_at, "code", **values)
    return with_acted_on(finding, scaffold)


def _facet(codebase: Codebase, name: str) -> Iterable[Item]:
    facet: tuple[Item, ...] = getattr(codebase, name)
    return facet


def _fits(item: Item, wanted: Code) -> bool:
    return (not wanted.kinds or item.kind in wanted.kinds) and (not wanted.names or item.name in wanted.names)


def sources(codebase: Codebase, scaffold: Scaffold, wanted: Sources) -> Finding:
    """Met when the candidates wrote enough code of these sides."""
    found = [one for one in codebase.sources if one.side in wanted.sides and one.path not in scaffold.shipped]
    lines = sum(scaffold.own.get(one.path, one.lines) for one in found)
    outcome = "met" if lines >= wanted.lines else "partial" if lines >= wanted.lines / 4 else "missing"
    largest = sorted(found, key=lambda one: (-one.lines, one.path))[:MOST_EVIDENCE]
    evidence = tuple(Evidence(one.path, excerpt=one.language) for one in largest) if outcome != "missing" else ()
    return Finding(outcome, evidence, Advice("sources", {"found": lines, "wanted": wanted.lines}))


def tests(codebase: Codebase, scaffold: Scaffold, wanted: Tests) -> Finding:
    """Met when enough levels have enough cases that check something."""
    files = [
        one for one in codebase.tests if one.level in wanted.levels and one.cases and one.path not in scaffold.shipped
    ]
    cases = {level: sum(one.cases for one in files if one.level == level) for level in wanted.levels}
    full = [level for level, count in cases.items() if count >= wanted.cases]
    outcome = "met" if len(full) >= wanted.distinct else "partial" if files else "missing"
    largest = sorted(files, key=lambda one: (-one.cases, one.path))[:MOST_EVIDENCE]
    evidence = tuple(Evidence(one.path, one.at, f"{one.level}: {one.cases}") for one in largest)
    values = {"found": sum(cases.values()), "wanted": wanted.cases, "levels": list(wanted.levels)}
    return Finding(outcome, evidence, Advice("tests", values))


PROBES = (Probe("code", code, Code), Probe("sources", sources, Sources), Probe("tests", tests, Tests))
