"""Tables that hold another table: a grid of options and criteria, a board. Each is also read one fact a row, so that a
comparison is found whichever way it was drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from jalon.facts.registers.rows import is_total
from jalon.facts.registers.shapes import Register
from jalon.facts.registers.values import is_placeholder, level, measure
from jalon.facts.registers.words import plain, vocabulary

MOST_ROWS = 5_000
LEAST_OPTIONS = 2
LEAST_STATES = 3
LONGEST_NOTE = 80
NOTES_SHARE = 0.6
_OPTIONS = frozenset({"option", "competitor", "item", "title"})
_BESIDE = frozenset(
    {"weight", "weighted", "description", "comment", "reason", "source", "date", "id", "owner", "status"}
)


def reshaped(register: Register) -> Iterator[Register]:
    """The other registers that a table holds; nothing for an ordinary one."""
    if (board := _board(register)) is not None:
        yield board
    elif (comparison := _comparison(register)) is not None:
        yield comparison


def _board(register: Register) -> Register | None:
    """A board: each column a state, each cell a card. Read as title and status."""
    states = [index for index, name in enumerate(register.header) if plain(name) in vocabulary().states]
    if len(states) < LEAST_STATES or len(states) < len(register.header):
        return None
    cells = [(row, index) for row in range(len(register.rows)) for index in states]
    cards = [(row, index) for row, index in cells if not is_placeholder(register.rows[row][index])]
    return _rebuilt(
        register,
        ("title", "status"),
        [(row, (register.rows[row][index], register.header[index])) for row, index in cards],
    )


def _comparison(register: Register) -> Register | None:
    """Options against criteria, either way; what is compared is the heading above the table."""
    first = register.columns[0]
    grid = _grid(register)
    if "criterion" in first[:2]:
        options_across = True
        grid = {index: name for index, name in grid.items() if _OPTIONS.issuperset(register.columns[index][:1])}
    elif first[:1] in (("option",), ("competitor",)) and all(_is_figures(register, index) for index in grid):
        options_across = False
    else:
        return None
    if len(grid) < LEAST_OPTIONS:
        return None
    found = []
    for number, row in enumerate(register.rows):
        if is_total(row) or is_placeholder(row[0]):
            continue
        for index, name in grid.items():
            pair = (name, row[0]) if options_across else (row[0], name)
            if not is_placeholder(row[index]):
                found.append((number, (register.name, *pair, row[index])))
    return _rebuilt(register, ("category", "option", "criterion", "score"), found)


def _grid(register: Register) -> dict[int, str]:
    """The columns that hold notes, with their names: short cells, and nothing that is said beside a comparison."""
    found: dict[int, str] = {}
    for index in range(1, len(register.header) - register.computed):
        ids = register.columns[index]
        cells = _said(register, index)
        short = sum(len(cell) <= LONGEST_NOTE for cell in cells) >= NOTES_SHARE * len(cells)
        beside = ids[:1] == ("score",) or not _BESIDE.isdisjoint(ids[:2])
        if register.header[index].strip() and cells and short and not beside:
            found[index] = register.header[index].strip()
    return found


def _said(register: Register, index: int) -> list[str]:
    return [row[index] for row in register.rows if not is_placeholder(row[index])]


def _is_figures(register: Register, index: int) -> bool:
    cells = _said(register, index)
    return sum(measure(cell) is not None or level(cell) is not None for cell in cells) >= NOTES_SHARE * len(cells)


def _rebuilt(
    register: Register, names: tuple[str, ...], found: Sequence[tuple[int, tuple[str, ...]]]
) -> Register | None:
    """A register with these columns and rows, each with the row of the original that it comes from."""
    if not found:
        return None
    found = found[:MOST_ROWS]
    return msgspec.structs.replace(
        register,
        header=names,
        columns=tuple((name,) for name in names),
        rows=tuple(row for _, row in found),
        lines=tuple(register.lines[number] for number, _ in found) if register.lines else (),
        computed=len(names),
    )
