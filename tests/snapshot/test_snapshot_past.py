"""A past state named by a date, and what says how the judged state was made."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from jalon.snapshot import NotReadable, open_snapshot
from jalon.snapshot.past import moment_named
from tests.cli.conftest import AUTHOR, commit


@pytest.fixture
def line(tmp_path: Path) -> dict[str, str]:
    """Three commits: the end of the 19th, noon and midnight sharp at the end of the 20th (UTC); day → id."""
    made = {
        when: commit(tmp_path, {"plan.md": when}, "docs: plan", when)
        for when in ("2026-11-19T23:00:00+0000", "2026-11-20T12:00:00+0000", "2026-11-21T00:00:00+0000")
    }
    return {"folder": str(tmp_path), **{when[:13]: oid for when, oid in made.items()}}


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("2026-11-20", datetime(2026, 11, 20, 23, 59, 59, tzinfo=UTC)),
        ("20/11/2026", datetime(2026, 11, 20, 23, 59, 59, tzinfo=UTC)),
        ("2026-11-20T18:00", datetime(2026, 11, 20, 18, 0, tzinfo=UTC)),
        ("2026-11-20 18:00:05Z", datetime(2026, 11, 20, 18, 0, 5, tzinfo=UTC)),
        ("20/11/2026 18h30", datetime(2026, 11, 20, 18, 30, tzinfo=UTC)),
        ("2026-11-20T18:00-05:30", datetime(2026, 11, 20, 18, tzinfo=timezone(-timedelta(hours=5, minutes=30)))),
        ("2026-11-20 +0100", datetime(2026, 11, 20, 23, 59, 59, tzinfo=timezone(timedelta(hours=1)))),
        ("31/02/2026", None),
        ("2026-13-01", None),
        ("2026-11-20T25:00", None),
        ("2026-11-20+99:00", None),
        ("20-11-2026", None),
        ("v1.0", None),
        ("", None),
    ],
)
def test_dates_are_named_as_people_write_them(said: str, moment: datetime | None) -> None:
    assert moment_named(said) == moment


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("2026-11-19", "2026-11-19T23"),
        ("20/11/2026", "2026-11-20T12"),
        ("2026-11-20T11:59", "2026-11-19T23"),
        ("2026-11-20T12:00", "2026-11-20T12"),
        ("2026-11-21", "2026-11-21T00"),
        ("2026-11-20+01:00", "2026-11-20T12"),
        ("2026-11-20-01:00", "2026-11-21T00"),
        ("2030-01-01", "2026-11-21T00"),
    ],
)
def test_a_date_is_the_last_commit_up_to_then(line: dict[str, str], said: str, expected: str) -> None:
    with open_snapshot(line["folder"], said) as snapshot:
        assert snapshot.commit == line[expected]
        assert snapshot.until == moment_named(said)
        assert snapshot.text("plan.md").startswith(expected)


def test_a_date_before_the_first_commit_says_when_that_was(line: dict[str, str]) -> None:
    with pytest.raises(NotReadable) as caught:
        open_snapshot(line["folder"], "2026-11-18")
    assert (caught.value.reason, caught.value.detail) == ("before-first-commit", "2026-11-19")


def test_a_cut_history_does_not_pretend_that_there_was_nothing(line: dict[str, str], tmp_path: Path) -> None:
    shallow = tmp_path / "shallow"
    subprocess.run(
        ["git", "clone", "-q", "--depth", "1", f"file://{line['folder']}", str(shallow)], check=True, env=os.environ
    )
    with pytest.raises(NotReadable) as caught:
        open_snapshot(shallow, "2026-11-20")
    assert caught.value.reason == "cut-before"


def test_a_tag_that_looks_like_a_date_wins(line: dict[str, str]) -> None:
    subprocess.run(["git", "-C", line["folder"], "tag", "2026-11-21", line["2026-11-19T23"]], check=True)
    with open_snapshot(line["folder"], "2026-11-21") as snapshot:
        assert (snapshot.commit, snapshot.until) == (line["2026-11-19T23"], None)


def test_the_line_of_head_counts_and_not_what_was_merged_later(tmp_path: Path) -> None:
    """A commit of a branch, older than the merge that brings it, was not part of the main line before that merge."""
    first = commit(tmp_path, {"a.md": "1"}, "first", "2026-11-01T09:00:00+0000")
    git = ["git", "-C", str(tmp_path), "-c", f"user.name={AUTHOR.name}", "-c", f"user.email={AUTHOR.email}"]
    subprocess.run([*git, "checkout", "-q", "-b", "side"], check=True)
    commit(tmp_path, {"b.md": "2"}, "side", "2026-11-02T09:00:00+0000")
    subprocess.run([*git, "checkout", "-q", "main"], check=True)
    subprocess.run(
        [*git, "merge", "-q", "--no-ff", "-m", "merge", "side"],
        check=True, env=os.environ | {"GIT_COMMITTER_DATE": "2026-11-05T09:00:00+0000"},
    )  # fmt: skip
    with open_snapshot(tmp_path, "2026-11-03") as snapshot:
        assert snapshot.commit == first


def test_how_the_commit_was_made(line: dict[str, str]) -> None:
    with open_snapshot(line["folder"]) as snapshot:
        tree = subprocess.run(
            ["git", "-C", line["folder"], "rev-parse", "HEAD^{tree}"], check=True, capture_output=True, text=True
        ).stdout.strip()
        assert (snapshot.made.tree, snapshot.format, snapshot.changes) == (tree, "sha1", "")
        assert snapshot.made.when == datetime(2026, 11, 21, tzinfo=UTC)


def changes(folder: str | Path) -> str | None:
    with open_snapshot(folder) as snapshot:
        return snapshot.changes


def test_equal_changes_have_equal_digests(line: dict[str, str]) -> None:
    plan = Path(line["folder"]) / "plan.md"
    before = plan.read_text(encoding="utf-8")
    seen = []
    for text in ("other", "another", "other"):
        plan.write_text(text, encoding="utf-8")
        seen.append(changes(line["folder"]))
    assert seen[0] == seen[2] != seen[1]
    plan.write_text(before, encoding="utf-8")
    assert changes(line["folder"]) == ""


def test_new_and_deleted_files_are_changes_and_ignored_ones_are_none(line: dict[str, str]) -> None:
    folder = Path(line["folder"])
    (folder / "new.md").write_text("new", encoding="utf-8")
    new = changes(folder)
    (folder / "new.md").rename(folder / "newer.md")
    assert new and changes(folder) not in ("", new)
    (folder / "newer.md").unlink()
    (folder / "plan.md").unlink()
    assert changes(folder) not in ("", new)
    (folder / "plan.md").write_text("2026-11-21T00:00:00+0000", encoding="utf-8")
    (folder / ".git" / "info").mkdir(exist_ok=True)
    (folder / ".gitignore").write_text("x.log\n", encoding="utf-8")
    only_the_rule = changes(folder)
    (folder / "x.log").write_text("noise", encoding="utf-8")
    assert changes(folder) == only_the_rule


def test_a_folder_without_history_has_a_digest_of_everything(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("a", encoding="utf-8")
    first = changes(tmp_path)
    (tmp_path / "a.md").write_text("b", encoding="utf-8")
    assert first and changes(tmp_path) not in ("", None, first)
