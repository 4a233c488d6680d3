"""Capstones made from the checkout, as a student would make them."""

from __future__ import annotations

import re
import warnings
from pathlib import Path

import copier
import git
import pytest

from jalon.assessment import Judged
from jalon.audit import Report, Request, audit

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("fr", "en")


def make(folder: Path, **answers: object) -> Path:
    """`copier copy --vcs-ref HEAD <this repository>` with the default answers, or some others."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the checkout under test may have changes
        copier.run_copy(str(ROOT), folder, data=answers, defaults=True, vcs_ref="HEAD", quiet=True)
    return folder


def commit_all(folder: Path, message: str = "docs: some work") -> None:
    repository = git.Repo(folder) if (folder / ".git").exists() else git.Repo.init(folder, initial_branch="main")
    repository.git.add(all=True)
    author = git.Actor("DEV-1", "dev-1@example.invalid")
    repository.index.commit(message, author=author, committer=author)
    repository.close()


def fill(path: Path, texts: dict[str, str]) -> None:
    """Write under headings, as a student does: the hint stays, the text comes below it."""
    document = path.read_text(encoding="utf-8")
    for heading, text in texts.items():
        pattern = re.compile(rf"(## {re.escape(heading)}\n\n<!--.*?-->\n)")
        assert pattern.search(document), f"{path.name}: no heading {heading}"
        document = pattern.sub(lambda found, text=text: f"{found[1]}\n{text}\n", document)
    path.write_text(document, encoding="utf-8", newline="\n")


def report(folder: Path) -> Report:
    return audit(Request(path=folder)).report


def judged(report: Report) -> dict[str, Judged]:
    return {one.id: one for block in report.blocks for one in block.competencies}


@pytest.fixture(scope="session", params=LANGUAGES)
def capstone(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A capstone with default answers, in each language; not to be changed by a test."""
    folder = make(tmp_path_factory.mktemp(f"capstone-{request.param}") / "capstone", language=request.param)
    commit_all(folder, "chore: start")
    return folder


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """A French capstone of one's own, to work in."""
    folder = make(tmp_path / "capstone", language="fr")
    commit_all(folder, "chore: start")
    return folder
