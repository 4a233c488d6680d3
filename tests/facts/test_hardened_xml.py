"""One guard for the XML of every format: what is wanted, in order, or a declared fault."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.facts.hardened_xml import BadXml, Wanted, elements, elements_of, local

BOOK = b'<b xmlns="urn:x"><head n="1"/><row><cell>a</cell><row>inner</row></row><other/><row>b</row></b>'


def test_only_the_outermost_wanted_elements_are_built() -> None:
    def last(name: str) -> str:
        return name.rpartition(" ")[2]

    found = list(elements(BOOK, Wanted(frozenset({"row"}), starts="head", name=last)))
    assert [(one.tag, "".join(one.itertext()), one.attrib) for one in found] == [
        ("head", "", {"n": "1"}),
        ("row", "ainner", {}),
        ("row", "b", {}),
    ]


def test_the_whole_tree_has_names_in_braces() -> None:
    root = elements_of(BOOK)
    assert root.tag == "{urn:x}b"
    assert [local(one.tag) for one in root] == ["head", "row", "other", "row"]


def test_a_text_may_declare_any_encoding() -> None:
    assert elements_of('<?xml version="1.0" encoding="utf-16"?><a>é</a>').text == "é"


@pytest.mark.parametrize(
    ("data", "wanted", "reason"),
    [
        (b"<!DOCTYPE a><a/>", Wanted(), "entities"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', Wanted(doctype=True), "entities"),
        (b'<!DOCTYPE a SYSTEM "http://example.invalid/a.dtd"><a>&x;</a>', Wanted(doctype=True), "entities"),
        (b"<a>" * 300, Wanted(), "too deep"),
        (b"<a><b/><b/><b/></a>", Wanted(nodes=3), "too large"),
        (b"<a><b><c/><c/></b></a>", Wanted(frozenset({"b"}), built=2), "too large"),
        (b"", Wanted(), "damaged"),
        (b"<a>", Wanted(), "damaged"),
    ],
)
def test_what_is_not_safe_is_refused(data: bytes, wanted: Wanted, reason: str) -> None:
    with pytest.raises(BadXml, match=reason):
        list(elements(data, wanted))


PIECES = st.lists(
    st.sampled_from([b"<a>", b"</a>", b"<a/>", b"&b;", b"<!DOCTYPE a>", b"\xff", b"<?x?>", b'<a b="c">', b"d"])
)


@given(st.one_of(st.binary(max_size=200), PIECES.map(b"".join)))
def test_any_bytes_give_a_tree_or_a_declared_fault(data: bytes) -> None:
    try:
        assert isinstance(elements_of(data).tag, str)
    except BadXml as fault:
        assert str(fault) in {"damaged", "too deep", "too large", "entities"}
