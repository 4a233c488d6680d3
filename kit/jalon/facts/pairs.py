"""Which documents are the same one in French and in English, told by their paths alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import PurePosixPath

import msgspec

from jalon.facts.knowledge import read
from jalon.facts.registers.words import plain

_WORD = r"(?:(?:in|en|version)[._\- ])?(fr|en|french|english|francais|francaise|anglais|anglaise)(?:[._\- ]version)?"
# at the beginning of a name or at its end: the « en » of `prise-en-main` is a French preposition
_MARK = re.compile(rf"(?:(?:^|/){_WORD}(?=[._\-/ ]|$)|[._\- ]{_WORD}(?=[./]|$))", re.IGNORECASE)


_TRANSLATED = re.compile(r"i18n/[a-z]{2}(?:[-_][A-Za-z]{2})?/docusaurus-plugin-content-docs/current/(.*)$")


class Twins(msgspec.Struct, frozen=True):
    """Names of one document in each language, as `checklists/knowledge/twins.yml` writes them."""

    fr: tuple[str, ...]
    en: tuple[str, ...]


def pairs_of(paths: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """(French path, English path): twins by a mark in a folder (`fr/`, `en/`) or a name (`guide_en`, `README.fr`), or
    by their names (`LISEZMOI`, `README`). Of twins of which one alone is marked, the other is in the other language."""
    same: dict[str, dict[str, str]] = {}
    for path in sorted(paths):
        marked, named = _marked(path), _named(path)
        for language, key in (marked, named):
            if language:
                same.setdefault(key, {}).setdefault(language, path)
        if not marked[0]:
            same.setdefault(path, {}).setdefault("", path)
    found = set()
    for twins in same.values():
        french, english = twins.get("fr") or twins.get(""), twins.get("en") or twins.get("")
        if french and english and french != english:
            found.add((french, english))
    return tuple(sorted(found))


def language_named(path: str) -> str:
    """The language that a path announces: "fr", "en", or "" when it announces none."""
    return _marked(path)[0] or _named(path)[0]


def _marked(path: str) -> tuple[str, str]:
    """The language of the last mark, and the path without any; ("", path) without a mark."""
    marks = [first or last for first, last in _MARK.findall(path)]
    if not marks:
        return "", path
    return "fr" if marks[-1].lower().startswith("f") else "en", _MARK.sub("", _of_site(path)).lstrip("/")


def _of_site(path: str) -> str:
    """The path that a documentation site's translation stands for: `i18n/en/…/current/guide.md` is `docs/guide.md`."""
    return _TRANSLATED.sub(r"docs/\1", path)


def _named(path: str) -> tuple[str, str]:
    """The language of a known name, and what stands for the document in its folder; ("", "") for any other name."""
    place = PurePosixPath(path)
    language, number = _names().get(plain(place.stem).replace(" ", "-"), ("", 0))
    folder = _MARK.sub("", str(place.parent))
    return (language, f"{folder}//{number}") if language else ("", "")


@lru_cache(maxsize=1)
def _names() -> dict[str, tuple[str, int]]:
    """Name → its language and the number of its document."""
    found = {}
    for number, twins in enumerate(read("twins", tuple[Twins, ...])):
        found.update(dict.fromkeys(twins.fr, ("fr", number)) | dict.fromkeys(twins.en, ("en", number)))
    return found
