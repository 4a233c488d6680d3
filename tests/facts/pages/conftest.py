from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from jalon.facts.model import Inventory, Page
from jalon.facts.pages import pages
from jalon.snapshot import open_snapshot

Reader = Callable[[Mapping[str, str]], dict[str, Page]]


@pytest.fixture
def pages_of(tmp_path: Path) -> Reader:
    """The pages of a repository with these files, by path."""

    def read(files: Mapping[str, str]) -> dict[str, Page]:
        for path, content in files.items():
            target = tmp_path / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(content, encoding="utf-8")
        with open_snapshot(tmp_path) as snapshot:
            inventory = Inventory(tuple(sorted(entry.path for entry in snapshot.files)))
            return {page.path: page for page in pages(snapshot, inventory).items}

    return read
