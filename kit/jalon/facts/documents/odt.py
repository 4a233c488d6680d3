"""OpenDocument text: headings by outline level or style, lists, tables, images; pages when the writer left them."""

from __future__ import annotations

import re
from typing import NamedTuple
from xml.etree.ElementTree import Element

from jalon.facts.documents import limits, odf
from jalon.facts.documents.docx import BOLD_ENDS, MOST_BOLD, MOST_HEADING, number_depth
from jalon.facts.documents.draft import Draft, finish
from jalon.facts.documents.xml import elements
from jalon.facts.model import At, Document

_HEADING = re.compile(r"(?:heading|titre)(?:_20_|[ _])?(?P<level>[1-9])", re.IGNORECASE)
_TITLE = re.compile(r"(?:title|titre)(?:_20_principal)?$", re.IGNORECASE)
_CAPTION = re.compile(r"(?:caption|illustration|figure|table)$", re.IGNORECASE)
_QUOTE = re.compile(r"quot", re.IGNORECASE)
_CODE = re.compile(r"(?:preformatted|code|listing)", re.IGNORECASE)
_BLOCKS = """
text_h text_p text_list table_table text_section text_table-of-content text_illustration-index text_table-index
text_alphabetical-index text_tracked-changes draw_frame text_soft-page-break
"""
_PARTS = _BLOCKS.split()
_INDEXES = frozenset(part for part in _PARTS if part.endswith(("index", "content", "changes")))


class Style(NamedTuple):
    """What a style says: its name (its ancestor's, for an automatic one) and whether it is bold."""

    name: str = ""
    bold: bool = False


def read(data: bytes, path: str) -> Document:
    """The document in an odt file.

    Raises:
        Refusal: `encrypted`, `damaged`, `too-large`, `too-deep`.
    """
    content, styles, title, days = odf.parts(data)
    walk = _Walk(_styles(content, styles), paged=b"soft-page-break" in content)
    walk.draft.metadata = days
    for body in elements(content, *_PARTS):
        walk.block(body)
    walk.flush_code()
    return finish(walk.draft, path, "odt", walk.title or title)


def _styles(content: bytes, styles: bytes) -> dict[str, Style]:
    found: dict[str, Style] = {}
    for part in (styles, content):
        for one in elements(part, "style_style"):
            if one.get("style_family") != "paragraph":
                continue
            name, parent = one.get("style_name", ""), one.get("style_parent-style-name", "")
            settings = one.find("style_text-properties")
            weight = "" if settings is None else settings.get("xsl-fo-compatible_font-weight", "")
            above = found.get(parent, Style(parent))
            automatic = part is content
            bold = weight in ("bold", "700", "800", "900") or (above.bold and not weight)
            found[name] = Style(above.name if automatic else name, bold)
    return found


class _Walk:
    """One pass over the blocks of a text."""

    def __init__(self, styles: dict[str, Style], *, paged: bool) -> None:
        self.draft = Draft()
        self.styles = styles
        self.page = 1 if paged else 0
        self.title = ""
        self.listing: list[str] = []
        self.listing_at = At()

    def at(self) -> At:
        return At(page=self.page) if self.page else At()

    def block(self, block: Element, kind: str = "prose", depth: int = 0) -> None:
        """A block, and those inside it."""
        if depth > limits.NESTING:
            self.draft.cut = True
            return
        at = self.at()
        if block.tag == "text_soft-page-break":
            self.page += 1
        elif block.tag == "text_h":
            self.flush_code()
            level = block.get("text_outline-level", "1")
            self.draft.heading(
                odf.plain(block, self.draft, at), int(level) if level.isdecimal() and len(level) < 2 else 1, at
            )
        elif block.tag == "text_p":
            self.paragraph(block, kind)
        elif block.tag == "table_table":
            self.table(block, depth)
        elif block.tag == "draw_frame":
            odf.plain(block, self.draft, at)
        elif block.tag not in _INDEXES:
            inside = "item" if block.tag == "text_list" else kind
            for child in block:
                self.block(child, inside, depth + 1)
            return
        if block.tag != "text_soft-page-break" and self.page:
            self.page += sum(1 for _ in block.iter("text_soft-page-break"))

    def paragraph(self, block: Element, kind: str) -> None:
        at = self.at()
        style = self.styles.get(block.get("text_style-name", ""), Style(block.get("text_style-name", "")))
        text = odf.plain(block, self.draft, at)
        if _CODE.match(style.name):
            self.listing_at = self.listing_at if self.listing else at
            self.listing.append(text)
            return
        self.flush_code()
        heading = _HEADING.match(style.name)
        if not text:
            return
        if _TITLE.match(style.name) and len(text) <= MOST_HEADING:
            self.title = self.title or text
            self.draft.heading(text, 1, at)
        elif heading and len(text) <= MOST_HEADING:
            self.draft.heading(text, int(heading["level"]), at)
        elif kind == "prose" and self.is_bold(block, style) and len(text) <= MOST_BOLD and text[-1] not in BOLD_ENDS:
            self.draft.subheading(text.rstrip(" :"), at)
        elif kind == "prose" and number_depth(text):
            self.draft.subheading(text, at, number_depth(text))
        elif _CAPTION.match(style.name):
            self.draft.paragraph(text, at, "caption")
        else:
            self.draft.paragraph(text, at, "quote" if _QUOTE.search(style.name) and kind == "prose" else kind)

    def is_bold(self, block: Element, style: Style) -> bool:
        """The whole paragraph is: by its style, as far as styles of spans are not read."""
        return style.bold and block.find("text_span") is None

    def flush_code(self) -> None:
        """Lines in a code style make one block."""
        if self.listing:
            self.draft.code("", "\n".join(self.listing), self.listing_at)
            self.listing.clear()

    def table(self, block: Element, depth: int) -> None:
        """A table, or a frame around text."""
        self.flush_code()
        table = odf.text_table(block, self.at())
        if table is not None:
            self.draft.table(table)
            return
        for row in odf.rows_of(block):
            for cell in row:
                for child in cell:
                    self.block(child, "prose", depth + 1)
