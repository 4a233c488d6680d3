"""Finding the words of a subject in a text: accents, case, plurals and punctuation do not matter."""

from __future__ import annotations

import contextlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise

import msgspec

from jalon import compiled
from jalon.cache import key

_TOKEN = re.compile(r"[a-z0-9]+[+#]*")
_PLAIN = {"œ": "oe", "æ": "ae", "’": " "}
_KEPT_BELOW = 0x3000  # code points whose folding is remembered: no text can fill the memory with rare ones
_MANY_CUES = 500  # from which the index is compiled
_MOST_SEEN = 50_000  # words whose cues are remembered
STEM = 4  # letters from which a final s or x is taken for a plural


class _Folding(dict[int, str]):
    """Letter → what stands for it without accents; made on demand, for `str.translate`."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        plain = _PLAIN.get(letter)
        if plain is None:
            plain = "".join(one for one in unicodedata.normalize("NFD", letter) if not unicodedata.combining(one))
        if code < _KEPT_BELOW:
            self[code] = plain
        return plain


_FOLDING = _Folding()
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_MANY = 60  # different letters from which one pass for all is faster than one pass for each
_SPACED = bytes(code if chr(code) in "abcdefghijklmnopqrstuvwxyz0123456789" else 32 for code in range(256))


def tokens(text: str) -> list[str]:
    """The words of a text, folded: « Études de coûts » → ["etude", "de", "cout"]."""
    text = text.lower()
    if not text.isascii():
        text = _without_accents(text)
    if "+" in text or "#" in text:
        words = _TOKEN.findall(text)
    else:  # the same words, three times as fast
        words = text.encode("ascii", "replace").translate(_SPACED).decode("ascii").split()
    return [word[:-1] if word[-1] in "sx" and len(word) >= STEM else word for word in words]


def _without_accents(text: str) -> str:
    letters = set(_NOT_ASCII.findall(text))
    if len(letters) > _MANY:
        return text.translate(_FOLDING)
    for letter in letters:
        text = text.replace(letter, _FOLDING[ord(letter)])
    return text


class _Cue(msgspec.Struct, frozen=True, array_like=True, gc=False):
    number: int
    words: tuple[str, ...]
    open: bool  # the last word accepts any ending
    key: str


class _Index(msgspec.Struct, array_like=True, gc=False):
    """Every different cue, its number being its place, and the topics that each tells of, by number."""

    cues: list[_Cue]
    topics: list[list[str]]


class Cues:
    """Cues of many topics, matched in one pass over a text."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        """`pairs` are (topic, cue); a cue that ends with `*` accepts any ending of its last word."""
        index = _index_of(list(pairs))
        self._alone: dict[str, list[_Cue]] = {}
        self._stems: dict[str, list[_Cue]] = {}  # open cues of one word, by its first three letters
        self._pairs: dict[tuple[str, str], list[_Cue]] = {}  # by their first two words
        self._open_pairs: dict[str, list[_Cue]] = {}  # first word → cues whose second word is open
        self._seen: dict[str, tuple[int, ...]] = {}
        self._keys = [cue.key for cue in index.cues]
        self._topics = index.topics
        self._numbers: dict[str, set[int]] = {}  # by topic
        self._asked: dict[tuple[str, ...], frozenset[int]] = {}
        for cue, topics in zip(index.cues, index.topics, strict=True):
            self._add(cue)
            for topic in topics:
                self._numbers.setdefault(topic, set()).add(cue.number)

    def _add(self, cue: _Cue) -> None:
        first, *rest = cue.words
        if not rest and cue.open:
            self._stems.setdefault(first[:3], []).append(cue)
        elif not rest:
            self._alone.setdefault(first, []).append(cue)
        elif len(rest) == 1 and cue.open:
            self._open_pairs.setdefault(first, []).append(cue)
        else:
            self._pairs.setdefault((first, rest[0]), []).append(cue)

    def find(self, words: list[str]) -> dict[str, set[str]]:
        """topic → the different cues of it that occur in `words` (as `tokens` gives them)."""
        return self.by_topic(self.held(words))

    def held(self, words: list[str]) -> set[int]:
        """The numbers of the cues that occur in `words`: a short form, the same for the same cues."""
        found = {cue.number for cue in self._longer(words)}
        found.update(*map(self._single, set(words)))
        return found

    def by_topic(self, held: Iterable[int]) -> dict[str, set[str]]:
        """topic → the different cues of it among those held."""
        found: dict[str, set[str]] = {}
        for number in held:
            for topic in self._topics[number]:
                found.setdefault(topic, set()).add(self._keys[number])
        return found

    def keys(self, held: Iterable[int]) -> set[str]:
        """The different cues held, whatever their topic."""
        return {self._keys[number] for number in held}

    def topics(self, held: Iterable[int]) -> set[str]:
        """The topics that the cues held tell of."""
        return set().union(*(self._topics[number] for number in held))

    def of(self, held: Iterable[int], topics: tuple[str, ...]) -> set[str]:
        """The different cues held that tell of any of the topics."""
        asked = self._asked.get(topics)
        if asked is None:
            numbers = (self._numbers.get(one, set()) for one in topics)
            asked = self._asked[topics] = frozenset[int]().union(*numbers)
        return {self._keys[number] for number in asked.intersection(held)}

    def _single(self, word: str) -> tuple[int, ...]:
        known = self._seen.get(word)
        if known is None:
            if len(self._seen) >= _MOST_SEEN:
                self._seen.clear()
            alone = (cue.number for cue in self._alone.get(word, ()))
            opened = (cue.number for cue in self._stems.get(word[:3], ()) if _begins(word, cue.words[0]))
            known = self._seen[word] = (*alone, *opened)
        return known

    def _longer(self, words: list[str]) -> Iterator[_Cue]:
        """The cues of two words and more; what follows the first two is looked for in the whole line of words."""
        pairs = set(pairwise(words))
        line = f" {' '.join(words)} "
        for pair in self._pairs.keys() & pairs:
            yield from (cue for cue in self._pairs[pair] if len(cue.words) == 2 or _stands(cue, line))
        for first, second in pairs:
            if cues := self._open_pairs.get(first):
                yield from (cue for cue in cues if _begins(second, cue.words[1]))


def _index_of(pairs: list[tuple[str, str]]) -> _Index:
    """The index of these cues, compiled: the words of thousands of cues take longer than those of a document."""
    name = index_name(pairs)
    if len(pairs) >= _MANY_CUES and (found := compiled.find(name)):
        with contextlib.suppress(msgspec.MsgspecError):
            return msgspec.msgpack.decode(found, type=_Index)
    index = _indexed(pairs)
    if len(pairs) >= _MANY_CUES:
        compiled.keep(name, msgspec.msgpack.encode(index))
    return index


def index_name(pairs: list[tuple[str, str]]) -> str:
    """The name of the compiled index of these cues."""
    return key("cues", msgspec.msgpack.encode(pairs))


def compiled_index(pairs: list[tuple[str, str]]) -> bytes:
    """What is found under `index_name`, for whoever builds the wheel."""
    return msgspec.msgpack.encode(_indexed(pairs))


def _indexed(pairs: list[tuple[str, str]]) -> _Index:
    numbers: dict[tuple[str, bool], int] = {}
    written: dict[str, int] = {}
    cues: list[_Cue] = []
    topics: list[dict[str, None]] = []
    for topic, cue in pairs:
        if cue not in written:
            is_open = cue.endswith("*")
            words = tuple(_open_tokens(cue) if is_open else tokens(cue))
            number = numbers.setdefault((" ".join(words), is_open), len(cues)) if words else -1
            written[cue] = number
            if number == len(cues):
                cues.append(_Cue(number, words, is_open, " ".join(words)))
                topics.append({})
        if written[cue] >= 0:
            topics[written[cue]][topic] = None
    return _Index(cues, [list(each) for each in topics])


def _stands(cue: _Cue, line: str) -> bool:
    """Whether a cue stands in a line of words, which has a space at either end."""
    if not cue.open:
        return f" {cue.key} " in line
    return f" {cue.key}" in line or (cue.key[-1] in "sx" and f" {cue.key[:-1]} " in line)


def _begins(word: str, stem: str) -> bool:
    """Whether a folded word begins with a stem; folding has taken a final s or x from the word, not from the stem."""
    return word.startswith(stem) or (stem[-1:] in ("s", "x") and word == stem[:-1])


def _open_tokens(cue: str) -> list[str]:
    """The words of an open cue: its last word keeps its letters, a stem that ends with s is no plural."""
    words = tokens(cue[:-1] + "q")
    words[-1] = words[-1][:-1]
    return words
