"""draw.io in its three forms: plain XML, compressed XML, and inside an exported SVG or PNG."""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterator
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from jalon.facts.diagrams.draft import Draft, clean
from jalon.facts.hardened_xml import BadXml, elements_of, local

MOST_INFLATED = 4 * 1024 * 1024  # bytes of one page; a crowded real one has 500,000
MOST_INFLATED_FILE = 12 * 1024 * 1024
MOST_PAGES = 60
PNG = b"\x89PNG\r\n\x1a\n"
_STYLES = (
    (re.compile(r"mxgraph\.bpmn|shape=bpmn"), "process"),
    (re.compile(r"umlLifeline|umlFrame|umlDestroy"), "sequence"),
    (re.compile(r"umlActor|mxgraph\.uml.*actor|shape=actor"), "use-case"),
    (re.compile(r"mxgraph\.c4"), "c4-container"),
    (re.compile(r"shape=table|entityRelation|ER(?:one|many|zero|mand)|mxgraph\.er"), "entity-relation"),
    (re.compile(r"shape=(?:component|module)|lollipop|providedRequiredInterface"), "component"),
    (re.compile(r"mxgraph\.(?:aws|azure|gcp|kubernetes|networks?|cisco|office\.servers|rack|ibm|alibaba)|image=img/lib"),
     "deployment"),
    (re.compile(r"mxgraph\.mockup|mxgraph\.(?:ios|android|bootstrap)"), "wireframe"),
    (re.compile(r"endArrow=(?:block|diamond|diamondThin);.*endFill=|swimlane;.*childLayout=stackLayout"), "class"),
)  # fmt: skip
_C4_LEVELS = (("Component", "c4-component"), ("Container", "c4-container"), ("Software System", "c4-context"))


def read_drawio(root: Element) -> list[Draft]:
    """The pages of an `mxfile` or `mxGraphModel` element, one diagram a page."""
    if root.tag == "mxGraphModel":
        return [_page(root, "", 1)]
    if root.tag != "mxfile":
        return []
    found = []
    left = MOST_INFLATED_FILE
    for number, page in enumerate(root.findall("diagram")[:MOST_PAGES], start=1):
        name = page.get("name") or ""
        model = page.find("mxGraphModel")
        try:
            if model is None:
                text = inflate(page.text or "", min(left, MOST_INFLATED))
                left -= len(text)
                model = elements_of(text)
        except (BadXml, ValueError) as error:
            found.append(Draft("drawio", title=name, page=number, problems=[f"unreadable: {error}"]))
        else:
            found.append(_page(model, name, number))
    return found


def inflate(text: str, limit: int = MOST_INFLATED) -> str:
    """The XML in a compressed page: base64, raw deflate, percent-encoding.

    Raises ValueError when it is damaged or grows over `limit` bytes.
    """
    try:
        data = base64.b64decode("".join(text.split()), validate=True)
    except ValueError as error:  # binascii.Error is one; a letter outside ASCII is another
        raise ValueError("not base64") from error
    return unquote(_inflated(data, -zlib.MAX_WBITS, limit).decode("utf-8", "replace"))


def _inflated(data: bytes, window: int, limit: int) -> bytes:
    engine = zlib.decompressobj(window)
    try:
        out = engine.decompress(data, max(limit, 1))
    except zlib.error as error:
        raise ValueError("damaged") from error
    if engine.unconsumed_tail:
        raise ValueError("too large")
    return out


def model_in_svg(root: Element) -> Element | None:
    """The model that draw.io leaves in the `content` attribute of an SVG it exports."""
    content = root.get("content") if local(root.tag) == "svg" else None
    if not content or ("<mxfile" not in content and "<mxGraphModel" not in content and "%3Cmx" not in content):
        return None
    try:
        return elements_of(unquote(content) if content.startswith("%3C") else content)
    except BadXml:
        return None


