"""Frameworks told by declared dependencies: `checklists/knowledge/frameworks.yml` applied."""

from __future__ import annotations

import re
from collections import defaultdict
from fnmatch import translate
from functools import lru_cache

from jalon.facts.codebase.text import line_at
from jalon.facts.knowledge import read
from jalon.facts.model import At, Dependency, Item


def frameworks_of(dependencies: tuple[Dependency, ...], text: str) -> list[Item]:
    """The frameworks of one manifest, each once, at the line where its dependency is declared."""
    found: dict[tuple[str, str], Item] = {}
    low = text.lower()
    for dependency in dependencies:
        for kind, name in _named(dependency.ecosystem, dependency.name.lower()):
            if (kind, name) not in found:
                offset = low.find(dependency.name.lower().rpartition(":")[2])
                found[kind, name] = Item(kind, name, dependency.path, At(line=line_at(low, max(offset, 0))))
    return list(found.values())


@lru_cache(maxsize=4096)
def _named(ecosystem: str, name: str) -> tuple[tuple[str, str], ...]:
    exact, patterns = _index()
    key = f"{ecosystem}:{name}"
    return (*exact.get(key, ()), *(target for pattern, target in patterns if pattern.match(key)))


@lru_cache(maxsize=1)
def _index() -> tuple[dict[str, list[tuple[str, str]]], list[tuple[re.Pattern[str], tuple[str, str]]]]:
    exact: dict[str, list[tuple[str, str]]] = defaultdict(list)
    patterns: list[tuple[re.Pattern[str], tuple[str, str]]] = []
    for kind, names in read("frameworks", dict[str, dict[str, tuple[str, ...]]]).items():
        for name, keys in names.items():
            for key in keys:
                if "*" in key:
                    patterns.append((re.compile(translate(key.lower())), (kind, name)))
                else:
                    exact[key.lower()].append((kind, name))
    return dict(exact), patterns
