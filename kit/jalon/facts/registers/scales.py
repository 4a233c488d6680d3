"""Whether notes follow from what they are made of: criticality of risks, weighted scores of comparisons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from jalon.facts.registers.rows import column, columns_for, has_columns, is_total
from jalon.facts.registers.shapes import Check, Register
from jalon.facts.registers.sums import close, share_of
from jalon.facts.registers.values import level, measure
from jalon.facts.registers.values import number as amount_of
from jalon.facts.registers.words import plain

MOST_COMPARED = 200
_OF_NOTES = frozenset({"", "%", "pt", "pts", "point", "points"})
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
    agreed = [one.right for one in (*criticality_checks(register), *label_checks(register))]
    pairs = list(combinations(_mixed(register)[:MOST_COMPARED], 2))
    agreed += [(one[0] - other[0]) * (one[1] - other[1]) >= 0 for one, other in pairs]
    return sum(agreed) / len(agreed) if agreed else None


def criticality_checks(register: Register) -> tuple[Check, ...]:
    """The rows whose probability, impact and criticality are figures: they must multiply."""
    checked = []
    for row, texts in _risks(register):
        figures = [measure(text) for text in texts]
        if all(one is not None for one in figures):
            likely, serious, said = (one or 0.0 for one in figures)
            found = min(likely * serious, likely * serious * 100, key=lambda one: abs(one - said))
            checked.append(Check(row, said, found, close(found, said, 0.02)))
    return tuple(checked)


def label_checks(register: Register) -> tuple[Check, ...]:
    """The rows whose probability, impact and criticality are words of a scale, as ranks from 1 to 5.

    The criticality lies between the lower of the two and one step above the higher; `found` is the bound it passes.
    """
    checked = []
    for row, texts in _risks(register):
        ranks = [level(text) for text in texts]
        if None not in ranks and any(measure(text) is None for text in texts):
            low, high = sorted((ranks[0] or 0, ranks[1] or 0))
            said = ranks[2] or 0
            bound = min(max(said, low), high + 1)
            checked.append(Check(row, said, bound, said == bound))
    return tuple(checked)


def _risks(register: Register) -> list[tuple[int, list[str]]]:
    """Row and its probability, impact and criticality; nothing when one of the columns is not there."""
    indices = columns_for(register, ("probability", "impact", "criticality"))
    return [(number, [row[index] for index in indices]) for number, row in enumerate(register.rows)] if indices else []


def _mixed(register: Register) -> list[tuple[float, float]]:
    """Product and criticality of the rows that have figures beside labels."""
    found = []
    for _, texts in _risks(register):
        figures, ranks = [measure(text) for text in texts], [level(text) for text in texts]
        either = [value if value is not None else rank for value, rank in zip(figures, ranks, strict=True)]
        if None in figures and None in ranks and None not in either:
            likely, serious, critical = (one or 0.0 for one in either)
            found.append((likely * serious, critical))
    return found


def scores_agree(register: Register) -> float | None:
    """Share (0 to 1) of the totals of a comparison that follow from its notes and weights; None without any total."""
    return share_of(score_checks(register))


def score_checks(register: Register) -> tuple[Check, ...]:
    """The totals of a comparison, in the reading that agrees best with it.

    Read both ways: criteria in rows (a column of weights, one column an option, a row of totals) and options in rows
    (one column a criterion, weights in the header, a column for the score).
    """
    if has_columns(register, ("probability", "impact")):
        return ()  # a table of risks: see `criticality_checks`
    found = [_by_row(register), _criteria_in_rows(register), _options_in_rows(register)]
    return max(found, key=lambda one: -1.0 if (share := share_of(one)) is None else share)


def _by_row(register: Register) -> tuple[Check, ...]:
    """Weight × note = weighted note, row by row, for every pair of columns that has a weighted one on its right."""
    weight = column(register, "weight")
    checked = []
    for index, ids in enumerate(register.columns if weight is not None else ()):
        if "weighted" not in ids or ids.index("weighted") > 1 or index - 1 <= (weight or 0):
            continue
        for number, row in enumerate(register.rows):
            values = [measure(row[each]) for each in (weight or 0, index - 1, index)]
            if None not in values and not is_total(row):
                coefficient, note, weighted = (one or 0.0 for one in values)
                checked.append(_check(number, weighted, (coefficient * note, coefficient * note / 100), 0.01))
    return tuple(checked)


def _criteria_in_rows(register: Register) -> tuple[Check, ...]:
    weight = column(register, "weight")
    totals = [number for number, row in enumerate(register.rows) if is_total(row)]
    if not totals or (weight is None and "criterion" not in register.columns[0]):
        return ()
    bottom = register.rows[totals[-1]]
    lines = [row for row in register.rows if not is_total(row)]
    weights = [measure(row[weight]) if weight is not None else 1.0 for row in lines]
    checked = []
    for index in range(1, len(register.header)):
        wanted = measure(bottom[index])
        notes = [measure(row[index]) for row in lines]
        pairs = [(w, n) for w, n in zip(weights, notes, strict=True) if w is not None and n is not None]
        if index == weight or wanted is None or len(pairs) < 2 or _is_text(register.columns[index]):
            continue
        checked.append(_follows(totals[-1], wanted, pairs))
    return tuple(checked)


def _options_in_rows(register: Register) -> tuple[Check, ...]:
    ranks = 9 if register.columns[0][:1] == ("option",) else 1  # "Total" is a score only beside options
    scores = [index for index, ids in enumerate(register.columns) if {*ids[:ranks]} & {"score", "weighted"}]
    if not scores or len(register.header) < 4 or not _COMPARED.intersection(register.columns[0]):
        return ()
    weights_row, weights = _weights(register)
    criteria = [index for index in range(1, len(register.header)) if index != scores[-1] and _is_noted(register, index)]
    checked = []
    for number, row in enumerate(register.rows):
        wanted = measure(row[scores[-1]])
        if wanted is None or row is weights_row or is_total(row):
            continue
        notes = [(weights[index], measure(row[index])) for index in criteria]
        pairs = [(weight, note) for weight, note in notes if note is not None]
        if len(pairs) >= 2:
            checked.append(_follows(number, wanted, pairs))
    return tuple(checked)


def _weights(register: Register) -> tuple[tuple[str, ...] | None, list[float]]:
    """The weight of each column, from a row of weights or from the header ("Prix (30 %)"), and that row."""
    for row in register.rows:
        if plain(row[0]).split()[:1] in (["poid"], ["weight"], ["coefficient"], ["ponderation"]):
            return row, [measure(cell) or 0.0 for cell in row]
    found = [_WEIGHT.search(header[:160]) for header in register.header]
    return None, [float((one[1] or one[2]).replace(",", ".")) if one else 1.0 for one in found]


def _is_noted(register: Register, index: int) -> bool:
    """Whether a column holds notes: 3, 4/5, 60 %, "Élevé (4)"; not 46 kB, 29 € or days, which no sum of notes takes."""
    for row in register.rows:
        found = amount_of(row[index])
        if found is not None and not (found.unit in _OF_NOTES or found.unit.startswith("/")):
            return False
    return True


def _is_text(ids: tuple[str, ...]) -> bool:
    return bool(ids) and ids[0] in {"id", "description", "comment", "category"}


def _follows(row: int, wanted: float, pairs: Sequence[tuple[float, float]]) -> Check:
    """Against a weighted or plain sum, or mean, whatever the unit of the weights."""
    weighted = sum(weight * note for weight, note in pairs)
    weights = sum(weight for weight, _ in pairs)
    simple = sum(note for _, note in pairs)
    options = [weighted, weighted / 100, simple, simple / len(pairs)]
    if weights:
        options.append(weighted / weights)
    return _check(row, wanted, options, 0.02)


def _check(row: int, said: float, options: Sequence[float], tolerance: float) -> Check:
    nearest = min(options, key=lambda one: abs(one - said))
    return Check(row, said, nearest, any(close(said, one, tolerance) for one in options))
