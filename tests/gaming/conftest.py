"""Two repositories, made once and copied for each trick, and what the checker says of them as they are."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from jalon.audit import Report, Request, audit
from tests.capstone.conftest import commit_all, make
from tests.gaming.bases import modest

BASES = ("capstone", "modest")


def report_of(folder: Path) -> Report:
    return audit(Request(path=folder)).report


@pytest.fixture(scope="session")
def bases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """base → its folder, not to be changed."""
    folder = tmp_path_factory.mktemp("bases")
    capstone = make(folder / "capstone", language="fr")
    commit_all(capstone, "chore: start")
    honest = folder / "modest"
    honest.mkdir()
    modest(honest)
    return {"capstone": capstone, "modest": honest}


@pytest.fixture(scope="session")
def before(bases: dict[str, Path]) -> dict[str, Report]:
    """base → the report without any trick."""
    return {name: report_of(folder) for name, folder in bases.items()}


@pytest.fixture
def copy_of(bases: dict[str, Path], tmp_path: Path):
    """A copy of a base, to play in."""

    def copy(name: str) -> Path:
        return shutil.copytree(bases[name], tmp_path / "repository", symlinks=True)

    return copy
