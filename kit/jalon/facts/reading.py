"""Reading code and settings of a snapshot: never more than was allowed, and an empty text rather than an error.

Documents say themselves what they could not read; a source file that is too large or binary simply holds no code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jalon.snapshot import Unreadable

if TYPE_CHECKING:
    from jalon.snapshot import Snapshot


class Reading:
    """Texts of a snapshot within a budget of bytes."""

    def __init__(self, snapshot: Snapshot, total: int) -> None:
        self._snapshot = snapshot
        self._sizes = {entry.path: entry.size for entry in snapshot.files}
        self._left = total

    def text(self, path: str, limit: int) -> str:
        """The text of a file; empty when it is larger than `limit` bytes, unknown, binary or beyond the budget."""
        size = self._sizes.get(path)
        if not size or size > limit or size > self._left:
            return ""
        self._left -= size
        try:
            return self._snapshot.text(path, limit=limit)
        except Unreadable:
            return ""
