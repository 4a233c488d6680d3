"""Adds what the template ships now to `checklists/shipped/`, where nothing is ever taken away.

    python kit/shipped.py          adds what is missing
    python kit/shipped.py --check  says what is missing and exits with 1

The hashes let the checker recognise shipped text and code wherever it is moved, without rendering anything.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import copier
import msgspec

from jalon.catalogue import load_checklist
from jalon.catalogue.model import Requirement, Text
from jalon.facts import Facts
from jalon.facts.model import Document, Inventory
from jalon.facts.padding import plain_words, runs
from jalon.facts.scaffold import ANSWERS, code_lines, line_hash, shapes_of, tells, text_hash
from jalon.settings import Settings
from jalon.snapshot import Snapshot, Unreadable, open_snapshot

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ROOT / "checklists" / "shipped"
CHECKLIST = ROOT / "checklists" / "rncp38822"
LANGUAGES = ("fr", "en")
SENTENCE = re.compile(r"(?<=[.!?…])\s+")
HINT = re.compile(r"^[\w-]+ : ")  # the id before a hint
# dates and names come from the answers: these make the rendering the same on every day
DATES = {"start_date": "2026-09-01", "jury_date": "2027-06-15"}


def main() -> int:
    """Compare what is shipped with what is known, and add the difference unless asked only to check."""
    shipped = gather()
    missing = 0
    for name, hashes in shipped.items():
        path = SHIPPED / f"{name}.txt"
        known = set(path.read_text(encoding="ascii").split()) if path.is_file() else set()
        new = hashes - known
        missing += len(new)
        if new and "--check" not in sys.argv:
            path.write_text("".join(f"{one}\n" for one in sorted(known | new)), encoding="ascii", newline="\n")
        sys.stdout.write(f"{path.name}: {len(known)} known, {len(new)} new\n")
    return 1 if missing and "--check" in sys.argv else 0


def gather() -> dict[str, set[str]]:
    """The hashes of all that a student may receive: names of files, texts, lines, runs of words and shapes of code.

    What the checklist asks is printed by `jalon explain`: its runs are known too.
    """
    found: dict[str, set[str]] = {name: set() for name in ("names", "texts", "lines", "runs", "shapes")}
    with tempfile.TemporaryDirectory() as folder:
        for language in LANGUAGES:
            made = Path(folder, language)
            answers = {**DATES, "language": language}
            copier.run_copy(str(ROOT), made, data=answers, defaults=True, vcs_ref="HEAD", quiet=True)
            _add(made, found)
    _add(ROOT / "checklists" / "rncp38822" / "guides", found)
    for text in _said(load_checklist(CHECKLIST)):
        _add_text(text, found)
    return found


def _add(folder: Path, found: dict[str, set[str]]) -> None:
    with open_snapshot(folder) as snapshot:
        inventory = Inventory(tuple(entry.path for entry in snapshot.files))
        facts = Facts(snapshot=snapshot, settings=Settings(), inventory=inventory)
        for document in facts["documents"].items:
            found["texts"].update(text_hash(text) for text in _texts(document))
            for text in _sentences(document):
                _add_text(text, found)
        found["texts"].update(text_hash(" ".join(one.elements)) for one in facts["diagrams"].items)
        for register in facts["registers"].items:
            for row in register.rows:
                found["texts"].update((text_hash(" ".join(row)), text_hash(" ".join(row[1:]))))
        for path in inventory.files:
            if path == ANSWERS:  # it names the commit: another on every day
                continue
            found["names"].add(text_hash(Path(path).name))
            found["lines"].update(line_hash(line) for line in _lines(snapshot, path) if tells(line))
        for source in facts["codebase"].sources:
            found["shapes"].update(shapes_of(code_lines(snapshot.text(source.path))))


def _add_text(text: str, found: dict[str, set[str]]) -> None:
    """A text and its sentences, and its runs of words: it may be pasted whole, cut or changed."""
    said = HINT.sub("", text.strip())
    found["texts"].update(text_hash(one) for one in (text, said, *SENTENCE.split(said)) if len(one.split()) > 3)
    found["runs"].update(runs(plain_words(said)))


def _texts(document: Document) -> Iterator[str]:
    for section in document.sections:
        yield section.heading
        yield from (one.text for one in section.paragraphs)
        for table in section.tables:
            yield from (" ".join(row) for row in (table.header, *table.rows))


def _sentences(document: Document) -> Iterator[str]:
    """What may be pasted as prose: paragraphs, hints in comments, rows."""
    for section in document.sections:
        yield from (one.text for one in section.paragraphs)
        yield from section.comments
        yield from (" ".join(row) for table in section.tables for row in table.rows)


def _said(value: Any) -> Iterator[str]:
    """Every text of a checklist, in both languages, and the clauses that it quotes."""
    if isinstance(value, Text):
        yield from (value.fr, value.en)
    elif isinstance(value, msgspec.Struct):
        if isinstance(value, Requirement):
            yield value.clause
        for field in value.__struct_fields__:
            yield from _said(getattr(value, field))
    elif isinstance(value, tuple):
        for one in value:
            yield from _said(one)


def _lines(snapshot: Snapshot, path: str) -> list[str]:
    try:
        return snapshot.text(path).splitlines()
    except Unreadable:
        return []


if __name__ == "__main__":
    sys.exit(main())
