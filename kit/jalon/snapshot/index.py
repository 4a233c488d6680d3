"""The list of tracked files, from git's index, without git.

Versions 2, 3 and 4, SHA-1 and SHA-256. Source of the format: git's `Documentation/gitformat-index`.
"""

from __future__ import annotations

import hashlib
import struct
from typing import NamedTuple

from jalon.snapshot import limits, names

LINK, SUBMODULE, FOLDER = 0o120000, 0o160000, 0o040000

_EXTENDED, _STAGE = 0x4000, 0x3000
_SKIP_WORKTREE, _INTENT_TO_ADD = 0x4000, 0x2000


class Damaged(ValueError):  # noqa: N818
    """No index, or one of a kind that is not read (split in two files)."""


class Staged(NamedTuple):
    """A tracked file. `changed` in ns and `size` are those of the file when git last looked, 0 when it never did.

    `kind` is the file type of the mode. `sure` is False for a file in conflict or only intended to be added.
    """

    id: str
    kind: int
    size: int
    changed: int
    elsewhere: bool
    sure: bool


def parse(data: bytes, id_bytes: int) -> dict[str, Staged]:
    """Path (as the system spells it) → entry, in the order of the index.

    Raises:
        Damaged: for anything but a whole, well-formed index.
    """
    version, count, end = _header(data, id_bytes)
    fixed = struct.Struct(f">8x2I8xI8xI{id_bytes}sH")
    entries: dict[str, Staged] = {}
    at, raw, room = 12, b"", limits.INDEX_PATHS
    for _ in range(count):
        start = at
        if at + fixed.size > end:
            raise Damaged
        seconds, nanoseconds, mode, size, oid, flags = fixed.unpack_from(data, at)
        at += fixed.size
        more = 0
        if flags & _EXTENDED and version >= 3:
            more = int.from_bytes(data[at : at + 2], "big")
            at += 2
        if version == 4:
            cut, at = _offset(data, at, end)
            if cut > len(raw):
                raise Damaged
            raw = raw[: len(raw) - cut]
        else:
            raw = b""
        stop = data.find(b"\0", at, end)
        if stop < 0:
            raise Damaged
        raw += data[at:stop]
        room -= len(raw)
        if room < 0:
            raise Damaged
        at = stop + 1 if version == 4 else start + ((stop - start) // 8 + 1) * 8
        path = names.system(raw)
        if not names.proper(path.removesuffix("/")):
            continue
        entries[path] = Staged(
            oid.hex(),
            mode & 0o170000,
            size,
            seconds * 1_000_000_000 + nanoseconds,
            bool(more & _SKIP_WORKTREE),
            not (flags & _STAGE or more & _INTENT_TO_ADD),
        )
    if at > end:
        raise Damaged
    _extensions(data, at, end)
    return entries


def _header(data: bytes, id_bytes: int) -> tuple[int, int, int]:
    """Version, number of entries and where the checksum starts."""
    end = len(data) - id_bytes
    if end < 12 or data[:4] != b"DIRC":
        raise Damaged
    version, count = struct.unpack_from(">II", data, 4)
    if version not in {2, 3, 4} or count * (42 + id_bytes) > end:
        raise Damaged
    digest = hashlib.new("sha256" if id_bytes == 32 else "sha1", memoryview(data)[:end], usedforsecurity=False)
    if any(data[end:]) and digest.digest() != data[end:]:  # all zeros: `index.skipHash`
        raise Damaged
    return version, count, end


def _offset(data: bytes, at: int, end: int) -> tuple[int, int]:
    """How many bytes version 4 takes off the path before, and where its number ends."""
    value = -1
    while at < end and value < 1 << 32:
        byte = data[at]
        at += 1
        value = (value + 1 << 7) | byte & 0x7F
        if not byte & 0x80:
            return value, at
    raise Damaged


def _extensions(data: bytes, at: int, end: int) -> None:
    """Only those that change the meaning of the entries matter: an index split in two files is not read."""
    while at + 8 <= end:
        signature, size = struct.unpack_from(">4sI", data, at)
        if signature == b"link":
            raise Damaged
        at += 8 + size
