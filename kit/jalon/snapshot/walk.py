"""The files of a working tree: those that git tracks, and those it neither tracks nor ignores."""

from __future__ import annotations

import itertools
import os
import time
from collections.abc import Collection
from typing import NamedTuple

from jalon.snapshot import ignore, limits, names
from jalon.snapshot.beneath import Beneath, Refused, Seen


class Found(NamedTuple):
    """A regular file: bytes, time of change in ns, tracked or not."""

    size: int
    changed: int
    tracked: bool


class Listing(NamedTuple):
    """What a walk found, by path as the system spells it.

    `links` are all the links met, `skipped` what could not be looked at (path, reason), `nested` the folders that are
    repositories of their own.
    """

    files: dict[str, Found]
    links: list[str]
    skipped: list[tuple[str, str]]
    nested: list[str]


class _Folder(NamedTuple):
    path: str
    depth: int
    rules: ignore.Rules | None
    ignored: bool


def walk(root: Beneath, tracked: Collection[str]) -> Listing:
    """List everything beneath `root` except `.git` and what `.gitignore` files leave out; tracked files always count.

    Folders are looked at one after the other, none through a link. Nothing here raises: what cannot be listed is told.
    """
    return _Walk(root, tracked).listing()


class _Walk:
    """A walk under way: what is left to look at, and what it may still cost."""

    def __init__(self, root: Beneath, tracked: Collection[str]) -> None:
        self._root, self._tracked = root, tracked
        self._above_tracked = names.folders_of(tracked)
        self._found = Listing({}, [], [], [])
        self._waiting = [_Folder("", 0, None, False)]
        self._until = time.monotonic() + limits.WALK_SECONDS
        self._left = limits.SEEN

    def listing(self) -> Listing:
        while self._waiting:
            folder = self._waiting.pop()
            try:
                entries = list(itertools.islice(self._root.scan(folder.path), self._left))
            except Refused as refused:
                self._found.skipped.append((folder.path or ".", refused.reason))
                continue
            self._left -= len(entries)
            if not self._look(folder, entries):
                self._found.skipped.append((folder.path or ".", "too-many-entries"))
                break
        return self._found

    def _look(self, folder: _Folder, entries: list[Seen]) -> bool:
        """Sort the entries of one folder; False when the walk has cost enough."""
        if folder.path and any(entry.name == ".git" for entry in entries):
            self._found.nested.append(folder.path)
        rules = folder.rules if folder.ignored else _rules(self._root, folder, entries)
        for entry in entries:
            if self._left <= 0 or len(self._found.files) >= limits.FILES or time.monotonic() > self._until:
                return False
            if entry.name.lower() == ".git":
                continue
            path = f"{folder.path}/{entry.name}" if folder.path else entry.name
            is_folder, tracked = entry.kind == "folder", path in self._tracked
            out = not tracked and (folder.ignored or ignore.ignored(rules, path, is_folder))
            if is_folder and (not out or path in self._above_tracked):
                self._enter(_Folder(path, folder.depth + 1, rules, out))
            elif not is_folder and not out:
                self._keep(path, entry, tracked)
        return True

    def _enter(self, folder: _Folder) -> None:
        if folder.depth > limits.DEPTH:
            self._found.skipped.append((folder.path, "too-deep"))
        else:
            self._waiting.append(folder)

    def _keep(self, path: str, entry: Seen, tracked: bool) -> None:
        match entry.kind:
            case "file":
                self._found.files[path] = Found(entry.size, entry.changed, tracked)
            case "link":
                self._found.links.append(path)
            case _:
                self._found.skipped.append((path, "not-a-file"))


def _rules(root: Beneath, folder: _Folder, entries: list[Seen]) -> ignore.Rules | None:
    if not any(entry.name == ".gitignore" and entry.kind == "file" for entry in entries):
        return folder.rules
    path = f"{folder.path}/.gitignore" if folder.path else ".gitignore"
    try:
        content = root.read(path, limits.IGNORE_BYTES)[0]
    except Refused:
        return folder.rules
    return ignore.with_file(folder.rules, folder.path, content)


def leads(root: Beneath, path: str) -> str:
    """Where a link leads, followed on paper only: inside · outside · nowhere (broken, or in circles)."""
    done: list[str] = []
    waiting = path.split("/")[::-1]
    hops = steps = 0
    broken = False
    while waiting:
        part = waiting.pop()
        steps += 1
        if part in {"", "."}:
            continue
        if part == "..":
            if not done:
                return "outside"
            done.pop()
            continue
        here = "/".join([*done, part])
        kind = root.kind(here)
        if kind != "link":
            broken = broken or kind == "absent" or (kind != "folder" and bool(waiting))
            done.append(part)
            continue
        hops += 1
        try:
            target = root.link(here).replace(os.sep, "/")
        except Refused:
            return "nowhere"
        if hops > limits.LINK_HOPS or steps > limits.LINK_STEPS:
            return "nowhere"
        if target.startswith("/") or target[1:2] == ":":
            return "outside"
        waiting.extend(target.split("/")[::-1])
    return "nowhere" if broken else "inside"
