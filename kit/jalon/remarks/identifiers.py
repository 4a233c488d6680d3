"""Identifiers that lead from a need to its requirement, its test and its indicator, or nowhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from jalon.facts.model import Codebase, Document, Documents
from jalon.facts.registers import (
    Register,
    Registers,
    cells,
    column,
    has_columns,
    is_placeholder,
    place_of,
    references,
    rows_filled,
)
from jalon.remarks.remark import Remark, Rule
from jalon.snapshot import Snapshot, Unreadable

ASKING = ("acceptance", "story", "priority")  # columns of needs, requirements and stories
REFERRING = ("requirement-id", "dependency", "parent")
MOST_TESTS, MOST_BYTES = 300, 200_000  # files of tests, and of each, that are read for identifiers
MOST_TEXT = 2_000  # characters that are read for identifiers at once
MOST_ROWS = 500  # a longer table is data, and its identifiers may be those of things that come again
LEAST_KNOWN = 2  # identifiers of a family, from which another one of it must be somewhere too
_BARE = re.compile(r"[*_`\[\] ]{0,4}([A-Z]{1,8}[-_ ]?\d{1,5}(?:[.-]\d{1,4}){0,3})[*_`\[\] .:]{0,4}\Z")
_ZEROS = re.compile(r"(?<=[A-Z])0+(?=\d)")
_DECISION = re.compile(r"(?:adr|decision|madr)?[-_ ]?0{0,3}(?P<n>\d{1,4})[-_. ]", re.IGNORECASE)
_REPLACED = re.compile(
    r"(?:supersed(?:ed by|es)|replaced by|replaces|remplac[ée]{1,2}e?s? par|remplace|annul[ée]{1,2}e? par)"
    r"[\s:*_\[(]{0,6}(?:l[’'])?ADR[-_ ]?0{0,3}(\d{1,4})\b",
    re.IGNORECASE,
)


def dangling(registers: Registers, documents: Documents) -> Iterator[Remark]:
    """A reference to an identifier that stands nowhere else, though others of its family do."""
    known = {one for register in registers.items for _, one in _own_ids(register)}
    families = Counter(map(_family, known))
    told: frozenset[str] | None = None
    for register in registers.items:
        lost: dict[str, tuple[int, str]] = {}
        for name in REFERRING:
            said = cells(register, name) if column(register, name) != _own_column(register) else ()
            for row, cell in enumerate(said):
                for one in _mentioned(cell):
                    if _whole(one) not in known and one not in known and families[_family(one)] >= LEAST_KNOWN:
                        lost.setdefault(one, (row, _written_as(one, cell)))
        if lost:
            told = _told(documents) if told is None else told
            lost = {one: where for one, where in lost.items() if one not in told}
        if lost:
            row = min(row for row, _ in lost.values())
            values = {"ids": [written for _, written in lost.values()], "n": len(lost)}
            yield Remark("dangling", register.path, place_of(register, row), values)


def _mentioned(text: str) -> list[str]:
    """The identifiers of a text, without separator nor zeros before the figure: REQ-07 is REQ7."""
    return [_ZEROS.sub("", one) for one in references(text)]


def _own_column(register: Register) -> int | None:
    """The column whose cells are the identifiers of the rows."""
    return next(iter(register.once("own column", _own_columns)), None)


def _own_columns(register: Register) -> tuple[int, ...]:
    for index in range(min(len(register.header), 3)):
        filled = [row[index] for row in register.rows if row[index].strip()]
        if len(filled) >= LEAST_KNOWN and sum(_BARE.match(cell) is not None for cell in filled) * 2 > len(filled):
            return (index,)
    return ()


def _written_ids(register: Register, ids: Iterable[tuple[int, str]]) -> list[str]:
    index = _own_column(register) or 0
    return [_written_as(one, register.rows[row][index]) for row, one in ids]


def _own_ids(register: Register) -> list[tuple[int, str]]:
    """Row and identifier, as `_mentioned` writes it, of the rows that have one."""
    index = _own_column(register)
    found = []
    for number, row in enumerate(register.rows if index is not None else ()):
        match = _BARE.match(row[index or 0])
        if match and (one := _mentioned(match[1])):
            found.append((number, one[0]))
    return found


def _family(identifier: str) -> str:
    return re.match(r"[A-Z]*", identifier)[0]  # type: ignore[index]


def _pattern(identifier: str) -> re.Pattern[str]:
    """However an identifier is written."""
    letters = _family(identifier)
    return re.compile(rf"(?<![\w-]){letters}[-_ ]?0{{0,4}}{re.escape(identifier[len(letters) :])}(?![\w-])")


def _written_as(identifier: str, text: str) -> str:
    match = _pattern(identifier).search(text)
    return match[0] if match else identifier


def _told(documents: Documents) -> frozenset[str]:
    """The identifiers that a heading or a paragraph names: a story may be told outside any table."""
    return frozenset(
        identifier
        for document in documents.items
        for section in document.sections
        for text in (section.heading, *(one.text for one in section.paragraphs))
        for start in range(0, len(text), MOST_TEXT)
        for one in _mentioned(text[start : start + MOST_TEXT])
        for identifier in (one, _whole(one))
    )


def _whole(identifier: str) -> str:
    """What a part of it, or the first of a range, belongs to: US12 for US12.3, V51 for V51-56."""
    return re.split(r"[.-]", identifier, maxsplit=1)[0]


def untested(registers: Registers, codebase: Codebase, snapshot: Snapshot) -> Iterator[Remark]:
    """Requirements that no test names, in a table or in its code, where tests name most of the others."""
    tests = [one for one in registers.items if _is_tests(one)]
    named = {one for register in tests for row in register.rows for cell in row for one in _mentioned(cell)}
    named |= _in_code(codebase, snapshot) if tests else set()
    told: set[str] = set()
    needs = [
        one for one in registers.items if not _is_tests(one) and any(column(one, name) is not None for name in ASKING)
    ]
    for register in sorted(needs, key=lambda one: -len(one.rows)) if tests else ():
        ids = [(row, one) for row, one in _own_ids(register) if one not in told]
        alone = [(row, one) for row, one in ids if one not in named]
        if alone and len(alone) * 2 <= len(ids):
            told |= {one for _, one in ids}
            values = {"ids": _written_ids(register, alone), "n": len(alone), "all": len(ids)}
            yield Remark("untested", register.path, place_of(register, alone[0][0]), values)


def _in_code(codebase: Codebase, snapshot: Snapshot) -> set[str]:
    """The identifiers that files of tests name."""
    found: set[str] = set()
    for test in codebase.tests[:MOST_TESTS]:
        try:
            lines = snapshot.text(test.path, MOST_BYTES).splitlines()
        except Unreadable:
            continue
        found.update(one for line in lines for one in _mentioned(line))
    return found


def untied(registers: Registers) -> Iterator[Remark]:
    """Tests that name no requirement, in a table where most do."""
    for register in registers.items:
        if not _is_tests(register):
            continue
        said = cells(register, "requirement-id")
        bare = [row for row in rows_filled(register) if is_placeholder(said[row])]
        if bare and len(bare) * 2 < len(said):
            yield Remark("untied", register.path, place_of(register, bare[0]), {"n": len(bare)})


def _is_tests(register: Register) -> bool:
    tells = has_columns(register, ("test-id", "requirement-id")) or has_columns(
        register, ("requirement-id", "expected")
    )
    return tells and any(references(cell) for cell in cells(register, "requirement-id"))


def duplicates(registers: Registers) -> Iterator[Remark]:
    """An identifier that two rows of a table have; rows that follow each other may be one that was split."""
    for register in registers.items:
        index = _own_column(register)
        if index != 0 or "id" not in register.columns[index] or len(register.rows) > MOST_ROWS:
            continue
        last: dict[str, int] = {}
        twice: dict[str, int] = {}
        for row, one in _own_ids(register):
            if one in last and row - last[one] > 1:
                twice.setdefault(one, row)
            last[one] = row
        if twice and len(twice) * 2 <= len(last) and not _is_tests(register):
            ids = [(row, one) for one, row in twice.items()]
            values = {"ids": _written_ids(register, ids), "n": len(twice)}
            yield Remark("duplicate-id", register.path, place_of(register, min(twice.values())), values)


def risks(registers: Registers) -> Iterator[Remark]:
    """Risks without any action, in a table that has one for most."""
    for register in registers.items:
        if not has_columns(register, ("impact", "mitigation")) or not has_columns(register, ("probability",)):
            continue
        said = cells(register, "mitigation")
        ids = {row for row, _ in _own_ids(register)}  # a legend below the risks has none
        rows = [row for row in rows_filled(register, ("probability", "impact")) if not ids or row in ids]
        bare = [row for row in rows if is_placeholder(said[row])]
        if bare and len(bare) * 2 < len(rows):
            yield Remark("risk-without-action", register.path, place_of(register, bare[0]), {"n": len(bare)})


def decisions(documents: Documents) -> Iterator[Remark]:
    """A decision replaced by one that does not exist."""
    numbered = [(one, int(match["n"])) for one in documents.items if (match := _numbered(one))]
    beside: dict[str, set[int]] = {}
    for one, number in numbered:
        beside.setdefault(_folder(one.path), set()).add(number)
    for document, _ in numbered:
        folder = beside[_folder(document.path)]
        if len(folder) < LEAST_KNOWN:
            continue
        texts = (
            [(" ".join(value for _, value in document.metadata), document.sections[0].at)] if document.sections else []
        )
        texts += [(one.text, one.at) for section in document.sections for one in section.paragraphs]
        for text, at in texts:
            lost = [number for number in map(int, _REPLACED.findall(text)) if number not in folder]
            if lost:
                yield Remark("decision-unknown", document.path, at, {"number": str(lost[0])})
                break


def _numbered(document: Document) -> re.Match[str] | None:
    folder, _, name = document.path.rpartition("/")
    is_decision = any(word in f"{folder}/{name}".lower() for word in ("adr", "decision"))
    return _DECISION.match(name) if is_decision else None


def _folder(path: str) -> str:
    return str(PurePosixPath(path).parent)


RULES = (
    Rule("dangling", dangling),
    Rule("untested", untested),
    Rule("untied", untied),
    Rule("duplicates", duplicates),
    Rule("risks", risks),
    Rule("decisions", decisions),
)
