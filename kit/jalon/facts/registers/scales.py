"""Whether notes follow from what they are made of: criticality of risks, weighted scores of comparisons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from jalon.facts.registers.rows import column, columns_for, has_columns, is_total
from jalon.facts.registers.shapes import Register
from jalon.facts.registers.sums import close
from jalon.facts.registers.values import level, measure
from jalon.facts.registers.words import plain

MOST_COMPARED = 200
_COMPARED = frozenset({"option", "competitor", "title", "item"})
_WEIGHT = re.compile(
    r"(\d{1,3}(?:[.,]\d{1,2})?)\s?%|(?:coef\w{0,10}\.?|poids|weight|x|×)\s?:?\s?(\d{1,3}(?:[.,]\d{1,2})?)",
    re.IGNORECASE,
)


def criticality_agrees(register: Register) -> float | None:
    """Share (0 to 1) of the rows whose criticality follows from probability and impact; None when none can be checked.

    Figures must multiply. Labels must lie between the lower of the two and one step above the higher. Figures with
    labels must at least be in the same order: the share is then one of pairs of rows.
    """
    indices = columns_for(register, ("probability", "impact", "criticality"))
    if indices is None:
        return None
    agreed: list[bool] = []
    mixed: list[tuple[float, float]] = []
    for row in register.rows:
        texts = [row[index] for index in indices]
        figures = [measure(text) for text in texts]
        labels = [level(text) for text in texts]
        if all(one is not None for one in figures):
            likely, serious, critical = (one or 0.0 for one in figures)
            agreed.append(close(likely * serious, critical, 0.02) or close(likely * serious * 100, critical, 0.02))
        elif all(one is not None for one in labels):
            low, high = sorted((labels[0] or 0, labels[1] or 0))
            agreed.append(low <= (labels[2] or 0) <= high + 1)
        else:
            either = [value if value is not None else rank for value, rank in zip(figures, labels, strict=True)]
            if all(one is not None for one in either):
                mixed.append(((either[0] or 0) * (either[1] or 0), either[2] or 0))
    pairs = list(combinations(mixed[:MOST_COMPARED], 2))
    agreed += [(one[0] - other[0]) * (one[1] - other[1]) >= 0 for one, other in pairs]
    return sum(agreed) / len(agreed) if agreed else None


def scores_agree(register: Register) -> float | None:
    """Share (0 to 1) of the totals of a comparison that follow from its notes and weights; None without any total.

    Read both ways: criteria in rows (a column of weights, one column an option, a row of totals) and options in rows
    (one column a criterion, weights in the header, a column for the score).
    """
    if has_columns(register, ("probability", "impact")):
        return None  # a table of risks: see `criticality_agrees`
    found = [_by_row(register), _criteria_in_rows(register), _options_in_rows(register)]
    return max((share for share in found if share is not None), default=None)


def _by_row(register: Register) -> float | None:
    """Weight × note = weighted note, row by row, for every pair of columns that has a weighted one on its right."""
    weight = column(register, "weight")
    if weight is None:
        return None
    checked = []
    for index, ids in enumerate(register.columns):
        if "weighted" not in ids or ids.index("weighted") > 1 or index - 1 <= weight:
            continue
        for row in register.rows:
            values = [measure(row[each]) for each in (weight, index - 1, index)]
            if None not in values and not is_total(row):
                coefficient, note, weighted = (one or 0.0 for one in values)
                checked.append(close(coefficient * note, weighted) or close(coefficient * note / 100, weighted))
    return sum(checked) / len(checked) if checked else None


def _criteria_in_rows(register: Register) -> float | None:
    weight = column(register, "weight")
    bottom = next((row for row in reversed(register.rows) if is_total(row)), None)
    if bottom is None or (weight is None and "criterion" not in register.columns[0]):
        return None
    lines = [row for row in register.rows if not is_total(row)]
    weights = [measure(row[weight]) if weight is not None else 1.0 for row in lines]
    checked = []
    for index in range(1, len(register.header)):
        wanted = measure(bottom[index])
        notes = [measure(row[index]) for row in lines]
        pairs = [(w, n) for w, n in zip(weights, notes, strict=True) if w is not None and n is not None]
        if index == weight or wanted is None or len(pairs) < 2 or _is_text(register.columns[index]):
            continue
        checked.append(_follows(wanted, pairs))
    return sum(checked) / len(checked) if checked else None


def _options_in_rows(register: Register) -> float | None:
    ranks = 9 if register.columns[0][:1] == ("option",) else 1  # "Total" is a score only beside options
    scores = [index for index, ids in enumerate(register.columns) if {*ids[:ranks]} & {"score", "weighted"}]
    if not scores or len(register.header) < 4 or not _COMPARED.intersection(register.columns[0]):
        return None
    weights_row, weights = _weights(register)
    checked = []
    for row in register.rows:
        wanted = measure(row[scores[-1]])
        if wanted is None or row is weights_row or is_total(row):
            continue
        notes = [(weights[index], measure(row[index])) for index in range(1, len(row)) if index != scores[-1]]
        pairs = [(weight, note) for weight, note in notes if note is not None]
        if len(pairs) >= 2:
            checked.append(_follows(wanted, pairs))
    return sum(checked) / len(checked) if checked else None


def _weights(register: Register) -> tuple[tuple[str, ...] | None, list[float]]:
    """The weight of each column, from a row of weights or from the header ("Prix (30 %)"), and that row."""
    for row in register.rows:
        if plain(row[0]).split()[:1] in (["poid"], ["weight"], ["coefficient"], ["ponderation"]):
            return row, [measure(cell) or 0.0 for cell in row]
    found = [_WEIGHT.search(header[:160]) for header in register.header]
    return None, [float((one[1] or one[2]).replace(",", ".")) if one else 1.0 for one in found]


def _is_text(ids: tuple[str, ...]) -> bool:
    return bool(ids) and ids[0] in {"id", "description", "comment", "category"}


def _follows(wanted: float, pairs: Sequence[tuple[float, float]]) -> bool:
    """A weighted or plain sum, or mean, whatever the unit of the weights."""
    weighted = sum(weight * note for weight, note in pairs)
    weights = sum(weight for weight, _ in pairs)
    simple = sum(note for _, note in pairs)
    options = [weighted, weighted / 100, simple, simple / len(pairs)]
    if weights:
        options.append(weighted / weights)
    return any(close(wanted, one, 0.02) for one in options)
