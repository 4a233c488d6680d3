"""The JSON Schema that editors use agrees with the loader."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jalon.catalogue import built_in
from jalon.catalogue.load import _Loader
from jalon.catalogue.schema import schema
from tests.catalogue.conftest import FILES

FOLDER = built_in()["rncp38822"]
SHIPPED = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.yml"))


@pytest.fixture(scope="module")
def accepts() -> Callable[[str], bool]:
    """Whether the schema accepts a YAML text."""
    from jsonschema import Draft202012Validator

    found = json.loads(json.dumps(schema()))
    Draft202012Validator.check_schema(found)
    validator = Draft202012Validator(found)
    return lambda text: validator.is_valid(as_json(text))


def as_json(text: str) -> Any:
    """What an editor sees: YAML read as the loader reads it, dates as text."""
    import yaml

    return json.loads(json.dumps(yaml.load(text, Loader=_Loader), default=str))


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_file_is_accepted(accepts: Callable[[str], bool], name: str) -> None:
    assert accepts(Path(FOLDER, name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".yml")])
def test_every_file_of_a_small_checklist_is_accepted(accepts: Callable[[str], bool], name: str) -> None:
    assert accepts(FILES[name])


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("checklist.yml", "level: 7", "levle: 7"),
        ("checklist.yml", "level: 7", "level: seven"),
        ("B1.yml", "weight: 3", "weight: 9"),
        ("B1.yml", "kind: document", "kind: paper"),
        ("B1.yml", "words: 40", "wrods: 40"),
        ("B1.yml", "words: 40", "words: many"),
        ("B1.yml", "- gate: {}", "- gaet: {}"),
        ("B1.yml", "- gate: {}", "- {gate: {}, platform: {}}"),
        ("B1.yml", "at_most: partial", "at_most: never"),
        ("B1.yml", "ask: {fr: Montrez-le., en: Show it.}", "ask: {fr: Montrez-le.}"),
        ("topics/B1.yml", "body: [étape]", "body: étape"),
        ("deliverables/roadmap.yml", "kind: document", "kind: novel"),
        ("deliverables/roadmap.yml", "contains:\n  - id", "contains:\n  - di"),
        ("evaluation.yml", "clause: vingt minutes", "clause: 20"),
    ],
)
def test_what_the_loader_refuses_is_refused(accepts: Callable[[str], bool], file: str, old: str, new: str) -> None:
    assert FILES[file].count(old) == 1
    assert not accepts(FILES[file].replace(old, new))


def test_the_schema_is_the_same_each_time() -> None:
    assert json.dumps(schema()) == json.dumps(schema())
