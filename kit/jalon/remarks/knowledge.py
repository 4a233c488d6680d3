"""The words that remarks look for: `checklists/knowledge/remarks.yml`, typed."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from jalon.facts.knowledge import read
from jalon.facts.registers.words import plain


class Branches(msgspec.Struct, frozen=True):
    """All in lower case: branches that a site is published from, whole names and beginnings that are nobody's, ends of
    names of documents, parts of the paths of pipelines and tests."""

    published: frozenset[str]
    whole: frozenset[str]
    starts: tuple[str, ...]
    documents: tuple[str, ...]
    pipelines: tuple[str, ...]
    tests: tuple[str, ...]


class Knowledge(msgspec.Struct, frozen=True):
    """The shape of the data; its comments say what each list is for."""

    appraisals: tuple[str, ...]
    marks: tuple[str, ...]
    mailboxes: frozenset[str]
    roles: frozenset[str]
    accounts: tuple[str, ...]
    numbers: dict[str, int]
    branches: Branches
    environments: dict[str, tuple[str, ...]]
    services: dict[str, tuple[str, ...]]
    technical_tables: tuple[str, ...]
    shares: tuple[str, ...]
    records: tuple[str, ...]
    reached: tuple[str, ...]
    chosen: tuple[str, ...]


@lru_cache(maxsize=1)
def knowledge() -> Knowledge:
    """The data, loaded once."""
    return read("remarks", Knowledge)


@lru_cache(maxsize=65_536)
def says(text: str, phrases: tuple[str, ...]) -> bool:
    """Whether a short text holds one of the phrases, word for word, whatever its accents, capitals and plurals."""
    words = f" {plain(text)} "
    return any(one in words for one in _spaced(phrases))


@lru_cache(maxsize=64)
def _spaced(phrases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f" {plain(one)} " for one in phrases)
