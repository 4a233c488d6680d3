"""What was compiled says the same as the YAML, and only while the YAML says the same."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from jalon import cache, compiled
from jalon.cache import open_cache
from jalon.catalogue import InvalidChecklist, load_checklist
from jalon.catalogue.load import name_of, read_checklist
from jalon.compiling import compiled_data
from jalon.resources import resource


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the wheel's compiled data would be; empty so far."""
    monkeypatch.setattr(compiled, "BUNDLE", tmp_path / "compiled.msgpack")
    compiled._bundle.cache_clear()
    yield compiled.BUNDLE
    compiled._bundle.cache_clear()


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a cache that is in use."""
    monkeypatch.setenv("JALON_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.delenv("JALON_NO_CACHE")
    monkeypatch.setattr(cache, "_chosen", open_cache([]))
    return tmp_path / "cache"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the built-in checklist, to be changed."""
    return Path(shutil.copytree(resource("checklists", "rncp38822"), tmp_path / "rncp38822"))


def test_the_wheel_holds_every_checklist(bundle: Path) -> None:
    folder = resource("checklists", "rncp38822")
    bundle.write_bytes(compiled_data())
    compiled._bundle.cache_clear()  # making it has looked for it
    name = name_of(folder)
    assert name
    assert compiled.find(name)
    assert load_checklist(folder) == read_checklist(folder)


def test_a_damaged_bundle_costs_only_time(bundle: Path, folder: Path) -> None:
    bundle.write_bytes(compiled_data()[:-1])
    compiled._bundle.cache_clear()
    assert load_checklist(folder) == read_checklist(folder)


@pytest.mark.usefixtures("bundle")
def test_the_first_run_keeps_it_for_the_next(kept: Path, folder: Path) -> None:
    first = load_checklist(folder)
    assert list(kept.iterdir())
    assert load_checklist(folder) == first == read_checklist(folder)


@pytest.mark.usefixtures("bundle", "kept")
def test_a_changed_file_is_read_again_and_its_fault_told_with_its_line(folder: Path) -> None:
    load_checklist(folder)
    header = folder / "checklist.yml"
    text = header.read_text(encoding="utf-8")
    header.write_text(text.replace("level: ", "level: 1"), encoding="utf-8")
    assert load_checklist(folder).level >= 10
    header.write_text(text.replace("level: ", "level: x"), encoding="utf-8")
    with pytest.raises(InvalidChecklist) as error:
        load_checklist(folder)
    fault = error.value.faults[0]
    assert text.splitlines()[fault.line - 1].startswith("level: ")


@pytest.mark.usefixtures("bundle", "kept")
def test_a_guide_that_has_gone_is_a_fault_still(folder: Path) -> None:
    load_checklist(folder)
    next((folder / "guides" / "fr").glob("*.md")).unlink()
    with pytest.raises(InvalidChecklist):
        load_checklist(folder)
