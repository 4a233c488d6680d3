from __future__ import annotations

import base64
import html
import struct
import zlib
from collections.abc import Callable
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.facts.diagrams.drawio import PNG, inflate, model_in_png, model_in_svg, read_drawio
from jalon.facts.hardened_xml import elements_of
from jalon.facts.model import Diagram

MODEL = """<mxGraphModel><root><mxCell id="0"/><mxCell id="1" parent="0"/>
<mxCell id="u" value="&lt;b&gt;Usager&lt;/b&gt;" style="ellipse" vertex="1" parent="1"/>
<object id="s" label="Site"><mxCell style="rounded=1" vertex="1" parent="1"/></object>
<mxCell id="z" value="Zone" style="swimlane" vertex="1" parent="1"/>
<mxCell id="d" value="Base" style="shape=cylinder" vertex="1" parent="z"/>
<mxCell id="deco" value="" style="rounded=0" vertex="1" parent="1"/>
<mxCell id="e1" edge="1" source="u" target="s" parent="1"/>
<mxCell id="l1" value="HTTPS" style="edgeLabel" vertex="1" parent="e1"/>
<mxCell id="e2" edge="1" source="s" target="d" parent="1"/>
</root></mxGraphModel>"""


def packed(xml: str) -> str:
    engine = zlib.compressobj(9, zlib.DEFLATED, -15)
    return base64.b64encode(engine.compress(quote(xml).encode()) + engine.flush()).decode()


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def read(xml: str) -> list[Diagram]:
    return [draft.finished("x.drawio") for draft in read_drawio(elements_of(xml))]


PLAIN = f'<mxfile><diagram name="Contexte">{MODEL}</diagram></mxfile>'
COMPRESSED = f'<mxfile><diagram name="Contexte">{packed(MODEL)}</diagram></mxfile>'


@pytest.mark.parametrize("xml", [MODEL, PLAIN, COMPRESSED])
def test_plain_and_compressed_say_the_same(xml: str) -> None:
    (found,) = read(xml)
    assert found.elements == ("Usager", "Site", "Zone", "Base")
    assert (found.relations, found.type, found.groups) == (2, "flow", ("Zone",))


def test_pages_are_diagrams_and_one_damaged_page_costs_that_page() -> None:
    found = read(f'<mxfile><diagram name="A">{MODEL}</diagram><diagram name="B">!!!</diagram></mxfile>')
    assert [(one.title, one.at.page, one.problems) for one in found] == [
        ("A", 1, ()),
        ("B", 2, ("unreadable: not base64",)),
    ]


def test_an_empty_page_has_no_element() -> None:
    (found,) = read('<mxfile><diagram name="Page-1"><mxGraphModel><root/></mxGraphModel></diagram></mxfile>')
    assert found.elements == ()


@pytest.mark.parametrize(
    ("style", "kind"),
    [
        ("shape=umlActor", "use-case"),
        ("shape=umlLifeline;participant=umlActor", "sequence"),
        ("shape=mxgraph.bpmn.task", "process"),
        ("shape=table;container=1", "entity-relation"),
        ("sketch=0;shape=mxgraph.aws4.resourceIcon", "deployment"),
        ("shape=component", "component"),
        ("swimlane;fontStyle=1;childLayout=stackLayout", "class"),
        ("rounded=1", "other"),
    ],
)
def test_shapes_tell_the_type(style: str, kind: str) -> None:
    (found,) = read(f'<mxGraphModel><root><mxCell id="a" value="A" style="{style}" vertex="1"/></root></mxGraphModel>')
    assert found.type == kind


def test_rows_of_a_class_are_not_boxes() -> None:
    (found,) = read(
        '<mxGraphModel><root><mxCell id="c" value="Client" style="swimlane;childLayout=stackLayout" vertex="1"/>'
        '<mxCell id="r" value="+ nom: String" style="text" vertex="1" parent="c"/></root></mxGraphModel>'
    )
    assert found.elements == ("Client",)


