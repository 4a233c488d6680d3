"""Is it modelled? Diagrams that a program can read, and pictures of diagrams that it cannot."""

from __future__ import annotations

import msgspec

from jalon.facts.model import Diagrams
from jalon.facts.prose import Prose
from jalon.facts.scaffold import Scaffold, is_shipped_text
from jalon.probes.finding import MOST_EVIDENCE, Evidence, Finding, Probe, counted


class Diagram(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Parameters. types and notations: any of them when given; elements: the least for a diagram to count;
    at_least: how many diagrams; distinct: count different types."""

    types: tuple[str, ...] = ()
    notations: tuple[str, ...] = ()
    elements: int = 3
    at_least: int = 1
    distinct: bool = False


class Picture(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Parameters. topics: what the picture's name, text alternative or heading must speak of; at_least: how many."""

    topics: tuple[str, ...]
    at_least: int = 1


def diagram(diagrams: Diagrams, scaffold: Scaffold, wanted: Diagram) -> Finding:
    """Sources with enough elements; a starter with two boxes is none, nor is a diagram of the template."""
    found = [
        one
        for one in diagrams.items
        if len(one.elements) >= wanted.elements
        and one.path not in scaffold.shipped
        and not is_shipped_text(" ".join(one.elements))
        and (not wanted.types or one.type in wanted.types)
        and (not wanted.notations or one.notation in wanted.notations)
    ]
    if wanted.distinct:
        found = list({one.type: one for one in reversed(found)}.values())
    evidence = (Evidence(one.path, one.at, one.title or f"{one.notation}: {one.type}") for one in found)
    return counted(evidence, wanted.at_least, advice="diagram", types=list(wanted.types or wanted.notations))


def picture(prose: Prose, wanted: Picture) -> Finding:
    """Pictures whose name, alternative or heading names the subject: seen, not read."""
    topics = frozenset(wanted.topics)
    found = [Evidence(one.path, one.at, one.excerpt) for one in prose.pictures if one.topics & topics]
    return counted(found[: MOST_EVIDENCE + wanted.at_least], wanted.at_least, advice="picture", topics=sorted(topics))


PROBES = (Probe("diagram", diagram, Diagram), Probe("picture", picture, Picture))
