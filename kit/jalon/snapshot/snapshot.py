"""A repository as it is judged: its files and its history, read-only, bounded, running nothing of it."""

from __future__ import annotations

import os
import re
from datetime import datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from jalon.snapshot import config, dirty, gitdir, history, index, limits, names, past, text, tree, walk
from jalon.snapshot.beneath import Beneath, Refused
from jalon.snapshot.errors import NotReadable, Unreadable
from jalon.snapshot.git import Failed, Git, GitMissing, program
from jalon.snapshot.gitdir import GitDir, Problem
from jalon.snapshot.history import Branch, RawCommit, Tag
from jalon.snapshot.refs import Damaged, Refs

# What stands for a file that Git LFS keeps elsewhere; source: git-lfs, docs/spec.md
_POINTER, _POINTER_BYTES = b"version https://git-lfs.github.com/spec/v1\n", 1024

_REVISION = re.compile(r"([^~^]+)((?:[~^]\d*)*)")
_TREE = re.compile(rb"tree ([0-9a-f]{40,64})\n")
_COMMITTER = re.compile(rb"^committer .*> (-?\d{1,20} [+-]\d{4})$", re.MULTILINE)


class Entry(msgspec.Struct, frozen=True, gc=False):
    """A file: POSIX path from the root (always encodable; `\\xff` for what is no UTF-8), bytes, known to git or not."""

    path: str
    size: int
    tracked: bool


class _Source(msgspec.Struct, frozen=True, gc=False):
    """Where the bytes of a file are: a path on disk, or a blob."""

    path: str
    blob: str
    size: int


class Made(msgspec.Struct, frozen=True):
    """How a commit was made: the id of its tree and when it was committed, as it says itself."""

    tree: str = ""
    when: datetime | None = None