def test_inside_an_svg() -> None:
    model = model_in_svg(elements_of(f'<svg xmlns="http://www.w3.org/2000/svg" content="{html.escape(COMPRESSED)}"/>'))
    assert model is not None
    assert len(read_drawio(model)) == 1
    assert model_in_svg(elements_of('<svg content="hello"/>')) is None


@pytest.mark.parametrize(
    "body",
    [
        (b"tEXt", b"mxfile\0" + quote(PLAIN).encode()),
        (b"zTXt", b"mxfile\0\0" + zlib.compress(quote(PLAIN).encode())),
        (b"iTXt", b"mxfile\0\0\0\0\0" + quote(PLAIN).encode()),
    ],
)
def test_inside_a_png(body: tuple[bytes, bytes]) -> None:
    model = model_in_png(PNG + chunk(b"IHDR", b"\0" * 13) + chunk(*body) + chunk(b"IEND", b""))
    assert model is not None
    assert read_drawio(model)[0].finished("x").elements == ("Usager", "Site", "Zone", "Base")


def test_an_ordinary_png_holds_nothing() -> None:
    assert model_in_png(PNG + chunk(b"IHDR", b"\0" * 13) + chunk(b"IEND", b"")) is None


def test_a_bomb_stops_at_the_bound() -> None:
    engine = zlib.compressobj(9, zlib.DEFLATED, -15)
    bomb = engine.compress(b"a" * 50_000_000) + engine.flush()
    with pytest.raises(ValueError, match="too large"):
        inflate(base64.b64encode(bomb).decode())
    assert model_in_png(PNG + chunk(b"zTXt", b"mxfile\0\0" + zlib.compress(b"a" * 50_000_000))) is None


def test_pages_share_one_budget() -> None:
    page = packed("<mxGraphModel><root>" + '<mxCell id="a" vertex="1" value="x"/>' * 60_000 + "</root></mxGraphModel>")
    found = read("<mxfile>" + f"<diagram>{page}</diagram>" * 8 + "</mxfile>")
    assert found[0].problems == ()
    assert found[-1].problems == ("unreadable: too large",)


@given(st.text(max_size=200))
def test_any_compressed_text_is_read_or_refused(text: str) -> None:
    try:
        assert isinstance(inflate(text), str)
    except ValueError as error:
        assert str(error) in {"not base64", "damaged", "too large"}


@given(st.binary(max_size=300))
def test_any_png_is_a_model_or_nothing(data: bytes) -> None:
    model = model_in_png(PNG + data)
    assert model is None or isinstance(read_drawio(model), list)


@given(st.binary(max_size=200))
def test_any_chunk_is_a_model_or_nothing(data: bytes) -> None:
    for kind in (b"tEXt", b"zTXt", b"iTXt"):
        model = model_in_png(PNG + chunk(kind, b"mxfile\0" + data))
        assert model is None or isinstance(read_drawio(model), list)


def test_the_fact_finds_every_form(diagrams_of: Callable[..., tuple[Diagram, ...]]) -> None:
    found = diagrams_of(
        {
            "a.drawio": COMPRESSED,
            "b.drawio.svg": f'<svg content="{html.escape(PLAIN)}"/>',
            "c.drawio.png": PNG + chunk(b"tEXt", b"mxfile\0" + quote(PLAIN).encode()) + chunk(b"IEND", b""),
            "d.xml": PLAIN,
            "e.svg": "<svg/>",
            "f.xml": "<settings/>",
            "g.drawio": "not xml",
        }
    )
    assert [(one.path, len(one.elements), one.problems) for one in found] == [
        ("a.drawio", 4, ()),
        ("b.drawio.svg", 4, ()),
        ("c.drawio.png", 4, ()),
        ("d.xml", 4, ()),
        ("g.drawio", 0, ("unreadable: damaged",)),
    ]
