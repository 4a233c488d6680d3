"""A filled capstone contradicts itself nowhere; with one deliberate fault, that fault is told and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.capstone.conftest import make
from tests.remarks.conftest import Capstone

HERE = Path(__file__).parent
FILLED = yaml.safe_load((HERE / "filled.yml").read_text(encoding="utf-8"))
FAULTS: list[dict[str, Any]] = yaml.safe_load((HERE / "faults.yml").read_text(encoding="utf-8"))
DATES = {"start_date": "2026-01-05", "jury_date": "2026-09-15"}


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A French capstone that two people filled from January to June; not to be changed."""
    folder = make(tmp_path_factory.mktemp("filled") / "capstone", language="fr", **DATES)
    capstone = Capstone(folder)
    capstone.commit({}, "2026-01-05T09:00:00")
    added = {path: (folder / path).read_text(encoding="utf-8") + text for path, text in FILLED["add"].items()}
    capstone.commit(added, "2026-04-28T10:00:00", "Zoé Inventée")
    capstone.commit(FILLED["write"], "2026-06-15T17:00:00")
    for version in ("1.0.0", "1.1.0"):
        capstone.git.create_tag(version)
    capstone.git.close()
    return folder


@pytest.fixture
def capstone(filled: Path, tmp_path: Path) -> Capstone:
    """The filled capstone, to work in."""
    shutil.copytree(filled, tmp_path / "capstone")
    return Capstone(tmp_path / "capstone")


def test_a_filled_capstone_has_no_remark(capstone: Capstone) -> None:
    assert capstone.remarks() == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: "-".join(fault["tells"]))
def test_a_fault_is_told_and_nothing_else(capstone: Capstone, fault: dict[str, Any]) -> None:
    capstone.commit({fault["in"]: _faulty(capstone.folder, fault)}, "2026-06-16T09:00:00")
    found = capstone.remarks()
    assert {one.kind for one in found} - {"behind"} == {*fault["tells"], *fault.get("with", ())}
    assert any(one.path == fault.get("at", fault["in"]) or fault["in"] in one.about for one in found)


def _faulty(folder: Path, fault: dict[str, Any]) -> str:
    """The file with its fault."""
    if "copy" in fault:
        return (folder / fault["copy"]).read_text(encoding="utf-8")
    path = folder / fault["in"]
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    if "old" not in fault:
        return text + fault["new"]
    assert text.count(fault["old"]) >= 1, f"{fault['in']} does not say {fault['old']}"
    return text.replace(fault["old"], fault["new"], 1)


def test_a_version_that_has_not_followed_is_told(capstone: Capstone) -> None:
    text = (capstone.folder / "aide/comptoir.fr.md").read_text(encoding="utf-8")
    capstone.commit({"aide/comptoir.fr.md": text.replace("une minute", "deux minutes")}, "2026-06-16T09:00:00")
    (found,) = capstone.remarks()
    assert (found.kind, found.path, found.about) == ("behind", "aide/comptoir.en.md", ("aide/comptoir.fr.md",))


def test_commits_recorded_long_after_they_were_written_are_told(capstone: Capstone) -> None:
    for day in (1, 2, 3):
        capstone.commit(
            {f"aide/note-{day}.md": "# Note\n"}, f"2026-03-0{day}T09:00:00", committed="2026-06-16T09:00:00"
        )
    assert [one.kind for one in capstone.remarks()] == ["redated"]


def test_what_only_another_branch_has_is_told(capstone: Capstone) -> None:
    capstone.git.create_head("feature/etiquettes").checkout()
    capstone.commit({"aide/etiquettes.md": "# Étiquettes\n"}, "2026-06-16T09:00:00")
    capstone.git.heads["main"].checkout()
    (found,) = capstone.remarks()
    assert (found.kind, found.values["branch"]) == ("other-branch", "feature/etiquettes")
