"""Small real repositories, and the remarks that they call for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import git
import pytest

from jalon.catalogue.model import Checklist, Text
from jalon.facts import Facts
from jalon.messages import Say
from jalon.messages.remarking import remarked
from jalon.remarks import Remark, remarks
from jalon.settings import read_settings
from jalon.snapshot import open_snapshot

Told = Callable[..., list[Remark]]


# remarks ask nothing of a checklist: its subjects are not looked for here
CATALOGUE = Checklist("x", "1", Text("x", "x"), 7, None, "x", (), (), (), (), "0", ".")  # type: ignore[arg-type]


class Capstone:
    """A repository that grows commit by commit."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.git = git.Repo.init(folder, initial_branch="main")

    def write(self, files: Mapping[str, str]) -> None:
        for path, text in files.items():
            target = self.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")

    def commit(
        self,
        files: Mapping[str, str],
        when: str = "2026-01-05T09:00:00",
        who: str = "Camille Exemple",
        committed: str = "",
    ) -> None:
        self.write(files)
        self.git.git.add(all=True)
        author = git.Actor(who, f"{who.split()[0].lower()}@example.invalid")
        self.git.index.commit(
            "docs: go on",
            author=author,
            committer=author,
            author_date=when,
            commit_date=committed or when,
            skip_hooks=True,
        )

    def remarks(self, *kinds: str) -> list[Remark]:
        """Those of these kinds; all without any."""
        with open_snapshot(self.folder) as snapshot:
            found = remarks(Facts(snapshot=snapshot, settings=read_settings(snapshot), catalogue=CATALOGUE))
        return [one for one in found if not kinds or one.kind in kinds]


@pytest.fixture
def capstone(tmp_path: Path) -> Iterator[Capstone]:
    made = Capstone(tmp_path / "capstone")
    yield made
    made.git.close()


@pytest.fixture
def told(capstone: Capstone) -> Told:
    """The remarks of these kinds on files that are committed at once."""

    def found(files: Mapping[str, str], *kinds: str) -> list[Remark]:
        capstone.commit(files)
        return capstone.remarks(*kinds)

    return found


def said(remark: Remark, language: str = "en") -> str:
    """The sentence, with ordinary spaces."""
    return remarked(remark.kind, remark.values, Say(language)).replace("\u00a0", " ").replace("\u202f", " ")


def place(remark: Remark) -> tuple[str, int | None]:
    return remark.path, remark.at.line
