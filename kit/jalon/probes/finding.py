"""What a probe answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec

from jalon.facts.model import At
from jalon.facts.scaffold import Scaffold

MOST_EVIDENCE = 5


class Evidence(msgspec.Struct, frozen=True):
    """A place that shows what was found; `excerpt` is at most a line of it, `repository` the index in the report."""

    path: str
    at: At = At()
    excerpt: str = ""
    probe: str = ""
    repository: int = 0


class Advice(msgspec.Struct, frozen=True):
    """What would change the outcome: the name of a message and the values it takes."""

    message: str
    values: Mapping[str, Any] = {}


class Finding(msgspec.Struct, frozen=True):
    """The outcome of one probe: met · partial · missing · unknown · error, with its evidence and its reason."""

    outcome: str
    evidence: tuple[Evidence, ...] = ()
    advice: Advice = Advice("nothing-found")


class Probe(msgspec.Struct, frozen=True):
    """A question that a program can answer.

    `ask` receives the facts that its parameters name, and `wanted`, of type `parameters`, from the checklist.
    """

    name: str
    ask: Callable[..., Finding]
    parameters: type


def counted(
    found: Iterable[Evidence], wanted: int, partial: int = 1, advice: str = "too-few", **values: Any
) -> Finding:
    """Met from `wanted` pieces of evidence, partial from `partial` of them, else missing."""
    evidence = tuple(found)
    outcome = "met" if len(evidence) >= wanted else "partial" if len(evidence) >= partial else "missing"
    values |= {"found": len(evidence), "wanted": wanted}
    shown = evidence[:MOST_EVIDENCE] if outcome != "missing" else ()
    return Finding(outcome, shown, Advice(advice if evidence else f"{advice}-none", values))


def with_acted_on(finding: Finding, scaffold: Scaffold) -> Finding:
    """The same finding; when it rests on shipped machinery, its evidence also cites the own work it acts on."""
    if not scaffold.acts or not any(one.path in scaffold.shipped for one in finding.evidence):
        return finding
    return msgspec.structs.replace(finding, evidence=(*finding.evidence[: MOST_EVIDENCE - 1], Evidence(scaffold.acts)))
