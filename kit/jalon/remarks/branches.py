"""What stands on another branch only: shown, never counted. Names of files alone are read, never their contents."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import takewhile

from jalon.facts.history import MOST_COMMITS
from jalon.facts.ignored import knowledge as ignored
from jalon.facts.mentions import FIRST_NAMES
from jalon.facts.model import At, History
from jalon.facts.registers.words import without_accents
from jalon.remarks.knowledge import knowledge
from jalon.remarks.remark import Remark, Rule
from jalon.snapshot import Snapshot

MOST_BRANCHES = 12
MOST_NAMED = 20


def branches(snapshot: Snapshot, history: History) -> Iterator[Remark]:
    """Documents, pipelines and tests of a branch that HEAD neither has, under that name or another, nor ever had."""
    commits = snapshot.log(MOST_COMMITS)
    if not commits or not snapshot.commit:
        return
    merged = {one.id for one in commits}
    ever = {path for one in commits for path in one.paths}
    head = snapshot.tree_of(snapshot.commit)
    blobs = set(head.values())
    told: set[frozenset[str]] = set()
    published = knowledge().branches.published
    tips = {
        one.id: one.name
        for one in reversed(snapshot.branches())
        if one.id not in merged and one.name.rpartition("/")[2].lower() not in published
    }
    for tip, name in list(tips.items())[:MOST_BRANCHES]:
        files = snapshot.tree_of(tip)
        alone = sorted(
            path for path, blob in files.items()
            if path not in head and path not in ever and blob not in blobs and _matters(path)
        )  # fmt: skip
        if alone and (same := frozenset(alone)) not in told:
            told.add(same)
            named = "" if _names_somebody(name, history) else name
            yield Remark("other-branch", at=At(commit=tip), values={"branch": named, "n": len(alone),
                         "files": _discreet(alone[:MOST_NAMED], history)})  # fmt: skip


def _discreet(paths: list[str], history: History) -> list[str]:
    """The paths, each up to the part that bears an author's name."""
    authors = _authors(history)
    return [_without_author(path.split("/"), authors) for path in paths]


def _without_author(parts: list[str], authors: set[str]) -> str:
    kept = list(takewhile(lambda one: not _words(one) & authors, parts))
    return "/".join(kept if len(kept) == len(parts) else [*kept, "…"])


def _authors(history: History) -> set[str]:
    return _words(" ".join(name for name, _ in history.people)) - _words(" ".join(knowledge().roles))


def _matters(path: str) -> bool:
    known, low = knowledge().branches, path.lower()
    folders = low.split("/")[:-1]
    if any(one in _not_theirs() for one in folders):
        return False
    if low.endswith(known.documents) or any(one in low for one in known.pipelines):
        return True
    return low.endswith(_CODE) and any(one in f"/{low}" for one in known.tests)


_CODE = (".py", ".js", ".jsx", ".ts", ".tsx", ".java", ".kt", ".php", ".cs", ".go", ".rb", ".rs", ".feature")


def _not_theirs() -> Collection[str]:
    return {name.lower() for names in ignored().folders.values() for name in names}


def _names_somebody(branch: str, history: History) -> bool:
    """Whether a branch may bear somebody's name: an author's, a first name, or any name that is no usual one."""
    authors = " ".join(f"{name} {address.partition('@')[0]}" for name, address in history.people)
    words = _words(branch)
    known, local = knowledge().branches, branch.lower().removeprefix("origin/")
    usual = local in known.whole or local.startswith(known.starts)
    return not usual or bool(words & _words(authors) or words & _first_names())


@lru_cache(maxsize=1)
def _first_names() -> frozenset[str]:
    return frozenset(without_accents(one) for one in FIRST_NAMES)


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]{3,}", without_accents(text.lower())))


RULES = (Rule("branches", branches),)
