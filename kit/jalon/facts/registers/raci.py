"""Responsibility matrices: who does, who answers, who is asked, who is told."""

from __future__ import annotations

import re

import msgspec

from jalon.facts.registers.rows import column
from jalon.facts.registers.shapes import RaciRow, Register
from jalon.facts.registers.values import is_placeholder

LEAST_LETTERS = 4
LEAST_SHARE = 0.7
_RACI = re.compile(r"[RACIS](?:\s?[/,+&.-]?\s?[RACIS]){0,4}\Z")
_RACI_COLUMNS = {"responsible": "R", "accountable": "A", "consulted": "C", "informed": "I"}
_SEPARATOR = " ; "
_AND = re.compile(r"[,;/&]|\bet\b|\band\b")


def raci(register: Register) -> tuple[RaciRow, ...]:
    """The lines of a responsibility matrix, whether roles are columns of letters or letters are columns of names.

    () when the table is not one: at least four cells, and seven tenths of those that say something beyond the first
    column, must be letters of RACI, R and A among them.
    """
    return _raci_letters(register) or _raci_names(register)


def _raci_letters(register: Register) -> tuple[RaciRow, ...]:
    found = []
    letters = said = 0
    own = len(register.header) - register.computed
    for number_of_row, row in enumerate(register.rows):
        roles: dict[str, list[str]] = {}
        for role, cell in zip(register.header[1:own], row[1:own], strict=True):
            text = cell.strip(" *_").upper()
            if not re.search(r"\w", text):
                continue
            said += 1
            if _RACI.match(text):
                letters += 1
                for letter in dict.fromkeys(one for one in text if one in "RACIS"):
                    roles.setdefault(letter, []).append(role)
        if roles:
            found.append(RaciRow(number_of_row, row[0], {letter: tuple(who) for letter, who in roles.items()}))
    kinds = {letter for one in found for letter in one.roles}
    enough = letters >= max(LEAST_LETTERS, LEAST_SHARE * said) and {"R", "A"} <= kinds
    return tuple(found) if enough else ()


def with_roles(register: Register) -> Register:
    """A matrix of letters with one more column for each kind of responsibility; any other register as it is."""
    lines = {line.row: line for line in _raci_letters(register)}
    if not lines:
        return register
    letters = tuple(_RACI_COLUMNS.items())
    return msgspec.structs.replace(
        register,
        header=(*register.header, *(name for name, _ in letters)),
        columns=(*register.columns, *((name,) for name, _ in letters)),
        rows=tuple(
            (
                *row,
                *(
                    _SEPARATOR.join(lines[number].roles.get(letter, ())) if number in lines else ""
                    for _, letter in letters
                ),
            )
            for number, row in enumerate(register.rows)
        ),
        computed=len(letters),
    )


def _raci_names(register: Register) -> tuple[RaciRow, ...]:
    columns = {letter: column(register, name) for name, letter in _RACI_COLUMNS.items()}
    known = {letter: index for letter, index in columns.items() if index is not None}
    if len(set(known.values())) < 3 or not {"R", "A"} <= known.keys():
        return ()
    return tuple(
        RaciRow(row_number, row[0], {letter: who for letter, index in known.items() if (who := _people(row[index]))})
        for row_number, row in enumerate(register.rows)
    )


def _people(cell: str) -> tuple[str, ...]:
    return () if is_placeholder(cell) else tuple(part.strip() for part in _AND.split(cell) if part.strip())


def raci_faults(register: Register) -> tuple[tuple[int, str], ...]:
    """The rows that break the rule of such a matrix: no-accountable · several-accountable · no-responsible."""
    found = []
    for line in raci(register):
        accountable = len(line.roles.get("A", ()))
        if accountable != 1:
            found.append((line.row, "no-accountable" if not accountable else "several-accountable"))
        if not line.roles.get("R"):
            found.append((line.row, "no-responsible"))
    return tuple(found)
