"""What was found before in these very texts, so that a second audit works out only what changed.

One entry of the user's cache (`jalon.cache`) for each set of audited folders. Inside it, everything is found by a name
made from the bytes that we read ourselves and from all else that the answer depends on; the entry's own name covers
this program, the packages it reads with, its data and the checklist. What an audit did not ask for is forgotten, so the
entry does not grow.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from jalon.cache import chosen, key
from jalon.compiled import program
from jalon.resources import resource

T = TypeVar("T")
_decoders: dict[Any, msgspec.msgpack.Decoder[Any]] = {}
SHORT = 16  # bytes of the names inside
READERS = ("markdown_it", "pypdfium2", "yaml")  # another version of these may read the same bytes otherwise


class Memory:
    """Names → values, read from one entry of the cache and written back to it."""

    def __init__(self, entry: str = "") -> None:
        """`entry`: its name in the cache; nothing is read or kept without one."""
        self._entry = entry
        self._known: dict[bytes, msgspec.Raw] = {}
        self._used: dict[bytes, Any] = {}
        self._changed = False
        if entry and (data := chosen().read(entry)):
            try:
                self._known = msgspec.msgpack.decode(data, type=dict[bytes, msgspec.Raw])
            except msgspec.MsgspecError:
                self._known = {}

    @property
    def is_open(self) -> bool:
        """Whether anything is kept."""
        return bool(self._entry)

    def recall(self, name: bytes, type_: type[T]) -> T | None:
        """What was kept under that name, if it has that type."""
        raw = self._known.get(name)
        if raw is None:
            return None
        try:
            found: T = _decoder(type_).decode(raw)
        except msgspec.MsgspecError:
            return None
        self._used[name] = raw
        return found

    def keep(self, name: bytes, value: Any) -> None:
        """Keep a value; it is encoded by `save`, so that it may still be completed until then."""
        if self._entry:
            self._used[name] = value
            self._changed = True

    def save(self) -> None:
        """Write what was used, unless that is what was read."""
        if self._entry and (self._changed or len(self._used) < len(self._known)):
            chosen().write(self._entry, msgspec.msgpack.encode(self._used))
            self._changed = False


_memory = Memory()


def begin(audited: Iterable[Path], checklist: str) -> Memory:
    """The memory of the audit that begins: of these folders, with a checklist of that digest."""
    global _memory  # noqa: PLW0603  (one audit at a time; readers are too deep to be handed it)
    _memory = Memory(_entry(audited, checklist) if chosen().is_open else "")
    return _memory


def _entry(audited: Iterable[Path], checklist: str) -> str:
    return key("memory", program(), _packages(), _data(), checklist, *(str(one.resolve()) for one in audited))


def memory() -> Memory:
    """The memory of the audit that is under way."""
    return _memory


def name_of(kind: str, *parts: str | bytes) -> bytes:
    """A name inside a memory, for what is found by reading `parts`."""
    return bytes.fromhex(key(kind, *parts))[:SHORT]


def remembered(type_: type[T], find: Callable[[], T], kind: str, *parts: str | bytes) -> T:
    """What `find` finds in `parts`, found once; `find` must depend on nothing else but our own data."""
    if not _memory.is_open:
        return find()
    name = name_of(kind, *parts)
    found = _memory.recall(name, type_)
    if found is None:
        found = find()
        _memory.keep(name, found)
    return found


def _decoder(type_: type[T]) -> msgspec.msgpack.Decoder[T]:
    if type_ not in _decoders:
        _decoders[type_] = msgspec.msgpack.Decoder(type_)
    return _decoders[type_]


@lru_cache(maxsize=1)
def _packages() -> str:
    """What is installed where `READERS` are, by name and version, as the folders beside them are called."""
    found = (find_spec(name) for name in READERS)
    folders = {Path(one.origin).parents[1] for one in found if one and one.origin}
    return "\0".join(sorted(one.name for folder in folders for one in folder.glob("*.*-info")))


@lru_cache(maxsize=1)
def _data() -> str:
    """A digest of what the readers know, and of what the template ever shipped."""
    digest = hashlib.blake2b()
    for folder in ("knowledge", "shipped"):
        for path in sorted(resource("checklists", folder).iterdir()):
            if path.is_file():
                digest.update(f"{path.name}\0{path.stat().st_size}\0".encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()
