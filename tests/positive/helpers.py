"""Repositories in which a competency is really shown, in the formats that students hand in.

`content/NAME/` is a repository as Markdown, CSV and code. A test reads it, turns some of it into other formats and asks
for the verdicts:

    files = tree("ressourcerie")
    files = as_docx(files, "blocs/*.md")                # each becomes NAME.docx, tables included
    files = as_pdf(files, "blocs/*.md", "Dossier.pdf")  # all of them, in order, become one document
    files = as_xlsx(files, "suivi/*.csv", "Suivi.xlsx") # one sheet a file
    assert verdicts(tmp_path, files)["BC01-1"] == "met"

and for its negative twin: `without(files, "blocs/bloc1.md", "Budget")` or `without(files, "suivi/risques.csv")`.

Everything is a mapping from path to content, so that the steps combine; nothing is written before `lay`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from fnmatch import fnmatch
from functools import cache
from html import escape
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import docx
import openpyxl
from markdown_it import MarkdownIt
from markdown_it.token import Token
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.platypus import (
    Flowable,
    ListFlowable,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from jalon.audit import Report, Request, audit
from jalon.catalogue import Checklist, built_in, load_checklist
from tests.cli.conftest import commit
from tests.facts.documents.builders import odf

CONTENT = Path(__file__).parent / "content"
COMMITTED = "2026-02-02T09:00:00"
Files = dict[str, str | bytes]


class Block(NamedTuple):
    """A piece of a text. kind: title (with its level 1 to 6) · text · items · rows (the first one is the header)."""

    kind: str
    level: int = 0
    text: str = ""
    items: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


class Shown(NamedTuple):
    """What a repository shows: the competencies met, those partial; every other one of the checklist is missing."""

    met: str
    partial: str = ""

    def verdicts(self, among: Iterable[str]) -> dict[str, str]:
        known = dict.fromkeys(self.met.split(), "met") | dict.fromkeys(self.partial.split(), "partial")
        return {one: known.get(one, "missing") for one in among}


# --- a repository and its twins --------------------------------------------------------------------------------------


def tree(name: str) -> Files:
    """The repository `content/NAME`: path → text. A file whose name begins with `dot-` is a hidden one."""
    folder = CONTENT / name
    found = (one for one in sorted(folder.rglob("*")) if one.is_file())
    return {one.relative_to(folder).as_posix().replace("dot-", "."): one.read_text(encoding="utf-8") for one in found}


def without(files: Mapping[str, str | bytes], path: str, heading: str = "") -> Files:
    """The same files without one of them, or without one section of it (down to the next heading of its level)."""
    kept: Files = {name: content for name, content in files.items() if name != path}
    if not heading:
        assert len(kept) < len(files), path
        return kept
    text = files[path]
    assert isinstance(text, str)
    left = _without_section(text.splitlines(keepends=True), heading)
    assert left != text, f"{path}: no section {heading}"
    return {name: left if name == path else content for name, content in files.items()}


def _without_section(lines: list[str], heading: str) -> str:
    left, inside = [], 0
    for line in lines:
        level = len(line) - len(line.lstrip("#")) if line.startswith("#") else 0
        if inside and 0 < level <= inside:
            inside = 0
        if level and line.strip("# \n").startswith(heading):
            inside = level
        if not inside:
            left.append(line)
    return "".join(left)


def lay(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write the files into a new git repository, in one commit of an invented author."""
    folder.mkdir(parents=True)
    for path, content in files.items():
        if isinstance(content, bytes):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
    texts = {path: content for path, content in files.items() if isinstance(content, str)}
    commit(folder, texts, "docs: dossier", COMMITTED)
    return folder


# --- what the checker says -------------------------------------------------------------------------------------------

_checklist: Callable[[Path], Checklist] = cache(load_checklist)


def report(folder: Path, files: Mapping[str, str | bytes]) -> Report:
    """The report on these files, laid out in a folder that is made under `folder`."""
    place = lay(folder / f"repository{len(list(folder.iterdir()))}", files)
    return audit(Request(place, language="fr")).report


def verdicts(folder: Path, files: Mapping[str, str | bytes], blocks: str = "BC01 BC02 BC03 BC04 T") -> dict[str, str]:
    """competency → met, partial or missing, for these blocks."""
    found = report(folder, files).blocks
    return {one.id: one.verdict for block in found if block.id in blocks.split() for one in block.competencies}


