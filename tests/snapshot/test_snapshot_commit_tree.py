"""A commit judged without a checkout."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from jalon.snapshot import Entry, NotReadable, Unreadable, git, limits, open_snapshot
from tests.snapshot.repos import Opened, Repo, paths, use_everything


def test_a_revision_is_what_was_committed_then(repo: Repo, tmp_path: Path, opened: Opened) -> None:
    repo.write("README.md", "# Changed since\n")
    repo.write("untracked.md")
    snapshot = opened(repo.path, "HEAD~1")
    assert snapshot.files == (Entry("README.md", 9, tracked=True), Entry("src/app.py", 17, tracked=True))
    assert snapshot.read("README.md") == b"# Budget\n"
    assert snapshot.commit == repo.git("rev-parse", "HEAD~1")
    assert [commit.subject for commit in snapshot.log()] == ["first"]
    assert snapshot.dirty is False

    repo.git("worktree", "add", "-q", str(tmp_path / "checkout"), "HEAD")
    on_disk, from_objects = opened(tmp_path / "checkout"), opened(repo.path, "HEAD")
    assert on_disk.files == from_objects.files
    assert all(on_disk.read(path) == from_objects.read(path) for path in paths(on_disk))


def test_every_way_to_name_a_commit(repo: Repo, opened: Opened) -> None:
    first, second = repo.git("rev-list", "--reverse", "HEAD").split()
    repo.git("tag", "v1", first)
    repo.git("tag", "-a", "-m", "release", "v2", second)
    repo.git("branch", "work/side", first)
    repo.git("update-ref", "refs/remotes/origin/main", first)
    for name, commit in {
        second: second,
        second[:7]: second,
        second[:10].upper(): second,
        "HEAD": second,
        "HEAD~": first,
        "HEAD^1": first,
        "main~1": first,
        "v1": first,
        "v2": second,
        "v2^": first,
        "work/side": first,
        "refs/heads/work/side": first,
        "origin/main": first,
    }.items():
        assert opened(repo.path, name).commit == commit, name
    repo.git("pack-refs", "--all")
    repo.git("gc", "-q")
    for name in ("v1", "work/side", "origin/main", "main~1", first[:8]):
        assert opened(repo.path, name).commit == first, name


@pytest.mark.parametrize(
    "revision",
    ["", "nowhere", "HEAD~99", "HEAD^3", "deadbeef", "HEAD:README.md", "HEAD@{1}", "HEAD^{tree}", "--all", "-1",
     "main\nHEAD", "../../x", "\0", "é", "~1", "HEAD HEAD", ":/first", "0" * 40, "f" * 65],
)  # fmt: skip
def test_a_revision_that_is_none_is_a_declared_error(repo: Repo, revision: str) -> None:
    with pytest.raises(NotReadable) as caught:
        open_snapshot(repo.path, revision)
    assert caught.value.reason == "unknown-revision"


def test_a_revision_of_a_folder_without_history_is_a_declared_error(tmp_path: Path) -> None:
    with pytest.raises(NotReadable) as caught:
        open_snapshot(tmp_path, "HEAD")
    assert (caught.value.reason, caught.value.detail) == ("no-history", "none")


def test_a_head_that_is_broken_does_not_hide_a_commit(repo: Repo, opened: Opened) -> None:
    head = repo.git("rev-parse", "HEAD")
    (repo.path / ".git/HEAD").write_text("nonsense")
    assert len(opened(repo.path, head).files) == 3


def test_links_and_submodules_of_a_commit_are_no_files(repo: Repo, opened: Opened) -> None:
    (repo.path / "inside.md").symlink_to("docs/étude.md")
    (repo.path / "docs/up.md").symlink_to("../../outside.md")
    (repo.path / "away").symlink_to("/etc")
    (repo.path / "gone").symlink_to("nowhere")
    inner = Repo(repo.path / "front")
    inner.commit()
    head = repo.commit()
    snapshot = opened(repo.path, head)
    assert paths(snapshot) == ["README.md", "docs/étude.md", "src/app.py"]
    assert snapshot.nested == ("front",)
    assert snapshot.unreadable == [("away", "link-outside"), ("docs/up.md", "link-outside"), ("gone", "link-broken")]


def test_an_absent_blob_is_told(repo: Repo, opened: Opened) -> None:
    _remove(repo, "HEAD:README.md")
    snapshot = opened(repo.path, "HEAD")
    assert paths(snapshot) == ["docs/étude.md", "src/app.py"]
    assert snapshot.unreadable == [("README.md", "absent")]


def test_a_file_that_a_partial_clone_never_had_is_told(repo: Repo, opened: Opened) -> None:
    _remove(repo, "HEAD:README.md")
    (repo.path / "README.md").unlink()
    (repo.path / "src/app.py").unlink()  # its blob is there: somebody deleted it
    snapshot = opened(repo.path)
    assert paths(snapshot) == ["docs/étude.md"]
    assert snapshot.unreadable == [("README.md", "absent")]


def test_a_blobless_clone_is_read_for_what_it_has(repo: Repo, tmp_path: Path, opened: Opened) -> None:
    repo.setting("uploadpack.allowFilter", "true")
    repo.git("clone", "-q", "--bare", "--filter=blob:none", repo.path.as_uri(), str(tmp_path / "partial.git"))
    snapshot = opened(tmp_path / "partial.git")
    assert (snapshot.files, [reason for _, reason in snapshot.unreadable]) == ((), ["absent"] * 3)
    assert [commit.paths for commit in snapshot.log()] == [("docs/étude.md",), ("README.md", "src/app.py")]


def test_a_treeless_clone_tells_its_commits_without_their_files(repo: Repo, tmp_path: Path, opened: Opened) -> None:
    repo.setting("uploadpack.allowFilter", "true")
    repo.git("clone", "-q", "--bare", "--filter=tree:0", repo.path.as_uri(), str(tmp_path / "partial.git"))
    snapshot = opened(tmp_path / "partial.git")
    assert [(commit.subject, commit.paths, commit.partial) for commit in snapshot.log()] == [
        ("second", (), True),
        ("first", (), True),
    ]
    assert (snapshot.files, snapshot.unreadable) == ((), [(".", "damaged")])


def test_a_damaged_blob_costs_that_file(repo: Repo, opened: Opened) -> None:
    snapshot = opened(repo.path, "HEAD")
    _object(repo, "HEAD:README.md").chmod(0o644)
    _object(repo, "HEAD:README.md").write_bytes(b"nonsense")
    with pytest.raises(Unreadable) as caught:
        snapshot.read("README.md")
    assert caught.value.reason in {"damaged", "absent"}
    assert snapshot.read("src/app.py") == b"print('bonjour')\n"


def test_a_blob_that_is_not_what_its_id_says_is_refused(repo: Repo, opened: Opened) -> None:
    other = repo.git("hash-object", "-w", "--stdin", given=b"# Forged\n")
    target, forged = _object(repo, "HEAD:README.md"), _object(repo, other)
    target.chmod(0o644)
    target.write_bytes(forged.read_bytes())
    with pytest.raises(Unreadable) as caught:
        opened(repo.path, "HEAD").read("README.md")
    assert caught.value.reason == "damaged"


def test_a_blob_beyond_the_limit_costs_that_read(repo: Repo, opened: Opened) -> None:
    repo.write("big.csv", b"x" * 1000)
    snapshot = opened(repo.path, repo.commit())
    for _ in range(2):
        with pytest.raises(Unreadable) as caught:
            snapshot.read("big.csv", 999)
        assert caught.value.reason == "too-large"
    assert snapshot.read("big.csv", 1000) == b"x" * 1000


def test_an_object_that_inflates_without_end_is_bounded(repo: Repo, opened: Opened) -> None:
    with (repo.path / "zeros").open("wb") as file:
        file.truncate(limits.FILE_BYTES + 1)
    head = repo.commit()
    assert _object(repo, "HEAD:zeros").stat().st_size < 1024**2
    (repo.path / "zeros").unlink()
    started = time.monotonic()
    with pytest.raises(Unreadable) as caught:
        opened(repo.path, head).read("zeros")
    assert caught.value.reason == "too-large"
    assert time.monotonic() - started < 20


def test_a_tree_that_names_itself_ten_times_at_each_level_is_bounded(
    repo: Repo, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "GIT_MEMORY", 64 * 1024**2)
    monkeypatch.setattr(limits, "GIT_OUTPUT", 2 * 1024**2)
    tree = repo.git("rev-parse", "HEAD^{tree}")
    for _ in range(10):
        tree = repo.git("mktree", given="".join(f"040000 tree {tree}\td{n}\n" for n in range(10)).encode())
    head = repo.git("commit-tree", "-m", "bomb", tree)
    repo.git("update-ref", "HEAD", head)
    started = time.monotonic()
    snapshot = opened(repo.path, "HEAD")
    assert 0 < len(snapshot.files) < limits.FILES
    assert (".", "too-many-entries") in snapshot.unreadable
    assert [(commit.subject, commit.partial) for commit in snapshot.log()] == [("bomb", True)]
    assert opened(repo.path).dirty is not False
    assert time.monotonic() - started < 60


def test_names_that_git_would_never_write_are_left_out(repo: Repo, opened: Opened) -> None:
    blob = bytes.fromhex(repo.git("rev-parse", "HEAD:README.md"))
    raw = b"".join(b"100644 " + name + b"\0" + blob for name in (b"..", b".git", b"a/../../b", b"good.md"))
    tree = repo.git("hash-object", "-t", "tree", "-w", "--literally", "--stdin", given=raw)
    snapshot = opened(repo.path, repo.git("commit-tree", "-m", "odd", tree))
    assert paths(snapshot) == ["good.md"]
    assert (".", "damaged") in snapshot.unreadable


def test_git_that_lasts_is_stopped(repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = tmp_path / "git"
    slow.write_text("#!/bin/sh\nexec /bin/sleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setattr(limits, "GIT_SECONDS", 0.5)
    session = git.Git(str(slow), repo.path / ".git/objects", "sha1", ())
    started = time.monotonic()
    with pytest.raises(git.Failed) as caught:
        session.object("HEAD", 100)
    assert caught.value.reason == "timeout"
    assert session.run("log") == git.Output(b"", "timeout")
    session.close()
    assert time.monotonic() - started < 30


def test_git_that_talks_without_end_is_stopped(repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loud = tmp_path / "git"
    loud.write_text("#!/bin/sh\nexec /usr/bin/yes\n")
    loud.chmod(0o755)
    monkeypatch.setattr(limits, "GIT_OUTPUT", 1000)
    session = git.Git(str(loud), repo.path / ".git/objects", "sha1", ())
    output = session.run("log")
    assert (len(output.data), output.problem) == (1000, "too-large")
    with pytest.raises(git.Failed) as caught:
        session.object("HEAD", 100)
    assert caught.value.reason == "damaged"
    session.close()


@pytest.mark.skipif(not hasattr(os, "fork") or not Path("/proc/self").exists(), reason="memory is limited on Linux")
def test_git_that_eats_memory_is_stopped(repo: Repo, opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    with (repo.path / "zeros").open("wb") as file:
        file.truncate(64 * 1024**2)
    head = repo.commit()
    repo.git("gc", "-q")  # a loose blob is streamed, a packed one is built in memory
    monkeypatch.setattr(limits, "GIT_MEMORY", 40 * 1024**2)
    snapshot = opened(repo.path, head)
    with pytest.raises(Unreadable):
        snapshot.read("zeros", 200 * 1024**2)
    assert snapshot.read("README.md") == b"# Budget\n"


def test_damaged_packs_cost_the_history_only(repo: Repo, opened: Opened) -> None:
    repo.git("gc", "-q")
    for pack in (repo.path / ".git/objects/pack").glob("*.pack"):
        pack.chmod(0o644)
        data = pack.read_bytes()
        pack.write_bytes(data[:12] + b"\xff" * (len(data) - 12))
    snapshot = opened(repo.path)
    use_everything(snapshot)
    assert (snapshot.history_problem, len(snapshot.files)) == ("damaged", 3)


def _object(repo: Repo, name: str) -> Path:
    oid = repo.git("rev-parse", name)
    return repo.path / ".git/objects" / oid[:2] / oid[2:]


def _remove(repo: Repo, name: str) -> None:
    _object(repo, name).unlink()
