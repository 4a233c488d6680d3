"""Word documents: headings by style or outline level, lists, tables, captions, links; pages when Word left them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from jalon.facts.documents import limits, ooxml
from jalon.facts.documents.archive import Archive
from jalon.facts.documents.draft import Draft, finish
from jalon.facts.documents.refusal import Refusal
from jalon.facts.documents.xml import elements
from jalon.facts.model import At, Document, Table

_HEADING = re.compile(r"(?:heading|titre|überschrift|encabezado|title)[ ]?(?P<level>[1-9])(?!\d)", re.IGNORECASE)
_TITLE = re.compile(r"(?:title|titre|titre du document|document title)$", re.IGNORECASE)
_CONTENTS = re.compile(
    r"(?:toc|tm|contents|table of figures|table des illustrations|table of contents)(?:[ ]?\d|[ ]heading|$)", re.I
)
_CAPTION = re.compile(r"(?:caption|légende)", re.IGNORECASE)
_LIST = re.compile(r"(?:list|liste|paragraphe de liste)", re.IGNORECASE)
_QUOTE = re.compile(r"(?:quote|citation|intense quote)", re.IGNORECASE)
_CODE = re.compile(r"(?:code|source code|html preformatted|préformaté|listing)", re.IGNORECASE)
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,4}(?=\.?[ ][^\W\d_])")
MOST_HEADING = 200  # characters; a longer "heading" is a paragraph in the wrong style
MOST_BOLD = 90
MOST_NUMBERED = 60
BOLD_ENDS = ".;,!"


class Style(NamedTuple):
    """What a paragraph style says: its name and, for headings, the level from 1 (0: none)."""

    name: str = ""
    level: int = 0
    listed: bool = False
    bold: bool = False


def read(data: bytes, path: str) -> Document:
    """The document in a docx file.

    Raises:
        Refusal: `encrypted`, `damaged`, `too-large`, `too-deep`.
    """
    archive = Archive(data)
    part = ooxml.main_part(archive, "word/document.xml")
    body = archive.part(part)
    if not body:
        raise Refusal("damaged")
    title, days = ooxml.core(archive)
    relations = {key: target for key, (kind, target) in ooxml.relations(archive, part).items() if kind == "hyperlink"}
    walk = _Walk(_styles(archive), relations, paged=b"lastRenderedPageBreak" in body)
    walk.draft.metadata = days
    for block in elements(body, "w_p", "w_tbl", "w_sdt"):
        walk.block(block)
    walk.flush_code()
    return finish(walk.draft, path, "docx", walk.title or _sane(title))


def _sane(title: str) -> str:
    """A title that somebody chose, and no leftover of a tool."""
    lower = title.lower()
    made = lower.startswith(("microsoft word", "untitled", "sans titre", "document")) or lower.endswith(
        (".docx", ".doc")
    )
    return "" if made else title


def number_depth(text: str) -> int:
    """The depth of a heading that only its number gives away (`2.2.1 Component tests` is 3); 0 for other text."""
    found = _NUMBERED.match(text) if len(text) <= MOST_NUMBERED and text[-1] not in BOLD_ENDS else None
    return found[0].count(".") + 1 if found else 0


def _styles(archive: Archive) -> dict[str, Style]:
    """Style id → what it says, its ancestors' heading level included."""
    raw: dict[str, tuple[Style, str]] = {}
    for one in elements(archive.part("word/styles.xml"), "w_style"):
        if one.get("w_type", "paragraph") != "paragraph":
            continue
        name = _value(one.find("w_name"))
        found = _HEADING.match(name)
        outline = one.find("w_pPr/w_outlineLvl")
        level = int(found["level"]) if found else _outline(outline)
        listed = one.find("w_pPr/w_numPr") is not None or bool(_LIST.match(name))
        style = Style(name, level, listed, _on(one.find("w_rPr/w_b")))
        raw[one.get("w_styleId", "")] = (style, _value(one.find("w_basedOn")))
    return {key: _inherited(key, raw) for key in raw}