def competencies(blocks: str) -> tuple[str, ...]:
    """The ids of the competencies of these blocks, in the order of the sheet."""
    wanted = blocks.split()
    known = _checklist(built_in()["rncp38822"]).blocks
    return tuple(one.id for block in known if block.id in wanted for one in block.competencies)


# --- one text, many formats ------------------------------------------------------------------------------------------


def blocks(markdown: str) -> list[Block]:
    """A text as its pieces; emphasis and links are reduced to their words."""
    found: list[Block] = []
    tokens = iter(MarkdownIt("commonmark").enable("table").parse(markdown))
    for token in tokens:
        if token.type == "heading_open":
            found.append(Block("title", int(token.tag[1]), _inline(next(tokens))))
        elif token.type == "paragraph_open":
            found.append(Block("text", text=_inline(next(tokens))))
        elif token.type in {"bullet_list_open", "ordered_list_open"}:
            inside = _until(tokens, token.type.replace("open", "close"))
            found.append(Block("items", items=tuple(_inline(one) for one in inside if one.type == "inline")))
        elif token.type == "table_open":
            found.append(Block("rows", rows=_rows(_until(tokens, "table_close"))))
        else:
            assert token.type.endswith("_close") or token.type == "blockquote_open", f"{token.type} has no writer"
    return found


def _until(tokens: Iterable[Token], end: str) -> list[Token]:
    found = []
    for token in tokens:
        if token.type == end and token.level == 0:
            break
        found.append(token)
    return found


def _rows(tokens: list[Token]) -> tuple[tuple[str, ...], ...]:
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(_inline(token))
    return tuple(tuple(row) for row in rows)


def _inline(token: Token) -> str:
    kinds = {"softbreak": " ", "hardbreak": " "}
    return "".join(kinds.get(one.type, one.content) for one in token.children or ())


def _each(files: Mapping[str, str | bytes], pattern: str, suffix: str, write: Callable[[str], str | bytes]) -> Files:
    """The same files; those that match are written anew under another suffix."""
    made: Files = {}
    for path, content in files.items():
        if fnmatch(path, pattern):
            assert isinstance(content, str)
            made[str(PurePosixPath(path).with_suffix(suffix))] = write(content)
        else:
            made[path] = content
    assert list(made) != list(files), f"nothing matches {pattern}"
    return made


def _together(files: Mapping[str, str | bytes], pattern: str) -> tuple[Files, dict[str, str]]:
    """The files that do not match, and the texts that do."""
    chosen = {path: text for path, text in files.items() if fnmatch(path, pattern) and isinstance(text, str)}
    assert chosen, f"nothing matches {pattern}"
    return {path: content for path, content in files.items() if path not in chosen}, chosen


def as_docx(files: Mapping[str, str | bytes], pattern: str) -> Files:
    """Each text becomes a Word document: styled headings, lists, real tables."""
    return _each(files, pattern, ".docx", _docx)


def as_odt(files: Mapping[str, str | bytes], pattern: str) -> Files:
    """Each text becomes an OpenDocument text."""
    return _each(files, pattern, ".odt", _odt)


def as_html(files: Mapping[str, str | bytes], pattern: str) -> Files:
    """Each text becomes a page."""
    return _each(files, pattern, ".html", _html)


def as_asciidoc(files: Mapping[str, str | bytes], pattern: str) -> Files:
    """Each text becomes an AsciiDoc document."""
    return _each(files, pattern, ".adoc", _asciidoc)


def as_pdf(files: Mapping[str, str | bytes], pattern: str, path: str) -> Files:
    """These texts become one dossier: cover, chapters, tables, a footer on every page."""
    left, chosen = _together(files, pattern)
    return {**left, path: _pdf(list(chosen.values()), PurePosixPath(path).stem)}


def as_xlsx(files: Mapping[str, str | bytes], pattern: str, path: str) -> Files:
    """These CSV files become one workbook, a sheet each; what reads as a number is one."""
    left, chosen = _together(files, pattern)
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, text in chosen.items():
        sheet = workbook.create_sheet(PurePosixPath(name).stem[:31])
        for row in csv.reader(io.StringIO(text)):
            sheet.append([int(cell) if cell.isdigit() else cell for cell in row])
    target = io.BytesIO()
    workbook.save(target)
    return {**left, path: target.getvalue()}


