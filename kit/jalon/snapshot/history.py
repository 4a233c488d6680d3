"""Commits and tags, as git tells them from the objects alone."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import msgspec

from jalon.snapshot import limits, names
from jalon.snapshot.git import Failed, Git

_FIELDS = "%H%x00%P%x00%an%x00%ae%x00%ad%x00%cd%x00%s%x00"
_DATE = re.compile(r"(-?\d{1,20})(?: ([+-])(\d{2})(\d{2}))?$")
_FIRST, _LAST = 0, 253_370_764_800  # 1970 to the end of 9998, so that any time zone stays within 1 to 9999


class RawCommit(msgspec.Struct, frozen=True):
    """A commit as it says it is: nothing in it is proved, nor its names merged.

    `authored` and `committed` are aware and within 1970 to 9998. `paths` are those it changes (none for a merge),
    and `partial` says that some are not there: too many, or trees that the repository does not have.
    """

    id: str
    parents: tuple[str, ...]
    author: str
    address: str
    authored: datetime
    committed: datetime
    subject: str
    paths: tuple[str, ...] = ()
    partial: bool = False


class Tag(msgspec.Struct, frozen=True):
    """A tag: the commit (or other object) it leads to, and when it was made: the tagger's date, or the commit's."""

    name: str
    id: str
    when: datetime | None = None


class Branch(msgspec.Struct, frozen=True):
    """A branch and its last commit; a remote one is named with its remote, as in origin/main."""

    name: str
    id: str
    remote: bool = False


def log(git: Git, head: str, limit: int) -> tuple[tuple[RawCommit, ...], bool]:
    """At most `limit` commits reachable from `head`, newest first, and whether they are all that could be asked for."""
    commits, whole = _ask(git, head, limit, "--name-only", "--no-renames")
    if whole:
        return tuple(commits), True
    bare, whole = _ask(git, head, limit)
    known = {commit.id: commit for commit in commits[:-1]}  # the last one may be cut
    if len(bare) < len(known):
        return tuple(known.values()), False
    return tuple(known.get(commit.id) or msgspec.structs.replace(commit, partial=True) for commit in bare), whole


def _ask(git: Git, head: str, limit: int, *more: str) -> tuple[list[RawCommit], bool]:
    mark = os.urandom(16).hex()  # unknown to whoever wrote the commits, so that none of them can look like two
    output = git.run(
        "log", "-z", f"--max-count={limit}", f"--format={mark}{_FIELDS}", "--date=raw", "--encoding=none",
        "--no-mailmap", "--no-show-signature", "--no-notes", "--no-color", "--no-ext-diff", "--no-textconv",
        "--no-decorate", *more, head, "--",
    )  # fmt: skip
    commits = (_commit(record, whole) for record, whole in _records(output.data, mark.encode()))
    return [commit for commit in commits if commit], not output.problem


def _records(data: bytes, mark: bytes) -> Iterator[tuple[bytes, bool]]:
    """What follows each mark, as much of it as is looked at, and whether that is all."""
    start = data.find(mark)
    while start >= 0:
        start += len(mark)
        end = data.find(mark, start)
        stop = len(data) if end < 0 else end
        yield data[start : min(stop, start + limits.RECORD_BYTES)], stop - start <= limits.RECORD_BYTES
        start = end


def _commit(record: bytes, whole: bool = True) -> RawCommit | None:
    fields = record.split(b"\0", 8)
    if len(fields) < 8 or not re.fullmatch(rb"[0-9a-f]{40,64}", fields[0]):
        return None
    # after the subject: an end of record, then (unless there are none) a newline and the paths
    rest = fields[8].lstrip(b"\0") if len(fields) > 8 else b""
    paths = [path for path in rest.removeprefix(b"\n").split(b"\0", limits.COMMIT_PATHS + 1) if path]
    return RawCommit(
        fields[0].decode(),
        tuple(fields[1].decode("ascii", "replace").split()),
        names.text(fields[2])[: limits.SUBJECT],
        names.text(fields[3])[: limits.SUBJECT],
        moment(fields[4].decode("ascii", "replace")),
        moment(fields[5].decode("ascii", "replace")),
        names.text(fields[6])[: limits.SUBJECT],
        tuple(names.shown(names.system(path)) for path in paths[: limits.COMMIT_PATHS]),
        not whole or len(paths) > limits.COMMIT_PATHS,
    )


def moment(raw: str) -> datetime:
    """`SECONDS +ZONE` as git stores it, brought within legal bounds; the epoch when it makes no sense."""
    found = _DATE.match(raw.strip())
    if not found:
        return datetime.fromtimestamp(0, UTC)
    seconds = min(max(int(found[1]), _FIRST), _LAST)
    zone = timedelta(hours=int(found[3] or 0), minutes=int(found[4] or 0))
    if zone >= timedelta(hours=24):
        zone = timedelta()
    return datetime.fromtimestamp(seconds, timezone(-zone if found[2] == "-" else zone))


def dated(git: Git, tags: dict[str, str]) -> tuple[Tag, ...]:
    """Tags with their commits and dates, by name; a date that cannot be read is None."""
    return tuple(
        _tag(git, name, oid) if rank < limits.TAGS_DATED else Tag(name, oid)
        for rank, (name, oid) in enumerate(tags.items())
    )


def _tag(git: Git, name: str, oid: str) -> Tag:
    when: datetime | None = None
    for _ in range(5):  # a tag may name a tag
        try:
            found = git.object(oid, limits.COMMIT_BYTES)
        except Failed:
            break
        header = found.data.partition(b"\n\n")[0].decode("utf-8", "replace")
        person = re.search(r"^(?:tagger|committer) .*> (-?\d+ [+-]\d{4})$", header, re.MULTILINE)
        when = when or (moment(person[1]) if person else None)
        below = re.match(r"object ([0-9a-f]{40,64})\n", header)
        if found.type != "tag" or not below:
            break
        oid = below[1]
    return Tag(name, oid, when)
