"""The shapes of registers: tables whose columns are known by what they mean."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import msgspec

from jalon.facts.model import At

Rows = tuple[int, ...]  # from 0


class Register(msgspec.Struct, frozen=True, dict=True):
    """A table that a student keeps.

    `name` is the heading above it, its sheet or its caption; `trail` the headings above that, outermost first.
    `columns` gives, for each column, the canonical ids that it can stand for, best first (ids:
    `checklists/knowledge/columns.yml`); `rows` have the width of `header`. `lines` gives the line (or the row of the
    sheet) of each row when that is known. `cut` says that more rows stood there than were kept. A responsibility matrix
    whose cells are letters also gets the columns that the letters stand for, with the roles that have them: the last
    `computed` columns.
    """

    path: str
    header: tuple[str, ...]
    columns: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[str, ...], ...]
    at: At = At()
    name: str = ""
    trail: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()
    cut: bool = False
    computed: int = 0

    @cached_property
    def by_name(self) -> dict[str, list[int]]:
        """Canonical id → the columns that can stand for it, best first."""
        found: dict[str, list[tuple[int, int]]] = {}
        for index, ids in enumerate(self.columns):
            for rank, name in enumerate(dict.fromkeys(ids)):
                found.setdefault(name, []).append((rank, index))
        return {name: [index for _, index in sorted(ranked)] for name, ranked in found.items()}

    def once(self, name: str, find: Callable[[Register], Rows]) -> Rows:
        """The rows (or columns) that `find` finds in this register, found once; `name` stands for it."""
        known: dict[str, Rows] = self.__dict__.setdefault("answers", {})
        if name not in known:
            known[name] = find(self)
            self.__dict__.get("note", _nothing)()
        return known[name]

    def remember(self, answers: dict[str, Rows], note: Callable[[], None]) -> None:
        """Answer with those that are known already; `note` is called when there is a new one among them."""
        self.__dict__.update(answers=answers, note=note)


def _nothing() -> None:
    """Nobody keeps what was found."""


class Registers(msgspec.Struct, frozen=True):
    """Every register, in the order of the documents (by path) and of the tables in them."""

    items: tuple[Register, ...] = ()


class Check(msgspec.Struct, frozen=True):
    """A figure that follows from others, or not: `row` counts from 0, `said` is what stands there, `found` what the
    others make (the nearest, where there are several ways to count)."""

    row: int
    said: float
    found: float
    right: bool


class RaciRow(msgspec.Struct, frozen=True):
    """A line of a responsibility matrix: `row` counts from 0; `roles` maps a letter (R, A, C, I, S) to who has it."""

    row: int
    task: str
    roles: dict[str, tuple[str, ...]]
