"""Gates of `gates.toml`: checks that `python check.py` runs, in its folder and in each direct folder of it.

The format is told by the docstring of the capstone's `check.py`.
"""

from __future__ import annotations

import posixpath
import shlex
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import msgspec

from jalon.facts import safe_toml

NAME = "gates.toml"
RUNNER = "check.py"
MOST_GATES = 300
_RUNS_NOTHING = frozenset({"--list", "--setup", "--lock", "--help", "-h"})


class Gate(msgspec.Struct, frozen=True):
    """A check: its id, the folder it runs in, what it is called in every language, its commands as shell lines."""

    id: str
    folder: str
    label: str
    text: str
    fast: bool

    def answers_to(self, names: frozenset[str]) -> bool:
        """Whether one of the names is this gate's: `unit`, `api` (every gate of a folder) or `api/unit`."""
        folder = posixpath.basename(self.folder)
        return not names.isdisjoint({self.id, folder, f"{folder}/{self.id}"})


def gates_of(path: str, text: str) -> list[Gate]:
    """The gates that a `gates.toml` declares; none when it cannot be read."""
    try:
        declared = safe_toml.load(text).get("gates")
    except safe_toml.TomlFault:
        return []
    folder = posixpath.dirname(path)
    tables = declared[:MOST_GATES] if isinstance(declared, list) else []
    return [_gate(table, folder) for table in tables if isinstance(table, dict) and table.get("id")]


def reached(runner: str, paths: Iterable[str]) -> list[str]:
    """The `gates.toml` that a `check.py` reads: the one beside it and those of the folders there."""
    here = posixpath.dirname(runner)
    return [path for path in paths if here in (posixpath.dirname(path), posixpath.dirname(posixpath.dirname(path)))]


def chosen(gates: Iterable[Gate], arguments: Sequence[str]) -> list[Gate]:
    """The gates that a command line of `check.py` runs."""
    if not _RUNS_NOTHING.isdisjoint(arguments):
        return []
    names = frozenset(_asked(arguments))
    fast = "--fast" in arguments
    return [gate for gate in gates if (not names or gate.answers_to(names)) and (gate.fast or not fast)]


def _asked(arguments: Sequence[str]) -> list[str]:
    given = [word.partition("=")[2] for word in arguments if word.startswith("--only=")]
    following = [after for word, after in pairwise(arguments) if word == "--only"]
    return [name.rstrip("/") for name in given + following]


def _gate(table: dict[str, Any], folder: str) -> Gate:
    names, commands = table.get("name"), table.get("commands")
    lines = commands[:100] if isinstance(commands, list) else []
    return Gate(
        id=str(table["id"]),
        folder=folder,
        label=" ".join(map(str, names.values())) if isinstance(names, dict) else str(names or ""),
        text="\n".join(shlex.join(map(str, words)) for words in lines if isinstance(words, list)),
        fast=table.get("fast") is True,
    )
