"""The entities that diagrams draw beside the tables that the code declares."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from jalon.facts.model import Codebase, Diagram, Diagrams
from jalon.facts.registers.words import without_accents
from jalon.remarks.knowledge import knowledge
from jalon.remarks.remark import Remark, Rule
from jalon.snapshot import Snapshot, Unreadable

MOST_FILES, MOST_BYTES, MOST_TABLES, MOST_DIAGRAMS = 80, 200_000, 400, 30
LEAST_ALIKE = 3  # tables that a diagram draws, from which it speaks of this schema
DRAWN = 0.5  # and share of the tables
BUILT = 2 / 3  # share of a diagram's entities that are tables, from which the others are held against it
_QUALIFIED = r"[`\"'\[]?(?:\w{1,60}[`\"\]]?\.[`\"\[]?)?"
_TABLE = re.compile(
    rf"\bcreate\s+table\s+(?:if\s+not\s+exists\s+)?{_QUALIFIED}(?P<sql>\w{{1,80}})"
    rf"|\b(?:create_table|createTable|(?:pg|mysql|sqlite)Table|Schema::create)\(\s{{0,40}}{_QUALIFIED}(?P<call>\w{{1,80}})"
    rf"|__tablename__\s*=\s*{_QUALIFIED}(?P<orm>\w{{1,80}})"
    r"|^class\s+(?P<model>\w{1,80})\([^)\n]{0,80}(?:models\.Model|table\s?=\s?True|db\.Model)",
    re.IGNORECASE | re.MULTILINE,
)
_ENTITY = re.compile(r"@entity\b", re.IGNORECASE)
_CLASS = re.compile(r"\bclass\s+(\w{1,80})", re.IGNORECASE)
_BODY = re.compile(r"[{}]|;(?!\n)")
MOST_ANNOTATIONS = 400  # characters from an entity's mark to its class
_NAMED = re.compile(r"@Table\([^)]{0,200}?name\s?=\s?[\"'](\w{1,80})")
_DROP = re.compile(
    rf"\bdrop\s+table\s+(?:if\s+exists\s+)?{_QUALIFIED}(\w{{1,80}})"
    rf"|\balter\s+table\s+(?:if\s+exists\s+)?{_QUALIFIED}(\w{{1,80}})[`\"\]]?\s+rename\s+to\b",
    re.IGNORECASE,
)
_WORKING = frozenset({"sql-in-code"})  # tables that a job makes for itself
_UNDOING = ("down.sql", "rollback.sql", "undo.sql")
_PRISMA = re.compile(r"^model\s+(\w{1,80})\s*\{", re.MULTILINE)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def undrawn(diagrams: Diagrams, codebase: Codebase, snapshot: Snapshot) -> Iterator[Remark]:
    """Tables that no diagram of entities draws, and entities that are no table, where most agree."""
    drawn = [one for one in diagrams.items if one.type == "entity-relation" and len(one.elements) >= LEAST_ALIKE]
    tables = _tables(codebase, snapshot) if drawn else {}
    others = [one for one in diagrams.items if one.type in ("entity-relation", "class")]
    everywhere = {_plain(label) for one in others for label in one.elements}
    for one in drawn[:MOST_DIAGRAMS]:
        entities = {_plain(label): label for label in one.elements}
        alike = [name for name in tables if name in entities]
        if len(alike) < LEAST_ALIKE:
            continue
        absent = [tables[name] for name in tables if name not in everywhere and not _joins(name, everywhere)]
        if absent and len(alike) >= DRAWN * len(tables):
            yield Remark("table-undrawn", one.path, one.at, {"tables": sorted(absent), "n": len(absent)})
        extra = [entities[name] for name in entities if name not in tables]
        if extra and _is_schema(one) and len(alike) >= BUILT * len(entities):
            yield Remark("entity-unbuilt", one.path, one.at, {"entities": sorted(extra), "n": len(extra)})


def _is_schema(diagram: Diagram) -> bool:
    """Whether every label is the name of a table: a conceptual model has associations, and names in several words."""
    return all(re.fullmatch(r"\w+", label) for label in diagram.elements)


def _tables(codebase: Codebase, snapshot: Snapshot) -> dict[str, str]:
    """Plain name → name, of the tables that migrations and models create."""
    tests = {one.path for one in codebase.tests}
    declared = [one.path for one in codebase.migrations if one.name not in _WORKING and one.path not in tests]
    declared += [entry.path for entry in snapshot.files if entry.path.endswith(".prisma")]
    found: dict[str, str] = {}
    for path in sorted(set(declared))[:MOST_FILES]:
        if path.endswith(_UNDOING):
            continue
        try:
            text = snapshot.text(path, MOST_BYTES)
        except Unreadable:
            continue
        names = _PRISMA.findall(text) if path.endswith(".prisma") else _declared(text)
        for name in _dropped(text) if path.endswith(".sql") else ():
            found.pop(_plain(name), None)
        for name in names:
            if len(found) < MOST_TABLES and not _is_technical(name):
                found.setdefault(_plain(name), name)
    return found


def _dropped(text: str) -> list[str]:
    """The tables that a file of SQL drops or renames; one that it creates again comes back."""
    return [match[1] or match[2] for match in _DROP.finditer(text)]


def _declared(text: str) -> list[str]:
    """The tables that a file creates; the class of one that says its table's name is left out."""
    named = _NAMED.findall(text)
    return named + [match[match.lastgroup or 0] for match in _TABLE.finditer(text)] + ([] if named else _entities(text))


def _entities(text: str) -> list[str]:
    """The classes marked as entities: the mark, other annotations, then the class, before any body opens."""
    found: list[str] = []
    for mark in _ENTITY.finditer(text):
        lines = text[mark.end() : mark.end() + MOST_ANNOTATIONS + 90]
        one = _CLASS.search(lines)
        if one and one.start() <= MOST_ANNOTATIONS and not _BODY.search(lines, 0, one.start()) and one[1] not in found:
            found.append(one[1])
    return found


def _is_technical(name: str) -> bool:
    return _plain(name) in _technical() or name.startswith("_")


@lru_cache(maxsize=1)
def _technical() -> frozenset[str]:
    return frozenset(map(_plain, knowledge().technical_tables))


def _joins(name: str, drawn: set[str]) -> bool:
    """Whether a table only ties two drawn entities: a relation of the diagram stands for it."""
    words = name.split()
    return any(" ".join(words[:cut]) in drawn and " ".join(words[cut:]) in drawn for cut in range(1, len(words)))


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    """UserAccounts, user_account and "User account" alike: small letters, without accents, in the singular."""
    words = re.findall(r"[a-z0-9]+", without_accents(_HUMP.sub(" ", name)).lower())
    return " ".join(f"{one[:-3]}y" if one.endswith("ies") else one.rstrip("s") or one for one in words)


RULES = (Rule("tables-undrawn", undrawn),)
