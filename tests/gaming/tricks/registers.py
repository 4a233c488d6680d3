"""Tables with rows and nothing in them."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path

from jalon.catalogue.model import Column, Deliverable
from tests.gaming import material
from tests.gaming.bases import write
from tests.gaming.registry import trick

ROWS = 50


def _registers() -> list[Deliverable]:
    return [one for one in material.checklist().deliverables if one.columns and one.place.endswith(".csv")]


def _fill(folder: Path, cell: Callable[[Column, int], str], rows: int = ROWS) -> None:
    """Every register of the checklist, each cell by its column and the number of its row."""
    for one in _registers():
        lines = [[column.name.fr for column in one.columns]]
        lines += [[cell(column, row) for column in one.columns] for row in range(1, rows + 1)]
        write(folder, one.place, _csv(lines))


def _csv(rows: Iterable[list[str]]) -> str:
    kept = io.StringIO()
    csv.writer(kept, lineterminator="\n").writerows(rows)
    return kept.getvalue()


@trick()
def tables_of_dashes(folder: Path) -> None:
    _fill(folder, lambda column, row: "—")


@trick()
def tables_of_zeros(folder: Path) -> None:
    _fill(folder, lambda column, row: "0")


@trick()
def tables_of_ok(folder: Path) -> None:
    _fill(folder, lambda column, row: "OK")


@trick()
def tables_of_the_example_row(folder: Path) -> None:
    _fill(folder, lambda column, row: "Exemple : " + column.name.fr)


@trick()
def tables_of_the_same_row(folder: Path) -> None:
    _fill(folder, lambda column, row: _plausible(column, 1))


@trick()
def tables_by_a_counter(folder: Path) -> None:
    _fill(folder, lambda column, row: f"{column.name.fr} {row}")


@trick()
def tables_of_the_same_row_with_a_counter_and_random_dates(folder: Path) -> None:
    chance = random.Random(4)
    _fill(folder, lambda column, row: _plausible(column, chance.randrange(300)))


def _plausible(column: Column, number: int) -> str:
    kind = column.type
    if kind == "date":
        return (date(2026, 10, 1) + timedelta(days=number)).isoformat()
    if kind in ("integer", "number"):
        return str(number % 5 + 1)
    return column.values.fr[0] if column.values.fr else f"Élément {number}"


@trick()
def tables_of_dashes_in_markdown(folder: Path) -> None:
    tables = []
    for one in _registers():
        headers = [column.name.fr for column in one.columns]
        rule = "| " + " | ".join("---" for _ in headers) + " |"
        rows = "\n".join("| " + " | ".join("-" for _ in headers) + " |" for _ in range(12))
        tables.append(f"## {one.name.fr}\n\n| {' | '.join(headers)} |\n{rule}\n{rows}")
    write(folder, "registres.md", "# Registres\n\n" + "\n\n".join(tables) + "\n")
