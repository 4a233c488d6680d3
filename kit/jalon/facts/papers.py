"""Documents that are examples or briefs by the folder they lie in."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from jalon.facts.codebase.languages import tongue_of
from jalon.facts.ignored import knowledge
from jalon.facts.model import Ignored
from jalon.facts.shingles import normalised
from jalon.facts.theirs import WORD, is_hidden, is_paper


def papers_of_folders(files: Sequence[str]) -> dict[str, Ignored]:
    """path → what is set aside for it (the file, or its folder when nothing else stands there), for documents among
    `files` that lie in a folder of examples or briefs.

    A folder with half of the code or more is the product itself, whatever its name.
    """
    rooted = {path: root for path in files if (root := _root(path)) is not None}
    code = Counter(rooted[path].path if path in rooted else "" for path in files if _is_code(path))
    products = {root for root, count in code.items() if 2 * count >= code.total()}
    kept = {path: root for path, root in rooted.items() if root.path in products or not is_paper(path)}
    mixed = {root.path for root in kept.values()}
    return {
        path: Ignored(path, root.reason) if root.path in mixed else root
        for path, root in rooted.items()
        if path not in kept
    }


def _root(path: str) -> Ignored | None:
    """The outermost folder of examples or briefs that holds a file."""
    known = knowledge().papers
    folders = posixpath.dirname(path).split("/")
    for depth, folder in enumerate(map(_plain, folders), 1):
        reason = next((reason for reason, names in known.folders.items() if folder in names), "")
        if not reason and folder in known.models:
            reason = "" if not known.of_things.isdisjoint(WORD.findall(_plain(path))) else "example"
        if reason and not is_hidden(path):
            return Ignored("/".join(folders[:depth]) + "/", reason)
    return None


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    return name.lower() if name.isascii() else normalised(name)


def _is_code(path: str) -> bool:
    tongue = tongue_of(path)
    return tongue is not None and tongue.counted
