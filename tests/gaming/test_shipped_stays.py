"""What was once shipped is known for ever: hashes are added to `checklists/shipped/`, never taken away."""

from __future__ import annotations

from pathlib import Path

import git
import pytest

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "checklists" / "shipped"
FILES = ("names.txt", "texts.txt", "lines.txt", "runs.txt", "shapes.txt")


@pytest.mark.parametrize("name", FILES)
def test_the_file_is_sorted_and_each_hash_stands_once(name: str) -> None:
    listed = (SHIPPED / name).read_text(encoding="ascii").split()
    assert listed == sorted(set(listed))
    assert len(listed) > 100


@pytest.mark.parametrize("name", FILES)
def test_no_hash_was_taken_away_since_it_was_committed(name: str) -> None:
    """Of every version of the file in the history, each hash is still there."""
    repository = git.Repo(ROOT)
    path = f"checklists/shipped/{name}"
    now = set((SHIPPED / name).read_text(encoding="ascii").split())
    lost: set[str] = set()
    for commit in repository.iter_commits(paths=path, max_count=200):
        tree = commit.tree
        try:
            was = tree[path].data_stream.read().decode("ascii").split()
        except KeyError:
            continue
        lost |= set(was) - now
    repository.close()
    assert lost == set()
