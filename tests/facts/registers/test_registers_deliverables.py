from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from jalon.facts.registers import Register, columns_for
from jalon.facts.registers.words import columns_named

ROOT = Path(__file__).parents[3]
REGISTERS: list[Any] = [
    data
    for path in sorted((ROOT / "checklists" / "rncp38822" / "deliverables").glob("*.yml"))
    if (data := yaml.safe_load(path.read_text(encoding="utf-8"))).get("columns")
]


@pytest.mark.parametrize("deliverable", REGISTERS, ids=lambda one: str(one["id"]))
@pytest.mark.parametrize("language", ["fr", "en", "id"])
def test_every_header_of_the_template_is_understood(deliverable: dict[str, Any], language: str) -> None:
    """Whoever renames a column of a deliverable must teach its new name to `columns.yml`."""
    wanted = [column["id"] for column in deliverable["columns"]]
    header = tuple(column["id"] if language == "id" else column["name"][language] for column in deliverable["columns"])
    register = Register("x.csv", header, tuple(map(columns_named, header)), ())
    assert columns_for(register, wanted) == tuple(range(len(wanted)))


def test_there_are_registers_to_understand() -> None:
    assert len(REGISTERS) > 15
