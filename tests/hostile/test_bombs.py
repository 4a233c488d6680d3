"""Files that are meant to cost without end cost themselves, through the whole product."""

from __future__ import annotations

import pytest

from tests.hostile.bombs import bombs
from tests.hostile.conftest import Spoilt
from tests.hostile.evidence import same_but_for
from tests.hostile.judge import judged

BOMBS = bombs()
# a name, or its two first words → why it is unread; what is not here is read, in part where it is long
REASONS = {
    "zip ratio": "too-large", "zip deep": "too-deep", "zip entries": "too-large", "zip nested": "damaged",
    "zip overlapping": "too-large", "pdf inflated": "too-large", "pdf form": "too-large", "pdf pages": "damaged",
    "pdf deep": "damaged", "pdf cut": "damaged", "pdf of": "damaged", "json depth": "damaged", "txt not": "not-text",
    "yaml aliases": "too-large", "yaml merges": "too-large", "yaml brackets": "too-deep", "yaml braces": "too-deep",
    "yaml dashes": "too-deep", "yaml indents": "too-deep", "yaml anchors": "damaged", "yaml needs": "too-large",
    "xml laughs drawio": "damaged", "xml outside drawio": "damaged", "xml deep drawio": "too-deep",
    "xml laughs bpmn": "damaged", "xml outside bpmn": "damaged", "xml deep bpmn": "too-deep", "xml wide": "damaged",
    "xml pom deep": "too-large", "xml pom laughs": "damaged", "xml csproj": "damaged", "drawio compressed": "damaged",
    "json number": "damaged", "svn many": "too-large",
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_costs_itself(spoilt: Spoilt, name: str) -> None:
    path, data = BOMBS[name]
    before = (spoilt.repo.path / path).exists()
    spoilt.put(path, data)
    found = judged(spoilt.repo.path)
    assert found.repository["files"] == spoilt.honest.repository["files"] + (not before)
    same_but_for(path, spoilt.honest, found)
    assert found.unreadable.get(path, "") == REASONS.get(name, REASONS.get(" ".join(name.split()[:2]), ""))
