"""A repository made of literal files, opened through the real door."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from jalon.snapshot import Snapshot, open_snapshot

Repository = Callable[[dict[str, str]], Snapshot]


@pytest.fixture
def repository(tmp_path: Path) -> Iterator[Repository]:
    """A function that writes files (path → text) and opens the folder."""
    with ExitStack() as stack:

        def make(files: dict[str, str]) -> Snapshot:
            for path, text in files.items():
                target = tmp_path / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text, encoding="utf-8")
            return stack.enter_context(open_snapshot(tmp_path))

        yield make
