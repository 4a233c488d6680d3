"""`jalon.toml`: what the audited repository says of itself. It guides the search and the display, never the score."""

from __future__ import annotations

from typing import Any, Literal, Protocol

import msgspec

from jalon.facts import safe_toml
from jalon.snapshot import Unreadable

NAME = "jalon.toml"
MOST_BYTES = 64_000


class Texts(Protocol):
    """What settings need of a snapshot."""

    def text(self, path: str, limit: int) -> str:
        """The text of a file."""


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


def read_settings(snapshot: Texts) -> Settings:
    """The settings of a repository, or the defaults with a `fault` when its file cannot be followed."""
    try:
        text = snapshot.text(NAME, MOST_BYTES)
    except Unreadable as error:
        return Settings(fault="" if error.reason == "absent" else error.reason)
    try:
        found = msgspec.convert(safe_toml.load(text), Settings)
    except ValueError as error:  # not TOML, too deep, or not the shape of settings
        return Settings(fault=(str(error).splitlines() or [""])[0][:200] or "damaged")
    return msgspec.structs.replace(found, fault="")  # only we say what is wrong with a file
