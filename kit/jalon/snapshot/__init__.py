"""The only door to an audited repository: files, bytes and git objects; read-only, bounded, running nothing."""

from jalon.snapshot.errors import NotReadable, Unreadable
from jalon.snapshot.history import Branch, RawCommit, Tag
from jalon.snapshot.snapshot import Entry, Snapshot, open_snapshot

__all__ = ["Branch", "Entry", "NotReadable", "RawCommit", "Snapshot", "Tag", "Unreadable", "open_snapshot"]