def _inherited(key: str, raw: dict[str, tuple[Style, str]]) -> Style:
    style, parent = raw[key]
    for _ in range(limits.NESTING):
        if style.level or parent not in raw:
            break
        above, parent = raw[parent]
        style = style._replace(level=above.level, listed=style.listed or above.listed, bold=style.bold or above.bold)
    return style


def _outline(element: Element | None) -> int:
    value = _value(element)
    return int(value) + 1 if value.isdecimal() and len(value) == 1 and value != "9" else 0


def _value(element: Element | None) -> str:
    return "" if element is None else element.get("w_val", "")


def _on(element: Element | None) -> bool:
    return element is not None and element.get("w_val", "1") not in ("0", "false", "off", "none")


class _Text:
    """The text of one paragraph as it is collected."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.plain = self.bold = 0  # characters that are not bold, and that are
        self.links: list[tuple[str, str]] = []
        self.figures: list[str] = []
        self.boxes: list[Element] = []

    def __str__(self) -> str:
        return "".join(self.words)


class _Walk:
    """One pass over the blocks of a body."""

    def __init__(self, styles: dict[str, Style], relations: dict[str, str], *, paged: bool) -> None:
        self.draft = Draft()
        self.styles, self.relations = styles, relations
        self.page = 1 if paged else 0
        self.title = ""
        self.titled = False  # the last paragraph was in the style of titles
        self.listing: list[str] = []
        self.listing_at = At()

    def at(self) -> At:
        return At(page=self.page) if self.page else At()

    def block(self, block: Element, depth: int = 0) -> None:
        """A paragraph, a table or a content control."""
        if block.tag == "w_p":
            self.paragraph(block, depth)
        elif block.tag == "w_tbl":
            self.flush_code()
            self.table(block, depth)
        elif block.tag == "w_sdt" and depth < limits.NESTING:
            gallery = block.find("w_sdtPr/w_docPartObj/w_docPartGallery")
            if _value(gallery).lower() in ("table of contents", "tables des matières"):
                self.page += len(block.findall(".//w_lastRenderedPageBreak")) if self.page else 0
                return
            for child in block.findall("w_sdtContent/*"):
                self.block(child, depth + 1)

    def paragraph(self, element: Element, depth: int) -> None:
        settings = element.find("w_pPr")
        style = self.style(_value(element.find("w_pPr/w_pStyle")))
        text = _Text()
        at = self.at()
        for event in _runs(element):
            at = self.take(event, text, style, at)
        content = str(text)
        if _CONTENTS.match(style.name):
            return
        if _CODE.match(style.name):
            self.listing_at = self.listing_at if self.listing else at
            self.listing.append(content)
            return
        self.flush_code()
        self.say(" ".join(content.split()), style, settings, text, at)
        for target, label in text.links:
            self.draft.link(target, label, at)
        for alternative in text.figures:
            self.draft.figure("", alternative, at)
        if depth < limits.NESTING:
            for box in text.boxes:
                for child in box:
                    self.block(child, depth + 1)

    def style(self, key: str) -> Style:
        """A paragraph style; one that the file does not define is known by its id (`Heading1`, `TOC2`)."""
        if key not in self.styles:
            found = _HEADING.match(key)
            self.styles[key] = Style(key, int(found["level"]) if found else 0)
        return self.styles[key]

    def take(self, event: Element, text: _Text, style: Style, at: At) -> At:
        """Add one element of a paragraph to its text; the place where the text starts may move to the next page."""
        match event.tag:
            case "w_r" if not _on(event.find("w_rPr/w_vanish")):
                bold = _bold(event, style)
                for part in event:
                    if part.tag == "w_lastRenderedPageBreak" and self.page:
                        self.page += 1
                        at = at if str(text).strip() else self.at()
                    elif part.tag == "w_t":
                        value = part.text or ""
                        text.words.append(value)
                        size = len(value.strip())
                        text.bold, text.plain = (
                            (text.bold + size, text.plain) if bold else (text.bold, text.plain + size)
                        )
                    elif part.tag in ("w_tab", "w_br", "w_cr"):
                        text.words.append("\n" if part.tag != "w_tab" else " ")
                    elif part.tag == "w_noBreakHyphen":
                        text.words.append("-")
            case "w_hyperlink":
                target = self.relations.get(event.get("r_id", ""), "")
                label = "".join(part.text or "" for part in event.iter("w_t"))
                if target:
                    text.links.append((target, label))
            case "wp_docPr":
                text.figures.append(event.get("descr", "") or event.get("title", ""))
            case "w_txbxContent":
                text.boxes.append(event)
        return at

    def say(self, content: str, style: Style, settings: Element | None, text: _Text, at: At) -> None:
        """Tell the draft what a paragraph is."""
        level = style.level
        listed = style.listed
        if settings is not None:
            level = _outline(settings.find("w_outlineLvl")) or level
            number = settings.find("w_numPr/w_numId")
            listed = (listed or number is not None) and _value(number) != "0"
        if not content:
            return
        titled, self.titled = self.titled, bool(_TITLE.match(style.name))
        if self.titled and not titled and len(content) <= MOST_HEADING:  # of several in a row, the first
            self.title = self.title or content
            self.draft.heading(content, 1, at)
        elif level and len(content) <= MOST_HEADING:
            self.draft.heading(content, level, at)
        elif _CAPTION.match(style.name):
            self.draft.paragraph(content, at, "caption")
        elif text.bold and not text.plain and len(content) <= MOST_BOLD and content[-1] not in BOLD_ENDS and not listed:
            self.draft.subheading(content.rstrip(" :"), at)
        elif number_depth(content) and not listed:
            self.draft.subheading(content, at, number_depth(content))
        else:
            kind = "item" if listed else "quote" if _QUOTE.match(style.name) else "prose"
            self.draft.paragraph(content, at, kind)

    def flush_code(self) -> None:
        """Lines in a code style make one block."""
        if self.listing:
            self.draft.code("", "\n".join(self.listing), self.listing_at)
            self.listing.clear()

    def table(self, element: Element, depth: int) -> None:
        at = self.at()
        rows: list[tuple[str, ...]] = []
        cells_seen = 0
        cut = False
        for row in element.findall("w_tr"):
            cells = self.row(row)
            cells_seen += len(cells)
            if len(rows) > limits.ROWS or cells_seen > limits.TABLE_CELLS:
                cut = True
                break
            if any(cells):
                rows.append(cells)
        width = max(map(len, rows), default=0)
        if width < 2:  # a frame around text
            if depth < limits.NESTING:
                for block in element.findall("w_tr/w_tc/*"):
                    self.block(block, depth + 1)
            return
        rows = [cells + ("",) * (width - len(cells)) for cells in rows]
        header, body = (rows[0], rows[1:]) if len(rows) > 1 else ((), rows)
        self.draft.table(Table(header, tuple(body), at, cut=cut))

    def row(self, row: Element) -> tuple[str, ...]:
        cells: list[str] = []
        for cell in row.iter("w_tc"):
            if len(cells) >= limits.COLUMNS:
                break
            texts = []
            for paragraph in cell.iter("w_p"):
                text = _Text()
                for event in _runs(paragraph):
                    self.take(event, text, Style(), At())
                texts.append(str(text))
                for target, label in text.links:
                    self.draft.link(target, label, self.at())
            cells.append(" ".join(" ".join(texts).split())[: limits.CELL_CHARACTERS])
            span = _value(cell.find("w_tcPr/w_gridSpan"))
            if span.isdecimal() and len(span) < 3:
                cells.extend([""] * (int(span) - 1))
        return tuple(cells[: limits.COLUMNS])


def _bold(run: Element, style: Style) -> bool:
    mark = run.find("w_rPr/w_b")
    return style.bold if mark is None else _on(mark)


_SKIPPED = frozenset({"w_del", "w_moveFrom", "mc_Fallback", "w_pPr", "w_instrText"})


def _runs(paragraph: Element) -> Iterator[Element]:
    """What matters inside a paragraph, in order: runs, links, images, text boxes (not entered)."""
    stack: list[Element] = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        if element.tag in _SKIPPED:
            continue
        if element.tag in ("w_r", "w_hyperlink", "wp_docPr", "w_txbxContent"):
            yield element
        if element.tag != "w_txbxContent":
            stack.extend(reversed(element))
