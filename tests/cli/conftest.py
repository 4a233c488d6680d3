"""Small real repositories, made by GitPython, and the command line run in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import git
import pytest

from jalon.catalogue import Checklist, built_in, load_checklist
from jalon.cli import auditing, main
from tests.catalogue.conftest import FILES

FILES_OF_A_PROJECT = {
    "README.md": "# Prêt d’outils\n\nUne application qui prête des outils aux habitants du quartier.\n",
    "docs/plan.md": (
        "# Plan du projet\n\nLe plan tient en trois étapes, avec leur planning : cadrer avant le 5 janvier 2026, "
        "construire jusqu’au 30 mars 2026, puis livrer le 15 avril 2026. Chaque étape finit par une revue avec la "
        "cliente, qui décide de continuer ou d’arrêter ; le budget de chacune est de quatre mille euros, hébergement "
        "compris, et l’équipe compte trois personnes dont une à mi-temps.\n"
    ),
    "src/app.py": "def lend(tool):\n    return {'tool': tool}\n",
}
AUTHOR = git.Actor("Camille Exemple", "camille@example.invalid")
ENVIRONMENT = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS", "NO_COLOR")


class Ran(NamedTuple):
    """What a command answered."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]
Make = Callable[..., Path]


@pytest.fixture(autouse=True, scope="session")
def _loaded_once() -> Iterator[None]:
    """Read the built-in checklist once for all these tests: it takes most of the time of a short command."""
    shipped = built_in()["rncp38822"]
    once = cache(load_checklist)

    def load(folder: Path) -> Checklist:
        return once(folder) if folder == shipped else load_checklist(folder)

    with pytest.MonkeyPatch.context() as patch:
        for module in ("audit", "cli.explain", "cli.checklist"):
            patch.setattr(f"jalon.{module}.load_checklist", load)
        yield


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ENVIRONMENT:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def _patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """No progress is told, however busy the machine, unless a test is about it."""
    monkeypatch.setattr(auditing, "PATIENCE", 3_600.0)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `jalon` with these words; what it says comes back with ordinary spaces."""

    def command(*words: object) -> Ran:
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main([str(word) for word in words])
        out, err = capsys.readouterr()
        assert isinstance(left.value.code, int)
        return Ran(left.value.code, *(text.replace("\u00a0", " ").replace("\u202f", " ") for text in (out, err)))

    return command


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Make a repository from path → text, in one commit."""

    def made(files: Mapping[str, str] = FILES_OF_A_PROJECT, name: str = "capstone") -> Path:
        folder = tmp_path / name
        folder.mkdir()
        commit(folder, files, "feat: begin", "2026-01-05T09:00:00")
        return folder

    return made


def commit(folder: Path, files: Mapping[str, str], subject: str, when: str) -> str:
    """Write files and commit them; the id of the commit."""
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    with git.Repo.init(folder, initial_branch="main") as repository:
        repository.git.add(all=True)
        made = repository.index.commit(
            subject, author=AUTHOR, committer=AUTHOR, author_date=when, commit_date=when, skip_hooks=True
        )
        return made.hexsha


@pytest.fixture
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checklist of one competency, which the project of `make` meets in part: quick to judge by."""
    folder = tmp_path_factory.mktemp("checklist")
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
