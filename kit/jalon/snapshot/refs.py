"""HEAD, branches and tags, read as the text files that they are.

Source of the formats: `man gitrepository-layout`, `man git-pack-refs`, `man git-check-ref-format`.
"""

from __future__ import annotations

import re
from itertools import islice

from jalon.snapshot import limits, names
from jalon.snapshot.beneath import Beneath, Refused

_ID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_ILLEGAL = re.compile(r"[\x00-\x20\x7f~^:?*\[\\]|\.\.|@\{|//|/\.|\.lock(/|$)|[./]$")
_HOPS = 5


class Damaged(ValueError):  # noqa: N818
    """A ref that is neither an id nor the name of another ref."""


class Refs:
    """The refs of a repository: those of its common folder, and HEAD of the working tree's own."""

    def __init__(self, own: Beneath, common: Beneath) -> None:
        self._own, self._common = own, common
        self._packed: dict[str, str] | None = None

    def head(self) -> str | None:
        """The commit that HEAD names; None when its branch has no commit yet.

        Raises:
            Damaged: HEAD is missing or makes no sense.
        """
        return self._follow("HEAD")

    def find(self, name: str) -> str | None:
        """The id of HEAD, a tag, a branch or a remote branch, in git's own order of preference; None if there is none.

        Raises:
            Damaged: there is one and it makes no sense.
        """
        for full in (name, f"refs/{name}", f"refs/tags/{name}", f"refs/heads/{name}", f"refs/remotes/{name}"):
            if (full == "HEAD" or full.startswith("refs/")) and legal(full) and (found := self._follow(full)):
                return found
        return None

    def under(self, prefix: str) -> dict[str, str]:
        """Name without the prefix (such as `refs/tags/`) → id, sorted; refs that make no sense are left out."""
        loose = set(self._loose(prefix))
        full = {name for name in self.packed() if name.startswith(prefix)} | loose
        found: dict[str, str] = {}
        for name in sorted(full)[: limits.REFS]:
            try:
                if oid := self._follow(name) if name in loose else self.packed()[name]:
                    found[names.shown(name.removeprefix(prefix))] = oid
            except Damaged:
                continue
        return found

    def packed(self) -> dict[str, str]:
        """Full name → id, of packed-refs."""
        if self._packed is None:
            self._packed = {}
            try:
                data, _ = self._common.read("packed-refs", limits.PACKED_REFS_BYTES)
            except Refused:
                data = b""
            for line in data.splitlines()[: 2 * limits.REFS]:  # a tag takes two lines
                oid, _, raw = line.partition(b" ")
                name, text = names.system(raw), oid.decode("ascii", "replace")
                if _ID.fullmatch(text) and legal(name):
                    self._packed[name] = text
        return self._packed

    def _follow(self, name: str) -> str | None:
        for _ in range(_HOPS):
            place = self._own if name == "HEAD" else self._common
            try:
                content = place.read(name, limits.REF_BYTES)[0].decode("utf-8", "surrogateescape").strip()
            except Refused as refused:
                if name == "HEAD" or (refused.reason != "absent" and place.kind(name) != "folder"):
                    raise Damaged(name) from refused
                return self.packed().get(name)
            if _ID.fullmatch(content):
                return content
            name = content.removeprefix("ref:").strip()
            if not content.startswith("ref:") or not name.startswith("refs/") or not legal(name):
                raise Damaged(name)
        raise Damaged(name)

    def _loose(self, prefix: str) -> list[str]:
        found: list[str] = []
        folders = [prefix.rstrip("/")]
        left = 2 * limits.REFS
        while folders and left > 0:
            folder = folders.pop()
            try:
                for entry in islice(self._common.scan(folder, sizes=False), left):
                    left -= 1
                    name = f"{folder}/{entry.name}"
                    if entry.kind == "folder" and name.count("/") < limits.DEPTH:
                        folders.append(name)
                    elif entry.kind == "file" and legal(name):
                        found.append(name)
            except Refused:
                continue
        return found


def legal(name: str) -> bool:
    """Whether git would accept that name for a ref."""
    return bool(name) and not _ILLEGAL.search(name) and not name.startswith(("/", ".", "-"))
