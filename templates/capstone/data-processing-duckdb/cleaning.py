"""Cleaning, row by row: each function takes the text of the source and says what it means, or that it cannot."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

RULES_FILE = Path(__file__).resolve().parent / "rules.toml"
LONG_DATE = re.compile(r"(\d{1,2})(?:er)? ([a-z]+) (\d{4})")


@dataclass(frozen=True)
class Rules:
    """What rules.toml says; spellings and months are ready to look up."""

    missing: frozenset[str]
    date_formats: tuple[str, ...]
    months: dict[str, int]
    categories: dict[str, str]
    prefixes: dict[str, str]
    years: tuple[int, int]
    largest_amount: int
    most_rejected: float


@dataclass(frozen=True)
class CleanRow:
    """A loan that makes sense; `repairs` names what had to be changed to read it."""

    loan_id: str
    item_id: str
    item: str
    category: str
    borrowed_on: date
    due_on: date
    returned_on: date | None
    deposit: Decimal | None
    repairs: tuple[str, ...]


class RejectedRowError(Exception):
    """The row cannot be used; the message is the stable name of the reason."""


def read_rules(path: Path = RULES_FILE) -> Rules:
    """Read rules.toml."""
    data = tomllib.loads(path.read_text("utf-8"))
    return Rules(
        missing=frozenset(plain(marker) for marker in data["missing"]),
        date_formats=tuple(data["date_formats"]),
        months={name: number for number, name in enumerate(data["months"], 1)},
        categories={plain(text): category for category, texts in data["categories"].items() for text in texts},
        prefixes=dict(data["prefixes"]),
        years=(data["years"][0], data["years"][1]),
        largest_amount=int(data["largest_amount"]),
        most_rejected=float(data["most_rejected"]),
    )


def tidy(text: str) -> str:
    """Return `text` with single ordinary spaces and none around it."""
    return " ".join(text.split())


def plain(text: str) -> str:
    """Return `text` tidy, without accents or capitals, to compare spellings."""
    letters = unicodedata.normalize("NFD", tidy(text).casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def read_date(text: str, rules: Rules) -> date | None:
    """Read a date in any of the source's forms; None when it is missing; ValueError when it is no date."""
    text = plain(text)
    if text in rules.missing:
        return None
    day = parse_date(text, rules)
    if not rules.years[0] <= day.year <= rules.years[1]:
        raise ValueError(text)
    return day


def parse_date(text: str, rules: Rules) -> date:
    """Read a date, figures only or with the name of its month; ValueError when it is none."""
    for form in rules.date_formats:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    match = LONG_DATE.fullmatch(text)
    if match is None or match[2] not in rules.months:
        raise ValueError(text)
    return date(int(match[3]), rules.months[match[2]], int(match[1]))


def read_amount(text: str, rules: Rules) -> Decimal | None:
    """Read an amount in euros, comma or point; None when it is missing; ValueError when it is none or cannot be."""
    text = plain(text)
    if text in rules.missing:
        return None
    digits = text.replace("€", "").replace(" ", "").replace(",", ".")
    try:
        amount = Decimal(digits)
    except InvalidOperation:
        raise ValueError(text) from None
    if not amount.is_finite() or not 0 <= amount <= rules.largest_amount:
        raise ValueError(text)
    return amount.quantize(Decimal("0.01"))


def read_category(text: str, item_id: str, rules: Rules) -> str:
    """Read a category; a missing one is told by the item's number; ValueError when neither is known."""
    known = rules.categories.get(plain(text))
    if known is None and plain(text) in rules.missing:
        known = rules.prefixes.get(item_id.split("-", maxsplit=1)[0])
    if known is None:
        raise ValueError(text)
    return known


def clean(row: dict[str, str], rules: Rules) -> CleanRow:
    """Turn a row of the source into a loan; RejectedRowError when it cannot be one."""
    loan_id, item_id = tidy(row["pret"]).upper(), tidy(row["objet"]).upper()
    if not loan_id or not item_id:
        raise RejectedRowError("no-identifier")
    try:
        category = read_category(row["categorie"], item_id, rules)
    except ValueError:
        raise RejectedRowError("unknown-category") from None
    try:
        borrowed, due, returned = (read_date(row[name], rules) for name in ("emprunt", "retour_prevu", "retour"))
    except ValueError:
        raise RejectedRowError("impossible-date") from None
    if borrowed is None or due is None:
        raise RejectedRowError("missing-date")
    if due < borrowed or (returned is not None and returned < borrowed):
        raise RejectedRowError("dates-out-of-order")
    try:
        deposit = read_amount(row["caution"], rules)
    except ValueError:
        raise RejectedRowError("impossible-amount") from None
    item = tidy(row["libelle"]).capitalize()
    found = CleanRow(loan_id, item_id, item, category, borrowed, due, returned, deposit, ())
    return CleanRow(**{**vars(found), "repairs": repairs(row, found, rules)})


def repairs(row: dict[str, str], found: CleanRow, rules: Rules) -> tuple[str, ...]:
    """Name what the source wrote otherwise than the target: the figures of the quality report."""
    first_spellings = {category: text for text, category in reversed(rules.categories.items())}
    dates = [
        (row["emprunt"], found.borrowed_on),
        (row["retour_prevu"], found.due_on),
        (row["retour"], found.returned_on),
    ]
    written = {
        "identifier": (row["pret"], row["objet"]) != (found.loan_id, found.item_id),
        "label": row["libelle"] != found.item,
        "category": row["categorie"] != first_spellings[found.category],
        "date-format": any(value is not None and text != value.isoformat() for text, value in dates),
        "amount-format": found.deposit is not None and row["caution"] != f"{found.deposit}".replace(".", ","),
    }
    return tuple(name for name, changed in written.items() if changed)