class Snapshot:
    """One repository, opened with `open_snapshot` and closed with `close` or `with`.

    name: of the folder. path: absolute, links resolved. commit: HEAD's (or the revision's) id, None when there is none.
    until: the moment up to which history counts, when `at` was a date. shallow: the history is cut.
    files: sorted by path. nested: folders that are repositories of their own.
    unreadable: (path, reason), grows while files are read. Reasons beside those of `Unreadable`: link-outside ·
    link-broken · too-many-entries · too-deep · name-clash · not-checked-out. Links that lead to another place of the
    tree are duplicates of it and are left out.
    history_problem: "" or why the history is unknown: none (no git repository) · git-missing · git-failed (no
    room for a temporary folder) · alternates-outside ·
    link-outside (also a `.git` file whose target does not point back) · special-file · too-large · refs-format ·
    object-format · damaged · incomplete (found by `log`, which then tells what there is).
    """

    def __init__(self, path: Path, at: str | None) -> None:
        """See `open_snapshot`."""
        self.path = path
        self.name = names.shown(path.name or str(path))
        self.commit: str | None = None
        self.until: datetime | None = None
        self.history_problem = ""
        self.unreadable: list[tuple[str, str]] = []
        self.nested: tuple[str, ...] = ()
        self.files: tuple[Entry, ...] = ()
        self._sources: dict[str, _Source] = {}
        self._read: dict[str, int] = {}
        self._left = limits.TOTAL_BYTES
        self._logs: dict[int, tuple[RawCommit, ...]] = {}
        self._git: Git | None = None
        self._gitdir: GitDir | None = None
        self._refs: Refs | None = None
        self._index: dict[str, index.Staged] | None = None
        self._index_written = 0
        self._listing: walk.Listing | None = None
        self._root = _open_root(path)
        try:
            self._open_history(at)
            if at is not None or (self._gitdir and self._gitdir.bare):
                self._list_commit()
            else:
                self._list_folder()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Stop the processes, remove the temporary folder, let go of the folders. May be called twice."""
        if self._git:
            self._git.close()
            self._git = None
        if self._gitdir:
            self._gitdir.close()
            self._gitdir = None
        self._root.close()

    # --- files ---

    def read(self, path: str, limit: int = limits.FILE_BYTES) -> bytes:
        """The bytes of a listed file.

        Raises:
            Unreadable: for every reason of that class; too-large beyond `limit` bytes.
        """
        source = self._sources.get(path)
        if source is None:
            raise Unreadable(path, "absent")
        counted = self._read.get(path, 0)
        try:
            if source.size > limit:
                raise Refused("too-large")
            if source.size - counted > self._left:
                raise Refused("budget")
            data = self._blob(source.blob, limit) if source.blob else self._root.read(source.path, limit)[0]
        except (Refused, Failed) as error:
            if error.reason == "too-large" and limit < limits.FILE_BYTES:  # the caller's own limit, not ours
                raise Unreadable(path, error.reason) from error
            raise self._noted(path, error.reason) from error
        if len(data) < _POINTER_BYTES and data.startswith(_POINTER):
            raise self._noted(path, "absent")
        self._left -= max(len(data) - counted, 0)
        self._read[path] = max(len(data), counted)
        return data

    def text(self, path: str, limit: int = limits.TEXT_BYTES) -> str:
        """The text of a listed file; see `text.decode` for the encodings.

        Raises:
            Unreadable: as `read`, and not-text for what is binary.
        """
        decoded = text.decode(self.read(path, limit))
        if decoded is None:
            raise Unreadable(path, "not-text")
        return decoded

    def _blob(self, oid: str, limit: int) -> bytes:
        if self._git is None:
            raise Failed("absent")
        found = self._git.object(oid, limit)
        if found.type != "blob" or dirty.blob_id(found.data, len(oid)) != oid:
            raise Failed("damaged")  # a forged pack: the object is not what its id says
        return found.data

    def _noted(self, path: str, reason: str) -> Unreadable:
        self._note(path, reason)
        return Unreadable(path, reason)

    def _note(self, path: str, reason: str) -> None:
        if len(self.unreadable) < limits.UNREADABLE:
            if (path, reason) not in self.unreadable:
                self.unreadable.append((path, reason))
        elif len(self.unreadable) == limits.UNREADABLE:
            self.unreadable.append(("…", "too-many-entries"))

    # --- history ---

    @property
    def shallow(self) -> bool:
        """Whether the history is cut."""
        return bool(self._gitdir and self._gitdir.shallow)

    @property
    def format(self) -> str:
        """How git names its objects: sha1 or sha256; `""` without a git folder."""
        return self._gitdir.format if self._gitdir else ""

    @cached_property
    def made(self) -> Made:
        """How `commit` was made; empty when it cannot be read."""
        if self._git is None or self.commit is None:
            return Made()
        try:
            data = self._git.object(self.commit, limits.COMMIT_BYTES).data
        except Failed:
            return Made()
        header = data.partition(b"\n\n")[0]
        root, committer = _TREE.match(header), _COMMITTER.search(header)
        when = history.moment(committer[1].decode("ascii")) if committer else None
        return Made(root[1].decode("ascii") if root else "", when)

    @cached_property
    def changes(self) -> str | None:
        """A digest of what `commit` does not hold: `""` when the files are those of the commit, None when there is too
        much to hash. Of a folder without a commit it covers every file. Equal digests are equal files."""
        if self._listing is None or self.dirty is False:
            return ""
        known = tree.read(self._git, self.commit, sizes=False).nodes if self._git and self.commit else {}
        return dirty.digest(self._index or {}, known, self._listing, self._bytes_on_disk, self._index_written)

    @cached_property
    def dirty(self) -> bool | None:
        """Whether what is judged differs from `commit`: a changed, deleted or untracked file; None when nobody knows.

        Costs a look at the index and one git command the first time, and the bytes of those files whose size and time
        do not settle it.
        """
        if self._listing is None:
            return False
        if self._index is None:
            return None
        on_disk = dirty.from_disk(self._index, self._listing, self._bytes_on_disk, self._index_written)
        if on_disk:
            return True
        staged = self._staged(self._index)
        return staged if staged is not False else on_disk

    def _staged(self, entries: dict[str, index.Staged]) -> bool | None:
        """Whether the index differs from HEAD's tree; None when that tree cannot be read."""
        if self.commit is None and not self.history_problem:
            return bool(entries)
        if self._git is None or self.commit is None:
            return None
        head = tree.read(self._git, self.commit, sizes=False)
        return dirty.from_index(entries, head.nodes) if not head.problem else None

    def log(self, limit: int = limits.COMMITS) -> tuple[RawCommit, ...]:
        """At most `limit` commits reachable from `commit`, newest first; () when the history is unknown or empty.

        Sets `history_problem` to `incomplete` when commits are missing or take too long to list.
        """
        if self._git is None or self.commit is None:
            return ()
        if limit not in self._logs:
            self._logs[limit], whole = history.log(self._git, self.commit, limit)
            if not whole:
                self.history_problem = "incomplete"
        return self._logs[limit]

    def tags(self) -> tuple[Tag, ...]:
        """Tags by name."""
        found = self._refs.under("refs/tags/") if self._refs else {}
        return history.dated(self._git, found) if self._git else tuple(Tag(name, oid) for name, oid in found.items())

    def branches(self) -> tuple[Branch, ...]:
        """Branches by name, local ones first, then those of remotes."""
        if not self._refs:
            return ()
        local = (Branch(name, oid) for name, oid in self._refs.under("refs/heads/").items())
        remote = (Branch(name, oid, remote=True) for name, oid in self._refs.under("refs/remotes/").items())
        return (*local, *(branch for branch in remote if not branch.name.endswith("/HEAD")))

    def tree_of(self, commit: str) -> dict[str, str]:
        """Path → blob id of the files of another commit, such as the tip of a branch; {} when it cannot be read."""
        found = tree.read(self._git, commit, sizes=False) if self._git else None
        nodes = found.nodes if found and not found.problem else {}
        return {names.shown(path): node.id for path, node in nodes.items() if node.kind == tree.FILE}

    def remote(self) -> str:
        """Where `origin` is, without user, password, token or query; `""` when there is none."""
        address = self._gitdir.settings.get(("remote", "origin", "url"), "") if self._gitdir else ""
        return config.without_credentials(address)

    def _open_history(self, at: str | None) -> None:
        try:
            self._gitdir = gitdir.locate(self._root)
            self._refs = Refs(self._gitdir.own, self._gitdir.common)
            if self._gitdir.problem:
                raise Problem(self._gitdir.problem)
            executable = program(self.path)
            self._git = Git(executable, self._gitdir.objects, self._gitdir.format, self._gitdir.shallow)
        except Problem as problem:
            self.history_problem = problem.reason
        except GitMissing:
            self.history_problem = "git-missing"
        except OSError:
            self.history_problem = "git-failed"
        if at is not None:
            self.commit = self._revision(at)
            return
        self.commit = self._head()
        if self.history_problem and self._gitdir and self._gitdir.bare:
            raise NotReadable("no-history", self.path, self.history_problem)

    def _head(self) -> str | None:
        """The commit of HEAD, checked when git may look at it."""
        if self._refs is None:
            return None
        try:
            head = self._refs.head()
            if head and self._git:
                return self._git.object(f"{head}^{{commit}}", limits.COMMIT_BYTES).id
        except (Damaged, Failed):
            self.history_problem = self.history_problem or "damaged"
            return None
        return head

    def _revision(self, at: str) -> str:
        """The id of a commit named by an id, the start of one, a tag, a branch or HEAD, then any `~2` or `^1`."""
        if self._git is None or self._refs is None:
            raise NotReadable("no-history", self.path, self.history_problem)
        parts = _REVISION.fullmatch(at)
        if not parts:
            raise NotReadable("unknown-revision", self.path, at)
        try:
            abbreviated = parts[1].lower() if re.fullmatch(r"[0-9a-fA-F]{4,64}", parts[1]) else ""
            base = self._refs.find(parts[1]) or abbreviated
            if base:
                return self._git.object(f"{base}{parts[2]}^{{commit}}", limits.COMMIT_BYTES).id
        except (Damaged, Failed):
            pass
        if (until := past.moment_named(at)) is not None:
            return self._last_until(until)
        raise NotReadable("unknown-revision", self.path, at)

    def _last_until(self, until: datetime) -> str:
        """The commit at which HEAD's own line stood at that moment."""
        head = self._head()
        if self._git is None or head is None:
            raise NotReadable("no-history", self.path, self.history_problem)
        found, oldest = past.last_until(self._git, head, until)
        if found is None:
            day = oldest.date().isoformat() if oldest else ""
            raise NotReadable("cut-before" if self.shallow else "before-first-commit", self.path, day)
        self.until = until
        return found

    # --- listing ---

    def _list_commit(self) -> None:
        if self._git is None or self.commit is None:
            return
        listed = tree.read(self._git, self.commit, sizes=True)
        if listed.problem:
            self._note(".", listed.problem)
        entries: list[Entry] = []
        for path, node in listed.nodes.items():
            if node.kind == tree.FILE and node.size is not None:
                self._add(entries, path, node.size, tracked=True, blob=node.id)
            elif node.kind == tree.FILE:
                self._note(names.shown(path), "absent")
        self.files = tuple(sorted(entries, key=_by_path))
        self.nested = tuple(names.shown(path) for path, node in listed.nodes.items() if node.kind == tree.SUBMODULE)
        self._note_links(tree.leads(self._git, listed))

    def _list_folder(self) -> None:
        tracked = self._tracked()
        self._listing = walk.walk(self._root, tracked)
        entries: list[Entry] = []
        for path, found in self._listing.files.items():
            self._add(entries, path, found.size, found.tracked, blob="")
        self.files = tuple(sorted(entries, key=_by_path))
        self.nested = tuple(sorted(names.shown(path) for path in self._listing.nested))
        for path, reason in sorted(self._listing.skipped):
            self._note(names.shown(path), reason)
        links = sorted(self._listing.links)[: limits.LINKS]
        self._note_links({path: walk.leads(self._root, path) for path in links})
        self._note_missing()

    def _tracked(self) -> set[str]:
        """The paths that git knows: those of the index, or those of HEAD's tree when the index cannot be read."""
        if self._gitdir is None:
            return set()
        try:
            data, status = self._gitdir.own.read("index", limits.INDEX_BYTES)
            self._index = index.parse(data, 20 if self._gitdir.format == "sha1" else 32)
            self._index_written = status.st_mtime_ns
            return set(self._index)
        except (Refused, index.Damaged) as error:
            if not (isinstance(error, Refused) and error.reason == "absent"):
                self._note(".git/index", "damaged")
            elif self.commit is None:
                self._index = {}
        if self._git and self.commit:
            return set(tree.read(self._git, self.commit, sizes=False).nodes)
        return set()

    def _note_missing(self) -> None:
        """Tell tracked files that are not there because nobody ever wrote them: sparse checkout, partial clone."""
        if self._index is None or self._listing is None:
            return
        gone: dict[str, str] = {}
        for path, entry in self._index.items():
            if path in self._listing.files or entry.kind not in {tree.FILE, index.FOLDER}:
                continue
            if entry.elsewhere:
                self._note(names.shown(path), "not-checked-out")
            elif entry.kind == tree.FILE:
                gone[path] = entry.id
        if gone and self._git:
            lost = self._git.missing(set(gone.values()))
            for path, oid in gone.items():
                if oid in lost:
                    self._note(names.shown(path), "absent")

    def _note_links(self, leads: dict[str, str]) -> None:
        """Tell the links that lead out or nowhere; any other is a duplicate of what it leads to."""
        for path, where in leads.items():
            if where != "inside":
                self._note(names.shown(path), "link-outside" if where == "outside" else "link-broken")

    def _add(self, entries: list[Entry], path: str, size: int, tracked: bool, blob: str) -> None:
        name = names.shown(path)
        if name in self._sources:
            self._note(name, "name-clash")
            return
        self._sources[name] = _Source(path, blob, size)
        entries.append(Entry(name, size, tracked))

    def _bytes_on_disk(self, path: str, limit: int) -> bytes:
        """What git would hash: the bytes of a file, or where a link leads."""
        if self._listing and path in self._listing.files:
            return self._root.read(path, limit)[0]
        return os.fsencode(self._root.link(path))


def open_snapshot(path: Path | str, at: str | None = None) -> Snapshot:
    """Open a repository, or any folder, to be judged: its working tree, or with `at` (and if bare) a commit's tree.

    `at` is a commit id or the start of one, a tag, a branch (`origin/main` too) or HEAD, and any `~2` or `^1`; or a
    date (see `past.moment_named`), which means the last commit of HEAD's own line up to then.

    Raises:
        NotReadable: there is nothing to judge; its class lists the reasons.
    """
    try:
        real = Path(os.path.realpath(path, strict=True))
    except PermissionError as error:
        raise NotReadable("no-permission", path) from error
    except (OSError, ValueError) as error:
        raise NotReadable("no-such-folder", path) from error
    if not real.is_dir():
        raise NotReadable("not-a-folder", path)
    return Snapshot(real, at)


def _open_root(path: Path) -> Beneath:
    try:
        return Beneath(path)
    except PermissionError as error:
        raise NotReadable("no-permission", path) from error
    except OSError as error:
        raise NotReadable("not-a-folder", path) from error


def _by_path(entry: Entry) -> str:
    return entry.path
