"""Reading code and settings of a snapshot: never more than was allowed, and an empty text rather than an error.

What could not be read is kept with its reason, so that the report can tell it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jalon.facts.model import Unread
from jalon.snapshot import Unreadable

if TYPE_CHECKING:
    from jalon.snapshot import Snapshot


class Reading:
    """Texts of a snapshot within a budget of bytes."""

    def __init__(self, snapshot: Snapshot, total: int) -> None:
        self._snapshot = snapshot
        self._sizes = {entry.path: entry.size for entry in snapshot.files}
        self._left = total
        self._unread: dict[str, str] = {}

    @property
    def unread(self) -> tuple[Unread, ...]:
        """The files whose text could not be had, or not made out, sorted by path."""
        return tuple(Unread(path, reason) for path, reason in sorted(self._unread.items()))

    def text(self, path: str, limit: int) -> str:
        """The text of a file; empty when it is larger than `limit` bytes, unknown, binary or beyond the budget."""
        size = self._sizes.get(path)
        if not size:
            return ""
        if size > limit or size > self._left:
            self.refuse(path, "too-large" if size > limit else "budget")
            return ""
        self._left -= size
        try:
            return self._snapshot.text(path, limit=limit)
        except Unreadable as error:
            self.refuse(path, error.reason)
            return ""

    def refuse(self, path: str, reason: str) -> None:
        """Keep why a file could not be read: the first reason that was given."""
        self._unread.setdefault(path, reason)
