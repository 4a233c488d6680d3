"""What a cell says: an amount, a day, a level of a scale, or nothing at all. French and English writing."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from jalon.facts.model import Amount
from jalon.facts.registers.words import plain, vocabulary, without_accents

MOST_CELL = 400
_SPACES = " \u00a0\u202f\u2009'’"
_FIGURE = "|".join(
    (
        rf"\d{{1,3}}(?:[{_SPACES}]\d{{3}}){{1,5}}(?:[.,]\d{{1,6}})?",
        r"\d{1,3}(?:,\d{3}){2,5}(?:\.\d{1,6})?",
        r"\d{1,3}(?:\.\d{3}){2,5}(?:,\d{1,6})?",
        r"\d{1,3},\d{3}\.\d{1,6}|\d{1,3}\.\d{3},\d{1,6}",
        r"\d{1,15}(?:[.,]\d{1,10})?",
    )
)
_UNIT = r"€|eur(?:os?)?\b|\$|usd\b|£|gbp\b|chf\b|%|‰|pourcents?\b|percent\b|°c\b|/\s?\d{1,3}\b|[^\W\d_]{1,12}"
_NUMBER = re.compile(
    rf"(?P<sign>[-−–]\s?)?(?P<before>[€$£])?\s?(?P<low>{_FIGURE})(?![.,]?\d)\s?"
    rf"(?P<low_scale>k|m|md|millions?|milliers?|thousand|billions?)?(?=\W|\Z|€)\s?(?P<low_unit>€|\$|%)?"
    rf"(?:\s?(?:[-–—−]|à|a|to|et|and)\s?[€$£]?\s?(?P<high>{_FIGURE})(?![.,]?\d))?\s?"
    rf"(?P<scale>k|m|md|millions?|milliers?|thousand|billions?)?(?=\W|\Z|€)\s?(?P<unit>{_UNIT})?",
    re.IGNORECASE,
)
_PREFIX = re.compile(
    r"[\s~≈<>≤≥=+:±(«\"*#•]{0,20}(?:(?:environ|env|approx|approximativement|about|ca|circa|around|plus de|moins de"
    r"|more than|less than|max|min|maximum|minimum|jusqu'à|up to|sous|soit|total|de|from|à partir de|note|score"
    r"|niveau|level|sprint)\b[\s.:~≈<>]{0,9})?",
    re.IGNORECASE,
)
_SCALES = {"k": 1e3, "millier": 1e3, "milliers": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6, "millions": 1e6,
           "md": 1e9, "billion": 1e9, "billions": 1e9}  # fmt: skip
_UNITS = {"eur": "€", "euro": "€", "euros": "€", "usd": "$", "pourcent": "%", "pourcents": "%", "percent": "%"}
_FREE = frozenset({"gratuit", "gratuite", "free", "offert", "offerte", "inclus", "included", "neant"})
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("janvier january janv jan", "fevrier february fevr fev feb", "mars march mar", "avril april avr apr",
         "mai may", "juin june jun", "juillet july juil jul", "aout august aou aug", "septembre september sept sep",
         "octobre october oct", "novembre november nov", "decembre december dec"), start=1)
    for name in names.split()
}  # fmt: skip
_ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_EUROPEAN = re.compile(r"(?<![\d/.])(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?![\d/.]\d|\d)")
_DAY_MONTH = re.compile(r"(?<!\d)(\d{1,2})(?:er|st|nd|rd|th)?\s+(?:of\s+)?([a-z]{3,9})\.?,?\s+(\d{4})(?!\d)")
_MONTH_DAY = re.compile(r"(?<![a-z])([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")
_MONTH_YEAR = re.compile(r"(?<![a-z])([a-z]{3,9})\.?\s+(\d{4})(?!\d)")
_YEAR_MONTH = re.compile(r"(?<![\d-])(\d{4})-(\d{2})(?![\d-])")
_MONTH_SLASH = re.compile(r"(?<![\d/])(\d{2})/(\d{4})(?![\d/])")
_QUARTER = re.compile(r"(?<![a-z\d])[tq]([1-4])[\s-]+(\d{4})(?!\d)")
_WEEK = re.compile(r"(?<![a-z\d])(?:s|w|semaine|week)\s?(\d{1,2})[\s-]+(\d{4})(?!\d)")


@lru_cache(maxsize=65_536)
def is_placeholder(cell: str) -> bool:
    """Whether a cell holds nothing of anybody's: empty, dashes, dots, XX, TODO, "à compléter", a form of date…"""
    text = " ".join(cell[:MOST_CELL].split()).strip("*_`~ ")
    if not re.search(r"\w", text):
        return not re.search(r"[✓✔✅☑❌✗✘⚠🔴🟠🟡🟢🔵⭐×➕◼■●]", text)
    known = vocabulary()
    low = text.casefold()
    if low in known.whole or plain(text) in known.whole or (re.fullmatch(r"[x_.\s/:-]{2,}", low) is not None):
        return True
    if re.fullmatch(r"(?:<[^<>]{0,200}>|\[[^\[\]xX]{2,200}\]|\{[^{}]{0,200}\}+)", text):
        return True
    if re.match(r"\[[xX ]\]|\[[^\]]{1,200}\]\(", text):  # a ticked box, a link
        return False
    bare = without_accents(low)
    return any(
        bare.startswith(one) and not (one[-1].isalnum() and bare[len(one) :][:1].isalnum()) for one in known.starts
    )


