"""An honest repository, what it is worth alone, and copies of it to spoil."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import jalon.audit
from jalon.catalogue import built_in
from tests.cli.conftest import FILES_OF_A_PROJECT, _loaded_once
from tests.hostile.judge import Judged, judged
from tests.snapshot.repos import Repo

__all__ = ["_loaded_once"]

HONEST = {
    **FILES_OF_A_PROJECT,
    "docs/risks.csv": "id,risk,probability,impact,criticality,owner,action\nR1,Late delivery,3,4,12,Ada,Weekly review\n"
    "R2,Server down,2,5,10,Bob,Backups every night\nR3,Budget cut,1,5,5,Ada,Two releases\n",
    ".github/workflows/ci.yml": "name: ci\non: [push]\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n"
    "      - uses: actions/checkout@v4\n      - run: pytest\n",
    "tests/test_app.py": "from src.app import lend\n\n\ndef test_lend():\n    assert lend('saw') == {'tool': 'saw'}\n",
    "docs/containers.mmd": "graph LR\n  web[Web] -->|https| api[API]\n  api --> db[(PostgreSQL)]\n",
    "requirements.txt": "fastapi==0.115.0\npytest==8.3.0\n",
}


class Spoilt:
    """A copy of the honest repository, to be spoilt, and what the honest one is worth."""

    def __init__(self, repo: Repo, honest: Judged) -> None:
        self.repo, self.honest = repo, honest

    def put(self, path: str, data: bytes) -> None:
        target = self.repo.path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


@pytest.fixture(scope="session")
def honest_repository(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    repo = Repo(tmp_path_factory.mktemp("honest") / "capstone")
    for path, text in HONEST.items():
        repo.write(path, text)
    repo.commit("feat: begin")
    repo.write("docs/plan.md", FILES_OF_A_PROJECT["docs/plan.md"] + "\nLa démonstration a lieu le 2 avril 2026.\n")
    repo.commit("docs: the day of the demonstration")
    return repo


@pytest.fixture(scope="session")
def honest(honest_repository: Repo, _loaded_once: None) -> Judged:
    jalon.audit.load_checklist(built_in()["rncp38822"])  # once, for every process that is forked
    found = judged(honest_repository.path)
    assert found.report["summary"]["error"] == 0
    assert found.report["summary"]["score"] > 0
    return found


@pytest.fixture
def spoilt(honest_repository: Repo, honest: Judged, tmp_path: Path) -> Spoilt:
    shutil.copytree(honest_repository.path, tmp_path / "capstone", symlinks=True)
    return Spoilt(Repo(tmp_path / "capstone", start=False), honest)
