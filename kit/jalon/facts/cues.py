"""Finding the words of a subject in a text: accents, case, plurals and punctuation do not matter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

import msgspec

_TOKEN = re.compile(r"[a-z0-9]+[+#]*")
_PLAIN = {"œ": "oe", "æ": "ae", "’": " ", "'": " "}
STEM = 4  # letters from which a final s or x is taken for a plural


def tokens(text: str) -> list[str]:
    """The words of a text, folded: « Études de coûts » → ["etude", "de", "cout"]."""
    text = text.lower()
    for letter, plain in _PLAIN.items():
        text = text.replace(letter, plain)
    if not text.isascii():
        text = "".join(one for one in unicodedata.normalize("NFD", text) if not unicodedata.combining(one))
    return [word[:-1] if len(word) >= STEM and word[-1] in "sx" else word for word in _TOKEN.findall(text)]


class _Cue(msgspec.Struct, frozen=True, gc=False):
    topic: str
    rest: tuple[str, ...]
    open: bool  # the last word accepts any ending
    key: str


class Cues:
    """Cues of many topics, matched in one pass over a text."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        """`pairs` are (topic, cue); a cue that ends with `*` accepts any ending of its last word."""
        self._exact: dict[str, list[_Cue]] = {}
        self._open: dict[str, list[tuple[str, _Cue]]] = {}
        self._seen: dict[str, tuple[_Cue, ...]] = {}
        for topic, cue in pairs:
            words = tokens(cue.rstrip("*")) if not cue.endswith("*") else _open_tokens(cue)
            if not words:
                continue
            one = _Cue(topic, tuple(words[1:]), cue.endswith("*"), " ".join(words))
            if one.open and len(words) == 1:
                self._open.setdefault(words[0][:3], []).append((words[0], one))
            else:
                self._exact.setdefault(words[0], []).append(one)

    def find(self, words: list[str]) -> dict[str, set[str]]:
        """topic → the different cues of it that occur in `words` (as `tokens` gives them)."""
        found: dict[str, set[str]] = {}
        for place, word in enumerate(words):
            for cue in self._starting(word):
                if not cue.rest or self._follows(cue, words, place + 1):
                    found.setdefault(cue.topic, set()).add(cue.key)
        return found

    def _starting(self, word: str) -> tuple[_Cue, ...]:
        known = self._seen.get(word)
        if known is None:
            opened = (cue for stem, cue in self._open.get(word[:3], ()) if _begins(word, stem))
            known = self._seen[word] = (*self._exact.get(word, ()), *opened)
        return known

    @staticmethod
    def _follows(cue: _Cue, words: list[str], place: int) -> bool:
        end = place + len(cue.rest)
        if end > len(words):
            return False
        if cue.open:
            return tuple(words[place : end - 1]) == cue.rest[:-1] and _begins(words[end - 1], cue.rest[-1])
        return tuple(words[place:end]) == cue.rest


def _begins(word: str, stem: str) -> bool:
    """Whether a folded word begins with a stem; folding has taken a final s or x from the word, not from the stem."""
    return word.startswith(stem) or (stem[-1:] in ("s", "x") and word == stem[:-1])


def _open_tokens(cue: str) -> list[str]:
    """The words of an open cue: its last word keeps its letters, a stem that ends with s is no plural."""
    words = tokens(cue[:-1] + "q")
    words[-1] = words[-1][:-1]
    return words
