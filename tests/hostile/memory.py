"""A repository that stands in memory, and its facts: what a reader is tried with, thousands of times a minute."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from jalon.catalogue import Checklist, built_in, load_checklist
from jalon.facts import Facts
from jalon.settings import Settings
from jalon.snapshot import Unreadable
from jalon.snapshot.limits import FILE_BYTES, TEXT_BYTES
from jalon.snapshot.text import decode


class Entry(NamedTuple):
    path: str
    size: int
    tracked: bool = True


class Memory:
    """What facts ask of a snapshot, with the same refusals; it has no history."""

    name = "memory"
    path = Path("memory")
    commit = None
    dirty = False
    shallow = False
    history_problem = "none"
    nested: tuple[str, ...] = ()

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = dict(files)
        self.files = tuple(Entry(path, len(data)) for path, data in sorted(files.items()))
        self.unreadable: list[tuple[str, str]] = []

    def read(self, path: str, limit: int = FILE_BYTES) -> bytes:
        if path not in self._files:
            raise Unreadable(path, "absent")
        if len(self._files[path]) > limit:
            raise Unreadable(path, "too-large")
        return self._files[path]

    def text(self, path: str, limit: int = TEXT_BYTES) -> str:
        decoded = decode(self.read(path, limit))
        if decoded is None:
            raise Unreadable(path, "not-text")
        return decoded

    def log(self, _limit: int = 0) -> tuple[()]:
        return ()

    def tags(self) -> tuple[()]:
        return ()

    def branches(self) -> tuple[()]:
        return ()

    def remote(self) -> str:
        return ""


@cache
def checklist() -> Checklist:
    return load_checklist(built_in()["rncp38822"])


def facts_of(files: Mapping[str, bytes]) -> Facts:
    return Facts(snapshot=Memory(files), settings=Settings(), catalogue=checklist())


def fact(name: str, path: str, data: bytes, **others: bytes) -> Any:
    """A fact of a repository that has that file, and others (named with `__` for a dot)."""
    return facts_of({path: data, **{other.replace("__", "."): text for other, text in others.items()}})[name]
