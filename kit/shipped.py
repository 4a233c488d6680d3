"""Adds what the template ships now to `checklists/shipped/`, where nothing is ever taken away.

    python kit/shipped.py          adds what is missing
    python kit/shipped.py --check  says what is missing and exits with 1

The hashes let the checker recognise shipped text and code wherever it is moved, without rendering anything.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import copier

from jalon.facts import Facts
from jalon.facts.model import Document, Inventory
from jalon.facts.scaffold import ANSWERS, line_hash, tells, text_hash
from jalon.settings import Settings
from jalon.snapshot import Snapshot, Unreadable, open_snapshot

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ROOT / "checklists" / "shipped"
LANGUAGES = ("fr", "en")
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
    """The hashes of all that a student may receive: file names, texts (paragraphs, rows), lines."""
    found: dict[str, set[str]] = {"names": set(), "texts": set(), "lines": set()}
    with tempfile.TemporaryDirectory() as folder:
        for language in LANGUAGES:
            made = Path(folder, language)
            answers = {**DATES, "language": language}
            copier.run_copy(str(ROOT), made, data=answers, defaults=True, vcs_ref="HEAD", quiet=True)
            _add(made, found)
    _add(ROOT / "checklists" / "rncp38822" / "guides", found)
    return found


def _add(folder: Path, found: dict[str, set[str]]) -> None:
    with open_snapshot(folder) as snapshot:
        inventory = Inventory(tuple(entry.path for entry in snapshot.files))
        facts = Facts(snapshot=snapshot, settings=Settings(), inventory=inventory)
        for document in facts["documents"].items:
            found["texts"].update(text_hash(text) for text in _texts(document))
        for register in facts["registers"].items:
            for row in register.rows:
                found["texts"].update((text_hash(" ".join(row)), text_hash(" ".join(row[1:]))))
        for path in inventory.files:
            if path == ANSWERS:  # it names the commit: another on every day
                continue
            found["names"].add(text_hash(Path(path).name))
            found["lines"].update(line_hash(line) for line in _lines(snapshot, path) if tells(line))


def _texts(document: Document) -> Iterator[str]:
    for section in document.sections:
        yield section.heading
        yield from (one.text for one in section.paragraphs)
        for table in section.tables:
            yield from (" ".join(row) for row in (table.header, *table.rows))


def _lines(snapshot: Snapshot, path: str) -> list[str]:
    try:
        return snapshot.text(path).splitlines()
    except Unreadable:
        return []


if __name__ == "__main__":
    sys.exit(main())
