"""Plain text: headings by their shape (underlined, numbered, in capitals), lists, paragraphs between blank lines."""

from __future__ import annotations

import re

from jalon.facts.documents.draft import Draft, finish
from jalon.facts.model import At, Document

_RULE = re.compile(r"([=\-~*#^_])\1{2,}$")
_NUMBER = re.compile(
    r"(?:(?P<digits>\d{1,2}(?:\.\d{1,2}){0,4})[.)]?|(?P<roman>[IVX]{1,5})[.)]|(?P<mark>#{1,6})"
    r"|(?:chapitre|chapter|partie|part|annexe|appendix|section|bloc)[ ]\w{1,5}(?:[ ]?[:.–—-])?)[ \t]{1,4}(?=[^\W\d_])",
    re.IGNORECASE,
)
_BULLET = re.compile(r"[ \t]{0,12}(?:[-*•–+]|\d{1,3}[.)]|[a-z]\))[ \t]{1,8}(?=\S)")
_TASK = re.compile(r"\[(?P<mark>[ xX])\][ \t]+")
MOST_HEADING = 100


def read(text: str, path: str) -> Document:
    """The document in a plain text, lines counted from 1."""
    draft = Draft()
    lines = text.split("\n")
    number = 0
    while number < len(lines):
        if not lines[number].strip():
            number += 1
            continue
        number = _heading(draft, lines, number) or _block(draft, lines, number)
    return finish(draft, path, "text")


def _heading(draft: Draft, lines: list[str], number: int) -> int:
    """The number of the line after a heading; 0 when there is none. A line of signs alone is skipped."""
    text = lines[number].strip()
    below = lines[number + 1].strip() if number + 1 < len(lines) else ""
    if _RULE.match(text):
        framed = number + 2 < len(lines) and _RULE.match(lines[number + 2].strip())
        if framed and below and len(below) <= MOST_HEADING:
            draft.heading(below, 1, At(line=number + 2))
            return number + 3
        return number + 1
    if len(text) > MOST_HEADING:
        return 0
    if _RULE.match(below) and len(below) >= min(len(text), 3) and below[0] in "=-~*^":
        draft.heading(text, 1 if below[0] in "=*" else 2, At(line=number + 1))
        return number + 2
    alone = not below and (number == 0 or not lines[number - 1].strip())
    level = _level(text, alone=alone)
    if level:
        draft.heading(text.lstrip("# "), level, At(line=number + 1))
        return number + 1
    return 0


def _level(text: str, *, alone: bool) -> int:
    if text[-1] in ".;,!?":
        return 0
    found = _NUMBER.match(text)
    if found and found["mark"]:
        return len(found["mark"])
    if not alone:
        return 1 if _is_capital(text) and len(text) > 5 else 0
    if found:
        return found["digits"].count(".") + 1 if found["digits"] else 1
    if _is_capital(text):
        return 1
    return 2 if text.endswith(":") and len(text) <= MOST_HEADING // 2 and not _BULLET.match(text) else 0


def _is_capital(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > 3 and all(letter.isupper() for letter in letters) and not _BULLET.match(text)


def _block(draft: Draft, lines: list[str], start: int) -> int:
    """A paragraph or an item, up to a blank line or the next item. Returns the number of the line after it."""
    found = _BULLET.match(lines[start])
    words = [lines[start][found.end() :] if found else lines[start]]
    number = start + 1
    while number < len(lines) and lines[number].strip() and not _BULLET.match(lines[number]):
        if _RULE.match(lines[number].strip()) or (number + 1 < len(lines) and _RULE.match(lines[number + 1].strip())):
            break
        words.append(lines[number])
        number += 1
    text = " ".join(words).strip()
    task = _TASK.match(text)
    kind = ("task" if task["mark"] == " " else "task-done") if task else "item" if found else "prose"
    draft.paragraph(text[task.end() :] if task else text, At(line=start + 1), kind)
    return number