def model_in_png(data: bytes) -> Element | None:
    """The model that draw.io leaves in a `tEXt`, `zTXt` or `iTXt` chunk of a PNG it exports."""
    for name, text in _png_texts(data):
        if name in {"mxfile", "mxGraphModel"}:
            try:
                return elements_of(unquote(text))
            except BadXml:
                return None
    return None


def _png_texts(data: bytes) -> Iterator[tuple[str, str]]:
    at = len(PNG)
    if not data.startswith(PNG):
        return
    while at + 8 <= len(data):
        length = int.from_bytes(data[at : at + 4])
        kind = data[at + 4 : at + 8]
        body = data[at + 8 : at + 8 + length]
        at += length + 12
        if kind == b"IEND":
            return
        key, _, value = body.partition(b"\0")
        if kind in {b"tEXt", b"zTXt", b"iTXt"} and key in {b"mxfile", b"mxGraphModel"}:
            try:
                if kind == b"zTXt":
                    value = _either(value[1:])
                elif kind == b"iTXt":
                    packed, rest = value[:1] == b"\1", value[2:].split(b"\0", 2)[-1]
                    value = _either(rest) if packed else rest
            except ValueError:
                continue
            yield key.decode("latin-1"), value.decode("utf-8", "replace")


def _either(data: bytes) -> bytes:
    """Some versions of draw.io write raw deflate where PNG asks for a zlib stream."""
    try:
        return _inflated(data, zlib.MAX_WBITS, MOST_INFLATED)
    except ValueError as error:
        if str(error) == "too large":
            raise
        return _inflated(data, -zlib.MAX_WBITS, MOST_INFLATED)


def _page(model: Element, name: str, number: int) -> Draft:
    draft = Draft("drawio", title=name, page=number)
    cells = list(_cells(model))
    edges = {key for key, cell, _ in cells if cell.get("edge") == "1"}
    inner = {key for key, cell, _ in cells if "stackLayout" in _style(cell) or "shape=table" in _style(cell)}
    votes: dict[str, int] = {}
    texts = []
    for key, cell, label in cells:
        style = _style(cell)
        texts.append(label)
        for pattern, kind in _STYLES:
            if pattern.search(style):
                votes[kind] = votes.get(kind, 0) + 1
        parent = cell.get("parent") or ""
        if key in edges:
            draft.relate()
        elif cell.get("vertex") == "1" and parent not in edges and parent not in inner and "edgeLabel" not in style:
            if label:  # a shape that says nothing is decoration, or an icon whose name stands beside it
                draft.element(key, label)
            if style.startswith("swimlane") and key not in inner:
                draft.group(key, label)
    draft.type = _type(votes, texts, draft)
    return draft


def _cells(model: Element) -> Iterator[tuple[str, Element, str]]:
    """Each cell with its key and label; a cell with properties is wrapped in an `object` that has the label."""
    wrapped: set[int] = set()
    for each in model.iter():
        if each.tag in {"object", "UserObject"}:
            cell = each.find("mxCell")
            if cell is not None:
                wrapped.add(id(cell))
                yield each.get("id") or "", cell, _object_label(each)
        elif each.tag == "mxCell" and id(each) not in wrapped and ("vertex" in each.attrib or "edge" in each.attrib):
            yield each.get("id") or str(id(each)), each, clean(each.get("value") or "")


def _object_label(each: Element) -> str:
    """A C4 shape builds its label from properties: `%c4Name% [%c4Type%]`."""
    label = each.get("label") or ""
    if "%c4" in label:
        label = f"{each.get('c4Name') or ''} [{each.get('c4Type') or ''}]"
    return clean(label)


def _style(cell: Element) -> str:
    return (cell.get("style") or "")[:1000]


def _type(votes: dict[str, int], texts: list[str], draft: Draft) -> str:
    if "c4-container" in votes:
        joined = " ".join(texts)
        return next((kind for word, kind in _C4_LEVELS if f"[{word}" in joined), "c4-container")
    if votes.get("use-case") and votes.get("sequence"):
        return "sequence"
    if votes:
        return max(votes, key=lambda kind: votes[kind])
    return "flow" if draft.relations else "other"
