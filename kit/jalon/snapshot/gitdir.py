"""Where the git data of a folder stand, and whether they may be used.

Everything is looked at with lstat before git is let near it. A `.git` file (working tree, submodule) is followed only
when what it names points back, and alternates never are: both are ways to have somebody else's objects read.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from jalon.snapshot import config, limits
from jalon.snapshot.beneath import Beneath, Refused


class Problem(Exception):  # noqa: N818
    """The history cannot be known; `reason` is a `Snapshot.history_problem`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class GitDir(NamedTuple):
    """`own` holds HEAD and the index, `common` the rest; they differ in an additional working tree (`git worktree`).

    `problem` says why git must not be let near the objects, `""` when it may; refs and index can be read all the same.
    """

    own: Beneath
    common: Beneath
    bare: bool
    settings: config.Values
    shallow: tuple[str, ...]
    problem: str

    @property
    def objects(self) -> Path:
        """The object store, checked."""
        return self.common.folder / "objects"

    @property
    def format(self) -> str:
        """sha1 or sha256."""
        return self.settings.get(("extensions", "", "objectformat"), "sha1").lower()

    def close(self) -> None:
        """Let go of both folders."""
        self.own.close()
        self.common.close()


def locate(root: Beneath) -> GitDir:
    """The git data of a working tree or of a bare repository.

    Raises:
        Problem: none · link-outside · alternates-outside · special-file · refs-format · object-format · damaged.
    """
    kind = root.kind(".git")
    if kind == "link":
        raise Problem("link-outside")
    if kind == "absent" and not _is_store(root):
        raise Problem("none")
    if kind not in {"folder", "file", "absent"}:
        raise Problem("special-file")
    if kind == "file":
        own, common = _pointed_at(root)
    else:
        own = common = root.folder / ".git" if kind == "folder" else root.folder
    opened: list[Beneath] = []
    try:
        opened = [Beneath(own), Beneath(common)]
        return _checked(opened[0], opened[1], bare=kind == "absent")
    except OSError as error:
        _close(opened)
        raise Problem("damaged") from error
    except Problem:
        _close(opened)
        raise


def _close(opened: list[Beneath]) -> None:
    for folder in opened:
        folder.close()


def _checked(own: Beneath, common: Beneath, bare: bool) -> GitDir:
    settings = _settings(common)
    if settings.get(("extensions", "", "refstorage"), "files") != "files":
        raise Problem("refs-format")
    if settings.get(("extensions", "", "objectformat"), "sha1").lower() not in {"sha1", "sha256"}:
        raise Problem("object-format")
    problem = ""
    try:
        _check_store(common)
    except Problem as found:
        problem = found.reason
    return GitDir(own, common, bare, settings, _shallow(common), problem)


def _is_store(folder: Beneath) -> bool:
    return (folder.kind("HEAD"), folder.kind("objects"), folder.kind("refs")) == ("file", "folder", "folder")


def _read(folder: Beneath, name: str, limit: int) -> str | None:
    """None when there is no such file."""
    try:
        return folder.read(name, limit)[0].decode("utf-8", "surrogateescape")
    except Refused as refused:
        if refused.reason == "absent":
            return None
        raise Problem("link-outside" if folder.kind(name) == "link" else "damaged") from refused


def _settings(common: Beneath) -> config.Values:
    return config.parse(_read(common, "config", limits.CONFIG_BYTES) or "")


def _shallow(common: Beneath) -> tuple[str, ...]:
    content = _read(common, "shallow", limits.SHALLOW_BYTES) or ""
    return tuple(line for line in content.split("\n") if len(line) in {40, 64} and set(line) <= set("0123456789abcdef"))


# --- `.git` files ---


def _pointed_at(root: Beneath) -> tuple[Path, Path]:
    """The folders that a `.git` file leads to: the tree's own, and the common one."""
    named = _read(root, ".git", limits.REF_BYTES) or ""
    if not named.startswith("gitdir:"):
        raise Problem("damaged")
    own = _resolved(root.folder, named.removeprefix("gitdir:").strip())
    try:
        target = Beneath(own)
    except OSError as error:
        raise Problem("damaged") from error
    try:
        back = _read(target, "gitdir", limits.REF_BYTES)
        if back is not None:
            return own, _common_of(root, target, back)
        tree = _settings(target).get(("core", "", "worktree"))
        if tree is None or _resolved(own, tree) != root.folder or not _is_store(target):
            raise Problem("link-outside")
        return own, own
    finally:
        target.close()


def _common_of(root: Beneath, target: Beneath, back: str) -> Path:
    """The repository of an additional working tree: it must hold it, and know it."""
    own = target.folder
    common = _resolved(own, (_read(target, "commondir", limits.REF_BYTES) or "").strip() or ".")
    if _resolved(own, back.strip()) != root.folder / ".git" or own.parent != common / "worktrees":
        raise Problem("link-outside")
    try:
        folder = Beneath(common)
    except OSError as error:
        raise Problem("damaged") from error
    try:
        if not _is_store(folder):
            raise Problem("damaged")
    finally:
        folder.close()
    return common


def _resolved(base: Path, named: str) -> Path:
    """Where a path written in git's data leads, links resolved."""
    if not named or "\0" in named:
        raise Problem("damaged")
    if named.startswith(("//", "\\\\")):  # another machine: on Windows, looking there would already greet it
        raise Problem("link-outside")
    try:
        return Path(os.path.realpath(base / named))
    except (OSError, ValueError) as error:
        raise Problem("damaged") from error


# --- the object store ---


def _check_store(common: Beneath) -> None:
    """Nothing but folders and regular files, two levels deep, and no alternates."""
    if common.kind("objects") != "folder":
        raise Problem("link-outside" if common.kind("objects") == "link" else "damaged")
    left = limits.STORE_ENTRIES
    folders = ["objects"]
    while folders:
        folder = folders.pop()
        try:
            for entry in common.scan(folder, sizes=False):
                left -= 1
                if entry.kind not in {"file", "folder"} or left < 0:
                    raise Problem({"link": "link-outside", "special": "special-file"}.get(entry.kind, "too-large"))
                if entry.kind == "folder" and folder.count("/") < 3:
                    folders.append(f"{folder}/{entry.name}")
        except Refused as refused:
            raise Problem("damaged") from refused
    for name in ("objects/info/alternates", "objects/info/http-alternates"):
        if (_read(common, name, limits.CONFIG_BYTES) or "").strip():
            raise Problem("alternates-outside")
