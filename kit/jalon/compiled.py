"""Our own YAML in a form that is read at once.

The YAML stays the truth: a compiled form is found by the digest of the YAML it was made from, in the wheel, where the
build put it, or in the user's cache, where the first run did. Without either the YAML is read.
"""

from __future__ import annotations

import hashlib
import os
import sys
from functools import lru_cache
from pathlib import Path

import msgspec

from jalon import __version__
from jalon.cache import chosen, key

_PACKAGE = Path(__file__).resolve().parent
BUNDLE = _PACKAGE / "_data" / "compiled.msgpack"


def find(name: str) -> bytes | None:
    """What was compiled under a name that `jalon.cache.key` gives."""
    found = _bundle().get(_in_bundle(name))
    return bytes(found) if found is not None else chosen().read(key("compiled", program(), name))


def keep(name: str, data: bytes) -> None:
    """Keep what was compiled for the next run."""
    chosen().write(key("compiled", program(), name), data)


def bundled(compiled: dict[str, bytes]) -> bytes:
    """The content of `BUNDLE`, for whoever builds the wheel: name → what was compiled."""
    return msgspec.msgpack.encode({_in_bundle(name): msgspec.Raw(data) for name, data in compiled.items()})


@lru_cache(maxsize=1)
def program() -> str:
    """A digest of this program as it is installed: its version, its files by size and time, the version of Python."""
    digest = hashlib.blake2b(f"{__version__}\0{sys.version}\0".encode())
    for folder, folders, files in os.walk(_PACKAGE):
        folders[:] = sorted(one for one in folders if one not in ("__pycache__", "_data"))
        for name in sorted(files):
            status = Path(folder, name).stat()
            digest.update(f"{folder}/{name}\0{status.st_size}\0{status.st_mtime_ns}\0".encode("utf-8", "replace"))
    return digest.hexdigest()


def _in_bundle(name: str) -> str:
    return f"{__version__}/{name}"


@lru_cache(maxsize=1)
def _bundle() -> dict[str, msgspec.Raw]:
    try:
        return msgspec.msgpack.decode(BUNDLE.read_bytes(), type=dict[str, msgspec.Raw])
    except (OSError, msgspec.MsgspecError):
        return {}
