"""What odt, odp and ods share: the parts of the archive, and text with its spaces, links and images."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from jalon.facts.documents import limits
from jalon.facts.documents.archive import Archive
from jalon.facts.documents.draft import Draft
from jalon.facts.documents.properties import properties
from jalon.facts.documents.refusal import Refusal
from jalon.facts.documents.xml import text_of
from jalon.facts.model import At, Table

_SKIPPED = frozenset(
    {
        "office_annotation",
        "office_annotation-end",
        "text_note",
        "text_tracked-changes",
        "svg-compatible_title",
        "svg-compatible_desc",
    }
)


def parts(data: bytes) -> tuple[bytes, bytes, str, dict[str, str]]:
    """The content, the styles, the title and the days `created` and `modified` of an OpenDocument file.

    Raises:
        Refusal: `encrypted`, `damaged`, `too-large`.
    """
    archive = Archive(data)
    if b"encryption-data" in archive.part("META-INF/manifest.xml"):
        raise Refusal("encrypted")
    content = archive.part("content.xml")
    if not content:
        raise Refusal("damaged")
    title, days = properties(archive.part("meta.xml"), {"meta_creation-date": "created", "dc_date": "modified"})
    return content, archive.part("styles.xml"), title, days


def plain(element: Element, draft: Draft | None = None, at: At | None = None) -> str:
    """The text of a paragraph, on one line; its links and images go to the draft, when there is one."""
    words: list[str] = []
    stack: list[Element | str] = [element]
    while stack:
        one = stack.pop()
        if isinstance(one, str):
            words.append(one)
            continue
        if one.tag in _SKIPPED:
            continue
        if one.tag in ("text_s", "text_tab", "text_line-break"):
            words.append(" ")
        elif draft is not None:
            _record(one, draft, at or At())
        for child in reversed(one):
            if child.tail:
                stack.append(child.tail)
            stack.append(child)
        if one.text:
            words.append(one.text)
    return " ".join("".join(words).split())


def _record(one: Element, draft: Draft, at: At) -> None:
    if one.tag == "text_a":
        draft.link(one.get("xlink_href", ""), " ".join("".join(one.itertext()).split()), at)
    elif one.tag == "draw_frame" and one.find("draw_image") is not None:
        about = [text_of(one.find("svg-compatible_title")), text_of(one.find("svg-compatible_desc"))]
        draft.figure("", " ".join(filter(None, about)), at)


def rows_of(table: Element) -> Iterator[Element]:
    """The rows of a table, those of header and grouped rows included, nested tables not."""
    stack = list(reversed(table))
    while stack:
        one = stack.pop()
        if one.tag == "table_table-row":
            yield one
        elif one.tag in ("table_table-header-rows", "table_table-rows", "table_table-row-group"):
            stack.extend(reversed(one))


def repeats(element: Element, name: str) -> int:
    """How many times a cell or a row stands there: a sheet says so once for a million blank ones."""
    written = element.get(f"table_number-{name}-repeated", "1")
    return int(written) if written.isdecimal() and len(written) < 8 else 1


def text_table(table: Element, at: At) -> Table | None:
    """A table of running text; None when it has a single column."""
    rows: list[tuple[str, ...]] = []
    cut = False
    for row in rows_of(table):
        if len(rows) > limits.ROWS:
            cut = True
            break
        cells: list[str] = []
        for cell in row:
            if cell.tag in ("table_table-cell", "table_covered-table-cell") and len(cells) < limits.COLUMNS:
                text = " ".join(plain(child) for child in cell)[: limits.CELL_CHARACTERS]
                cells.extend([text] * min(repeats(cell, "columns"), limits.COLUMNS - len(cells)))
        if any(cells):
            rows.append(tuple(cells))
    width = max(map(len, rows), default=0)
    if width < 2:
        return None
    rows = [cells + ("",) * (width - len(cells)) for cells in rows]
    header, body = (rows[0], rows[1:]) if len(rows) > 1 else ((), rows)
    return Table(header, tuple(body), at, cut=cut)
