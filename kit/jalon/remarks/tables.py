"""What tables add up, multiply and compare wrongly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from jalon.facts.registers import (
    Check,
    Register,
    Registers,
    cells,
    columns_for,
    criticality_checks,
    has_columns,
    is_total,
    label_checks,
    measure,
    place_of,
    product_checks,
    score_checks,
    total_checks,
)
from jalon.facts.registers import number as amount_of
from jalon.facts.registers.words import plain
from jalon.remarks.knowledge import knowledge
from jalon.remarks.remark import Remark, Rule

ADDED = ("amount", "load")  # columns that a row of totals adds up; durations overlap
LEAST_WEIGHTS = 3
SHARED = 1.0  # points that shares may lose when each is rounded
NEARLY = 0.2  # how far from 100 % weights may be and still be meant to make it
LEAST_RIGHT = 0.5  # share of the rows that follow the rule, from which the others are faults and not another method


def totals(registers: Registers) -> Iterator[Remark]:
    """A row of totals that is not the sum of the rows above it; a list of indicators adds nothing up."""
    for one in registers.items:
        if any(ids[:1] == ("indicator",) for ids in one.columns):
            continue
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


def weights(registers: Registers) -> Iterator[Remark]:
    """Weights of criteria that nearly make 100 %, and do not."""
    for one in registers.items:
        if not has_columns(one, ("weight", "criterion")):
            continue
        rows = [number for number, row in enumerate(one.rows) if not is_total(row)]
        said = cells(one, "weight")
        found = [measure(said[row]) for row in rows] if said else []
        if len(found) < LEAST_WEIGHTS or None in found:
            continue
        total = sum(each or 0.0 for each in found)
        whole = 1.0 if total < 2 else 100.0
        if 0.01 * whole < abs(total - whole) <= NEARLY * whole:
            yield Remark("weights", one.path, place_of(one, rows[-1]), {"found": round(total * 100 / whole, 2)})


def shares(registers: Registers) -> Iterator[Remark]:
    """Shares of a whole that nearly make 100 %, and do not, or that a row of totals adds up wrongly."""
    for one in registers.items:
        for index, header in enumerate(one.header):
            if one.cut or not _says(header, knowledge().shares) or "weight" in one.columns[index]:
                continue
            rows = [number for number, row in enumerate(one.rows) if not is_total(row) and row[index].strip()]
            found = [
                amount if (amount := amount_of(one.rows[row][index])) and amount.unit == "%" else None for row in rows
            ]
            if len(found) < LEAST_WEIGHTS or None in found:
                continue
            total = sum(each.value for each in found if each)
            if SHARED < abs(total - 100) <= NEARLY * 100 / 2:
                yield Remark("shares", one.path, place_of(one, rows[-1]), {"found": round(total, 2)})


def loads(registers: Registers) -> Iterator[Remark]:
    """More work than there is time for it, in a table where most rows keep within."""
    for one in registers.items:
        indices = columns_for(one, ("capacity", "load"))
        if indices is None or [one.columns[index][0] for index in indices] != ["capacity", "load"]:
            continue
        checked = []
        for number, row in enumerate(one.rows):
            capacity, load = (amount_of(row[index]) for index in indices)
            if capacity and load and capacity.unit == load.unit:
                checked.append(Check(number, load.value, capacity.value, load.value <= capacity.value))
        yield from _exceptions("overload", one, checked)


def choices(registers: Registers) -> Iterator[Remark]:
    """The option chosen is not the one with the best score."""
    for one in registers.items:
        if (indices := columns_for(one, ("option", "score", "decision"))) is None:
            continue
        notes = {number: note for number, row in enumerate(one.rows) if (note := measure(row[indices[1]])) is not None}
        taken = [number for number, row in enumerate(one.rows) if _says(row[indices[2]], knowledge().chosen)]
        if len(notes) > 1 and len(taken) == 1 and notes.get(taken[0], max(notes.values())) < max(notes.values()):
            values = {"said": notes[taken[0]], "best": max(notes.values())}
            yield Remark("choice", one.path, place_of(one, taken[0]), values)


def targets(registers: Registers) -> Iterator[Remark]:
    """An indicator said to be reached whose value is on the wrong side of its target."""
    for one in registers.items:
        if (indices := columns_for(one, ("indicator", "target", "value", "status"))) is None:
            continue
        for number, row in enumerate(one.rows):
            target, value, status = (row[index].strip() for index in indices[1:])
            sign, wanted, got = _BOUND.match(target), measure(target), measure(value)
            if not sign or wanted is None or got is None or not _says(status, knowledge().reached):
                continue
            if got < wanted if sign[1] in _AT_LEAST else got > wanted:
                yield Remark("target", one.path, place_of(one, number), {"said": value, "target": target})


def _says(cell: str, words: tuple[str, ...]) -> bool:
    return cell.strip() in words or plain(cell) in _plain_words(words)


@lru_cache(maxsize=64)
def _plain_words(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(plain(one) for one in words if one[0].isalpha())


_BOUND = re.compile(r"\s*(≥|>=|>|≤|<=|<)\s*\d")
_AT_LEAST = frozenset({"≥", ">=", ">"})


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
    Rule("weights", weights),
    Rule("shares", shares),
    Rule("loads", loads),
    Rule("choices", choices),
    Rule("targets", targets),
)
