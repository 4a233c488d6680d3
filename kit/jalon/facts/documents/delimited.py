"""CSV and TSV: the separator is the one that divides the first lines most evenly; only the head of a long export."""

from __future__ import annotations

import csv
import io

from jalon.facts.documents import grid, limits
from jalon.facts.documents.decode import text_of
from jalon.facts.documents.draft import Draft, finish
from jalon.facts.model import At, Document

SEPARATORS = ";\t,|"
SAMPLE_LINES = 20


def read(data: bytes, path: str) -> Document:
    """The table in a CSV or TSV file, lines counted from 1.

    Raises:
        Refusal: `not-text`.
    """
    draft = Draft()
    head = data[: limits.TABLE_HEAD_BYTES]
    if len(head) < len(data):
        draft.cut = True
        head = head[: head.rfind(b"\n") + 1] or head
    text = text_of(head)
    separator, skipped = _declared(text)
    rows = _rows(text, separator or separator_of(text), draft)
    grid.fill(draft, rows[skipped:], lambda number, _: At(line=number))
    return finish(draft, path, "csv")


def _declared(text: str) -> tuple[str, int]:
    """The separator that a spreadsheet wrote in the first line (`sep=;`), and how many lines that takes."""
    first = text[:16].split("\n", 1)[0].strip().lower()
    return (first[4], 1) if first.startswith("sep=") and len(first) == 5 else ("", 0)


def separator_of(text: str) -> str:
    """The separator found most often, and in the most lines as often as in the first one; a comma by default."""
    lines = [line for line in text[:65_536].split("\n", SAMPLE_LINES)[:SAMPLE_LINES] if line.strip()]
    best, score = ",", 0.0
    for sign in SEPARATORS:
        counts = [_outside_quotes(line).count(sign) for line in lines]
        if not counts or not counts[0]:
            continue
        alike = sum(count == counts[0] for count in counts) / len(counts)
        if alike * min(counts[0], 20) > score:
            best, score = sign, alike * min(counts[0], 20)
    return best


def _outside_quotes(line: str) -> str:
    return "".join(line.split('"')[::2])


def _rows(text: str, separator: str, draft: Draft) -> list[grid.Row]:
    """Rows with the line each starts on. A cell over the standard field limit ends the reading."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows: list[grid.Row] = []
    line = 1
    try:
        for cells in reader:
            if len(rows) > limits.ROWS + grid.MOST_LEADING:
                draft.cut = True
                break
            rows.append((line, cells[: limits.COLUMNS * 4]))
            line = reader.line_num + 1
    except csv.Error:
        draft.cut = True
    return rows
