"""Files that are something by their path: `checklists/knowledge/files.yml` applied."""

from __future__ import annotations

import re
from fnmatch import translate
from functools import cached_property, lru_cache

import msgspec

from jalon.facts.knowledge import read

_WILD = re.compile(r"[*?\[]")


class FileRule(msgspec.Struct, frozen=True):
    """See the comments of the data file."""

    list: str
    kind: str
    name: str
    paths: tuple[str, ...]
    holds: tuple[str, ...] = ()
    at_root: bool = False


def rules_for(path: str) -> list[FileRule]:
    """The rules whose path matches; those with `holds` still need the text."""
    low = path.lower()
    base = low.rpartition("/")[2]
    if not _any_base()(base) and not _any_path()(low):
        return []
    return [
        rule
        for rule, on_base, on_path in _compiled()
        if (on_base(base) or on_path(low)) and not (rule.at_root and "/" in path)
    ]


@lru_cache(maxsize=1)
def _rules() -> tuple[FileRule, ...]:
    return read("files", tuple[FileRule, ...])


@lru_cache(maxsize=1)
def _compiled() -> tuple[tuple[FileRule, _Names, _Names], ...]:
    return tuple((rule, _Names(_split(rule, False)), _Names(_split(rule, True))) for rule in _rules())


class _Names:
    """Globs, in lower case: whole names and endings are compared as they are, only the others make a pattern."""

    def __init__(self, globs: list[str]) -> None:
        self._whole = frozenset(one for one in globs if not _WILD.search(one))
        self._endings = tuple(one[1:] for one in globs if one[:1] == "*" and not _WILD.search(one[1:]))
        self._others = [one for one in globs if one not in self._whole and one[1:] not in self._endings]

    def __call__(self, name: str) -> bool:
        """Whether a glob fits the name."""
        if name in self._whole or name.endswith(self._endings):
            return True
        return bool(self._others) and self._pattern.match(name) is not None

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return _union(self._others)


@lru_cache(maxsize=1)
def _any_base() -> _Names:
    return _Names([path for rule in _rules() for path in _split(rule, False)])


@lru_cache(maxsize=1)
def _any_path() -> _Names:
    return _Names([path for rule in _rules() for path in _split(rule, True)])


def _split(rule: FileRule, whole: bool) -> list[str]:
    return [path.lower() for path in rule.paths if ("/" in path) == whole]


def _union(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(translate, patterns)))
