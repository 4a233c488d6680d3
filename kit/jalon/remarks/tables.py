"""What tables add up, multiply and compare wrongly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jalon.facts.registers import (
    Check,
    Register,
    Registers,
    criticality_checks,
    label_checks,
    place_of,
    product_checks,
    score_checks,
    total_checks,
)
from jalon.remarks.remark import Remark, Rule

ADDED = ("amount", "load")  # columns that a row of totals adds up; durations overlap
LEAST_RIGHT = 0.5  # share of the rows that follow the rule, from which the others are faults and not another method


def totals(registers: Registers) -> Iterator[Remark]:
    """A row of totals that is not the sum of the rows above it."""
    for one in registers.items:
        for name in ADDED:
            yield from _remarks("total", one, total_checks(one, name))


def products(registers: Registers) -> Iterator[Remark]:
    """An amount that is not the quantity times the unit price, in a table where most are."""
    for one in registers.items:
        yield from _exceptions("product", one, product_checks(one))


def criticality(registers: Registers) -> Iterator[Remark]:
    """A criticality that does not follow from probability and impact, in a table where most do."""
    for one in registers.items:
        yield from _exceptions("criticality", one, criticality_checks(one))
        for remark in _exceptions("criticality-words", one, label_checks(one)):
            yield Remark(remark.kind, remark.path, remark.at)


def scores(registers: Registers) -> Iterator[Remark]:
    """A total of a comparison that does not follow from its notes and weights, where another one does."""
    for one in registers.items:
        yield from _exceptions("score", one, score_checks(one))


def _exceptions(kind: str, register: Register, checked: Sequence[Check]) -> Iterator[Remark]:
    if sum(one.right for one in checked) >= max(1.0, LEAST_RIGHT * len(checked)):
        yield from _remarks(kind, register, checked)


def _remarks(kind: str, register: Register, checked: Sequence[Check]) -> Iterator[Remark]:
    for one in checked:
        if not one.right:
            values = {"said": round(one.said, 2), "found": round(one.found, 2)}
            yield Remark(kind, register.path, place_of(register, one.row), values)


RULES = (
    Rule("totals", totals),
    Rule("products", products),
    Rule("criticality", criticality),
    Rule("scores", scores),
)
