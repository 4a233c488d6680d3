"""Which side of the product a source file belongs to: `checklists/knowledge/sides.yml` applied."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fnmatch import translate
from functools import lru_cache

import msgspec

from jalon.facts.codebase.languages import Tongue
from jalon.facts.codebase.tests import in_tests
from jalon.facts.knowledge import read


class Sign(msgspec.Struct, frozen=True):
    """Texts that tell a side."""

    side: str
    languages: frozenset[str]
    texts: tuple[str, ...]


class Folder(msgspec.Struct, frozen=True):
    """Folder names that tell a side."""

    side: str
    names: frozenset[str]


class Sides(msgspec.Struct, frozen=True):
    """The shape of `sides.yml`."""

    signs: tuple[Sign, ...]
    folders: tuple[Folder, ...]
    firm: frozenset[str]
    front_end_endings: tuple[str, ...]
    settings: tuple[str, ...]


def side_of(path: str, tongue: Tongue, text: str, projects: Mapping[str, frozenset[str]]) -> str:
    """The side of a source file. `projects` gives, for each folder with a manifest, its kinds of frameworks."""
    if in_tests(path, tongue.name):
        return "test"
    if _settings().match(path.rpartition("/")[2].lower()):
        return "other"
    if path.lower().endswith(_sides().front_end_endings):
        return "front-end"
    if tongue.name in _sides().firm:
        return tongue.side or "other"
    return (
        _by_signs(tongue.name, text)
        or _by_folder(path)
        or _by_project(path, tongue.name, projects)
        or tongue.side
        or "other"
    )


@lru_cache(maxsize=1)
def _sides() -> Sides:
    return read("sides", Sides)


@lru_cache(maxsize=1)
def _settings() -> re.Pattern[str]:
    return re.compile("|".join(map(translate, _sides().settings)))


def _by_signs(language: str, text: str) -> str:
    for sign in _sides().signs:
        if language in sign.languages and any(sample in text for sample in sign.texts):
            return sign.side
    return ""


def _by_folder(path: str) -> str:
    """The innermost folder that tells."""
    for name in reversed(path.lower().split("/")[:-1]):
        for folder in _sides().folders:
            if name in folder.names:
                return folder.side
    return ""


def _by_project(path: str, language: str, projects: Mapping[str, frozenset[str]]) -> str:
    """The side of the nearest manifest's frameworks, when they leave no doubt for that language."""
    folder = path
    while folder:
        folder = folder.rpartition("/")[0]
        kinds = projects.get(folder)
        if kinds is not None:
            front, back = not kinds.isdisjoint({"front-end", "mobile"}), "back-end" in kinds
            if back and (not front or language == "Python"):
                return "back-end"
            if front and not back and language in ("JavaScript", "TypeScript"):
                return "front-end"
            return "data" if language == "Python" and not kinds.isdisjoint({"data", "machine-learning"}) else ""
    return ""
