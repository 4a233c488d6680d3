from __future__ import annotations

from jalon.facts.model import At, Document, Documents, Section, Table
from jalon.facts.registers import Register, registers


def document(*tables: Table, heading: str = "Suivi", path: str = "docs/suivi.md") -> Documents:
    section = Section(heading=heading, level=2, trail=("Projet",), tables=tables, at=At(line=1))
    return Documents((Document(path, "markdown", "Projet", "fr", (section,)),))


def register(text: str, heading: str = "Suivi") -> Register:
    """The register of a table written with bars; the first line is its header."""
    header, *rows = [
        tuple(cell.strip() for cell in line.strip().strip("|").split("|")) for line in text.strip().splitlines()
    ]
    return registers(document(Table(header, tuple(rows), At(line=10)), heading=heading)).items[0]


def held_by(text: str, heading: str = "Suivi") -> tuple[Register, ...]:
    """The other registers that such a table holds."""
    lines = [line.strip().strip("|").split("|") for line in text.strip().splitlines()]
    header, *rows = (tuple(cell.strip() for cell in line) for line in lines)
    items = registers(document(Table(header, tuple(rows), At(line=10)), heading=heading)).items
    return tuple(one for one in items if one.computed == len(one.header))
