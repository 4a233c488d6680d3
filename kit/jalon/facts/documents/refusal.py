"""The one error a reader may raise."""

from __future__ import annotations


class Refusal(Exception):  # noqa: N818 - it is a reason to leave a file unread, not a fault of the program
    """A file that is not read. `reason` is one of those listed by `jalon.facts.model.Unread`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NotADocument(Exception):  # noqa: N818
    """A file that has a document's extension and is something else (an application's template, a requirements list)."""
