"""What the template shipped and nobody has touched since, wherever it was moved.

Shipped text is recognised by normalised hashes (`checklists/shipped/`), so that nothing is rendered at audit time.
Untouched code, pages and settings are the scaffold's, not the student's; shipped machinery (pipelines, alert rules,
hooks) earns as soon as it acts on work that is the student's (rule 2 of the design).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import PurePosixPath

import msgspec

from jalon.facts.cues import tokens
from jalon.facts.model import Codebase, Inventory
from jalon.resources import resource
from jalon.snapshot import Snapshot, Unreadable

OWN_LINES = 5  # new lines from which a shipped file has become the student's
OWN_SHARE = 0.5  # or this share of its lines: a short file may share a name with ours, and little else
OWN_CODE = 40  # lines of own code on which shipped machinery can act
MOST_BYTES = 400_000
ANSWERS = ".copier-answers.yml"


class Scaffold(msgspec.Struct, frozen=True):
    """state: none (not made from the template) · untouched · started. shipped: the files that are still the
    template's. acts: an example of own code on which shipped machinery acts, "" when there is none."""

    state: str = "none"
    shipped: frozenset[str] = frozenset()
    acts: str = ""


@cache
def _hashes(name: str) -> frozenset[str]:
    return frozenset(resource("checklists", "shipped", name).read_text(encoding="ascii").split())


def text_hash(text: str) -> str:
    """16 hexadecimal digits that do not change with case, accents, spaces, punctuation or plural."""
    return _words_hash(tokens(text))


def _words_hash(words: Iterable[str]) -> str:
    return hashlib.blake2b(" ".join(words).encode(), digest_size=8).hexdigest()


def line_hash(line: str) -> str:
    """16 hexadecimal digits that do not change with spaces: code keeps its punctuation."""
    return hashlib.blake2b("".join(line.split()).encode(), digest_size=8).hexdigest()


def tells(line: str) -> bool:
    """A line that says whose file this is: not blank, and no digest of a lock file."""
    return bool(line.strip()) and "--hash=" not in line


def is_shipped_text(text: str) -> bool:
    """A paragraph, a heading or the cells of a row in one line, that the template ever shipped."""
    return is_shipped(tokens(text))


def is_shipped(words: Iterable[str]) -> bool:
    """As `is_shipped_text`, of a text whose words, as `tokens` gives them, are known already."""
    return _words_hash(words) in _hashes("texts.txt")


def scaffold(snapshot: Snapshot, inventory: Inventory, codebase: Codebase) -> Scaffold:
    """Which files are still the template's, and whether there is own code for its machinery to act on."""
    names = _hashes("names.txt")
    shipped = frozenset(
        path for path in inventory.files
        if text_hash(PurePosixPath(path).name) in names and _is_untouched(snapshot, path)
    )  # fmt: skip
    own = [one for one in codebase.sources if one.path not in shipped]
    acts = max(own, key=lambda one: one.lines).path if sum(one.lines for one in own) >= OWN_CODE else ""
    made = any(entry.path == ANSWERS for entry in snapshot.files)
    state = "none" if not made else "started" if own or _written(snapshot, inventory, shipped) else "untouched"
    return Scaffold(state, shipped, acts)


def _written(snapshot: Snapshot, inventory: Inventory, shipped: frozenset[str]) -> bool:
    """Some Markdown or CSV file holds lines that the template never shipped."""
    return any(
        path.endswith((".md", ".csv")) and path not in shipped and not _is_untouched(snapshot, path)
        for path in inventory.files
    )


def _is_untouched(snapshot: Snapshot, path: str) -> bool:
    """Fewer than `OWN_LINES` lines that the template never shipped (a name or a date filled in is no work yet)."""
    try:
        lines = snapshot.text(path, MOST_BYTES).splitlines()
    except Unreadable:
        return False
    known, texts = _hashes("lines.txt"), _hashes("texts.txt")
    written = [line for line in lines if tells(line)]
    own = sum(1 for line in written if line_hash(line) not in known and text_hash(line) not in texts)
    return own < OWN_LINES and own <= len(written) * OWN_SHARE
