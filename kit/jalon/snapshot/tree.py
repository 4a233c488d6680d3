"""The files of a commit, without a checkout."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple

from jalon.snapshot import limits, names
from jalon.snapshot.git import Failed, Git

_LINE = re.compile(rb"([0-7]{6}) (?:blob|tree|commit) ([0-9a-f]{40,64})(?: +(\d{1,19}|-|BAD))?\t(.*)", re.DOTALL)
FILE, LINK, SUBMODULE = 0o100000, 0o120000, 0o160000


class Node(NamedTuple):
    """A file of a tree: `kind` is the file type of its mode, `size` in bytes, None when the blob is not there."""

    id: str
    kind: int
    size: int | None


class Tree(NamedTuple):
    """Path (as the system spells it) → file, and why something of it could not be listed.

    problem: "" · damaged · timeout · too-many-entries.
    """

    nodes: dict[str, Node]
    problem: str


def read(git: Git, commit: str, sizes: bool) -> Tree:
    """The tree of a commit; without `sizes` (which costs a look at every blob) they are all None."""
    output = git.run("ls-tree", "-r", "-z", "--full-tree", *(["-l"] if sizes else []), commit)
    nodes: dict[str, Node] = {}
    problem = "too-many-entries" if output.problem == "too-large" else output.problem
    for line in _lines(output.data):
        found = _LINE.fullmatch(line)
        path = names.system(found[4]) if found else ""
        if len(nodes) >= limits.FILES:
            problem = "too-many-entries"
            break
        if not found or not names.proper(path):
            problem = problem or "damaged"
            continue
        size = int(found[3]) if found[3] and found[3].isdigit() else None
        nodes[path] = Node(found[2].decode(), int(found[1], 8) & 0o170000, size)
    return Tree(nodes, problem)


def _lines(data: bytes) -> Iterator[bytes]:
    """What ends with a zero, one at a time: a list of them all would take as much again as the whole."""
    start = 0
    while (end := data.find(b"\0", start)) >= 0:
        yield data[start:end]
        start = end + 1


def leads(git: Git, tree: Tree) -> dict[str, str]:
    """Where each link leads: inside · outside · nowhere. Links on the way are not followed."""
    links = [path for path, node in tree.nodes.items() if node.kind == LINK]
    folders = names.folders_of(tree.nodes) if links else set()
    told: dict[str, str] = {}
    for path in links[: limits.LINKS]:
        try:
            target = names.system(git.object(tree.nodes[path].id, limits.REF_BYTES).data)
        except Failed:
            told[path] = "nowhere"
            continue
        place = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
        if place.startswith("/") or place == ".." or place.startswith("../") or target[1:2] == ":":
            told[path] = "outside"
        else:
            told[path] = "inside" if place == "." or place in tree.nodes or place in folders else "nowhere"
    return told
