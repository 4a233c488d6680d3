"""Every cap of the only door to an audited repository, and what each one stands against.

The threat. An audited repository comes from somebody who may gain from the verdict, or who only wants to break the
machine of the trainer that judges forty of them in a row. It may hold, in its working tree and in its `.git`:

- settings that make git start a program (fsmonitor, filters, textconv, gpg, hooks, aliases, promisor remotes, includes)
  or that rewrite what it tells (mailmap, replacements, grafts, a forged commit graph);
- links, `.git` files and alternates that lead to other people's files;
- what costs without end: sparse files of terabytes, pipes that never answer, trees that name themselves ten times at
  each of ten levels, objects that inflate a thousandfold, patterns that backtrack;
- names and texts that are no text: escapes, newlines, bytes outside UTF-8, dates in the year 292277026596.

What stands against it. Nothing of the repository is run, imported or fetched. Files are opened folder by folder
without following a link. Git sees the objects and nothing else (see `git.py`), in its own process group, with a
limit on its time, its memory and its output. Every count and every size below is checked before it is spent; what goes
beyond costs that file and is told in `Snapshot.unreadable`, never silently dropped.

What is not promised. `Snapshot.dirty` trusts the sizes and times in the index, as git does: whoever forges those can
hide a change. The author of a commit is whoever the commit says. Git opens the object store by its path, checked just
before: a process that swaps folders under it meanwhile already runs on this machine, and needs nothing from us.
"""

from __future__ import annotations

# --- files -----------------------------------------------------------------------------------------------------------

FILES = 200_000
"""Files listed. The largest public monorepos have 100,000 to 400,000; a capstone has 100 to 15,000."""

SEEN = 1_000_000
"""Folder entries looked at, ignored ones included."""

DEPTH = 200
"""Folders above a file."""

WALK_SECONDS = 20.0
"""Seconds to list the working tree, patterns of ignored files included."""

FILE_BYTES = 32 * 1024**2
"""Bytes of one file, when the caller names no limit of its own."""

TEXT_BYTES = 8 * 1024**2
"""Bytes of one file read as text, when the caller names no limit of its own."""

TOTAL_BYTES = 2 * 1024**3
"""Bytes read from one repository; a file read twice counts once."""

UNREADABLE = 1_000
"""Entries kept in `Snapshot.unreadable`; one more says that there were more."""

LINK_HOPS = 40
"""Links followed on paper (never on disk) to tell where a link leads: what Linux allows."""

LINK_STEPS = 200
"""Components looked at on the way."""

LINKS = 1_000
"""Links of which it is told where they lead."""

# --- patterns of ignored files ---------------------------------------------------------------------------------------

IGNORE_BYTES = 64 * 1024
"""Bytes of one `.gitignore`."""

IGNORE_RULES = 5_000
"""Patterns in force at one place."""

PATTERN = 300
"""Characters of one pattern; a longer one matches nothing."""

# --- git -------------------------------------------------------------------------------------------------------------

GIT_SECONDS = 20.0
"""Seconds for one git command, and for one object."""

GIT_OUTPUT = 64 * 1024**2
"""Bytes read from one git command."""

GIT_MEMORY = 640 * 1024**2
"""Bytes of private memory for one git process, where the system can limit it (Linux)."""

COMMITS = 50_000
"""Commits of a history."""

COMMIT_PATHS = 1_000
"""Changed paths kept for one commit."""

RECORD_BYTES = 8 * 1024**2
"""Bytes looked at of what git tells of one commit: its author, its message, its paths."""

SUBJECT = 500
"""Characters kept of a subject, a name or an address."""

COMMIT_BYTES = 1024**2
"""Bytes of one commit or annotated tag."""

# --- git's own files, read by us -------------------------------------------------------------------------------------

INDEX_BYTES = 64 * 1024**2
"""Bytes of the index: about half a million files."""

INDEX_PATHS = 64 * 1024**2
"""Bytes of all the paths of an index, which version 4 shortens."""

CONFIG_BYTES = 1024**2
"""Bytes of a git configuration."""

REF_BYTES = 4 * 1024
"""Bytes of one loose ref, HEAD, `.git` file, `gitdir` or `commondir`."""

PACKED_REFS_BYTES = 32 * 1024**2
"""Bytes of packed-refs."""

REFS = 100_000
"""Refs of a repository."""

SHALLOW_BYTES = 16 * 1024**2
"""Bytes of the list of shallow commits."""

STORE_ENTRIES = 2_000_000
"""Entries under `objects` whose kind is checked."""

TAGS_DATED = 2_000
"""Tags whose date is looked up."""

HASH_BYTES = 256 * 1024**2
"""Bytes hashed to tell whether the working tree differs from the index; beyond it, `dirty` is None."""
