"""Whether the working tree is HEAD's tree."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping

from jalon.snapshot import index, limits, names
from jalon.snapshot.beneath import Refused
from jalon.snapshot.index import Staged
from jalon.snapshot.tree import Node
from jalon.snapshot.walk import Listing

Read = Callable[[str, int], bytes]


class _Unsure(Exception):  # noqa: N818
    """Too much to hash, or a file that cannot be read."""


def from_index(entries: Mapping[str, Staged], head: Mapping[str, Node]) -> bool:
    """Whether what is staged differs from HEAD's tree."""
    folders = {path.removesuffix("/") for path, entry in entries.items() if entry.kind == index.FOLDER}
    staged = {path: entry.id for path, entry in entries.items() if entry.kind != index.FOLDER}
    return staged != {path: node.id for path, node in head.items() if not names.beneath(path, folders)}


def from_disk(entries: Mapping[str, Staged], listing: Listing, read: Read, written: int) -> bool | None:
    """Whether the files differ from what is staged; None when that would cost too much to tell.

    `written` is when the index was (ns): a file as young as that may have changed since without showing it.
    A size and a time equal to those that git noted mean no change; otherwise the bytes are hashed, with their line
    ends as they are and then as git stores them.
    """
    modules = {path for path, entry in entries.items() if entry.kind == index.SUBMODULE}
    met = [path for path, found in listing.files.items() if not found.tracked]
    met += [path for path in listing.links if path not in entries]
    if any(not names.beneath(path, modules) for path in met):
        return True
    links = set(listing.links)
    doubtful: list[str] = []
    for path, entry in entries.items():
        if not entry.elsewhere and entry.kind not in {index.SUBMODULE, index.FOLDER}:
            found = listing.files.get(path)
            if not entry.sure or (found is None and path not in links):
                return True
            if found is None or not _untouched(entry, found.size, found.changed, written):
                doubtful.append(path)
    try:
        return _any_differs(entries, doubtful, read)
    except _Unsure:
        return None


def _untouched(entry: Staged, size: int, changed: int, written: int) -> bool:
    if entry.size != size & 0xFFFFFFFF or not entry.changed or changed >= written:
        return False
    seconds_only = entry.changed % 1_000_000_000 == 0
    return entry.changed == (changed - changed % 1_000_000_000 if seconds_only else changed)


def _any_differs(entries: Mapping[str, Staged], paths: list[str], read: Read) -> bool:
    left = limits.HASH_BYTES
    for path in paths:
        try:
            data = read(path, left)
        except Refused as refused:
            raise _Unsure from refused
        left -= len(data)
        if not same(data, entries[path].id):
            return True
    return False


def digest(
    entries: Mapping[str, Staged], head: Mapping[str, Node], listing: Listing, read: Read, written: int
) -> str | None:
    """SHA-256 of what the working tree has that HEAD's tree does not, and of what it lacks; None beyond the cap.

    A line for each such path, sorted: the path, a zero byte, its blob id (`-` when it is gone, `?` when it cannot be
    read). `""` when nothing differs.
    """
    modules = {path for path, entry in entries.items() if entry.kind == index.SUBMODULE}
    there = {*listing.files, *listing.links}
    digits, left, lines = (64 if any(len(node.id) == 64 for node in head.values()) else 40), limits.HASH_BYTES, []
    for path in sorted(path for path in there if not names.beneath(path, modules)):
        entry, node, found = entries.get(path), head.get(path), listing.files.get(path)
        if entry and node and found and entry.id == node.id and _untouched(entry, found.size, found.changed, written):
            continue
        try:
            data = read(path, left)
        except Refused as refused:
            if refused.reason == "too-large":
                return None
            lines.append((path, "?"))
            continue
        left -= len(data)
        if not (node and same(data, node.id)):
            lines.append((path, blob_id(data, digits)))
    kept = {path.removesuffix("/") for path, entry in entries.items() if entry.elsewhere or entry.kind == index.FOLDER}
    gone = (path for path, node in head.items() if path not in there and node.kind != index.SUBMODULE)
    lines += [(path, "-") for path in gone if path not in kept and not names.beneath(path, kept)]
    if not lines:
        return ""
    text = "".join(f"{names.shown(path)}\0{oid}\n" for path, oid in sorted(lines))
    return hashlib.sha256(text.encode()).hexdigest()


def same(data: bytes, oid: str) -> bool:
    """Whether those bytes are the blob of that id, as they are or with Windows line ends taken out."""
    forms = [data, data.replace(b"\r\n", b"\n")] if b"\r\n" in data else [data]
    return any(blob_id(form, len(oid)) == oid for form in forms)


def blob_id(data: bytes, digits: int) -> str:
    """The id that git gives to a blob, of 40 (SHA-1) or 64 (SHA-256) hexadecimal digits."""
    digest = hashlib.new("sha1" if digits == 40 else "sha256", b"blob %d\0" % len(data), usedforsecurity=False)
    digest.update(data)
    return digest.hexdigest()
