"""What can be opened, and what is said of it."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from jalon.snapshot import Entry, NotReadable, Unreadable, git, open_snapshot
from tests.snapshot.repos import GIT_ENVIRONMENT, Opened, Repo, paths, use_everything


def test_an_ordinary_repository(repo: Repo, opened: Opened) -> None:
    snapshot = opened(repo.path)
    assert snapshot.name == "capstone"
    assert snapshot.path == repo.path.resolve()
    assert snapshot.commit == repo.git("rev-parse", "HEAD")
    assert (snapshot.dirty, snapshot.shallow, snapshot.history_problem) == (False, False, "")
    assert snapshot.files == (
        Entry("README.md", 9, tracked=True),
        Entry("docs/étude.md", 16, tracked=True),
        Entry("src/app.py", 17, tracked=True),
    )
    assert snapshot.read("README.md") == b"# Budget\n"
    assert snapshot.text("docs/étude.md") == "Coût : 12 k€\n"
    assert snapshot.unreadable == []


@pytest.mark.parametrize("make", ["missing", "nul", "file"])
def test_what_is_no_folder_is_a_declared_error(tmp_path: Path, make: str) -> None:
    (tmp_path / "file").write_text("x")
    path, reason = {
        "missing": (tmp_path / "missing", "no-such-folder"),
        "nul": ("a\0b", "no-such-folder"),
        "file": (tmp_path / "file", "not-a-folder"),
    }[make]
    with pytest.raises(NotReadable) as caught:
        open_snapshot(path)
    assert caught.value.reason == reason


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the system lets this user read everything")
def test_a_folder_that_may_not_be_read_is_a_declared_error(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0)
    with pytest.raises(NotReadable) as caught:
        open_snapshot(tmp_path / "closed")
    assert caught.value.reason == "no-permission"


def test_a_folder_without_git_is_read_and_its_history_is_unknown(tmp_path: Path, opened: Opened) -> None:
    folder = Repo(tmp_path / "plain", start=False)
    folder.write("a.md", "x")
    folder.write(".gitignore", "node_modules/\n")
    folder.write("node_modules/lib.js", "x")
    snapshot = opened(folder.path)
    assert snapshot.files == (Entry(".gitignore", 14, tracked=False), Entry("a.md", 1, tracked=False))
    assert (snapshot.history_problem, snapshot.commit, snapshot.dirty, snapshot.log()) == ("none", None, None, ())
    assert (snapshot.tags(), snapshot.branches(), snapshot.remote()) == ((), (), "")


def test_a_repository_above_the_folder_is_left_alone(repo: Repo, opened: Opened) -> None:
    snapshot = opened(repo.path / "docs")
    assert paths(snapshot) == ["étude.md"]
    assert snapshot.history_problem == "none"


def test_an_empty_repository(tmp_path: Path, opened: Opened) -> None:
    empty = Repo(tmp_path / "empty")
    snapshot = opened(empty.path)
    assert (snapshot.files, snapshot.commit, snapshot.history_problem) == ((), None, "")
    assert (snapshot.log(), snapshot.dirty) == ((), False)


def test_files_before_the_first_commit_are_judged(tmp_path: Path, opened: Opened) -> None:
    fresh = Repo(tmp_path / "fresh")
    fresh.write("a.md")
    fresh.git("add", "a.md")
    snapshot = opened(fresh.path)
    assert snapshot.files == (Entry("a.md", 5, tracked=True),)
    assert (snapshot.dirty, snapshot.history_problem) == (True, "")


def test_a_detached_head(repo: Repo, opened: Opened) -> None:
    repo.git("checkout", "-q", "--detach", "HEAD~1")
    snapshot = opened(repo.path)
    assert snapshot.commit == repo.git("rev-parse", "HEAD")
    assert [commit.subject for commit in snapshot.log()] == ["first"]


def test_a_bare_repository_is_judged_at_head(repo: Repo, tmp_path: Path, opened: Opened) -> None:
    repo.git("clone", "-q", "--bare", ".", str(tmp_path / "work.git"))
    snapshot = opened(tmp_path / "work.git")
    assert paths(snapshot) == ["README.md", "docs/étude.md", "src/app.py"]
    assert snapshot.text("docs/étude.md") == "Coût : 12 k€\n"
    assert (snapshot.dirty, len(snapshot.log())) == (False, 2)


def test_an_empty_bare_repository(tmp_path: Path, opened: Opened) -> None:
    snapshot = opened(Repo(tmp_path / "empty.git", "--bare").path)
    assert (snapshot.files, snapshot.commit, snapshot.log()) == ((), None, ())


def test_a_bare_repository_whose_history_is_unknown_cannot_be_judged(repo: Repo, tmp_path: Path) -> None:
    repo.git("clone", "-q", "--bare", "--shared", ".", str(tmp_path / "borrowing.git"))
    with pytest.raises(NotReadable) as caught:
        open_snapshot(tmp_path / "borrowing.git")
    assert (caught.value.reason, caught.value.detail) == ("no-history", "alternates-outside")


def test_a_shallow_clone_says_so(repo: Repo, tmp_path: Path, opened: Opened) -> None:
    repo.git("clone", "-q", "--depth", "1", repo.path.as_uri(), str(tmp_path / "shallow"))
    snapshot = opened(tmp_path / "shallow")
    assert snapshot.shallow
    assert [commit.subject for commit in snapshot.log()] == ["second"]
    assert (snapshot.history_problem, snapshot.dirty) == ("", False)


def test_an_additional_working_tree_has_its_own_head_and_the_common_history(
    repo: Repo, tmp_path: Path, opened: Opened
) -> None:
    repo.git("worktree", "add", "-q", "-b", "side", str(tmp_path / "side"), "HEAD~1")
    snapshot = opened(tmp_path / "side")
    assert snapshot.commit == repo.git("rev-parse", "side")
    assert paths(snapshot) == ["README.md", "src/app.py"]
    assert {branch.name for branch in snapshot.branches()} == {"main", "side"}
    assert (snapshot.history_problem, snapshot.dirty) == ("", False)


def test_a_submodule_is_a_repository_of_its_own(repo: Repo, tmp_path: Path, opened: Opened) -> None:
    outer = Repo(tmp_path / "outer")
    outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", repo.path.as_uri(), "front")
    outer.commit()
    inner = opened(outer.path / "front")
    assert (inner.history_problem, inner.commit) == ("", repo.git("rev-parse", "HEAD"))
    assert inner.dirty is False
    whole = opened(outer.path)
    assert whole.nested == ("front",)
    assert Entry("front/README.md", 9, tracked=False) in whole.files
    assert not any(".git/" in path or path.endswith(".git") for path in paths(whole))
    assert whole.dirty is False


def test_sha256(tmp_path: Path, opened: Opened) -> None:
    repo = Repo(tmp_path / "modern", "--object-format=sha256")
    repo.write("a.md", "x")
    head = repo.commit("only")
    snapshot = opened(repo.path)
    assert snapshot.commit == head
    assert len(head) == 64
    assert ([commit.id for commit in snapshot.log()], snapshot.dirty) == ([head], False)
    assert opened(repo.path, head[:12]).read("a.md") == b"x"


def test_without_git_the_files_and_the_commit_are_known(
    repo: Repo, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(repo.path))
    snapshot = opened(repo.path)
    assert (snapshot.history_problem, snapshot.commit) == ("git-missing", repo_head(repo))
    assert len(snapshot.files) == 3
    assert (snapshot.log(), snapshot.dirty) == ((), None)
    repo.write("new.md")
    assert opened(repo.path).dirty is True


def repo_head(repo: Repo) -> str:
    return (repo.path / ".git/refs/heads/main").read_text().strip()


def test_a_git_program_of_the_audited_repository_is_never_chosen(
    repo: Repo, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    trap = repo.write("venv/bin/git", f"#!/bin/sh\ntouch {repo.path}/marker\n")
    trap.chmod(0o755)
    monkeypatch.setenv("PATH", f"{trap.parent}{os.pathsep}{os.environ['PATH']}")
    assert git.program(repo.path.resolve()) == shutil.which("git", path=GIT_ENVIRONMENT["PATH"])
    assert len(opened(repo.path).log()) == 2
    assert not (repo.path / "marker").exists()


def test_closing_leaves_nothing_behind(repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    room = tmp_path / "room"
    room.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(room))
    with open_snapshot(repo.path) as snapshot:
        use_everything(snapshot)
        child = snapshot._git and snapshot._git._batch and snapshot._git._batch._process
        assert len(list(room.iterdir())) == 1
    assert list(room.iterdir()) == []
    assert isinstance(child, subprocess.Popen)
    assert child.poll() is not None
    snapshot.close()
    with pytest.raises(Unreadable):
        snapshot.read("README.md")


def test_nothing_is_written_in_the_audited_repository(repo: Repo, opened: Opened) -> None:
    def state() -> dict[str, tuple[int, int]]:
        return {
            str(path): (path.lstat().st_mtime_ns, path.lstat().st_size)
            for path in repo.path.rglob("*")
        }  # fmt: skip

    os.utime(repo.path / "README.md", (1_600_000_000, 1_600_000_000))
    before = state()
    use_everything(opened(repo.path))
    use_everything(opened(repo.path, "HEAD~1"))
    assert state() == before


def test_a_machine_without_room_tells_no_history(repo: Repo, opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(repo.path / "nowhere"))
    snapshot = opened(repo.path)
    assert (snapshot.history_problem, snapshot.commit, len(snapshot.files)) == ("git-failed", repo_head(repo), 3)


def test_a_snapshot_that_nobody_closes_leaves_no_folder(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = tmp_path / "room"
    room.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(room))
    snapshot = open_snapshot(repo.path)
    assert list(room.iterdir())
    del snapshot
    gc.collect()
    assert list(room.iterdir()) == []
