"""What can go wrong at the door, as declared errors with a reason code that reports translate."""

from __future__ import annotations

from pathlib import Path


class NotReadable(Exception):  # noqa: N818
    """Nothing can be judged there.

    reason: no-such-folder · not-a-folder · no-permission · unknown-revision · no-history (a revision or a bare
    repository is asked for and its history cannot be read: `detail` is then a `Snapshot.history_problem`) ·
    before-first-commit, cut-before (a date is asked for, and the oldest commit that is there is younger: `detail` is
    its day).
    """

    def __init__(self, reason: str, path: Path | str, detail: str = "") -> None:
        super().__init__(f"{path}: {reason}" + (f" ({detail})" if detail else ""))
        self.reason = reason
        self.path = Path(path)
        self.detail = detail


class Unreadable(Exception):  # noqa: N818
    """One file cannot be read.

    reason: absent (not listed, gone, kept elsewhere by Git LFS, or an object that the repository lacks) · too-large ·
    not-a-file · changed (while it was read) · no-permission · not-text · damaged · timeout · budget (too many bytes of
    this repository were read already).
    """

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason
