"""What makes a report again: the program, its data, the checklist, what was asked, and each repository as it was.

Nothing here depends on the machine or on the hour: the same files, history, checklist and version give the same bytes.
One exception is the history's doing: a commit dated in the future does not count until its day has come.
When the audit was made is written only if the caller says it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

import msgspec

from jalon import __version__
from jalon.facts import Facts
from jalon.facts.model import Codebase, Diagrams, Documents, Ignored, Inventory, Pages, Pipelines, Unread
from jalon.facts.scaffold import Scaffold
from jalon.opening import Opened
from jalon.resources import resource
from jalon.snapshot import Snapshot

# what is read beside the checklist, and changes verdicts
DATA = ("knowledge", "norms", "shipped")
Fact = TypeVar("Fact")
# the facts that say what they could not read, beside documents, and what stands for one whose reader crashed
_READERS: Mapping[str, Any] = {
    "codebase": Codebase(),
    "diagrams": Diagrams(),
    "pages": Pages(),
    "pipelines": Pipelines(),
}


class Tool(msgspec.Struct, frozen=True):
    """Which program made the report; `data` is the SHA-256 of all that it knows beside the checklist."""

    name: str = "jalon"
    version: str = __version__
    data: str = ""


class Against(msgspec.Struct, frozen=True):
    """Which checklist was used; `sha256` covers every file of it."""

    id: str
    version: str
    sha256: str


class Asked(msgspec.Struct, frozen=True):
    """What the caller asked for, as it was written: blocks that count (all when empty), requirements and competencies
    taken out, the revision or date (`""`: the files as they stood). `authors`: whether names were wanted. `when`: the
    moment of the audit when the caller gave one."""

    blocks: tuple[str, ...] = ()
    not_applicable: tuple[str, ...] = ()
    at: str = ""
    authors: bool = False
    when: str = ""


class Repository(msgspec.Struct, frozen=True):
    """Which repository was read, in which state, and what of it was not.

    path: the name of its folder. commit, tree: ids, in the format of `format` (sha1 · sha256). committed: when, with
    its offset. content: a digest of what is not in the commit (None: too much to tell, "": nothing). files: how many
    there are; judged: how many of them count. history: "" or why it is unknown. scaffold: none · untouched · started.
    problem: "" or why nothing of the repository could be read.
    """

    path: str
    commit: str | None
    tree: str
    committed: str
    format: str
    dirty: bool | None
    content: str | None
    shallow: bool
    files: int
    judged: int
    history: str
    scaffold: str
    ignored: tuple[Ignored, ...]
    unreadable: tuple[Unread, ...]
    problem: str = ""


class Author(msgspec.Struct, frozen=True):
    """Somebody of the history, by number from 1 in the order of first commits; `name` is "" unless it was asked for."""

    number: int
    commits: int
    robot: bool = False
    name: str = ""


def tool() -> Tool:
    """This program."""
    return Tool(data=_data())


@cache
def _data() -> str:
    digest = hashlib.sha256()
    for name in DATA:
        folder = resource("checklists", name)
        for path in sorted(one for one in folder.rglob("*") if one.is_file()):
            content = path.read_bytes()
            digest.update(f"{name}/{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def unreadable_repository(opened: Opened) -> Repository:
    """What is told of a repository none of which could be read."""
    return Repository(
        path=opened.name, commit=None, tree="", committed="", format="", dirty=None, content=None, shallow=False,
        files=0, judged=0, history="", scaffold="none", ignored=(), unreadable=(), problem=opened.problem,
    )  # fmt: skip


def repository(name: str, snapshot: Snapshot, facts: Facts, whole: Facts, label: str = "") -> Repository:
    """What is told of a repository that was read; asked once the probes are done, when all that could not be read is
    known. `whole` are the facts of all repositories, in which its paths begin with `label`."""
    documents = known(facts, "documents", Documents(()))
    inventory = known(facts, "inventory", Inventory(()))
    made = snapshot.made
    return Repository(
        path=name,
        commit=snapshot.commit,
        tree=made.tree,
        committed=made.when.isoformat() if made.when else "",
        format=snapshot.format,
        dirty=snapshot.dirty,
        content=snapshot.changes,
        shallow=snapshot.shallow,
        files=len(snapshot.files),
        judged=len(inventory.files),
        history=snapshot.history_problem,
        scaffold=known(facts, "scaffold", Scaffold()).state,
        ignored=tuple(
            sorted((*inventory.ignored, *documents.ignored, *_worthless(whole, label)), key=lambda one: one.path)
        ),
        unreadable=unread(snapshot, facts),
    )


def _worthless(whole: Facts, label: str) -> tuple[Ignored, ...]:
    """Documents whose words count for nothing, those that are still the template's apart."""
    prose = known(whole, "prose", None)
    shipped = known(whole, "scaffold", Scaffold()).shipped
    start = f"{label}/" if label else ""
    ignored: tuple[Ignored, ...] = prose.ignored if prose else ()
    found = (one for one in ignored if one.path.startswith(start) and one.path not in shipped)
    return tuple(Ignored(one.path.removeprefix(start), one.reason) for one in found)


def unread(snapshot: Snapshot, facts: Facts) -> tuple[Unread, ...]:
    """Every file that could not be read, sorted by path: once each, and none that was read as a document."""
    documents = known(facts, "documents", Documents(()))
    readers = (known(facts, name, otherwise) for name, otherwise in _READERS.items())
    refused = {one.path: one for reader in readers for one in reader.unread}
    for document in documents.items:
        refused.pop(document.path, None)
    refused |= {one.path: one for one in documents.unread}
    refused |= {path: Unread(path, reason) for path, reason in snapshot.unreadable}
    return tuple(sorted(refused.values(), key=lambda one: one.path))


def known(facts: Facts, name: str, otherwise: Fact) -> Fact:
    """A fact, or what stands for it when its reader crashed: the probes that need it have said so already."""
    try:
        found: Fact = facts[name]
    except Exception:
        return otherwise
    return found
