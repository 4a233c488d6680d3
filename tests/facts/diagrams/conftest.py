from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from jalon.facts.diagrams import diagrams
from jalon.facts.model import At, Code, Diagram, Document, Documents, Inventory, Section
from jalon.snapshot import open_snapshot

Reader = Callable[..., tuple[Diagram, ...]]


@pytest.fixture
def diagrams_of(tmp_path: Path) -> Reader:
    """The diagrams of a repository with these files, and of one document with these code blocks."""

    def read(
        files: Mapping[str, str | bytes] | None = None, code: tuple[Code, ...] = (), heading: str = "Notes"
    ) -> tuple[Diagram, ...]:
        for path, content in (files or {}).items():
            target = tmp_path / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content.encode() if isinstance(content, str) else content)
        section = Section(heading=heading, level=1, code=code, at=At(line=1))
        document = Document("docs/architecture.md", "markdown", "Architecture", "fr", (section,))
        with open_snapshot(tmp_path) as snapshot:
            inventory = Inventory(tuple(sorted(entry.path for entry in snapshot.files)))
            return diagrams(snapshot, inventory, Documents((document,))).items

    return read
