"""Files written by the tests themselves: zipped XML and a hand-made pdf, with nothing but the standard library."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from jalon.facts.documents import documents
from jalon.facts.model import At, Document, Documents, Inventory, Section, Unread
from jalon.snapshot import Unreadable


class Entry(NamedTuple):
    path: str
    size: int
    tracked: bool = True


class Memory:
    """A snapshot that stands in memory."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = dict(files)
        self.files = tuple(Entry(path, len(data)) for path, data in sorted(files.items()))

    def read(self, path: str, limit: int) -> bytes:
        if path not in self._files:
            raise Unreadable(path, "absent")
        if len(self._files[path]) > limit:
            raise Unreadable(path, "too-large")
        return self._files[path]


def read_all(files: Mapping[str, bytes]) -> Documents:
    return documents(Memory(files), Inventory(tuple(sorted(files))))


def read_one(path: str, data: bytes | str) -> Document | Unread | None:
    """What becomes of a repository's only file."""
    found = read_all({path: data.encode() if isinstance(data, str) else data})
    return next(iter(found.items), None) or next(iter(found.unread), None)


def document(path: str, data: bytes | str) -> Document:
    one = read_one(path, data)
    assert isinstance(one, Document), one
    return one


def reason(path: str, data: bytes | str) -> str:
    one = read_one(path, data)
    assert isinstance(one, Unread), one
    return one.reason


def outline(one: Document) -> list[tuple[int, str]]:
    return [(section.level, section.heading) for section in one.sections]


def places(section: Section) -> list[At]:
    """Where everything in a section stands."""
    found = [one.at for one in section.paragraphs] + [one.at for one in section.tables]
    found += [one.at for one in section.code] + [one.at for one in section.links]
    return found + [one.at for one in section.figures]


def texts(one: Document) -> list[str]:
    return [paragraph.text for section in one.sections for paragraph in section.paragraphs]


def zipped(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return target.getvalue()


# --- Office Open XML -----------------------------------------------------------------------------------------------

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_X = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_REL = "http://schemas.openxmlformats.org/package/2006/relationships"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"

STYLES = f"""<w:styles xmlns:w="{_W}">
<w:style w:type="paragraph" w:styleId="Titre"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Titre1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Titre2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Perso"><w:name w:val="Ma rubrique"/><w:basedOn w:val="Titre2"/></w:style>
<w:style w:type="paragraph" w:styleId="TM1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Lgende"><w:name w:val="caption"/></w:style>
</w:styles>"""


def relations(*targets: tuple[str, str, str] | tuple[str, str, str, str]) -> str:
    """(id, kind, target) or (id, kind, target, mode)"""
    rows = "".join(
        f'<Relationship Id="{one[0]}" Type="{_R}/{one[1]}" Target="{one[2]}"'
        + (f' TargetMode="{one[3]}"/>' if len(one) == 4 else "/>")
        for one in targets
    )
    return f'<Relationships xmlns="{_REL}">{rows}</Relationships>'


def core(title: str) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/">'
        f"<dc:title>{title}</dc:title><dcterms:created>2025-03-03T10:00:00Z</dcterms:created></cp:coreProperties>"
    )


def p(text: str, style: str = "", *, bold: bool = False, listed: bool = False) -> str:
    """A paragraph of WordprocessingML."""
    settings = (f'<w:pStyle w:val="{style}"/>' if style else "") + (
        '<w:numPr><w:numId w:val="1"/></w:numPr>' if listed else ""
    )
    weight = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:p><w:pPr>{settings}</w:pPr><w:r>{weight}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def table(*rows: Sequence[str]) -> str:
    """A table of WordprocessingML."""
    lines = "".join("<w:tr>" + "".join(f"<w:tc>{p(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in rows)
    return f"<w:tbl>{lines}</w:tbl>"


def docx(body: str, title: str = "", links: str = "", extra: Mapping[str, str | bytes] | None = None) -> bytes:
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relations(("rId1", "officeDocument", "word/document.xml")),
            "docProps/core.xml": core(title),
            "word/styles.xml": STYLES,
            "word/_rels/document.xml.rels": links or relations(),
            "word/document.xml": f'<w:document xmlns:w="{_W}" xmlns:r="{_R}" xmlns:wp="{_WP}" xmlns:a="{_A}">'
            f"<w:body>{body}</w:body></w:document>",
            **(extra or {}),
        }
    )


