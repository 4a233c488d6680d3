"""`jalon.toml`: what the audited repository says of itself. It guides the search and the display, never the score."""

from __future__ import annotations

import tomllib
from typing import Any, Literal

import msgspec

from jalon.snapshot import Snapshot, Unreadable

NAME = "jalon.toml"
MOST_BYTES = 64_000
MOST_NESTED = 40  # brackets on one line; deeper is no settings file
MOST_DOTS = 400  # on one line: the time to read a key grows with the square of its parts


class Settings(msgspec.Struct, frozen=True):
    """Every key has a default. evidence: deliverable → paths; ignore: path → reason; `fault` says why the file was
    not followed."""

    checklist: str = "rncp38822"
    blocks: tuple[str, ...] = ()
    language: Literal["fr", "en", ""] = ""
    team: dict[str, Any] = {}
    dates: dict[str, Any] = {}
    evidence: dict[str, tuple[str, ...]] = {}
    ignore: dict[str, str] = {}
    fault: str = ""


def read_settings(snapshot: Snapshot) -> Settings:
    """The settings of a repository, or the defaults with a `fault` when its file cannot be followed."""
    try:
        text = snapshot.text(NAME, MOST_BYTES)
    except Unreadable as error:
        return Settings(fault="" if error.reason == "absent" else error.reason)
    if any(_is_deep(line) for line in text.splitlines()):
        return Settings(fault="too-deep")
    try:
        found = msgspec.convert(tomllib.loads(text), Settings)
    except RecursionError:
        return Settings(fault="too-deep")
    except ValueError as error:  # also what `tomllib` lets through: a figure of thousands of digits
        return Settings(fault=(str(error).splitlines() or [""])[0][:200] or "damaged")
    return msgspec.structs.replace(found, fault="")  # only we say what is wrong with a file


def _is_deep(line: str) -> bool:
    return line.count("[") + line.count("{") > MOST_NESTED or line.count(".") > MOST_DOTS
