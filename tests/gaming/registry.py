"""A trick is a function that changes a repository; the decorator says what the report must tell about it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

Play = Callable[[Path], None]


class Trick(msgspec.Struct, frozen=True):
    """play: changes the repository. bases: on which ones it is played. ignored: path → the reason that the report must
    give for setting it aside. may_rise: requirement → why it honestly may."""

    name: str
    play: Play
    bases: tuple[str, ...] = ("capstone", "modest")
    ignored: dict[str, str] = {}
    may_rise: dict[str, str] = {}


TRICKS: dict[str, Trick] = {}


def trick(
    *,
    bases: tuple[str, ...] = ("capstone", "modest"),
    ignored: dict[str, str] | None = None,
    may_rise: dict[str, str] | None = None,
) -> Callable[[Play], Play]:
    """Register a trick under the name of its function."""

    def register(play: Play) -> Play:
        name = play.__name__.replace("_", "-")
        assert name not in TRICKS, name
        TRICKS[name] = Trick(name, play, bases, ignored or {}, may_rise or {})
        return play

    return register
