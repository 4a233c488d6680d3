"""The cache answers with what was kept, or not at all; whoever else has a hand in it changes nothing."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon import cache
from jalon.cache import Cache, choose, chosen, key, open_cache

POSIX = pytest.mark.skipif(os.name == "nt", reason="owners and modes are those of POSIX")


@pytest.fixture(autouse=True)
def _wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JALON_NO_CACHE")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "cache"
    made.mkdir(mode=0o700)
    return made


def test_what_was_written_is_read(folder: Path) -> None:
    Cache(folder).write("a", b"one")
    assert Cache(folder).read("a") == b"one"
    assert Cache(folder).read("b") is None


@POSIX
def test_entries_are_the_users_own(folder: Path) -> None:
    Cache(folder).write("a", b"one")
    assert (folder / "a").stat().st_mode & 0o777 == 0o600


@given(st.lists(st.binary(max_size=4), max_size=4), st.lists(st.binary(max_size=4), max_size=4))
def test_a_name_stands_for_its_parts_and_where_they_end(one: list[bytes], other: list[bytes]) -> None:
    assert (key(*one) == key(*other)) == (one == other)


@pytest.mark.parametrize("damage", ["cut", "empty", "flipped", "other name", "folder", "link", "writable by others"])
def test_a_damaged_entry_is_none(folder: Path, damage: str) -> None:
    kept = Cache(folder)
    kept.write("a", b"one")
    whole = (folder / "a").read_bytes()
    match damage:
        case "cut":
            (folder / "a").write_bytes(whole[:-1])
        case "empty":
            (folder / "a").write_bytes(b"")
        case "flipped":
            (folder / "a").write_bytes(whole[:-1] + b"E")
        case "other name":
            (folder / "a").replace(folder / "b")
        case "folder":
            (folder / "a").unlink()
            (folder / "a").mkdir()
        case "link" if os.name != "nt":
            (folder / "a").replace(folder / "elsewhere")
            (folder / "a").symlink_to("elsewhere")
        case "writable by others" if os.name != "nt":
            (folder / "a").chmod(0o666)
        case _:
            pytest.skip("POSIX")
    assert kept.read("a") is None
    assert kept.read("b") is None


@POSIX
def test_a_folder_that_others_may_write_to_is_not_used(folder: Path) -> None:
    Cache(folder).write("a", b"one")
    folder.chmod(0o777)
    assert Cache(folder).read("a") is None
    Cache(folder).write("b", b"two")
    assert not (folder / "b").exists()


@POSIX
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_read_only_folder_keeps_nothing_and_breaks_nothing(folder: Path) -> None:
    folder.chmod(0o500)
    Cache(folder).write("a", b"one")
    assert Cache(folder).read("a") is None


@POSIX
def test_the_folder_of_somebody_else_is_not_used(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Cache(folder).write("a", b"one")
    monkeypatch.setattr(os, "geteuid", lambda: 4242)
    assert Cache(folder).read("a") is None


def test_writers_at_the_same_time_leave_one_whole_entry(folder: Path) -> None:
    contents = [bytes([n]) * 200_000 for n in range(16)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda content: Cache(folder).write("a", content), contents))
    assert Cache(folder).read("a") in contents
    assert [one.name for one in folder.iterdir()] == ["a"]


def test_the_oldest_go_when_there_is_too_much(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MOST_TOTAL", 1_000)
    kept = Cache(folder)
    for n in range(10):
        kept.write(f"{n}", b"x" * 300)
        if (folder / f"{n}").exists():
            os.utime(folder / f"{n}", (n, n))
    assert sum(one.stat().st_size for one in folder.iterdir()) <= 1_000
    assert kept.read("9") is not None
    assert kept.read("0") is None


def test_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JALON_CACHE_DIR", str(tmp_path / "here"))
    open_cache([]).write("a", b"one")
    assert (tmp_path / "here" / "a").is_file()


@pytest.mark.skipif(os.name == "nt", reason="XDG is not for Windows")
def test_a_relative_folder_of_the_environment_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JALON_CACHE_DIR", raising=False)
    monkeypatch.setattr(cache.sys, "platform", "linux")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", "somewhere")
    monkeypatch.chdir(tmp_path)
    open_cache([]).write("a", b"one")
    assert (tmp_path / ".cache" / "jalon" / "a").is_file()
    assert not (tmp_path / "somewhere").exists()


def test_it_is_not_used_inside_what_is_audited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JALON_CACHE_DIR", str(tmp_path / "repository" / ".cache"))
    monkeypatch.setattr(cache, "_chosen", Cache(None))
    choose([tmp_path / "other", tmp_path / "repository"])
    chosen().write("a", b"one")
    assert not (tmp_path / "repository").exists()
    choose([tmp_path / "other"])
    chosen().write("a", b"one")
    assert (tmp_path / "repository" / ".cache" / "a").is_file()


def test_whoever_wants_none_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JALON_CACHE_DIR", str(tmp_path / "here"))
    monkeypatch.setenv("JALON_NO_CACHE", "1")
    open_cache([]).write("a", b"one")
    assert not (tmp_path / "here").exists()
