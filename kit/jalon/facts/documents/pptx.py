"""PowerPoint: a section a slide, in the order of the show, and its notes under it; `At.page` is the slide."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from jalon.facts.documents import limits, ooxml
from jalon.facts.documents.archive import Archive
from jalon.facts.documents.draft import Draft, finish
from jalon.facts.documents.refusal import Refusal
from jalon.facts.documents.xml import elements
from jalon.facts.model import At, Document, Table

_TITLES = frozenset({"title", "ctrTitle"})
_BODIES = frozenset({"body", "obj", ""})
_FURNITURE = frozenset({"dt", "ftr", "sldNum", "hdr", "sldImg"})
_SHAPES = ("p_sp", "p_graphicFrame", "p_pic")


def read(data: bytes, path: str) -> Document:
    """The document in a pptx file.

    Raises:
        Refusal: `encrypted`, `damaged`, `too-large`, `too-deep`.
    """
    archive = Archive(data)
    part = ooxml.main_part(archive, "ppt/presentation.xml")
    show = archive.part(part)
    if not show:
        raise Refusal("damaged")
    relations = ooxml.relations(archive, part)
    draft = Draft()
    title, draft.metadata = ooxml.core(archive)
    for number, one in enumerate(elements(show, "p_sldId"), start=1):
        if number > limits.SLIDES:
            draft.cut = True
            break
        kind, target = relations.get(one.get("r_id", ""), ("", ""))
        if kind == "slide":
            _slide(draft, archive, target, number)
    return finish(draft, path, "pptx", "" if title.lower().startswith(("powerpoint", "présentation")) else title)


def _slide(draft: Draft, archive: Archive, part: str, number: int) -> None:
    at = At(page=number)
    shapes = list(_shapes(archive.part(part)))
    relations = ooxml.relations(archive, part)
    titles = [shape for shape in shapes if _role(shape) in _TITLES]
    heading = " ".join(text for shape in titles for text, _ in _paragraphs(shape))
    draft.heading(heading or f"{number}", 1, at)
    for shape in shapes:
        if shape not in titles and _role(shape) not in _FURNITURE:
            _say(draft, shape, at, relations)
    notes = next((target for kind, target in relations.values() if kind == "notesSlide"), "")
    said = [
        text
        for shape in _shapes(archive.part(notes))
        if _role(shape) not in _FURNITURE
        for text, _ in _paragraphs(shape)
    ]
    if said:
        draft.heading("Notes", 2, at)
        for text in said:
            draft.paragraph(text, at)


def _shapes(data: bytes) -> Iterator[Element]:
    """The shapes of a slide, those of groups included."""
    yield from elements(data, *_SHAPES)


def _role(shape: Element) -> str | None:
    """What place a shape fills in the layout; None when it fills none."""
    place = shape.find("p_nvSpPr/p_nvPr/p_ph")
    return None if place is None else place.get("type", "")


def _say(draft: Draft, shape: Element, at: At, relations: dict[str, tuple[str, str]]) -> None:
    """Tell the draft what a shape shows."""
    if shape.tag == "p_pic":
        about = shape.find("p_nvPicPr/p_cNvPr")
        draft.figure("", "" if about is None else about.get("descr", ""), at)
        return
    table = shape.find(".//a_tbl")
    if table is not None:
        draft.table(_table(table, at))
        return
    listed = _role(shape) in _BODIES
    for text, level in _paragraphs(shape):
        draft.paragraph(text, at, "item" if listed or level else "prose")
    for link in shape.iter("a_hlinkClick"):
        kind, target = relations.get(link.get("r_id", ""), ("", ""))
        if kind == "hyperlink":
            draft.link(target, "", at)


def _paragraphs(shape: Element) -> Iterator[tuple[str, int]]:
    """The texts of a shape that are not blank, and their level."""
    for paragraph in shape.iter("a_p"):
        text = " ".join(_text(paragraph).split())
        settings = paragraph.find("a_pPr")
        level = "0" if settings is None else settings.get("lvl", "0")
        if text:
            yield text, int(level) if level.isdecimal() and len(level) == 1 else 0


def _text(paragraph: Element) -> str:
    parts = []
    for one in paragraph.iter():
        if one.tag == "a_t":
            parts.append(one.text or "")
        elif one.tag in ("a_br", "a_tab"):
            parts.append(" ")
    return "".join(parts)


def _table(table: Element, at: At) -> Table | None:
    rows = []
    for row in table.findall("a_tr")[: limits.ROWS]:
        cells = [
            " ".join(" ".join(_text(paragraph) for paragraph in cell.iter("a_p")).split())[: limits.CELL_CHARACTERS]
            for cell in row.findall("a_tc")[: limits.COLUMNS]
        ]
        rows.append(tuple(cells))
    width = max(map(len, rows), default=0)
    if not width:
        return None
    rows = [cells + ("",) * (width - len(cells)) for cells in rows]
    return Table(rows[0] if len(rows) > 1 else (), tuple(rows[1:] if len(rows) > 1 else rows), at)
