"""Filled in, or still a form? What a paragraph or a cell must not be to count as somebody's own words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from jalon.facts.cues import tokens
from jalon.facts.model import Document
from jalon.facts.padding import COPIES, Reasons, padding
from jalon.facts.scaffold import is_shipped

LEAST_WORDS = 3
SHORT = 40  # characters up to which a paragraph may well occur twice
REPEATS = 3  # the same paragraph this many times in one document is machine-made

# An imperative is a prompt when it asks the author of the document for something (`Décrivez votre projet`), or leaves
# it open (`Insérez le schéma ici`, `Expliquez…`). A user guide and a task list are written in the imperative too, and
# lead to what follows with a colon.
_ASKS = (
    r"d[ée]crivez|expliquez|pr[ée]cisez|indiquez|renseignez|compl[ée]tez|listez|d[ée]taillez|pr[ée]sentez|r[ée]sumez|"
    r"justifiez|mentionnez|quantifiez|citez|[ée]num[ée]rez|d[ée]cri(?:s|re)|"
    r"describe|explain|summari[sz]e|outline|fill in"
)
_HANDLES = r"ins[ée]rez|remplacez|ajoutez|[ée]crivez|list|insert|replace|enter|add|write"
_WORK = r"(?:projets?|projects?|[ée]quipe|team|[ée]tude|study|dossier|solution)\b"
_PROMPT = re.compile(
    r"^\W*(?:"
    rf"(?:{_ASKS})\b[^.!?]{{0,120}}\b(?:ici\b|here\b|(?:votre|vos|your) {_WORK}).{{0,300}}$"
    rf"|(?:{_ASKS})\b[^.!?]{{0,120}}\b(?:du|le|la|de l['’]|the) ?{_WORK}[^.!?]{{0,120}}[.:]?$"
    rf"|(?:{_HANDLES})\b[^.!?]{{0,120}}\b(?:ici|here)\b[^.!?]{{0,40}}[.:]?$"
    rf"|(?:{_ASKS}|{_HANDLES})\b[^.!?]{{0,160}}(?:…|\.\.\.)$"
    r"|(?:todo|tbd|tba|fixme|xxx+|lorem ipsum|[àa] (?:compl[ée]ter|renseigner|d[ée]finir|remplir|venir)|"
    r"to be (?:completed|defined|done|determined)|coming soon|work in progress|n/?a|non renseign[ée]|none|aucun)\b"
    r".{0,40}$"
    r")",
    re.IGNORECASE,
)
_TO_FILL = re.compile(r"\bX{2,}\b|#X+\b")  # `Couverture : XX %`, `Issue : #XX`
_DRAWN = "─" * 20  # the rule of a table that a terminal drew: a program's output, pasted
LONGEST_FORM = 15  # words of a line with something to fill in; a longer one only speaks of it
_BLANK = re.compile(r"^[\W_x]*$|^(?:dd|jj)/mm/a{4}$|^(?:dd|jj)/mm/y{4}$|^yyyy-mm-dd$|^aaaa-mm-jj$", re.IGNORECASE)
_BRACKETED = re.compile(r"[\[<{]{1,2}[^\]>}]{1,200}[\]>}]{1,2}")
_BRACKET = re.compile(r"[\[<{]")
_COUNTED = re.compile(r"[^\W\d_][^\d|]{5,60}\d{1,6}$")  # « Élément 12 »
_DIGITS = re.compile(r"\d+")
_LETTER = re.compile(r"[^\W\d_]")
COUNTERS, PATTERNS, MANY_CELLS = 2, 4, 3
_LATIN = frozenset(
    (
        "lorem",
        "ipsum",
        "dolor",
        "sit",
        "amet",
        "consectetur",
        "adipiscing",
        "elit",
        "sed",
        "eiusmod",
        "tempor",
        "incididunt",
    )
)


@lru_cache(maxsize=65_536)
def is_blank(cell: str) -> bool:
    """A cell that says nothing: empty, dashes, dots, XX, a date's form, a prompt."""
    cell = cell.strip()
    return not cell or bool(_BLANK.match(cell)) or bool(_PROMPT.match(cell)) or not _BRACKETED.sub("", cell).strip()


def telling_rows(rows: Iterable[tuple[str, ...]]) -> list[int]:
    """The rows (from 0) that say something: not one value in every cell, nor a row already told, nor the work of a
    counter (« Élément 12 », « Élément 13 »…: from `PATTERNS` such rows, or equal ones, on, none counts).
    """
    return [*_telling_rows(tuple(rows))]


@lru_cache(maxsize=4_096)
def _telling_rows(listed: tuple[tuple[str, ...], ...]) -> tuple[int, ...]:
    """As `telling_rows`: three readers ask it of each table."""
    keys = [_pattern(row) for row in listed]
    times = Counter(key for key in keys if key)
    same = Counter(listed)
    seen: set[tuple[str, ...]] = set()
    found = []
    for place, (row, key) in enumerate(zip(listed, keys, strict=True)):
        if (key and times[key] >= PATTERNS) or same[row] >= PATTERNS:
            continue
        said = {cell for cell in row if not is_blank(cell)}
        if row not in seen and (len(said) > 1 or len(row) < MANY_CELLS):
            found.append(place)
        seen.add(row)
    return tuple(found)


def _pattern(row: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a row with two cells or more that are some words and a counter; else nothing. « R-12 » and
    « US 4 » are names of things and no counter."""
    counted = [cell for cell in row if _COUNTED.match(cell.strip())]
    return tuple(_DIGITS.sub("0", cell) for cell in row if _LETTER.search(cell)) if len(counted) >= COUNTERS else ()


def own_words(text: str) -> int:
    """How many words of a paragraph are its author's; 0 for a prompt, a placeholder, false Latin, shipped text,
    what a terminal drew."""
    return own(text)[0]


def own(text: str) -> tuple[int, list[str]]:
    """As `own_words`, and every word of the paragraph (none when none is its author's) as `tokens` gives them."""
    text = text.strip()
    if not text or _DRAWN in text or _PROMPT.match(text) or is_shipped(known := tokens(text)):
        return 0, []
    words = tokens(_BRACKETED.sub(" ", text)) if _BRACKET.search(text) else known
    if len(words) <= LONGEST_FORM and _TO_FILL.search(text):
        return 0, []
    if len(words) < LEAST_WORDS or sum(word in _LATIN for word in words) > len(words) / 4:
        return 0, []
    return len(words), known


def not_own(documents: Iterable[Document]) -> dict[str, Reasons]:
    """path → the paragraphs of that document that count for nothing, and why: padding, or copied from another.

    Only texts of some length are compared. A copy counts in the first document, by path, that holds it.
    """
    listed = sorted(documents, key=lambda one: one.path)
    found = padding(listed)
    copies: dict[str, list[str]] = {}
    for document in listed:
        texts = Counter(
            one.text for section in document.sections for one in section.paragraphs if len(one.text) > SHORT
        )
        found[document.path] |= {text: "repeated" for text, count in texts.items() if count >= REPEATS}
        for text in texts:
            copies.setdefault(text, []).append(document.path)
    for text, paths in copies.items():
        for path in paths if len(paths) >= COPIES else paths[1:]:
            found[path].setdefault(text, "copied")
    return found