def _docx(markdown: str) -> bytes:
    made = docx.Document()
    for block in blocks(markdown):
        if block.kind == "title":
            made.add_heading(block.text, block.level)
        elif block.kind == "text":
            made.add_paragraph(block.text)
        elif block.kind == "items":
            for item in block.items:
                made.add_paragraph(item, style="List Bullet")
        else:
            table = made.add_table(rows=0, cols=len(block.rows[0]), style="Table Grid")
            for row in block.rows:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def _odt(markdown: str) -> bytes:
    return odf(f"<office:text>{''.join(_odt_block(one) for one in blocks(markdown))}</office:text>")


def _odt_block(block: Block) -> str:
    if block.kind == "title":
        return f'<text:h text:outline-level="{block.level}">{escape(block.text)}</text:h>'
    if block.kind == "text":
        return f"<text:p>{escape(block.text)}</text:p>"
    if block.kind == "items":
        items = (f"<text:list-item><text:p>{escape(one)}</text:p></text:list-item>" for one in block.items)
        return f"<text:list>{''.join(items)}</text:list>"
    cells = (
        "".join(f"<table:table-cell><text:p>{escape(cell)}</text:p></table:table-cell>" for cell in row)
        for row in block.rows
    )
    return f"<table:table>{''.join(f'<table:table-row>{one}</table:table-row>' for one in cells)}</table:table>"


def _html(markdown: str) -> str:
    title = next((one.text for one in blocks(markdown) if one.kind == "title"), "")
    return (
        f'<!doctype html>\n<html lang="fr"><head><meta charset="utf-8"><title>{escape(title)}</title></head>\n<body>\n'
        f"{MarkdownIt('commonmark').enable('table').render(markdown)}</body></html>\n"
    )


def _asciidoc(markdown: str) -> str:
    return "\n\n".join(_asciidoc_block(one) for one in blocks(markdown)) + "\n"


def _asciidoc_block(block: Block) -> str:
    if block.kind == "title":
        return f"{'=' * block.level} {block.text}"
    if block.kind == "text":
        return block.text
    if block.kind == "items":
        return "\n".join(f"* {one}" for one in block.items)
    head, *rows = ("".join(f"|{cell.replace('|', '{vbar}')} " for cell in row).rstrip() for row in block.rows)
    return "\n".join(['[options="header"]', "|===", head, "", *rows, "|==="])


# --- the dossier as a pdf --------------------------------------------------------------------------------------------

_STYLES = getSampleStyleSheet()
_CELL = ParagraphStyle("cell", parent=_STYLES["BodyText"], fontSize=8.5, leading=10)
_GRID = TableStyle(
    [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.grey),
        ("BACKGROUND", (0, 0), (-1, 0), colors.whitesmoke),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
)


def _pdf(texts: list[str], title: str) -> bytes:
    target = io.BytesIO()
    story: list[Flowable] = [Spacer(1, 220), Paragraph(escape(title), _STYLES["Title"]), PageBreak()]
    for text in texts:
        for block in blocks(text):
            story += _pdf_block(block)
        story.append(PageBreak())

    def footer(canvas, _document) -> None:  # type: ignore[no-untyped-def]
        canvas.setFont("Helvetica", 8)
        canvas.drawString(60, 30, title)
        canvas.drawRightString(A4[0] - 60, 30, f"{canvas.getPageNumber()}")

    SimpleDocTemplate(target, pagesize=A4, title=title, leftMargin=60, rightMargin=60, invariant=1).build(
        story, onFirstPage=lambda *_: None, onLaterPages=footer
    )
    return target.getvalue()


def _pdf_block(block: Block) -> list[Flowable]:
    if block.kind == "title":
        return [Paragraph(escape(block.text), _STYLES[f"Heading{min(block.level, 4)}"])]
    if block.kind == "text":
        return [Paragraph(escape(block.text), _STYLES["BodyText"])]
    if block.kind == "items":
        return [ListFlowable([Paragraph(escape(one), _STYLES["BodyText"]) for one in block.items], bulletType="bullet")]
    cells = [[Paragraph(escape(cell), _CELL) for cell in row] for row in block.rows]
    return [Table(cells, style=_GRID, repeatRows=1, hAlign="LEFT"), Spacer(1, 8)]
