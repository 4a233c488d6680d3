"""Files that are something by their path: `checklists/knowledge/files.yml` applied."""

from __future__ import annotations

import re
from fnmatch import translate
from functools import lru_cache

import msgspec

from jalon.facts.knowledge import read


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
    if not _any_base().match(base) and not _any_path().match(low):
        return []
    return [
        rule
        for rule, on_base, on_path in _compiled()
        if ((on_base is not None and on_base.match(base)) or (on_path is not None and on_path.match(low)))
        and not (rule.at_root and "/" in path)
    ]


@lru_cache(maxsize=1)
def _rules() -> tuple[FileRule, ...]:
    return read("files", tuple[FileRule, ...])


@lru_cache(maxsize=1)
def _compiled() -> tuple[tuple[FileRule, re.Pattern[str] | None, re.Pattern[str] | None], ...]:
    return tuple((rule, _union(_split(rule, False)), _union(_split(rule, True))) for rule in _rules())


@lru_cache(maxsize=1)
def _any_base() -> re.Pattern[str]:
    return _union([path for rule in _rules() for path in _split(rule, False)]) or re.compile(r"(?!)")


@lru_cache(maxsize=1)
def _any_path() -> re.Pattern[str]:
    return _union([path for rule in _rules() for path in _split(rule, True)]) or re.compile(r"(?!)")


def _split(rule: FileRule, whole: bool) -> list[str]:
    return [path.lower() for path in rule.paths if ("/" in path) == whole]


def _union(patterns: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(map(translate, patterns))) if patterns else None
