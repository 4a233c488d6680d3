"""Opening what one candidate handed in: one repository or several, each with a label of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path

import msgspec

from jalon.settings import Settings
from jalon.snapshot import NotReadable, Snapshot, open_snapshot

# what is wrong with the repository, not with the request: it costs that repository when others can be read
ITS_FAULT = frozenset({"no-permission", "no-history", "before-first-commit", "cut-before"})
LONGEST_LABEL = 100  # characters


class Overlap(Exception):  # noqa: N818
    """The same files would count twice. kind: twice · inside; `paths` are the two folders as they were given."""

    def __init__(self, kind: str, paths: Sequence[Path]) -> None:
        super().__init__(kind)
        self.kind, self.paths = kind, [str(one) for one in paths]


class Opened(msgspec.Struct, frozen=True):
    """A repository by its label; `snapshot` is None when it cannot be read, and `problem` says why."""

    label: str
    name: str
    snapshot: Snapshot | None
    problem: str = ""


def open_all(paths: Sequence[Path], revisions: Sequence[str], names: Sequence[str], stack: ExitStack) -> list[Opened]:
    """Open each repository; `stack` closes them.

    Args:
        paths: the folders.
        revisions: for each the commit, tag, branch or date to judge, "" for its working tree.
        names: what to call each; their folders' names when empty.
        stack: closes the snapshots.

    Raises:
        NotReadable: nothing can be read, or the request is wrong for one of them.
        Overlap: two of them hold the same files.
    """
    found: list[tuple[Path, Snapshot | NotReadable]] = []
    for path, revision in zip(paths, revisions, strict=True):
        try:
            found.append((path, stack.enter_context(open_snapshot(path, at=revision or None))))
        except NotReadable as error:
            error.path = path  # as it was given
            if error.reason not in ITS_FAULT or len(paths) == 1:
                raise
            found.append((path, error))
    if all(isinstance(one, NotReadable) for _, one in found):
        raise next(one for _, one in found if isinstance(one, NotReadable))
    snapshots = [(path, one) for path, one in found if isinstance(one, Snapshot)]
    _refuse_overlap(snapshots)
    called = list(names) or [one.name if isinstance(one, Snapshot) else path.name for path, one in found]
    return [
        Opened(label, name, one) if isinstance(one, Snapshot) else Opened(label, name, None, one.reason)
        for (_, one), name, label in zip(found, called, labels(called), strict=True)
    ]


def _refuse_overlap(found: Sequence[tuple[Path, Snapshot]]) -> None:
    for number, (path, one) in enumerate(found):
        for other_path, other in found[:number]:
            if one.path == other.path or (one.commit and one.commit == other.commit):
                raise Overlap("twice", (other_path, path))
            if one.path in other.path.parents or other.path in one.path.parents:
                inner, outer = (path, other_path) if other.path in one.path.parents else (other_path, path)
                raise Overlap("inside", (inner, outer))


def labels(names: Iterable[str]) -> list[str]:
    """A label for each name, all different, each fit to be the first component of a path: app, app-2…"""
    found: list[str] = []
    for name in names:
        plain = name.replace("/", "-").strip()[:LONGEST_LABEL] or "repository"
        label, number = plain, 2
        while label in found:
            label, number = f"{plain}-{number}", number + 1
        found.append(label)
    return found


def settings_together(settings: Sequence[tuple[str, Settings]]) -> Settings:
    """The settings of the whole, from (label, settings) of each: what can only be said once is the first one's that
    says something; each names evidence among its own files."""
    leading = next((one for _, one in settings if one != Settings(fault=one.fault)), settings[0][1])
    evidence: dict[str, tuple[str, ...]] = {}
    for label, one in settings:
        for deliverable, paths in one.evidence.items():
            mine = tuple(f"{label}/{path.removeprefix('./')}" for path in paths)
            evidence[deliverable] = evidence.get(deliverable, ()) + mine
    return msgspec.structs.replace(leading, evidence=evidence)
