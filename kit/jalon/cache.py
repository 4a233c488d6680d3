"""What was worked out before, kept in the user's own cache folder: the same answers, sooner.

Nothing depends on it: it may be deleted at any time, be read-only, damaged or missing. What it holds is found by a name
that covers everything it was made from, and is checked before it is believed; it is data (msgpack into declared types),
never code. It is private to the user, stays outside what is audited, and its size is bounded.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

FOLDER, OFF = "JALON_CACHE_DIR", "JALON_NO_CACHE"  # environment variables of the user
MOST_ENTRY = 64 * 1024 * 1024  # bytes
MOST_TOTAL = 256 * 1024 * 1024
KEPT_SHARE = 0.75  # of the total, once the oldest entries had to go
ABANDONED = 3600  # seconds after which a file that nobody finished is removed
_DIGEST = 32  # bytes
_WRITABLE_BY_OTHERS = stat.S_IWGRP | stat.S_IWOTH
_NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def key(*parts: str | bytes) -> str:
    """A name that stands for all the parts and for where each begins and ends."""
    digest = hashlib.blake2b(digest_size=_DIGEST)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


class Cache:
    """Bytes by name in one folder; in none at all when `folder` is None. Nothing here raises."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder if folder is not None and _is_ours(folder) else None

    @property
    def is_open(self) -> bool:
        """Whether there is a folder to keep anything in."""
        return self._folder is not None

    def read(self, name: str) -> bytes | None:
        """What was kept under that name, if it is whole and the user's own."""
        if self._folder is None:
            return None
        try:
            handle = os.open(self._folder / name, os.O_RDONLY | _NO_LINK)
        except OSError:
            return None
        try:
            status = os.fstat(handle)
            if not _is_private(status) or not stat.S_ISREG(status.st_mode) or status.st_size > MOST_ENTRY:
                return None
            with os.fdopen(handle, "rb", closefd=False) as file:
                data = file.read(MOST_ENTRY + 1)
            with contextlib.suppress(OSError, NotImplementedError):
                os.utime(handle if os.utime in os.supports_fd else self._folder / name)  # what is read stays longest
        except OSError:
            return None
        finally:
            os.close(handle)
        return data[_DIGEST:] if data[:_DIGEST] == _seal(name, data[_DIGEST:]) else None

    def write(self, name: str, data: bytes) -> None:
        """Keep bytes under a name: all of them or nothing, whoever else writes meanwhile."""
        if self._folder is None or len(data) + _DIGEST > MOST_ENTRY:
            return
        import tempfile  # noqa: PLC0415  (only whoever writes needs it)

        with contextlib.suppress(OSError):
            handle, draft = tempfile.mkstemp(prefix=".", dir=self._folder)  # 0600
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(_seal(name, data))
                    file.write(data)
                Path(draft).replace(self._folder / name)
            except OSError:
                Path(draft).unlink()
            _make_room(self._folder)


_chosen = Cache(None)


def chosen() -> Cache:
    """The cache of this run; none before `choose`."""
    return _chosen


def choose(audited: Iterable[Path]) -> None:
    """Set the cache of this run: the user's, unless it is not wanted or lies inside what is audited, whose files
    could then pass for its entries (`XDG_CACHE_HOME` inside a checkout is common in CI jobs)."""
    global _chosen  # noqa: PLW0603  (one run, one cache; knowledge is loaded where nothing could be passed)
    _chosen = open_cache(audited)


def open_cache(audited: Iterable[Path]) -> Cache:
    """The user's cache; none when the user wants none, or when it would lie inside one of the folders audited."""
    if os.environ.get(OFF):
        return Cache(None)
    try:
        folder = Path(os.path.realpath(_folder()))
        if any(_is_within(folder, Path(os.path.realpath(one))) for one in audited):
            return Cache(None)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (OSError, RuntimeError, ValueError):  # no home; a name that no system takes
        return Cache(None)
    return Cache(folder)


def _folder() -> Path:
    if named := os.environ.get(FOLDER):
        return Path(named)
    if os.name == "nt":
        local = os.environ.get("LOCALAPPDATA")
        return (Path(local) if local else Path.home() / "AppData" / "Local") / "jalon" / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "jalon"
    given = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return (given if given.is_absolute() else Path.home() / ".cache") / "jalon"  # the norm ignores relative paths


def _is_within(path: Path, folder: Path) -> bool:
    return path == folder or folder in path.parents


def _is_ours(folder: Path) -> bool:
    """A folder of the user's in which nobody else may write."""
    try:
        status = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(status.st_mode) and _is_private(status)


def _is_private(status: os.stat_result) -> bool:
    if not hasattr(os, "geteuid"):  # Windows keeps the profile's folders to their user
        return True
    return status.st_uid == os.geteuid() and not status.st_mode & _WRITABLE_BY_OTHERS


def _seal(name: str, data: bytes) -> bytes:
    digest = hashlib.blake2b(name.encode(), digest_size=_DIGEST)
    digest.update(data)
    return digest.digest()


class _Kept(NamedTuple):
    used: float
    size: int
    path: Path


def _kept(folder: Path) -> Iterator[_Kept]:
    with os.scandir(folder) as entries:
        for entry in entries:
            with contextlib.suppress(OSError):
                status = entry.stat(follow_symlinks=False)
                if stat.S_ISREG(status.st_mode):
                    yield _Kept(status.st_mtime, status.st_size, Path(entry.path))


def _make_room(folder: Path) -> None:
    """Remove what was used longest ago until the total fits again, and drafts that nobody finished."""
    kept = sorted(_kept(folder))
    total = sum(one.size for one in kept)
    least = MOST_TOTAL * KEPT_SHARE if total > MOST_TOTAL else MOST_TOTAL
    now = time.time()
    for one in kept:
        is_draft = one.path.name.startswith(".") and now - one.used > ABANDONED
        if total > least or is_draft:
            with contextlib.suppress(OSError):
                one.path.unlink()
                total -= one.size
