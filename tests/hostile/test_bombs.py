"""Files that are meant to cost without end cost themselves, through the whole product."""

from __future__ import annotations

import pytest

from tests.hostile.bombs import bombs
from tests.hostile.conftest import Spoilt
from tests.hostile.evidence import same_but_for
from tests.hostile.judge import judged

BOMBS = bombs()


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_costs_itself(spoilt: Spoilt, name: str) -> None:
    path, data = BOMBS[name]
    before = (spoilt.repo.path / path).exists()
    spoilt.put(path, data)
    found = judged(spoilt.repo.path)
    assert found.repository["files"] == spoilt.honest.repository["files"] + (not before)
    same_but_for(path, spoilt.honest, found)
    print(
        f"COST {name} {found.seconds:.1f} s {found.megabytes:.0f} MB {found.unreadable.get(path)} {found.ignored.get(path)}"
    )
