"""What is known of files that are not the candidates' work: `checklists/knowledge/ignored.yml`, typed."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from jalon.facts.knowledge import read


class Doubtful(msgspec.Struct, frozen=True):
    """Folder names that are ignored only with a sign: a child, a grandchild, a neighbour, or the parent's name."""

    names: tuple[str, ...]
    reason: str
    inside: tuple[str, ...] = ()
    grandchildren: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()


class Papers(msgspec.Struct, frozen=True):
    """Documents that go by their folder or their name: examples, blank forms, briefs. See the comments of the data."""

    suffixes: tuple[str, ...]
    folders: dict[str, frozenset[str]]
    models: frozenset[str]
    of_things: frozenset[str]
    names: frozenset[str]
    forms: frozenset[str]
    unless: frozenset[str]
    words: int


class Cues(msgspec.Struct, frozen=True):
    """Groups of phrases: `cues` different ones, in `groups_at_least` groups, at least one in `words_a_cue` words."""

    groups: dict[str, tuple[str, ...]]
    cues: int
    groups_at_least: int
    words_a_cue: int


class Collection(msgspec.Struct, frozen=True):
    """The front page of lessons or of a list of links. See the comments of the data."""

    hosts: int
    different: int
    times: int
    words_each: int
    words_an_own: int
    opening: int
    announced: tuple[str, ...]
    product: tuple[str, ...]
    phrases: tuple[str, ...]


class Sheet(msgspec.Struct, frozen=True):
    """A copy of the sheet: that many runs of words found in it, that share of the text's runs."""

    hints: tuple[str, ...]
    runs: int
    share: float


class Readme(msgspec.Struct, frozen=True):
    """A text that a generator wrote."""

    name: str
    markers: tuple[str, ...]
    at_least: int
    words: int


class Knowledge(msgspec.Struct, frozen=True):
    """The shape of `ignored.yml`."""

    folders: dict[str, tuple[str, ...]]
    doubtful_folders: tuple[Doubtful, ...]
    environment_children: frozenset[str]
    files: dict[str, tuple[str, ...]]
    papers: Papers
    text_suffixes: tuple[str, ...]
    text_characters: int
    texts_at_most: int
    own: tuple[str, ...]
    own_at_most: int
    collection: Collection
    brief: Cues
    grid: Cues
    data_sheet: Cues
    sheet: Sheet
    framework_readmes: tuple[Readme, ...]
    generated_docs: tuple[Readme, ...]


@lru_cache(maxsize=1)
def knowledge() -> Knowledge:
    """The data, loaded once."""
    return read("ignored", Knowledge)