@lru_cache(maxsize=4096)
def number(cell: str) -> Amount | None:
    """The figure in a cell, with its unit: "1 200,50 €" → 1200.5 €, "12k€" → 12000 €, "3/5" → 3 /5.

    A range ("24 – 29 K€") gives its middle; a calculation ("4 × 3 = 12") its result; "gratuit" and "free" are 0.
    None when the cell is a date, a version, a sentence with a figure in it, or no figure.
    """
    text = cell[:MOST_CELL].strip()
    if plain(text) in _FREE:
        return Amount(0.0, "")
    if "=" in text:
        text = text.rpartition("=")[2].strip()
    text = text.strip("*_`~ ") if not text.startswith("~") else text
    if not any(one.isdigit() for one in text[:60]) or _ISO.search(text) or _EUROPEAN.search(text):
        return None
    prefix = _PREFIX.match(text)
    match = _NUMBER.match(text, prefix.end() if prefix else 0)
    if match is None:
        return None
    unit = (match["unit"] or match["low_unit"] or match["before"] or "").lower().replace(" ", "")
    unit = _UNITS.get(unit, unit)
    scale = _SCALES.get((match["scale"] or match["low_scale"] or "").lower(), 1.0)
    low = figure(match["low"], unit)
    value = low if match["high"] is None else (low + figure(match["high"], unit)) / 2
    if match["high"] is not None and match["low_scale"] and not match["scale"]:
        value = (low * scale + figure(match["high"], unit)) / 2 / scale
    return Amount((-value if match["sign"] else value) * scale, unit)


def figure(text: str, unit: str = "") -> float:
    """A figure as a number; "1.200" and "1,200" are a thousand two hundred unless the unit is a percentage."""
    text = re.sub(rf"[{_SPACES}]", "", text)
    comma, point = text.rfind(","), text.rfind(".")
    if comma >= 0 and point >= 0:
        decimal, group = (",", ".") if comma > point else (".", ",")
        return float(text.replace(group, "").replace(decimal, "."))
    mark = "," if comma >= 0 else "."
    if text.count(mark) > 1:
        return float(text.replace(mark, ""))
    whole, _, rest = text.partition(mark)
    if len(rest) == 3 and whole not in {"0", ""} and len(whole) <= 3 and unit not in {"%", "‰"}:
        return float(whole + rest)
    return float(f"{whole}.{rest or 0}")


@lru_cache(maxsize=4096)
def day(cell: str) -> date | None:
    """The first date in a cell; a month, a quarter or a week with its year is its first day. 03/04/2026 is 3 April."""
    text = without_accents(cell[:MOST_CELL].lower())
    if not any(one.isdigit() for one in text):
        return None
    return _numeric_day(text) or _named_day(text) or _coarse_day(text)


def _numeric_day(text: str) -> date | None:
    if match := _ISO.search(text):
        return _date(int(match[1]), int(match[2]), int(match[3]))
    if match := _EUROPEAN.search(text):
        first, second, year = int(match[1]), int(match[2]), int(match[3])
        year += 2000 if year < 100 else 0
        return _date(year, first, second) if second > 12 else _date(year, second, first)
    return None


def _named_day(text: str) -> date | None:
    if (match := _DAY_MONTH.search(text)) and (month := _MONTHS.get(match[2])):
        return _date(int(match[3]), month, int(match[1]))
    if (match := _MONTH_DAY.search(text)) and (month := _MONTHS.get(match[1])):
        return _date(int(match[3]), month, int(match[2]))
    return None


def _coarse_day(text: str) -> date | None:
    if (match := _MONTH_YEAR.search(text)) and (month := _MONTHS.get(match[1])):
        return _date(int(match[2]), month, 1)
    if match := _YEAR_MONTH.search(text):
        return _date(int(match[1]), int(match[2]), 1)
    if match := _MONTH_SLASH.search(text):
        return _date(int(match[2]), int(match[1]), 1)
    if match := _QUARTER.search(text):
        return _date(int(match[2]), int(match[1]) * 3 - 2, 1)
    return _week(text)


def _week(text: str) -> date | None:
    """The Monday of an ISO week."""
    match = _WEEK.search(text)
    if match is None or not (1 <= int(match[1]) <= 53 and 1900 <= int(match[2]) <= 2200):
        return None
    return date.fromisocalendar(int(match[2]), min(int(match[1]), 52), 1) + timedelta(weeks=int(match[1]) == 53)


def _date(year: int, month: int, day_of_month: int) -> date | None:
    try:
        return date(year, month, day_of_month) if 1900 <= year <= 2200 else None
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def level(cell: str) -> int | None:
    """The rank (1 to 5) of a label of a scale: "faible" 2, "Moyenne" 3, "🔴 High" 4, "très élevé" 5; None otherwise."""
    words = plain(re.sub(r"[(\[][^)\]]{0,60}[)\]]", " ", cell[:MOST_CELL])).split()
    words = [word for word in words if not word.isdigit()]
    known = vocabulary().levels
    for count in range(min(len(words), 3), 0, -1):
        found = known.get(" ".join(words[:count]))
        if found is not None:
            return found if len(words) <= 6 else None
    return None


def measure(cell: str) -> float | None:
    """A level of a scale as a number: a figure ("4", "4 - Élevé", "Élevé (4)", "3/5", "40 %" → 0.4); None otherwise."""
    found = number(cell)
    if found is None and (match := re.search(r"\((\d{1,3}(?:[.,]\d{1,3})?)(?:\s?/\s?\d{1,3})?\)", cell[:MOST_CELL])):
        found = number(match[1])
    if found is None:
        return None
    return found.value / 100 if found.unit == "%" else found.value
