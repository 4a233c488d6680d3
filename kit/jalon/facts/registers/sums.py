"""Whether what a register adds up and multiplies is right; None when it holds nothing that can be checked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from jalon.facts.model import Amount
from jalon.facts.registers.rows import column, columns_for, is_total, numbers
from jalon.facts.registers.shapes import Check, Register
from jalon.facts.registers.values import is_placeholder, number
from jalon.facts.registers.words import plain

TOLERANCE = 0.01
MONTHS = 12
_ALONE = frozenset({"%", "‰", "€", "$", "£", "chf", "gbp"})
ROUGH = 0.05  # "≈ 40 k€", "24 – 29 k€": what an estimate may be away from the sum of estimates
_ROUGHLY = re.compile(r"[~≈<>±]|\d\s?[–—à-]\s?\d")


def close(one: float, other: float, tolerance: float = TOLERANCE) -> bool:
    """Whether two figures are the same once rounded: within `tolerance` of the larger, or half a hundredth."""
    return abs(one - other) <= max(tolerance * max(abs(one), abs(other)), 0.0051)


def total(register: Register, name: str = "amount") -> Amount | None:
    """The sum of a column without its rows of totals, in its commonest unit; None when it holds no figure."""
    found = [
        amount
        for row, amount in zip(register.rows, numbers(register, name), strict=False)
        if amount is not None and not is_total(row)
    ]
    if not found:
        return None
    return Amount(sum(one.value for one in found), Counter(one.unit for one in found).most_common(1)[0][0])


def totals_agree(register: Register, name: str = "amount") -> bool | None:
    """Whether each row of totals is the sum of the rows, or of the subtotals, above it; None when there is none to
    check."""
    checked = total_checks(register, name)
    return all(one.right for one in checked) if checked else None


def total_checks(register: Register, name: str = "amount") -> tuple[Check, ...]:
    """The rows of totals, up to the first wrong one.

    () without such a row, or when one differs but a row above has an amount in words ("a few euros"), or when the
    figures are of several kinds (dollars and euros, shares among numbers). A yearly total may be twelve monthly ones.
    """
    index = column(register, name)
    if index is None:
        return ()
    sums = _Sums()
    checked: list[Check] = []
    for row_number, row in enumerate(register.rows):
        amount = number(row[index])
        if amount is None:
            sums.in_words |= not is_placeholder(row[index])
            continue
        sums.rough |= _ROUGHLY.search(row[index]) is not None
        sums.kinds.add(_kind(amount.unit))
        if not is_total(row) or plain(" ".join(row)).startswith(("tva", "vat")):
            sums.add(amount.value)
        elif sums.lines:
            nearest, right = sums.explain(amount.value)
            checked.append(Check(row_number, amount.value, nearest, right))
            if not right:
                return () if sums.in_words or sums.is_mixed else tuple(checked)
            sums.end_block(amount.value)
    return tuple(checked)


class _Sums:
    """What has been added up above a row of totals."""

    def __init__(self) -> None:
        self.lines: list[float] = []
        self.block: list[float] = []
        self.subtotals: list[float] = []
        self.kinds: set[str] = set()
        self.in_words = self.rough = False

    @property
    def is_mixed(self) -> bool:
        """Whether what was met cannot be added up: a figure without unit may be of any money, not a share."""
        return len(self.kinds - {""}) > 1 or {"", "%"} <= self.kinds

    def add(self, value: float) -> None:
        self.lines.append(value)
        self.block.append(value)

    def end_block(self, value: float) -> None:
        self.subtotals.append(value)
        self.block = []

    def explain(self, value: float) -> tuple[float, bool]:
        """The sum that comes nearest to a total, and whether it is the same."""
        block, last = sum(self.block), (self.subtotals or [0.0])[-1]
        sums = (sum(self.lines), block, sum(self.subtotals), sum(self.subtotals) + block, last + block)
        nearest = min(sums, key=lambda one: abs(one - value))
        explained = (*sums, *(MONTHS * one for one in sums))
        return nearest, any(close(value, one, ROUGH if self.rough else TOLERANCE) for one in explained)


def _kind(unit: str) -> str:
    """What may be added to it: a money or a share; "" for anything else."""
    return unit if unit in _ALONE else ""


def products_agree(register: Register) -> float | None:
    """Share (0 to 1) of the rows whose amount is the quantity times the unit price; None when none can be checked."""
    return share_of(product_checks(register))


def product_checks(register: Register) -> tuple[Check, ...]:
    """The rows that have a quantity, a unit price and an amount."""
    indices = columns_for(register, ("quantity", "unit-price", "amount"))
    checked = []
    for row_number, row in enumerate(register.rows if indices else ()):
        quantity, price, amount = (number(row[index]) for index in indices or ())
        if quantity and price and amount and not is_total(row):
            product = quantity.value * price.value
            checked.append(Check(row_number, amount.value, product, close(amount.value, product)))
    return tuple(checked)


def share_of(checked: Sequence[Check]) -> float | None:
    """Share (0 to 1) of the checks that are right; None without any."""
    return sum(one.right for one in checked) / len(checked) if checked else None
