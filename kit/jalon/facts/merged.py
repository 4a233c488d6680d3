"""The facts of several repositories of one candidate, as those of one.

What reads a snapshot is computed for each repository with its own; here it is put together, every path beginning with
the repository's label. What only reads other facts (subjects, prose, tables) is then computed once, on the whole: a
document that stands in two repositories is known for a copy there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

import msgspec

from jalon.facts import Facts
from jalon.facts.history import is_bot, pseudonyms
from jalon.facts.model import (
    Codebase,
    Diagrams,
    Document,
    Documents,
    History,
    Inventory,
    Language,
    Pages,
    Pipelines,
)
from jalon.facts.scaffold import Scaffold

Placed = TypeVar("Placed", bound=msgspec.Struct)  # what has a `path`
Parts = Mapping[str, Any]  # label → the fact of that repository


class Together(Facts):
    """What is known of several repositories: `parts` holds the facts of each by its label."""

    def __init__(self, parts: Mapping[str, Facts], progress: Callable[[str], None] = lambda _: None, **given: Any):
        """Labels are the first component of every path; `given` are facts that need no computing."""
        super().__init__(progress, **given)
        self._parts = parts

    def __getitem__(self, name: str) -> Any:
        """The fact of that name, of all repositories; see `Facts`."""
        if name in MERGE and name not in self._known:
            self._known[name] = MERGE[name]({label: facts[name] for label, facts in self._parts.items()})
        return super().__getitem__(name)


def under(label: str, found: Iterable[Placed]) -> tuple[Placed, ...]:
    """The same things, their paths beginning with the label."""
    return tuple(msgspec.structs.replace(one, path=_path(label, one.path)) for one in found)  # type: ignore[attr-defined]


def _path(label: str, path: str) -> str:
    return f"{label}/{path}"


def _inventory(parts: Parts) -> Inventory:
    return Inventory(
        files=tuple(sorted(_path(label, path) for label, one in parts.items() for path in one.files)),
        ignored=tuple(found for label, one in parts.items() for found in under(label, one.ignored)),
    )


def _documents(parts: Parts) -> Documents:
    """Sorted by path; one that an earlier repository has word for word is left out."""
    seen: set[bytes] = set()
    items: list[Document] = []
    for label, one in parts.items():
        keys = [_contents(document) for document in one.items]
        items += under(label, [document for document, key in zip(one.items, keys, strict=True) if key not in seen])
        seen.update(keys)
    return Documents(
        items=tuple(sorted(items, key=lambda one: one.path)),
        unread=tuple(found for label, one in parts.items() for found in under(label, one.unread)),
        ignored=tuple(found for label, one in parts.items() for found in under(label, one.ignored)),
    )


def _contents(document: Document) -> bytes:
    return hashlib.sha256(msgspec.msgpack.encode((document.format, document.sections))).digest()


def _items(type_: type[Any]) -> Callable[[Parts], Any]:
    """For facts that are a list of things with a path, and a list of files that could not be read."""

    def merged(parts: Parts) -> Any:
        found = [thing for label, one in parts.items() for thing in under(label, one.items)]
        unread = [thing for label, one in parts.items() for thing in under(label, one.unread)]
        return type_(tuple(sorted(found, key=lambda one: one.path)), tuple(unread))

    return merged


def _codebase(parts: Parts) -> Codebase:
    lists = [one for one in Codebase.__struct_fields__ if one != "languages"]
    return Codebase(
        languages=_languages(language for one in parts.values() for language in one.languages),
        **{name: tuple(f for label, one in parts.items() for f in under(label, getattr(one, name))) for name in lists},
    )


def _languages(found: Iterable[Language]) -> tuple[Language, ...]:
    sums: dict[str, Language] = {}
    for one in found:
        known = sums.get(one.name, Language(one.name, 0, 0))
        sums[one.name] = Language(one.name, known.files + one.files, known.lines + one.lines)
    return tuple(sorted(sums.values(), key=lambda one: (-one.lines, one.name)))


def _history(parts: Parts) -> History:
    """Newest first; who commits in two repositories under one name or address is one author.

    Known as soon as one is; then the others, when they are not, are missing commits like those of a cut history.
    """
    ordered = sorted(
        ((commit, label) for label, one in parts.items() for commit in one.commits), key=lambda one: _age(one[0].when)
    )
    identities = {label: one.people for label, one in parts.items()}
    index, people = pseudonyms(identities[label][commit.author] for commit, label in ordered)
    commits = [
        msgspec.structs.replace(
            commit,
            author=index[identities[label][commit.author]],
            paths=tuple(_path(label, path) for path in commit.paths),
        )
        for commit, label in reversed(ordered)
    ]
    histories = list(parts.values())
    known = any(one.known for one in histories)
    return History(
        known=known,
        shallow=known and any(one.shallow or not one.known for one in histories),
        commits=tuple({one.id: one for one in reversed(commits)}.values())[::-1],
        people=people,
        tags=tuple(tag for one in histories for tag in one.tags),
        branches=tuple(dict.fromkeys(branch for one in histories for branch in one.branches)),
        bots=frozenset(number for identity, number in index.items() if is_bot(*identity)),
    )


def _age(when: Any) -> float:
    return float(when.timestamp())


def _scaffold(parts: Parts) -> Scaffold:
    """Own code in one repository is what the shipped machinery of another acts on, as in a single repository."""
    states = {one.state for one in parts.values()}
    acts = next((_path(label, one.acts) for label, one in parts.items() if one.acts), "")
    return Scaffold(
        state=next((one for one in ("started", "untouched") if one in states), "none"),
        shipped=frozenset(_path(label, path) for label, one in parts.items() for path in one.shipped),
        acts=acts,
    )


MERGE: Mapping[str, Callable[[Parts], Any]] = {
    "inventory": _inventory,
    "documents": _documents,
    "pipelines": _items(Pipelines),
    "history": _history,
    "codebase": _codebase,
    "diagrams": _items(Diagrams),
    "pages": _items(Pages),
    "scaffold": _scaffold,
}
