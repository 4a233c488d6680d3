"""What columns and cells are called: the vocabulary of `checklists/knowledge/columns.yml`, and how words compare."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

import msgspec

from jalon.facts.knowledge import read

_BRACKETS = re.compile(r"[(\[{]([^()\[\]{}]{0,120})[)\]}]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_MANY = 60  # different letters from which one pass for all is faster than one pass for each
_NOT_WORD = re.compile(r"[^a-z0-9#°?%€$]+")
_PARTS = re.compile(r"\s*[/|,;&+]\s*|\s+(?:et|and|ou|or)\s+|\s+[-–—:]\s+")
_DAY = re.compile(r"\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?|\d{4}-\d{2}(?:-\d{2})?|\d{1,2}/\d{4}")
MOST_HEADER = 160


class Placeholders(msgspec.Struct, frozen=True):
    """Cells that hold nothing: `whole` is the whole cell, `starts` its beginning."""

    whole: tuple[str, ...]
    starts: tuple[str, ...]


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The data file as it is written."""

    columns: dict[str, tuple[str, ...]]
    levels: dict[int, tuple[str, ...]]
    placeholders: Placeholders
    totals: tuple[str, ...]
    states: tuple[str, ...]


class Vocabulary(msgspec.Struct, frozen=True):
    """The data file ready for comparison: everything in the form of `plain`.

    `names` maps a name to its (column id, rank in the id's list); `longest` is the number of words of the longest one.
    """

    names: dict[str, tuple[tuple[str, int], ...]]
    longest: int
    levels: dict[str, int]
    whole: frozenset[str]
    starts: tuple[str, ...]
    totals: frozenset[str]
    states: frozenset[str]


def prepared(words: Words) -> Vocabulary:
    """Index the data file."""
    names: dict[str, dict[str, int]] = {}
    for identifier, each in words.columns.items():
        for rank, name in enumerate((identifier.replace("-", " "), *each)):
            names.setdefault(plain(name), {}).setdefault(identifier, rank)
    return Vocabulary(
        names={name: tuple(ids.items()) for name, ids in names.items()},
        longest=max(len(name.split()) for name in names),
        levels={plain(label): level for level, labels in words.levels.items() for label in labels},
        whole=frozenset(" ".join(one.casefold().split()) for one in words.placeholders.whole)
        | frozenset(plain(one) for one in words.placeholders.whole),
        starts=tuple(sorted({without_accents(one.casefold()) for one in words.placeholders.starts})),
        totals=frozenset(plain(one) for one in words.totals),
        states=frozenset(plain(one) for one in words.states),
    )


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of the checklists, read once."""
    return prepared(read("columns", Words))


@lru_cache(maxsize=65_536)
def plain(text: str) -> str:
    """A name as it is compared: no accent, capital, punctuation or plural -s; `×` and `*` between words are `x`."""
    text = without_accents(text[: MOST_HEADER * 2].casefold()).replace("×", " x ").replace("*", " x ")
    words = [word for word in _NOT_WORD.sub(" ", text).split() if word != "°"]
    if "x" in (words[:1] + words[-1:]) and len(words) != 3:  # emphasis that was left in the cell
        words = [word for word in words if word != "x"] or words
    return " ".join(map(_singular, words))


def without_accents(text: str) -> str:
    """The letters without their accents, ligatures apart; width and form of characters made ordinary."""
    if text.isascii():
        return text
    letters = set(_NOT_ASCII.findall(text))
    if len(letters) > _MANY:
        return "".join(map(_without_accent, text))
    for letter in letters:
        text = text.replace(letter, _without_accent(letter))
    return text


@lru_cache(maxsize=4096)
def _without_accent(letter: str) -> str:
    plain_letters = unicodedata.normalize("NFKD", "oe" if letter == "œ" else letter)
    return "".join(one for one in plain_letters if not unicodedata.combining(one))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@lru_cache(maxsize=8192)
def columns_named(header: str) -> tuple[str, ...]:
    """The canonical ids that a header can stand for, best first; () when it is not known.

    The whole header, what stands outside and inside its brackets, then its parts are compared; the first that is a
    name wins, and only then what begins with one. A header that is a date stands for what was read on that day.
    """
    if _DAY.fullmatch(header[:MOST_HEADER].strip("*_ ")):
        return ("period-value",)
    known = vocabulary()
    outside = _BRACKETS.sub(" ", header[:MOST_HEADER])
    inside = _BRACKETS.findall(header[:MOST_HEADER])
    found: dict[str, int] = {}
    whole = [plain(header[:MOST_HEADER]), plain(outside), *(plain(one) for one in inside)]
    for name in whole:
        for identifier, rank in known.names.get(name, ()):
            found[identifier] = min(found.get(identifier, 10_000), rank)
    if not found:
        for name in map(plain, _PARTS.split(outside)[:6]):
            for identifier, rank in known.names.get(name, ()):
                found[identifier] = min(found.get(identifier, 10_000), 100 + rank)
    if not found:
        found = _beginning(known, plain(outside))
    return tuple(sorted(found, key=lambda one: (found[one], one)))


def _beginning(known: Vocabulary, name: str) -> dict[str, int]:
    """The columns of the longest name that `name` begins with; a name of one or two letters is no beginning."""
    words = name.split()
    for count in range(min(len(words) - 1, known.longest), 0, -1):
        start = " ".join(words[:count])
        if len(start) > 2 and start in known.names:
            return {identifier: 200 + rank for identifier, rank in known.names[start]}
    return {}
