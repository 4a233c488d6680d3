"""What a program can verify in a register: filled rows, sums, products, scales, identifiers, dates, responsibilities.

Every function is pure; a check answers None when the table holds nothing that it could check.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from itertools import combinations

from jalon.facts.model import Amount, At
from jalon.facts.registers.shapes import RaciRow, Register
from jalon.facts.registers.values import day, is_placeholder, level, measure, number
from jalon.facts.registers.words import plain, vocabulary

TOLERANCE = 0.01
ROUGH = 0.05  # "≈ 40 k€", "24 – 29 k€": what an estimate may be away from the sum of estimates
MOST_COMPARED = 200
_RACI = re.compile(r"[RACIS](?:\s?[/,+&.-]?\s?[RACIS]){0,4}\Z")
_RACI_COLUMNS = {"responsible": "R", "accountable": "A", "consulted": "C", "informed": "I"}
_COMPARED = frozenset({"option", "competitor", "title", "item"})
_REFERENCE = re.compile(r"(?<![\w-])[A-Z]{1,8}[-_ ]?\d{1,5}(?:[.-]\d{1,4}){0,3}(?![\w-])")
_WEIGHT = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})?)\s?%|(?:coef\w*\.?|poids|weight|x|×)\s?:?\s?(\d{1,3}(?:[.,]\d{1,2})?)", re.IGNORECASE)


# --- columns -------------------------------------------------------------------------------------------------------


def column(register: Register, name: str) -> int | None:
    """The index of the column that stands best for a canonical id; None when there is none."""
    found = _candidates(register, name)
    return found[0] if found else None


def columns_for(register: Register, names: Sequence[str]) -> tuple[int, ...] | None:
    """A different column for each of these canonical ids, in their order; None when one of them has none."""
    owner: dict[int, int] = {}

    def place(rank: int, seen: set[int]) -> bool:
        for index in _candidates(register, names[rank]):
            if index not in seen:
                seen.add(index)
                if index not in owner or place(owner[index], seen):
                    owner[index] = rank
                    return True
        return False

    for rank in range(len(names)):
        if not place(rank, set()):
            return None
    by_rank = {rank: index for index, rank in owner.items()}
    return tuple(by_rank[rank] for rank in range(len(names)))


def has_columns(register: Register, names: Sequence[str]) -> bool:
    """Whether each of these canonical ids has a column of its own."""
    return columns_for(register, names) is not None


def with_columns(registers: Iterable[Register], names: Sequence[str]) -> tuple[Register, ...]:
    """The registers in which each of these canonical ids has a column of its own."""
    return tuple(one for one in registers if has_columns(one, names))


def _candidates(register: Register, name: str) -> list[int]:
    ranked = [(ids.index(name), index) for index, ids in enumerate(register.columns) if name in ids]
    return [index for _, index in sorted(ranked)]


def place_of(register: Register, row: int) -> At:
    """Where a row stands: its line, or the first cell of its row in a sheet."""
    line = register.lines[row] if row < len(register.lines) else None
    if register.at.sheet:
        return At(sheet=register.at.sheet, cell=f"A{line}" if line else register.at.cell)
    return At(line=line or register.at.line, page=register.at.page)


# --- rows ----------------------------------------------------------------------------------------------------------


def is_total(row: Sequence[str]) -> bool:
    """Whether a row adds others up: one of its first two cells that say something begins with a word for total."""
    said = [plain(cell) for cell in row if re.search(r"[^\W\d]", cell)][:2]
    totals = vocabulary().totals
    return any(words in totals or any(" ".join(words.split()[:count]) in totals for count in (1, 2)) for words in said)


def rows_filled(register: Register, names: Sequence[str] = ()) -> tuple[int, ...]:
    """The rows (from 0) in which each of these columns holds a real value; without names, half of the cells or more.

    Totals, examples, repeated rows and rows of placeholders do not count. Empty when a column is not there.
    """
    indices = columns_for(register, names)
    if indices is None:
        return ()
    seen: set[tuple[str, ...]] = set()
    found = []
    for number_of_row, row in enumerate(register.rows):
        if is_total(row) or row in seen or any(_is_example(cell) for cell in row[:3]):
            continue
        seen.add(row)
        filled = [not is_placeholder(row[index]) for index in (indices or range(len(row)))]
        if filled and (all(filled) if names else sum(filled) * 2 >= len(filled)):
            found.append(number_of_row)
    return tuple(found)


def _is_example(cell: str) -> bool:
    return re.match(r"\W{0,3}(?:exemple|example|ex|e\.g)\b\s?[.:]|\W{0,3}(?:exemple|example)\W{0,3}\Z", cell[:40], re.IGNORECASE) is not None


def cells(register: Register, name: str) -> tuple[str, ...]:
    """The cells of a column, one a row; () when it is not there."""
    index = column(register, name)
    return () if index is None else tuple(row[index] for row in register.rows)


def numbers(register: Register, name: str) -> tuple[Amount | None, ...]:
    """The figures of a column, one a row; () when it is not there."""
    return tuple(number(cell) for cell in cells(register, name))


# --- sums ----------------------------------------------------------------------------------------------------------


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
    """Whether each row of totals is the sum of the rows, or of the subtotals, above it.

    None without such a row, or when it differs but a row above has an amount in words ("a few euros").
    """
    index = column(register, name)
    if index is None:
        return None
    sums = _Sums()
    agreed: bool | None = None
    for row in register.rows:
        amount = number(row[index])
        if amount is None:
            sums.in_words |= not is_placeholder(row[index])
            continue
        sums.rough |= re.search(r"[~≈<>±]|\d\s?[–—à-]\s?\d", row[index]) is not None
        if not is_total(row) or plain(" ".join(row)).startswith(("tva", "vat")):
            sums.add(amount.value)
        elif sums.lines:
            if not sums.explain(amount.value):
                return None if sums.in_words else False
            agreed = True
            sums.close(amount.value)
    return agreed


class _Sums:
    """What has been added up above a row of totals."""

    def __init__(self) -> None:
        self.lines: list[float] = []
        self.block: list[float] = []
        self.subtotals: list[float] = []
        self.in_words = self.rough = False

    def add(self, value: float) -> None:
        self.lines.append(value)
        self.block.append(value)

    def close(self, value: float) -> None:
        self.subtotals.append(value)
        self.block = []

    def explain(self, value: float) -> bool:
        block, last = sum(self.block), (self.subtotals or [0.0])[-1]
        sums = (sum(self.lines), block, sum(self.subtotals), sum(self.subtotals) + block, last + block)
        return any(_close(value, one, ROUGH if self.rough else TOLERANCE) for one in sums)


def products_agree(register: Register) -> float | None:
    """Share (0 to 1) of the rows whose amount is the quantity times the unit price; None when none can be checked."""
    indices = columns_for(register, ("quantity", "unit-price", "amount"))
    if indices is None:
        return None
    checked = []
    for row in register.rows:
        quantity, price, amount = (number(row[index]) for index in indices)
        if quantity and price and amount and not is_total(row):
            checked.append(_close(amount.value, quantity.value * price.value))
    return sum(checked) / len(checked) if checked else None


def _close(one: float, other: float, tolerance: float = TOLERANCE) -> bool:
    return abs(one - other) <= max(tolerance * max(abs(one), abs(other)), 0.0051)


# --- risks ---------------------------------------------------------------------------------------------------------


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
            agreed.append(_close(likely * serious, critical, 0.02) or _close(likely * serious * 100, critical, 0.02))
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


# --- decision matrices ---------------------------------------------------------------------------------------------


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
                checked.append(_close(coefficient * note, weighted) or _close(coefficient * note / 100, weighted))
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
    last = len(register.columns) - 1
    target = next((last - i for i, ids in enumerate(reversed(register.columns)) if {*ids[:1]} & {"score", "weighted"}), None)
    if target is None or len(register.header) < 4 or not _COMPARED.intersection(register.columns[0]):
        return None
    weights_row = next((row for row in register.rows if plain(row[0]).split()[:1] in (["poid"], ["weight"], ["coefficient"])), None)
    checked = []
    for row in register.rows:
        wanted = measure(row[target])
        if wanted is None or row is weights_row or is_total(row):
            continue
        pairs = []
        for index in range(1, len(row)):
            note = measure(row[index])
            if index != target and note is not None:
                pairs.append((measure(weights_row[index]) or 0.0 if weights_row else _header_weight(register.header[index]), note))
        if len(pairs) >= 2:
            checked.append(_follows(wanted, pairs))
    return sum(checked) / len(checked) if checked else None


def _header_weight(header: str) -> float:
    match = _WEIGHT.search(header[:160])
    return float((match[1] or match[2]).replace(",", ".")) if match else 1.0


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
    return any(_close(wanted, one, 0.02) for one in options)


# --- identifiers and references ------------------------------------------------------------------------------------


def duplicate_ids(register: Register, name: str = "id") -> tuple[str, ...]:
    """The identifiers that several rows have, in order of appearance."""
    counted = Counter(cell.strip().casefold() for cell in cells(register, name) if not is_placeholder(cell))
    first: dict[str, str] = {}
    for cell in cells(register, name):
        first.setdefault(cell.strip().casefold(), cell.strip())
    return tuple(first[key] for key, count in counted.items() if count > 1)


def references(text: str) -> tuple[str, ...]:
    """The identifiers that a text mentions (REQ-12, US 3, T1.2), in capitals without separator before the figure."""
    return tuple(dict.fromkeys(re.sub(r"[-_ ](?=\d)", "", one, count=1) for one in _REFERENCE.findall(text[:2000])))


def rows_referring(register: Register, name: str, known: Collection[str]) -> tuple[int, ...]:
    """The rows whose column mentions an identifier of `known` (in the form of `references`), or is one, word for word."""
    exact = {plain(one) for one in known}
    kept = set(known)
    return tuple(
        row
        for row, cell in enumerate(cells(register, name))
        if kept.intersection(references(cell)) or (plain(cell) and plain(cell) in exact)
    )


# --- dates ---------------------------------------------------------------------------------------------------------


def dates_in(register: Register, name: str = "date") -> tuple[date, ...]:
    """The dates of a column, in the order of its rows; cells without a date are left out."""
    return tuple(found for cell in cells(register, name) if (found := day(cell)) is not None)


def date_order(register: Register, start: str = "start-date", end: str = "end-date") -> tuple[int, ...]:
    """The rows (from 0) whose start is after their end; empty when a column is not there."""
    indices = columns_for(register, (start, end))
    if indices is None:
        return ()
    found = []
    for number_of_row, row in enumerate(register.rows):
        first, last = (day(row[index]) for index in indices)
        if first and last and first > last:
            found.append(number_of_row)
    return tuple(found)


# --- responsibilities ----------------------------------------------------------------------------------------------


def raci(register: Register) -> tuple[RaciRow, ...]:
    """The lines of a responsibility matrix, whether roles are columns of letters or letters are columns of names.

    () when the table is not one: at least four cells, and seven tenths of those that say something beyond the first
    column, must be letters of RACI, R and A among them.
    """
    return _raci_letters(register) or _raci_names(register)


def _raci_letters(register: Register) -> tuple[RaciRow, ...]:
    found = []
    letters = said = 0
    for number_of_row, row in enumerate(register.rows):
        roles: dict[str, list[str]] = {}
        for role, cell in zip(register.header[1:], row[1:], strict=False):
            text = cell.strip(" *_").upper()
            if not re.search(r"\w", text):
                continue
            said += 1
            if _RACI.match(text):
                letters += 1
                for letter in dict.fromkeys(one for one in text if one in "RACIS"):
                    roles.setdefault(letter, []).append(role)
        if roles:
            found.append(RaciRow(number_of_row, row[0], {letter: tuple(who) for letter, who in roles.items()}))
    kinds = {letter for one in found for letter in one.roles}
    return tuple(found) if letters >= 4 and letters >= 0.7 * said and {"R", "A"} <= kinds else ()


def _raci_names(register: Register) -> tuple[RaciRow, ...]:
    columns = {letter: column(register, name) for name, letter in _RACI_COLUMNS.items()}
    known = {letter: index for letter, index in columns.items() if index is not None}
    if len(set(known.values())) < 3 or not {"R", "A"} <= known.keys():
        return ()
    return tuple(
        RaciRow(number_of_row, row[0], {
            letter: tuple(part.strip() for part in re.split(r"[,;/&]|\bet\b|\band\b", row[index]) if part.strip())
            for letter, index in known.items()
            if not is_placeholder(row[index])
        })
        for number_of_row, row in enumerate(register.rows)
    )  # fmt: skip


def raci_faults(register: Register) -> tuple[tuple[int, str], ...]:
    """The rows of a responsibility matrix that break its rule: no-accountable · several-accountable · no-responsible."""
    found = []
    for line in raci(register):
        accountable = len(line.roles.get("A", ()))
        if accountable != 1:
            found.append((line.row, "no-accountable" if not accountable else "several-accountable"))
        if not line.roles.get("R"):
            found.append((line.row, "no-responsible"))
    return tuple(found)
