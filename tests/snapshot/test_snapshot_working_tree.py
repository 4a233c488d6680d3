"""Which files of a working tree are judged, and whether they differ from the commit."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from jalon.snapshot import Entry, Unreadable, dirty, limits
from tests.snapshot.repos import Opened, Repo, paths


def test_untracked_files_count_unless_they_are_ignored(repo: Repo, opened: Opened) -> None:
    repo.write(".gitignore", "*.log\n/build/\n!keep.log\n")
    repo.write("src/.gitignore", "generated\n")
    repo.write("notes.md")
    repo.write("a.log")
    repo.write("src/keep.log")
    repo.write("build/x.md")
    repo.write("docs/build/x.md")
    repo.write("src/generated/x.py")
    repo.write("generated/x.py")
    listed = {entry.path: entry.tracked for entry in opened(repo.path).files}
    assert listed == {
        ".gitignore": False,
        "README.md": True,
        "docs/build/x.md": False,
        "docs/étude.md": True,
        "generated/x.py": False,
        "notes.md": False,
        "src/.gitignore": False,
        "src/app.py": True,
        "src/keep.log": False,
    }


def test_a_tracked_file_counts_even_when_it_is_ignored(repo: Repo, opened: Opened) -> None:
    repo.write(".gitignore", "report/\n")
    repo.write("report/final.md")
    repo.git("add", "-f", "report/final.md")
    repo.write("report/draft.md")
    assert [path for path in paths(opened(repo.path)) if "report" in path] == ["report/final.md"]


def test_a_git_folder_inside_is_never_entered(repo: Repo, opened: Opened) -> None:
    inner = Repo(repo.path / "front")
    inner.write("index.html")
    inner.commit()
    repo.write("docs/.GIT/config")
    snapshot = opened(repo.path)
    assert not [path for path in paths(snapshot) if ".git" in path.lower()]
    assert snapshot.nested == ("front",)
    assert Entry("front/index.html", 5, tracked=False) in snapshot.files


@pytest.mark.parametrize("change", ["edit", "same-size", "untracked", "deleted", "staged", "intent", "staged-deleted"])
def test_any_change_makes_it_dirty(repo: Repo, opened: Opened, change: str) -> None:
    match change:
        case "edit":
            repo.write("README.md", "# Budget and more\n")
        case "same-size":
            repo.write("README.md", "# Gudbet\n")
        case "untracked":
            repo.write("new.md")
        case "deleted":
            (repo.path / "README.md").unlink()
        case "staged":
            repo.write("README.md", "# Other\n")
            repo.git("add", "README.md")
        case "intent":
            repo.write("new.md")
            repo.git("add", "-N", "new.md")
        case "staged-deleted":
            repo.git("rm", "-q", "--cached", "README.md")
            repo.write(".gitignore", "README.md\n")
    assert opened(repo.path).dirty is True


def test_times_alone_do_not_make_it_dirty(repo: Repo, opened: Opened) -> None:
    for path in repo.path.rglob("*.*"):
        if ".git" not in path.parts:
            os.utime(path, (1_600_000_000, 1_600_000_000))
    assert opened(repo.path).dirty is False


def test_a_copy_is_as_clean_as_its_original(repo: Repo, tmp_path: Path, opened: Opened) -> None:
    shutil.copytree(repo.path, tmp_path / "copy", copy_function=shutil.copyfile)
    assert opened(tmp_path / "copy").dirty is False


def test_an_index_that_never_saw_the_files_is_settled_by_their_bytes(repo: Repo, opened: Opened) -> None:
    (repo.path / ".git/index").unlink()
    repo.git("read-tree", "HEAD")
    assert opened(repo.path).dirty is False
    repo.write("README.md", "# Gudbet\n")
    assert opened(repo.path).dirty is True


def test_windows_line_ends_do_not_make_it_dirty(repo: Repo, opened: Opened) -> None:
    repo.write("README.md", "# Budget\r\n")
    assert opened(repo.path).dirty is False


def test_an_ignored_file_does_not_make_it_dirty(repo: Repo, opened: Opened) -> None:
    repo.write(".gitignore", "*.log\n")
    repo.commit()
    repo.write("a.log")
    assert opened(repo.path).dirty is False


def test_a_link_is_compared_by_where_it_leads(repo: Repo, opened: Opened) -> None:
    (repo.path / "link.md").symlink_to("README.md")
    repo.commit()
    assert opened(repo.path).dirty is False
    (repo.path / "link.md").unlink()
    (repo.path / "link.md").symlink_to("src/app.py")
    assert opened(repo.path).dirty is True


def test_a_conflict_is_dirty_and_its_file_is_judged(repo: Repo, opened: Opened) -> None:
    repo.git("checkout", "-q", "-b", "other", "HEAD~1")
    repo.write("README.md", "# Theirs\n")
    repo.commit()
    repo.git("checkout", "-q", "main")
    repo.write("README.md", "# Ours\n")
    repo.commit()
    repo.git("merge", "-q", "other", check=False)
    snapshot = opened(repo.path)
    assert snapshot.dirty is True
    assert "<<<<<<<" in snapshot.text("README.md")


def test_what_would_cost_too_much_to_tell_is_not_told(
    repo: Repo, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.utime(repo.path / "README.md", (1_600_000_000, 1_600_000_000))
    monkeypatch.setattr(limits, "HASH_BYTES", 5)
    assert opened(repo.path).dirty is None


@pytest.mark.parametrize("version", [2, 3, 4])
def test_every_version_of_the_index_is_read(repo: Repo, opened: Opened, version: int) -> None:
    repo.write("docs/a/very/deep/one.md")
    repo.commit()
    repo.git("update-index", "--index-version", str(version))
    if version == 3:  # git writes version 3 only when it needs it
        repo.write("new.md")
        repo.git("add", "-N", "new.md")
    assert (repo.path / ".git/index").read_bytes()[7] == version
    listed = repo.git("ls-files", "-z").split("\0")[:-1]
    snapshot = opened(repo.path)
    assert [entry.path for entry in snapshot.files if entry.tracked] == sorted(listed)
    assert snapshot.unreadable == []


def test_a_sparse_checkout_says_what_is_not_there(repo: Repo, opened: Opened) -> None:
    repo.git("sparse-checkout", "set", "src")
    snapshot = opened(repo.path)
    assert paths(snapshot) == ["README.md", "src/app.py"]
    assert snapshot.unreadable == [("docs/étude.md", "not-checked-out")]
    assert snapshot.dirty is False


def test_a_sparse_index_says_which_folder_is_not_there(repo: Repo, opened: Opened) -> None:
    repo.git("sparse-checkout", "set", "--sparse-index", "src")
    snapshot = opened(repo.path)
    assert paths(snapshot) == ["README.md", "src/app.py"]
    assert snapshot.unreadable == [("docs/", "not-checked-out")]
    assert snapshot.dirty is False


@pytest.mark.parametrize("spoil", [b"", b"DIRC", b"nonsense" * 100, "cut", "flip", "split"], ids=str)
def test_a_damaged_index_is_told_and_head_takes_its_place(repo: Repo, opened: Opened, spoil: bytes | str) -> None:
    index = repo.path / ".git/index"
    data = index.read_bytes()
    match spoil:
        case "cut":
            index.write_bytes(data[:-30])
        case "flip":
            index.write_bytes(data[:40] + bytes([data[40] ^ 1]) + data[41:])
        case "split":
            repo.git("update-index", "--split-index")
        case bytes():
            index.write_bytes(spoil)
    repo.write(".gitignore", "docs\n")
    snapshot = opened(repo.path)
    assert {entry.path: entry.tracked for entry in snapshot.files} == {
        ".gitignore": False,
        "README.md": True,
        "docs/étude.md": True,
        "src/app.py": True,
    }
    assert snapshot.unreadable == [(".git/index", "damaged")]
    assert snapshot.dirty is None


def test_a_blob_id_is_that_of_git(repo: Repo) -> None:
    assert dirty.blob_id(b"# Budget\n", 40) == repo.git("rev-parse", "HEAD:README.md")


def test_what_lfs_keeps_elsewhere_is_absent(repo: Repo, opened: Opened) -> None:
    repo.write("demo.mp4", f"version https://git-lfs.github.com/spec/v1\noid sha256:{'a' * 64}\nsize 12345678\n")
    snapshot = opened(repo.path)
    with pytest.raises(Unreadable) as caught:
        snapshot.read("demo.mp4")
    assert caught.value.reason == "absent"
    assert snapshot.unreadable == [("demo.mp4", "absent")]
