"""What the template shipped and nobody has touched since, wherever it was moved.

Shipped text is recognised by normalised hashes (`checklists/shipped/`), so that nothing is rendered at audit time.
Untouched code, pages and settings are the scaffold's, not the student's; shipped machinery (pipelines, alert rules,
hooks) earns as soon as it acts on work that is the student's (rule 2 of the design).
"""

from __future__ import annotations

import hashlib
import re
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
OWN_CODE = 30  # different lines of own code, none of which the template has, on which shipped machinery can act
MOST_BYTES = 400_000
ANSWERS = ".copier-answers.yml"
SHAPE = 3  # lines
RENAMED_SHARE, LEFT_SHARE = 0.15, 0.4  # of a file's lines: known by their shape alone; known in no way
_COMMENTS = ("#", "//", "/*", "*", "<!--", '"""', "--")
_STRING = re.compile(r"""'[^'\n]{0,500}'|"[^"\n]{0,500}"|`[^`\n]{0,500}`""")
_NAME = re.compile(r"\w+")


class Scaffold(msgspec.Struct, frozen=True):
    """state: none (not made from the template) · untouched · started. shipped: the files that are still the
    template's. acts: an example of own code on which shipped machinery acts, "" when there is none. own: path → how
    many lines of a source are the student's, where some are the template's."""

    state: str = "none"
    shipped: frozenset[str] = frozenset()
    acts: str = ""
    own: dict[str, int] = {}


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
    made = any(entry.path == ANSWERS for entry in snapshot.files)
    counted = _own_lines(snapshot, codebase, shipped) if made or shipped else {}
    shipped |= {path for path, lines in counted.items() if lines < OWN_LINES}
    own = [
        (counted.get(one.path, one.lines), one.path)
        for one in codebase.sources
        if one.path not in shipped and one.side != "test"  # a pipeline that runs tests must have something to test
    ]
    acts = max(own, key=lambda one: one[0])[1] if sum(lines for lines, _ in own) >= OWN_CODE else ""
    state = "none" if not made else "started" if own or _written(snapshot, inventory, shipped) else "untouched"
    return Scaffold(state, shipped, acts, counted)


def _own_lines(snapshot: Snapshot, codebase: Codebase, shipped: frozenset[str]) -> dict[str, int]:
    """path → how many different lines of a source the template never shipped, for sources that hold some it did.

    In a file most of whose shapes are the template's, lines with names changed are the template's too; where many
    are, what is left of the others may well be a changed line of it, and few count for none.
    """
    lines_known, shapes_known = _hashes("lines.txt"), _hashes("shapes.txt")
    found = {}
    for path in (one.path for one in codebase.sources if one.path not in shipped):
        try:
            lines = code_lines(snapshot.text(path, MOST_BYTES))
        except Unreadable:
            continue
        exact = known = {place for place, line in enumerate(lines) if line_hash(line) in lines_known}
        shapes = shapes_of(lines)
        alike = {place for place, shape in enumerate(shapes) if shape in shapes_known}
        if shapes and len(alike) >= len(shapes) * OWN_SHARE:
            exact, known = known, known | {place + step for place in alike for step in range(SHAPE)}
        own = len({line for place, line in enumerate(lines) if place not in known})
        renamed = len(known) - len(exact) >= len(lines) * RENAMED_SHARE
        if known:
            found[path] = 0 if renamed and own < len(lines) * LEFT_SHARE else own
    return found


def code_lines(text: str) -> list[str]:
    """The lines of a source that say something, without spaces at their ends nor lines that only comment."""
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if tells(line) and not line.startswith(_COMMENTS)]


def shapes_of(lines: list[str]) -> list[str]:
    """The shape of each three lines that follow one another: 16 hexadecimal digits that do not change with names,
    strings, figures and spaces."""
    plain = ["".join(_NAME.sub("v", _STRING.sub("s", line)).split()) for line in lines]
    return [line_hash("\n".join(plain[place : place + SHAPE])) for place in range(len(plain) - SHAPE + 1)]


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
