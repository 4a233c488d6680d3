"""OpenDocument sheets: every sheet a section, cells as people see them, dates as ISO."""

from __future__ import annotations

from pathlib import PurePosixPath
from xml.etree.ElementTree import Element

from jalon.facts.documents import grid, limits, odf
from jalon.facts.documents.draft import Draft, finish
from jalon.facts.documents.xml import elements
from jalon.facts.model import At, Document

_CELLS = ("table_table-cell", "table_covered-table-cell")
_BLANK_ROWS = 2  # of a repeated blank row: enough to divide tables


def read(data: bytes, path: str) -> Document:
    """The document in an ods file; a sheet without any cell is left out.

    Raises:
        Refusal: `encrypted`, `damaged`, `too-large`, `too-deep`.
    """
    content, _, title, days = odf.parts(data)
    draft = Draft()
    draft.metadata = days
    sheet = _Sheet("")
    # rows are taken one by one: a sheet of a million cells is never in memory as a whole
    for one in elements(content, "table_table-column", "table_table-row", "table_shapes", starts="table_table"):
        if one.tag == "table_table":
            sheet.end(draft)
            sheet = _Sheet(one.get("table_name", ""))
        elif one.tag == "table_table-row":
            sheet.row(one, draft)
    sheet.end(draft)
    return finish(draft, path, "ods", title or PurePosixPath(path).stem)


class _Sheet:
    """The rows of a sheet so far."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.rows: list[grid.Row] = []
        self.number = 0
        self.filled = 0

    def row(self, row: Element, draft: Draft) -> None:
        """A row, or many alike."""
        times = odf.repeats(row, "rows")
        cells = _cells(row)
        kept = times if any(cells) else min(times, _BLANK_ROWS)
        for offset in range(kept):
            if self.filled > limits.ROWS + grid.MOST_LEADING:
                draft.cut = draft.cut or any(cells)
                break
            self.rows.append((self.number + offset + 1, cells))
            self.filled += any(cells)
        self.number += times

    def end(self, draft: Draft) -> None:
        """The sheet is complete."""
        if not self.filled:
            return
        name = self.name
        draft.heading(name, 1, At(sheet=name))
        grid.fill(draft, self.rows, lambda row, column: At(sheet=name, cell=f"{grid.column_name(column)}{row}"), name)


def _cells(row: Element) -> list[str]:
    cells: list[str] = []
    blank = 0
    for cell in row:
        if cell.tag not in _CELLS:
            continue
        times, text = odf.repeats(cell, "columns"), shown(cell)
        if not text:
            blank += times
            continue
        room = limits.COLUMNS * 4 - len(cells) - blank
        if room <= 0:
            break
        cells.extend([""] * blank)
        cells.extend([text] * min(times, room))
        blank = 0
    return cells


def shown(cell: Element) -> str:
    """A cell as a person sees it: dates and times as ISO, plain figures with a point."""
    kind = cell.get("office_value-type", "")
    if kind == "date":
        return cell.get("office_date-value", "").removesuffix("T00:00:00")[:16]
    if kind == "float" and cell.get("office_value"):
        return cell.get("office_value", "")
    text = " ".join(odf.plain(child) for child in cell if child.tag == "text_p")
    return text[: limits.CELL_CHARACTERS]
