"""Remarks (« remarques »): contradictions and oddities that a person should look at. None changes a score.

A rule is a short function from facts to remarks; each module holds the rules of one subject and lists them in `RULES`.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from itertools import islice
from typing import Any

import msgspec

from jalon.discretion import hide_addresses
from jalon.facts import Facts, needs_of
from jalon.facts.scaffold import is_shipped_text
from jalon.remarks.remark import MORE, OF_REFS, Remark, Rule

__all__ = ["MORE", "OF_REFS", "Remark", "Rule", "remarks"]

SUBJECTS = (
    "tables",
    "calendar",
    "identifiers",
    "indicators",
    "services",
    "schema",
    "versions",
    "links",
    "parity",
    "history",
    "branches",
    "people",
)
MOST_OF_A_KIND = 50
MOST_OF_A_RULE = 5_000  # beyond, they are not even counted
MOST_BYTES, LEAST_WORDS = 400_000, 3
MOST_EXCERPT = 120  # characters


def remarks(facts: Facts) -> tuple[Remark, ...]:
    """Every remark, kind by kind in the order of the rules, then by place; at most 50 a kind and how many more."""
    shipped, by_kind = _shipped(facts), dict[str, list[Remark]]()
    for subject in SUBJECTS:
        rules: tuple[Rule, ...] = importlib.import_module(f"jalon.remarks.{subject}").RULES
        for rule in rules:
            for one in _asked(rule, facts):
                if one.path not in shipped or _is_own(one, facts):
                    by_kind.setdefault(one.kind, []).append(_discreet(one))
    return tuple(one for kind, found in by_kind.items() for one in _some(kind, found))


def _shipped(facts: Facts) -> frozenset[str]:
    """The files that are still the template's: nobody has to answer for them."""
    try:
        found: frozenset[str] = facts["scaffold"].shipped
    except Exception:
        return frozenset()
    return found


def _is_own(remark: Remark, facts: Facts) -> bool:
    """Whether the line that a remark points at, in a file that is still the template's, is somebody's; of a diagram in
    a document, one of its first."""
    try:
        lines = facts["snapshot"].text(remark.path, MOST_BYTES).splitlines() if remark.at.line else []
    except Exception:
        return False
    start = (remark.at.line or 1) - 1
    said = (
        lines[start : start + 1]
        if not "".join(lines[start : start + 1]).startswith("```")
        else lines[start + 1 : start + 4]
    )
    return any(len(line.split()) >= LEAST_WORDS and not is_shipped_text(line) for line in said)


def _asked(rule: Rule, facts: Facts) -> list[Remark]:
    """What a rule tells; one that fails, or whose facts could not be read, tells nothing."""
    try:
        told = rule.ask(**{name: facts[name] for name in needs_of(rule.ask)})
        return list(islice(told, MOST_OF_A_RULE))
    except Exception:
        return []


def _some(kind: str, found: list[Remark]) -> Iterator[Remark]:
    found = list({_key(one): one for one in found}.values())
    found.sort(key=lambda one: (one.repository, one.path, one.at.page or 0, one.at.line or 0))
    yield from found[:MOST_OF_A_KIND]
    if len(found) > MOST_OF_A_KIND:
        yield Remark(MORE, values={"of": kind, "n": len(found) - MOST_OF_A_KIND})


def _key(one: Remark) -> bytes:
    return msgspec.msgpack.encode(one)


def _discreet(one: Remark) -> Remark:
    """The same remark without any e-mail address in what it quotes."""
    values = {name: _hidden(value) for name, value in one.values.items()}
    return msgspec.structs.replace(one, values=values, excerpt=_hidden(one.excerpt)[:MOST_EXCERPT])


def _hidden(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_hidden(one) for one in value]
    return hide_addresses(value) if isinstance(value, str) else value
