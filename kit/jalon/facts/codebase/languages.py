"""Languages by file ending or name: `checklists/knowledge/languages.yml`."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from jalon.facts.knowledge import read


class _Language(msgspec.Struct, frozen=True):
    comments: str
    suffixes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    side: str = ""


class _Languages(msgspec.Struct, frozen=True):
    by_suffix: dict[str, _Language]
    by_name: dict[str, _Language]
    scanned: dict[str, _Language]


class Tongue(msgspec.Struct, frozen=True):
    """A language: its name, its kind of comments, the side its files usually belong to, whether it counts as code."""

    name: str
    comments: str
    side: str
    counted: bool


def tongue_of(path: str) -> Tongue | None:
    """The language of a file, by its name and ending."""
    base = path.rpartition("/")[2].lower()
    stem = base.partition(".")[0]
    by_suffix, by_name = _index()
    if base in by_name or stem in by_name:
        return by_name.get(base) or by_name[stem]
    dot = base.rfind(".")
    return by_suffix.get(base[dot:]) if dot >= 0 else None


@lru_cache(maxsize=1)
def _index() -> tuple[dict[str, Tongue], dict[str, Tongue]]:
    known = read("languages", _Languages)
    by_suffix = {
        suffix: Tongue(name, language.comments, language.side, counted)
        for languages, counted in ((known.scanned, False), (known.by_suffix, True))
        for name, language in languages.items()
        for suffix in language.suffixes
    }
    by_name = {
        known_name: Tongue(name, language.comments, language.side, True)
        for name, language in known.by_name.items()
        for known_name in language.names
    }
    return by_suffix, by_name
