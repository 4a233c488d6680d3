"""`.gitignore` as git reads it, and never longer than that."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jalon.snapshot import ignore
from tests.snapshot.repos import Repo

PIECES = ["a", "b", "ab", "*", "?", "[ab]", "[!a]", "[a-c]", "[[:alpha:]]", "[]a]", "[b-a]", "é", "\\*", "\\a", ".",
          "*.b", " ", "!", "#", "/", "**/", "/**", "/**/", "[!]a]", "[\\]]"]  # fmt: skip
NAMES = ["a", "b", "ab", "ba", "a.b", "c", "]", "*", "d ", "!a", "#a", "A", "é"]


def ignored(patterns: str, path: str) -> bool:
    """As a walk asks: folder by folder, then the file."""
    rules = ignore.with_file(None, "", patterns.encode())
    parts = path.split("/")
    folders = ("/".join(parts[:depth]) for depth in range(1, len(parts)))
    return any(ignore.ignored(rules, folder, True) for folder in folders) or ignore.ignored(rules, path, False)


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    return Repo(tmp_path_factory.mktemp("ignore") / "r")


pattern = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join)
# three oddities of git that nobody relies on: `//`, a slash within brackets, `**` glued to a literal
ordinary = pattern.filter(lambda p: not re.search(r"//|[^/!\\]\*\*|\*\*[^/]|\[[^]]*/|!\*\*", p))


@given(
    patterns=st.lists(ordinary, min_size=1, max_size=4),
    paths=st.sets(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4).map("/".join), min_size=1, max_size=30),
)
@settings(max_examples=150, deadline=None)
def test_the_same_files_as_git(reference: Repo, patterns: list[str], paths: set[str]) -> None:
    content = "\n".join(patterns) + "\n"
    reference.write(".gitignore", content)
    asked = "".join(f"{path}\0" for path in sorted(paths))
    told = reference.git("check-ignore", "--no-index", "--stdin", "-z", check=False, given=asked.encode())
    by_git = set(told.split("\0")) - {""}
    assert {path for path in paths if ignored(content, path)} == by_git


@pytest.mark.parametrize(
    ("patterns", "path", "expected"),
    [
        ("node_modules/", "web/node_modules/x.js", True),
        ("node_modules/", "node_modules", False),
        ("/build", "web/build", False),
        ("*.log\n!keep.log", "keep.log", False),
        ("logs/\n!logs/keep.log", "logs/keep.log", True),
        ("docs/**/draft", "docs/draft", True),
        ("docs/**/draft", "docs/a/b/draft", True),
        ("docs/**", "docs", False),
        ("*.env\r\n", "prod.env", True),
        ("\ufeff*.env", "prod.env", True),
        ("# comment", "# comment", False),
        ("\\#kept", "#kept", True),
        ("trailing   ", "trailing", True),
        ("trailing\\ ", "trailing ", True),
        ("caf??", "café", True),
        ("[", "[", False),
        ("a\\", "a\\", False),
        ("x" * 400, "x" * 400, False),
        ("", "a", False),
    ],
)
def test_what_people_write(patterns: str, path: str, expected: bool) -> None:
    assert ignored(patterns, path) is expected


def test_the_nearest_file_wins() -> None:
    above = ignore.with_file(None, "", b"*.md\n")
    below = ignore.with_file(above, "docs", b"!*.md\n/private\n")
    assert ignore.ignored(above, "docs/a.md", False)
    assert not ignore.ignored(below, "docs/a.md", False)
    assert ignore.ignored(below, "docs/private", False)
    assert not ignore.ignored(below, "docs/x/private", False)


def test_the_number_of_rules_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jalon.snapshot.limits.IGNORE_RULES", 3)
    above = ignore.with_file(None, "", b"a\nb\n")
    below = ignore.with_file(above, "d", b"c\ne\n")
    assert [ignore.ignored(below, f"d/{name}", False) for name in "abce"] == [True, True, True, False]


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("*a" * 140 + "b", "a" * 255),
        ("?*" * 140 + "b", "a" * 255),
        ("*[a-z]" * 45 + "0", "a" * 255),
        ("**/a/" * 50 + "b", "a/" * 200 + "c"),
        ("**/" * 90 + "b", "a/" * 200 + "c"),
        ("*" * 299 + "b", "a" * 255),
    ],
    ids=["stars", "marks", "classes", "folders", "only-folders", "many-stars"],
)
def test_no_pattern_backtracks(pattern: str, path: str) -> None:
    rules = ignore.with_file(None, "", pattern.encode())
    started = time.process_time()
    for _ in range(20):
        assert not ignore.ignored(rules, path, False)
    assert time.process_time() - started < 1


@given(st.text(max_size=60), st.text(min_size=1, max_size=20))
@settings(max_examples=300, deadline=None)
def test_any_text_is_a_list_of_patterns(content: str, path: str) -> None:
    assert ignore.ignored(ignore.with_file(None, "", content.encode()), path, False) in {True, False}


def test_a_link_is_no_list_of_patterns(repo: Repo, tmp_path: Path) -> None:
    from jalon.snapshot import open_snapshot

    (tmp_path / "patterns").write_text("*.md\n")
    (repo.path / ".gitignore").symlink_to(tmp_path / "patterns")
    repo.write("new.md")
    with open_snapshot(repo.path) as snapshot:
        assert "new.md" in [entry.path for entry in snapshot.files]
