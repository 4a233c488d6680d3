"""What concerns persons and should perhaps not stand in a repository. Places only: nothing of a person is repeated."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from jalon.facts.mentions import addresses, people
from jalon.facts.model import At, Document, Documents, Section
from jalon.facts.registers import Register, Registers, column, is_placeholder, measure, place_of
from jalon.facts.registers.words import plain
from jalon.memory import memory, remembered
from jalon.remarks.knowledge import knowledge, says
from jalon.remarks.remark import Remark, Rule

MOST_ROWS = 500  # of a table, in which named persons are looked for
LEAST_MARKED = 2  # persons with a mark or a comment beside them
_DIGITS = re.compile(r"\d{2}[ .-]?\d{2}")
_PHONE = re.compile(
    r"(?<![\w+./-])(?:\+33[ .-]?(?:\(0\)[ .-]?)?|0)"
    r"(?P<rest>[67](?:(?P<between>[ .-])\d{2}(?:(?P=between)\d{2}){3}|\d{8}))(?![./-]?\d|\w)"
)
# the range that the French regulator keeps for fiction, and what people type for an example
_INVENTED = re.compile(r"63998|[67]23456789|[67]12345678|[67](\d)\1{7}|[67]00")


def named_evaluations(documents: Documents, registers: Registers) -> Iterator[Remark]:
    """Marks or appraisals beside a person's name."""
    for register in registers.items:
        if (row := _marked(register)) is not None:
            yield Remark("named-evaluation", register.path, place_of(register, row))
    for document in documents.items:
        yield from _of_document(document, _evaluations)


def _evaluations(document: Document) -> Iterator[Remark]:
    for section in document.sections:
        if section.paragraphs and _appraises(section) and people(_text(section)):
            yield Remark("named-evaluation", document.path, section.at)


def _marked(register: Register) -> int | None:
    """The first row where a named person has a mark, when two have one at least."""
    who = column(register, "person")
    marks = [index for index, name in enumerate(register.header) if plain(name) in _marks()]
    if who is None or not marks:
        return None
    rows = [
        number
        for number, row in enumerate(register.rows[:MOST_ROWS])
        if people(row[who]) and any(index != who and _is_mark(row[index]) for index in marks)
    ]
    return rows[0] if len(rows) >= LEAST_MARKED else None


@cache
def _marks() -> frozenset[str]:
    return frozenset(plain(one) for one in knowledge().marks)


def _is_mark(cell: str) -> bool:
    return measure(cell) is not None or (not is_placeholder(cell) and len(cell.split()) > 2)


def _appraises(section: Section) -> bool:
    return any(says(one, knowledge().appraisals) for one in (section.heading, *section.trail))


def _text(section: Section) -> str:
    cells = (cell for table in section.tables for row in table.rows for cell in row)
    return "\n".join((section.heading, *(one.text for one in section.paragraphs), *cells))[:20_000]


def contacts(documents: Documents) -> Iterator[Remark]:
    """A person's own address or mobile number in a document, once a document; other lines are mostly of offices."""
    for document in documents.items:
        yield from _of_document(document, _contacts)


def _of_document(document: Document, rule: Callable[[Document], Iterator[Remark]]) -> tuple[Remark, ...]:
    """What a rule tells of one document whatever the others are, told once."""
    content = document.identity() if memory().is_open else b""
    return remembered(tuple[Remark, ...], lambda: tuple(rule(document)), rule.__name__, document.path, content)


def _contacts(document: Document) -> Iterator[Remark]:
    addressed, called = [], []
    for text, at in _texts(document):
        addressed += [at] if _has_personal_address(text) else []
        called += [at] if _has_telephone(text) else []
    for kind, places in (("address", addressed), ("telephone", called)):
        if places:
            yield Remark(f"personal-{kind}", document.path, places[0], {"n": len(places)})


def _texts(document: Document) -> Iterator[tuple[str, At]]:
    """The paragraphs and cells of a document where addresses are real, each with its place."""
    for section in document.sections:
        if any(says(one, knowledge().accounts) for one in (section.heading, *section.trail)):
            continue
        for paragraph in section.paragraphs:
            yield paragraph.text, paragraph.at
        for table in section.tables:
            for number, row in enumerate(table.rows):
                line = table.lines[number] if number < len(table.lines) else None
                yield " | ".join(row), At(line=line) if line and not table.at.sheet else table.at


def _has_personal_address(text: str) -> bool:
    known = knowledge()
    for address in addresses(text) if "@" in text else ():
        local, _, domain = address.lower().rpartition("@")
        parts = re.split(r"[._+-]", local)
        if domain in known.mailboxes and local not in known.roles and not known.roles.intersection(parts):
            return True
    return False


def _has_telephone(text: str) -> bool:
    for match in _PHONE.finditer(text) if _DIGITS.search(text) else ():
        digits = re.sub(r"\D", "", match["rest"])
        if not _INVENTED.match(digits):
            return True
    return False


RULES = (Rule("named-evaluations", named_evaluations), Rule("contacts", contacts))
