"""Pdf files through the child process: headings, pages, running heads, tables, slides; and the layout alone."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.facts.documents.builders import Box, Text, document, outline, pdf, read_all, reason, texts

from jalon.facts.documents import limits
from jalon.facts.documents.pdf import extract_of
from jalon.facts.documents.pdf_grid import Piece, Rule
from jalon.facts.documents.pdf_layout import document as laid_out
from jalon.facts.documents.pdf_lines import Extract, Page
from jalon.facts.documents.refusal import Refusal
from jalon.facts.model import At, Table


def paragraph(top: float, *lines: str) -> list[Text]:
    return [Text(70, top + 14 * index, line) for index, line in enumerate(lines)]


REPORT = pdf(
    [
        Text(70, 120, "Étude de faisabilité", 26, bold=True),
        Text(70, 200, "1. Contexte", 18, bold=True),
        *paragraph(
            230,
            "Le client veut réduire ses coûts d'hébergement",
            "et gagner en souplesse pendant la sai-",
            "son haute.",
        ),
        *paragraph(300, "Un second paragraphe, plus loin."),
        Text(70, 350, "1.1 Existant", 14, bold=True),
        *paragraph(380, "• un serveur", "• une sauvegarde"),
        Text(300, 820, "Page 1/2", 9),
    ],
    [
        Text(70, 120, "2. Risques", 18, bold=True),
        Text(70, 150, "Risques techniques", bold=True),
        *paragraph(180, "La base peut tomber."),
        *[
            Text(left, 260 + 18 * row, cell)
            for row, cells in enumerate((("Risque", "Gravité"), ("Panne", "3"), ("Retard", "2")))
            for left, cell in zip((70, 300), cells, strict=True)
        ],
        Text(300, 820, "Page 2/2", 9),
    ],
    title="Microsoft Word - brouillon.docx",
)


def test_headings_by_size_number_and_weight() -> None:
    one = document("etude.pdf", REPORT)
    assert (one.title, one.format, one.language) == ("Étude de faisabilité", "pdf", "fr")
    assert [(s.level, s.heading, s.at.page) for s in one.sections] == [
        (1, "Étude de faisabilité", 1),
        (1, "1. Contexte", 1),
        (2, "1.1 Existant", 1),
        (1, "2. Risques", 2),
        (2, "Risques techniques", 2),
    ]


def test_paragraphs_are_joined_and_page_numbers_dropped() -> None:
    one = document("etude.pdf", REPORT)
    assert [(x.kind, x.text, x.at.page) for s in one.sections for x in s.paragraphs] == [
        (
            "prose",
            "Le client veut réduire ses coûts d'hébergement et gagner en souplesse pendant la sai-son haute.",
            1,
        ),
        ("prose", "Un second paragraphe, plus loin.", 1),
        ("item", "un serveur", 1),
        ("item", "une sauvegarde", 1),
        ("prose", "La base peut tomber.", 2),
    ]


def test_rows_that_line_up_are_a_table() -> None:
    one = document("etude.pdf", REPORT)
    assert one.sections[-1].tables == (Table(("Risque", "Gravité"), (("Panne", "3"), ("Retard", "2")), At(page=2)),)


def ruled(top: float, rows: Sequence[tuple[str, ...]], sides: tuple[float, ...]) -> list[Text | Box]:
    """A table drawn with rules, rows of 30 points; a newline in a cell begins another line."""
    bottom = top + 30 * len(rows)
    drawn: list[Text | Box] = [Box(side, top, side + 0.7, bottom) for side in sides]
    drawn += [Box(sides[0], top + 30 * n, sides[-1], top + 30 * n + 0.7) for n in range(len(rows) + 1)]
    for number, row in enumerate(rows):
        for side, cell in zip(sides, row, strict=False):
            for line, text in enumerate(cell.split("\n")):
                drawn.append(Text(side + 3, top + 30 * number + 12 + 12 * line, text))
    return drawn


def test_a_table_drawn_with_rules_keeps_its_cells() -> None:
    rows = [
        ("Risque", "Gravité", "Parade"),
        ("Panne du\nserveur", "3", "Sauvegarde"),
        ("Retard", "", "Marge de\ndeux jours"),
    ]
    one = document("a.pdf", pdf([Text(70, 100, "Risques", 18), *ruled(150, rows, (70, 135, 180, 300))]))
    assert one.sections[0].tables == (
        Table(
            ("Risque", "Gravité", "Parade"),
            (("Panne du serveur", "3", "Sauvegarde"), ("Retard", "", "Marge de deux jours")),
            At(page=1),
        ),
    )
    assert texts(one) == []


def test_a_ruled_table_goes_on_over_the_page() -> None:
    sides = (70, 200, 400)
    first = ruled(600, [("id", "libellé"), ("R1", "Panne")], sides)
    second = ruled(80, [("id", "libellé"), ("R2", "Retard")], sides)
    one = document("a.pdf", pdf([Text(70, 500, "Une phrase de texte courant."), *first], second))
    (table,) = one.sections[0].tables
    assert table == Table(("id", "libellé"), (("R1", "Panne"), ("R2", "Retard")), At(page=1))


def test_bookmarks_are_headings_whatever_they_look_like() -> None:
    page = [*paragraph(120, "Avant-propos discret", "qui continue ici."), *paragraph(200, "Du texte courant.")]
    one = document("a.pdf", pdf(page, marks=[("Avant-propos discret", 1)], title="Rapport"))
    assert (one.title, outline(one)) == ("Rapport", [(1, "Avant-propos discret")])


def test_running_heads_are_dropped_and_titles_are_not() -> None:
    pages = [
        [
            Text(70, 30, "Projet Calypso - Promotion 2025", 9),
            Text(70, 100, f"{number}. Partie", 18),
            *paragraph(200, "Du texte courant, assez long pour peser."),
        ]
        for number in range(1, 6)
    ]
    one = document("a.pdf", pdf(*pages))
    assert outline(one) == [(1, f"{number}. Partie") for number in range(1, 6)]
    assert not any("Calypso" in text for text in texts(one))


def test_a_contents_page_is_no_evidence() -> None:
    page = [
        Text(70, 100, "Sommaire", 18),
        *paragraph(140, "Budget ............................ 3", "Risques .......................... 4"),
        Text(70, 300, "Budget", 18),
        *paragraph(330, "Il est de 3 k€ pour l'année, hors taxes et hors main d'oeuvre."),
    ]
    assert texts(document("a.pdf", pdf(page))) == ["Il est de 3 k€ pour l'année, hors taxes et hors main d'oeuvre."]


def test_a_slide_has_one_title() -> None:
    slides = [
        [Text(60, 80, title, 36), Text(60, 200, "Sous-titre plus petit", 24), Text(60, 300, "Du texte", 18)]
        for title in ("Contexte", "Budget")
    ]
    one = document("soutenance.pdf", pdf(*slides, wide=True))
    assert [(s.level, s.heading, s.at.page) for s in one.sections] == [(1, "Contexte", 1), (1, "Budget", 2)]


def test_several_files_share_a_child_and_a_bad_one_costs_itself() -> None:
    found = read_all({"a.pdf": REPORT, "b.pdf": b"%PDF-1.4 \xff garbage", "c.pdf": REPORT, "d.pdf": b"nothing"})
    assert [one.path for one in found.items] == ["a.pdf", "c.pdf"]
    assert [(one.path, one.reason) for one in found.unread] == [("b.pdf", "damaged"), ("d.pdf", "damaged")]


def test_a_scan_says_that_it_has_no_text() -> None:
    assert reason("a.pdf", pdf([])) == "no-text"


def test_a_child_that_falls_silent_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PDF_SECONDS", 0.0)
    assert reason("a.pdf", REPORT) == "timeout"


def test_a_child_without_memory_costs_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("resource", reason="only some systems bound a process")
    bomb = _inflating(300_000_000)
    monkeypatch.setattr(limits, "PDF_MEMORY", 256 * limits.MEGABYTE)
    found = read_all({"a.pdf": bomb, "b.pdf": REPORT})
    assert [one.path for one in found.items] == ["b.pdf"]
    assert [one.path for one in found.unread] == ["a.pdf"]


def _inflating(size: int) -> bytes:
    """A page whose content is deflated spaces: small here, large once read."""
    import zlib

    stream = zlib.compress(b" " * size, 9)
    head = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    head += b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\n"
    head += b"endobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>\nendobj\n4 0 obj\n"
    head += b"<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(stream)
    return head + stream + b"\nendstream\nendobj\ntrailer << /Root 1 0 R /Size 5 >>\n%%EOF\n"


def test_pages_over_the_limit_are_cut_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PDF_PAGES", 1)
    one = document("etude.pdf", REPORT)
    assert one.cut
    assert {section.at.page for section in one.sections} == {1}


# --- the layout alone ----------------------------------------------------------------------------------------------


def piece(text: str, left: float, baseline: float, size: float = 11, *, bold: bool = False) -> Piece:
    return Piece(text, left, left + len(text) * size / 2, baseline, size, bold)


def test_wrapped_cells_stay_in_their_row() -> None:
    pieces = (
        piece("Risque", 70, 100),
        piece("Parade", 300, 100),
        piece("Panne", 70, 120),
        piece("Sauvegarde", 300, 120),
        piece("quotidienne", 300, 133),
        piece("Retard", 70, 150),
        piece("Marge", 300, 150),
    )
    one = laid_out(Extract(pages=(Page(595, 842, pieces),)), "a.pdf")
    assert one.sections[0].tables[0].rows == (("Panne", "Sauvegarde quotidienne"), ("Retard", "Marge"))


def test_a_listing_larger_than_the_prose_does_not_make_it_headings() -> None:
    prose = tuple(piece("Une phrase de prose assez longue.", 70, 100 + 14 * n, 12) for n in range(10))
    listing = tuple(piece("SELECT une, autre FROM table WHERE vrai;", 70, 300 + 14 * n, 9) for n in range(25))
    one = laid_out(Extract(pages=(Page(595, 842, prose + listing),)), "a.pdf")
    assert outline(one) == [(0, "")]


def test_nothing_to_read_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        laid_out(Extract(pages=(Page(),)), "a.pdf")
    assert refused.value.reason == "no-text"


def test_thousands_of_rows_that_never_line_up_are_quick() -> None:
    pieces = tuple(
        side
        for n in range(8_000)
        for side in (piece("a", 10 + n * 40, 100 + n % 7 * 30), piece("b", 10 + n * 40 + 20, 100 + n % 7 * 30))
    )
    start = time.process_time()
    laid_out(Extract(pages=(Page(595, 842, pieces),)), "a.pdf")
    assert time.process_time() - start < 4


@pytest.mark.parametrize("sign", [".", ". ", "…", "_", "1.", "│", "• "])
def test_long_lines_are_quick(sign: str) -> None:
    start = time.process_time()
    laid_out(Extract(pages=(Page(595, 842, (piece(sign * 100_000 + "x", 70, 400),)),)), "a.pdf")
    assert time.process_time() - start < 4


def test_columns_without_borders_in_a_ruled_table() -> None:
    across = (Rule(0, 0, 300, 1), Rule(0, 30, 300, 31), Rule(0, 60, 300, 61), Rule(0, 90, 300, 91))
    rules = (*across, Rule(0, 0, 1, 90), Rule(200, 0, 201, 90), Rule(300, 0, 301, 90))
    pieces = (
        piece("Risque Gravité", 5, 20),
        piece("Parade", 205, 20),
        piece("Panne", 5, 50),
        piece("3", 70, 50),
        piece("Test", 205, 50),
        piece("Vol", 8, 80),
        piece("12", 66, 80),
        piece("Clé", 205, 80),
    )
    one = laid_out(Extract(pages=(Page(595, 842, pieces, rules),)), "a.pdf")
    assert one.sections[0].tables == (
        Table(("Risque", "Gravité", "Parade"), (("Panne", "3", "Test"), ("Vol", "12", "Clé")), At(page=1)),
    )


def test_drawings_made_of_characters_are_no_prose() -> None:
    pieces = (piece("Voici le schéma du système.", 70, 100), piece("┌────┐", 70, 120), piece("│ API │", 70, 132))
    (section,) = laid_out(Extract(pages=(Page(595, 842, pieces),)), "a.pdf").sections
    assert [one.text for one in section.paragraphs] == ["Voici le schéma du système."]
    assert section.code[0].text == "┌────┐\n│ API │"


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(*[st.integers(0, 60)] * 4), max_size=25),
    st.lists(
        st.tuples(st.sampled_from(["a", "1.", "•", "Bloc 1", "x" * 30, "│ │"]), *[st.integers(0, 60)] * 2), max_size=25
    ),
)
def test_any_layout_is_a_document(rules: list[tuple[int, ...]], words: list[tuple[str, int, int]]) -> None:
    pieces = tuple(piece(text, left * 10, top * 14, 8 + left % 5, bold=top % 2 == 0) for text, left, top in words)
    drawn = tuple(Rule(min(a, c) * 10, min(b, d) * 14, max(a, c) * 10, max(b, d) * 14) for a, b, c, d in rules)
    page = Page(600, 840, pieces, drawn)
    if pieces:
        one = laid_out(Extract(pages=(page, page)), "a.pdf")
        assert all(len(row) == len(t.header) for s in one.sections for t in s.tables for row in t.rows)


@pytest.mark.parametrize(
    "reply",
    [
        b"",
        b'{"title":"\xc8"}',
        b"[" * 100_000,
        b'{"x":' + b"[" * 100_000,
        b'{"pages":[{"width":595,"height":842,"pieces":[["T",50,200,60,1e308,true]]}]}',
        b'{"pages":[{"width":1e300}]}',
        b'{"pages":[{"images":66666666666666666666}]}',
        b'{"pages":[{"images":200000}]}',
        b'{"pages":[{"images":-1}]}',
    ],
    ids=[
        "nothing",
        "no text",
        "deep",
        "deep inside",
        "an endless letter",
        "an endless page",
        "endless images",
        "too many images",
        "fewer than none",
    ],
)
def test_a_reply_that_no_child_of_ours_gives_is_refused(reply: bytes) -> None:
    with pytest.raises(Refusal) as refused:
        extract_of(reply)
    assert refused.value.reason == "damaged"
