"""Names that come from a disk or from git, made into text that can always be encoded."""

from __future__ import annotations

import os
import re
from collections.abc import Container, Iterable

_IMPROPER = re.compile(r"(?:^|/)(?:\.{0,2}|\.git)(?:/|$)", re.IGNORECASE)


def text(raw: bytes) -> str:
    """Bytes of a subject, a name or a ref as text: UTF-8, or Windows-1252 when they are not. Never fails."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def shown(name: str) -> str:
    r"""A file name as the system gave it (surrogates for what is no UTF-8), as text that can be encoded: `\xff`."""
    if name.isascii():
        return name
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        try:
            return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
        except UnicodeEncodeError:
            return name.encode("utf-8", "backslashreplace").decode("utf-8")
    return name


def system(raw: bytes) -> str:
    """The bytes of a path in git as the system would give them in a folder listing."""
    return os.fsdecode(raw)


def folders_of(paths: Iterable[str]) -> set[str]:
    """Every folder above one of the paths."""
    folders: set[str] = set()
    for path in paths:
        above = path.rpartition("/")[0]
        while above and above not in folders:
            folders.add(above)
            above = above.rpartition("/")[0]
    return folders


def beneath(path: str, folders: Container[str]) -> bool:
    """Whether one of the folders is above the path."""
    above = path.rpartition("/")[0]
    while above:
        if above in folders:
            return True
        above = above.rpartition("/")[0]
    return False


def proper(path: str) -> bool:
    """Whether a path that a tree or an index holds is one that git itself would write: relative, no `..`, no `.git`."""
    return not _IMPROPER.search(path)
