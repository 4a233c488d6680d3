"""OpenDocument slides: a section a slide, and its notes under it; `At.page` is the slide."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from jalon.facts.documents import limits, odf
from jalon.facts.documents.draft import Draft, finish
from jalon.facts.documents.xml import elements
from jalon.facts.model import At, Document

_FURNITURE = frozenset({"footer", "date-time", "page-number", "header", "page", "handout"})


def read(data: bytes, path: str) -> Document:
    """The document in an odp file.

    Raises:
        Refusal: `encrypted`, `damaged`, `too-large`, `too-deep`.
    """
    content, _, title, days = odf.parts(data)
    draft = Draft()
    draft.metadata = days
    for number, page in enumerate(elements(content, "draw_page"), start=1):
        if number > limits.SLIDES:
            draft.cut = True
            break
        _slide(draft, page, number)
    return finish(draft, path, "odp", title)


def _slide(draft: Draft, page: Element, number: int) -> None:
    at = At(page=number)
    frames = [one for one in page if one.tag.startswith("draw_") and one.get("presentation_class") not in _FURNITURE]
    titles = [one for one in frames if one.get("presentation_class") == "title"]
    heading = " ".join(filter(None, (odf.plain(one) for title in titles for one in title.iter("text_p"))))
    draft.heading(heading or f"{number}", 1, at)
    for frame in frames:
        if frame not in titles:
            _frame(draft, frame, at)
    notes = page.find("presentation_notes")
    said = [] if notes is None else [odf.plain(one) for one in notes.iter("text_p")]
    if any(said):
        draft.heading("Notes", 2, at)
        for text in said:
            draft.paragraph(text, at)


def _frame(draft: Draft, frame: Element, at: At) -> None:
    table = frame.find("table_table")
    if table is not None:
        draft.table(odf.text_table(table, at))
        return
    listed = {id(one) for group in frame.iter("text_list") for one in group.iter("text_p")}
    odf.plain(frame, draft, at)  # its links and images
    for one in frame.iter("text_p"):
        draft.paragraph(odf.plain(one), at, "item" if id(one) in listed else "prose")