def xlsx(sheets: Mapping[str, str], strings: Sequence[str] = (), workbook: str = "") -> bytes:
    """Sheets as rows of SpreadsheetML. Cell styles: 1 is a date, 2 a percentage, 3 euros, 4 hours over 24."""
    names = list(sheets)
    listed = "".join(f'<sheet name="{name}" sheetId="{i}" r:id="rId{i}"/>' for i, name in enumerate(names, start=1))
    styles = (
        f'<styleSheet xmlns="{_X}"><numFmts><numFmt numFmtId="164" formatCode="#,##0.00\\ &quot;€&quot;"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="9"/><xf numFmtId="164"/><xf numFmtId="46"/>'
        "</cellXfs></styleSheet>"
    )
    return zipped(
        {
            "_rels/.rels": relations(("rId1", "officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook xmlns="{_X}" xmlns:r="{_R}">{workbook}<sheets>{listed}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relations(
                *((f"rId{i}", "worksheet", f"worksheets/sheet{i}.xml") for i in range(1, len(names) + 1)),
                ("rId90", "sharedStrings", "sharedStrings.xml"),
                ("rId91", "styles", "styles.xml"),
            ),
            "xl/styles.xml": styles,
            "xl/sharedStrings.xml": f'<sst xmlns="{_X}">'
            + "".join(f"<si><t>{text}</t></si>" for text in strings)
            + "</sst>",
            **{
                f"xl/worksheets/sheet{i}.xml": f'<worksheet xmlns="{_X}"><sheetData>{sheets[name]}</sheetData>'
                "</worksheet>"
                for i, name in enumerate(names, start=1)
            },
        }
    )


def pptx(*slides: tuple[str, str, str]) -> bytes:
    """Slides as (title, other shapes, notes)."""
    space = f'xmlns:p="{_P}" xmlns:a="{_A}" xmlns:r="{_R}"'
    parts: dict[str, str | bytes] = {
        "_rels/.rels": relations(("rId1", "officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": f"<p:presentation {space}><p:sldIdLst>"
        + "".join(f'<p:sldId id="{i + 255}" r:id="rId{i}"/>' for i in range(1, len(slides) + 1))
        + "</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": relations(
            *((f"rId{i}", "slide", f"slides/slide{i}.xml") for i in range(1, len(slides) + 1))
        ),
    }
    for i, (title, shapes, notes) in enumerate(slides, start=1):
        parts[f"ppt/slides/slide{i}.xml"] = f"<p:sld {space}>{shape(title, 'title') if title else ''}{shapes}</p:sld>"
        parts[f"ppt/slides/_rels/slide{i}.xml.rels"] = relations(
            ("rId1", "notesSlide", f"../notesSlides/notesSlide{i}.xml")
        )
        parts[f"ppt/notesSlides/notesSlide{i}.xml"] = f"<p:notes {space}>{shape(notes, 'body')}</p:notes>"
    return zipped(parts)


def shape(text: str, kind: str = "body") -> str:
    """A shape of a slide; each line of the text is a paragraph."""
    paragraphs = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in text.split("\n"))
    place = f'<p:nvSpPr><p:nvPr><p:ph type="{kind}"/></p:nvPr></p:nvSpPr>' if kind else ""
    return f"<p:sp>{place}<p:txBody>{paragraphs}</p:txBody></p:sp>"


# --- OpenDocument --------------------------------------------------------------------------------------------------

_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "draw", "presentation", "style", "meta")
)
_OTHERS = (
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def odf(body: str, styles: str = "", title: str = "", manifest: str = "<m/>") -> bytes:
    return zipped(
        {
            "META-INF/manifest.xml": manifest,
            "meta.xml": f"<office:document-meta {_SPACES} {_OTHERS}><office:meta><dc:title>{title}</dc:title>"
            "<meta:creation-date>2025-03-03T10:00:00</meta:creation-date></office:meta></office:document-meta>",
            "content.xml": f"<office:document-content {_SPACES} {_OTHERS}>"
            f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>{body}</office:body>"
            "</office:document-content>",
        }
    )


# --- pdf -----------------------------------------------------------------------------------------------------------


class Text(NamedTuple):
    """A text on a page: from the left and from the top in points, size, bold."""

    left: float
    top: float
    text: str
    size: float = 11
    bold: bool = False


class Box(NamedTuple):
    """A filled rectangle on a page, in points from the top left."""

    left: float
    top: float
    right: float
    bottom: float


def _shown(one: Text | Box, height: int) -> str:
    if isinstance(one, Box):
        return f"{one.left} {height - one.bottom} {one.right - one.left} {one.bottom - one.top} re f\n"
    place = f"1 0 0 1 {one.left} {height - one.top} Tm"
    return f"BT /F{int(one.bold)} {one.size} Tf {place} ({_escaped(one.text)}) Tj ET\n"


def pdf(
    *pages: Sequence[Text | Box], title: str = "", marks: Sequence[tuple[str, int]] = (), wide: bool = False
) -> bytes:
    """A pdf of A4 pages (or slides) with the standard fonts; `marks` are bookmarks (text, page from 1)."""
    width, height = (960, 540) if wide else (595, 842)
    objects: list[str] = ["", ""]  # the catalogue and the pages, known last

    def add(content: str) -> int:
        objects.append(content)
        return len(objects)

    fonts = [
        add(f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>")
        for name in ("Helvetica", "Helvetica-Bold")
    ]
    kids = []
    for page in pages:
        shown = "".join(_shown(one, height) for one in page)
        stream = add(f"<< /Length {len(shown.encode('cp1252'))} >>\nstream\n{shown}endstream")
        kids.append(
            add(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Contents {stream} 0 R "
                f"/Resources << /Font << /F0 {fonts[0]} 0 R /F1 {fonts[1]} 0 R >> >> >>"
            )
        )
    first = len(objects) + 2
    for index, (text, page_number) in enumerate(marks):
        around = (f"/Prev {first + index - 1} 0 R " if index else "") + (
            f"/Next {first + index + 1} 0 R " if index < len(marks) - 1 else ""
        )
        if not index:
            add(f"<< /Type /Outlines /First {first} 0 R /Last {first + len(marks) - 1} 0 R /Count {len(marks)} >>")
        add(f"<< /Title ({_escaped(text)}) /Parent {first - 1} 0 R {around}/Dest [{kids[page_number - 1]} 0 R /Fit] >>")
    information = add(f"<< /Title ({_escaped(title)}) >>")
    outlines = f" /Outlines {first - 1} 0 R" if marks else ""
    objects[0] = f"<< /Type /Catalog /Pages 2 0 R{outlines} >>"
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] /Count {len(kids)} >>"
    return _file(objects, information)


def _file(objects: Sequence[str], information: int) -> bytes:
    data = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252")
    table_at = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    data += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    data += f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info {information} 0 R >>\n".encode()
    return data + f"startxref\n{table_at}\n%%EOF\n".encode()


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
