from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from jalon.snapshot import Branch, Entry, RawCommit, Tag, Unreadable

MONDAY = datetime(2026, 1, 5, 9, tzinfo=UTC)


def commit(
    day: int,
    author: str = "Ada Exemple",
    address: str = "ada@example.org",
    subject: str = "feat: page",
    paths: tuple[str, ...] = ("a.txt",),
    parents: int = 1,
) -> RawCommit:
    """A commit made `day` days after Monday 5 January 2026."""
    when = MONDAY + timedelta(days=day)
    return RawCommit(
        id=f"{day:040x}",
        parents=tuple("0" * 40 for _ in range(parents)),
        author=author,
        address=address,
        authored=when,
        committed=when,
        subject=subject,
        paths=paths,
    )


@dataclass
class Door:
    """What the history asks of a snapshot, from literals; `commits` oldest first."""

    commits: tuple[RawCommit, ...] = ()
    content: Mapping[str, bytes] = field(default_factory=dict)
    shallow: bool = False
    history_problem: str = ""

    @property
    def files(self) -> tuple[Entry, ...]:
        return tuple(Entry(path, len(data), True) for path, data in sorted(self.content.items()))

    def log(self, limit: int = 100_000) -> tuple[RawCommit, ...]:
        return self.commits[::-1][:limit]

    def tags(self) -> tuple[Tag, ...]:
        """One of the first day, one of the second, one of a commit that HEAD does not lead to."""
        first, second, elsewhere = f"{0:040x}", f"{1:040x}", "f" * 40
        return Tag("v1.0.0", first, datetime(2026, 2, 1, tzinfo=UTC)), Tag("old", second), Tag("elsewhere", elsewhere)

    def branches(self) -> tuple[Branch, ...]:
        return (Branch("main", "0" * 40), Branch("origin/main", "0" * 40, True))

    def read(self, path: str, limit: int) -> bytes:
        data = self.content[path]
        if len(data) > limit:
            raise Unreadable(path, "too-large")
        return data
