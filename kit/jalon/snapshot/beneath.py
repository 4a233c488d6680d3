"""Opening what stands beneath a folder, and nothing else.

Where the system can open a name relative to an open folder (Linux, macOS), every component is opened so, refusing
links: nobody who swaps a folder for a link meanwhile can lead a read outside. Elsewhere (Windows) every component is
checked before the file is opened and again after, and the open file must be the one that was checked.
"""

from __future__ import annotations

import errno
import io
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

RELATIVE = os.open in os.supports_dir_fd and os.scandir in os.supports_fd and hasattr(os, "O_NOFOLLOW")

_FLAGS = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
_FILE = _FLAGS | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_FOLDER = _FLAGS | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_DIRECTORY", 0)
_REPARSE = getattr(stat, "FILE_ATTRIBUTE_REPARSE_POINT", 0x400)


class Refused(Exception):  # noqa: N818
    """What stands there is not to be read. reason: absent · not-a-file · too-large · changed · no-permission"""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Seen(NamedTuple):
    """An entry of a folder. kind: file · folder · link · special; `size` in bytes and `changed` in ns for files."""

    name: str
    kind: str
    size: int = 0
    changed: int = 0


def kind_of(status: os.stat_result) -> str:
    """file · folder · link · special, of an lstat; a Windows junction is a link."""
    if stat.S_ISLNK(status.st_mode) or getattr(status, "st_file_attributes", 0) & _REPARSE:
        return "link"
    if stat.S_ISDIR(status.st_mode):
        return "folder"
    return "file" if stat.S_ISREG(status.st_mode) else "special"


class Beneath:
    """A folder whose contents can be read and never left. Paths are POSIX, relative, as the system spells names."""

    def __init__(self, folder: Path, relative: bool = RELATIVE) -> None:
        """Raises OSError when the folder cannot be opened; `folder` itself is trusted, links in it resolved before."""
        self.folder = folder
        self._relative = relative
        self._root = os.open(folder, _FLAGS | getattr(os, "O_DIRECTORY", 0)) if relative else -1

    def close(self) -> None:
        """Let go of the folder."""
        if self._root >= 0:
            os.close(self._root)
            self._root = -1

    def kind(self, path: str) -> str:
        """file · folder · link · special · absent, of the last component; a link above it makes it absent."""
        above, _, name = path.rpartition("/")
        try:
            if not self._relative:
                self._checked(above, "folder")
                return kind_of((self.folder / path).lstat())
            folder = self._folder(above)
            try:
                return kind_of(os.stat(name, dir_fd=folder, follow_symlinks=False))
            finally:
                os.close(folder)
        except (OSError, Refused):
            return "absent"

    def scan(self, path: str, sizes: bool = True) -> Iterator[Seen]:
        """The entries of a folder (`""` for the root itself), in no order; without `sizes`, their kinds only.

        Raises:
            Refused: no such folder, or a link stands in the way.
        """
        try:
            handle: int | str = self._folder(path) if self._relative else self._checked(path, "folder")[0]
        except OSError as error:
            raise Refused(_reason(error)) from error
        try:
            with os.scandir(handle) as entries:
                yield from map(_seen if sizes or not RELATIVE else _kind_seen, entries)
        except OSError as error:
            raise Refused(_reason(error)) from error
        finally:
            if isinstance(handle, int):
                os.close(handle)

    def link(self, path: str) -> str:
        """What the link at that path holds.

        Raises:
            Refused: there is no link, or one stands above it.
        """
        above, _, name = path.rpartition("/")
        try:
            if not self._relative:
                self._checked(above, "folder")
                return str((self.folder / path).readlink())
            folder = self._folder(above)
            try:
                return os.readlink(name, dir_fd=folder)
            finally:
                os.close(folder)
        except OSError as error:
            raise Refused(_reason(error)) from error

    def read(self, path: str, limit: int) -> tuple[bytes, os.stat_result]:
        """The bytes of a regular file of at most `limit` bytes, and its status when it was opened.

        Raises:
            Refused: for every reason of that class.
        """
        try:
            handle = self._file(path) if self._relative else self._file_checked(path)
        except OSError as error:
            raise Refused(_reason(error)) from error
        try:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode):
                raise Refused("not-a-file")
            if status.st_size > limit:
                raise Refused("too-large")
            with os.fdopen(handle, "rb", buffering=0, closefd=False) as file:
                data = _all_of(file, status.st_size)
        except OSError as error:
            raise Refused(_reason(error)) from error
        finally:
            os.close(handle)
        if len(data) != status.st_size:
            raise Refused("changed")
        return data, status

    # --- opening relative to an open folder ---

    def _folder(self, path: str) -> int:
        folder = os.dup(self._root)
        try:
            for part in path.split("/") if path else ():
                below = os.open(part, _FOLDER, dir_fd=folder)
                os.close(folder)
                folder = below
        except BaseException:
            os.close(folder)
            raise
        return folder

    def _file(self, path: str) -> int:
        above, _, name = path.rpartition("/")
        folder = self._folder(above) if above else self._root
        try:
            return os.open(name, _FILE, dir_fd=folder)
        finally:
            if folder != self._root:
                os.close(folder)

    # --- checking before and after, where that cannot be done ---

    def _checked(self, path: str, kind: str) -> tuple[str, os.stat_result]:
        here = self.folder
        status = here.stat()
        parts = path.split("/") if path else []
        for index, part in enumerate(parts):
            here = here / part
            status = here.lstat()
            wanted = kind if index == len(parts) - 1 else "folder"
            if kind_of(status) != wanted:
                raise Refused("not-a-file")
        return str(here), status

    def _file_checked(self, path: str) -> int:
        name, before = self._checked(path, "file")
        handle = os.open(name, _FILE)
        try:
            _, after = self._checked(path, "file")
            opened = os.fstat(handle)
            if len({(status.st_dev, status.st_ino) for status in (before, opened, after)}) != 1:
                raise Refused("changed")
        except BaseException:
            os.close(handle)
            raise
        return handle


def _all_of(file: io.RawIOBase, size: int) -> bytes:
    """At most one byte more than expected, so that a file that grows meanwhile is noticed and never followed."""
    chunks: list[bytes] = []
    left = size + 1
    while left > 0 and (chunk := file.read(left)):
        chunks.append(chunk)
        left -= len(chunk)
    return b"".join(chunks)


def _seen(entry: os.DirEntry[str]) -> Seen:
    try:
        if entry.is_dir(follow_symlinks=False) and RELATIVE:
            return Seen(entry.name, "folder")
        status = entry.stat(follow_symlinks=False)
    except OSError:
        return Seen(entry.name, "special")
    return Seen(entry.name, kind_of(status), status.st_size, status.st_mtime_ns)


def _kind_seen(entry: os.DirEntry[str]) -> Seen:
    """Without a look at the file itself, since the folder tells its kind."""
    if entry.is_symlink():
        return Seen(entry.name, "link")
    if entry.is_dir(follow_symlinks=False):
        return Seen(entry.name, "folder")
    return Seen(entry.name, "file" if entry.is_file(follow_symlinks=False) else "special")


def _reason(error: OSError) -> str:
    match error.errno:
        case errno.EACCES | errno.EPERM:
            return "no-permission"
        case errno.ENOENT:
            return "absent"
        case errno.ELOOP | errno.ENOTDIR | errno.EISDIR | errno.ENXIO | errno.EMLINK:
            return "not-a-file"
        case _:
            return "changed" if error.errno == errno.ESTALE else "damaged"
