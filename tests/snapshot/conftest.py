"""A repository to look at, and a door that closes by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from jalon.snapshot import Snapshot, open_snapshot
from tests.snapshot.repos import Opened, Repo


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """An ordinary repository: three files, two commits."""
    made = Repo(tmp_path / "capstone")
    made.write("README.md", "# Budget\n")
    made.write("src/app.py", "print('bonjour')\n")
    made.commit("first")
    made.write("docs/étude.md", "Coût : 12 k€\n")
    made.commit("second")
    return made


@pytest.fixture
def opened() -> Iterator[Opened]:
    """`open_snapshot`, closed at the end of the test."""
    snapshots: list[Snapshot] = []

    def open_it(path: Path, at: str | None = None) -> Snapshot:
        snapshots.append(open_snapshot(path, at))
        return snapshots[-1]

    yield open_it
    for snapshot in snapshots:
        snapshot.close()
