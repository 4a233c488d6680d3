"""Word, OpenDocument text, slides: headings, lists, tables, captions, links, pages, notes."""

from __future__ import annotations

import pytest
from tests.facts.documents.builders import document, docx, odf, outline, p, pptx, relations, shape, table, texts

from jalon.facts.documents.docx import number_depth
from jalon.facts.model import At, Figure, Link, Table

PAGE_BREAK = (
    '<w:p><w:pPr><w:pStyle w:val="Titre1"/></w:pPr><w:r><w:lastRenderedPageBreak/><w:t>Analyse</w:t></w:r></w:p>'
)


def test_word_headings_by_style_parent_and_name() -> None:
    body = (
        p("Étude de faisabilité", "Titre")
        + p("Sous-titre", "Titre")
        + p("Contexte", "Titre1")
        + p("Le client veut un outil.")
        + p("Existant", "Perso")
        + p("Rien.")
        + p("Non défini", "Heading3")
    )
    one = document("etude.docx", docx(body, "Un autre titre"))
    assert one.title == "Étude de faisabilité"
    assert outline(one) == [(1, "Étude de faisabilité"), (1, "Contexte"), (2, "Existant"), (3, "Non défini")]
    assert one.sections[3].trail == ("Contexte", "Existant")
    assert dict(one.metadata) == {"created": "2025-03-03"}


def test_word_pages_where_word_left_them() -> None:
    one = document("a.docx", docx(p("Contexte", "Titre1") + p("Un.") + PAGE_BREAK + p("Deux.")))
    assert [(s.heading, s.at.page, [x.at.page for x in s.paragraphs]) for s in one.sections] == [
        ("Contexte", 1, [1]),
        ("Analyse", 2, [2]),
    ]
    assert document("a.docx", docx(p("Sans page."))).sections[0].paragraphs[0].at == At()


def test_word_lists_tables_captions_links_and_images() -> None:
    link = '<w:p><w:hyperlink r:id="rId5"><w:r><w:t>la source</w:t></w:r></w:hyperlink></w:p>'
    about = '<wp:docPr id="1" name="x" descr="Schéma du réseau"/>'
    image = f"<w:p><w:r><w:drawing><wp:inline>{about}</wp:inline></w:drawing></w:r></w:p>"
    body = (
        p("Premier point", listed=True)
        + table(("risque", "gravité"), ("Panne", "3"), ("Retard", ""))
        + p("Tableau 1 : les risques", "Lgende")
        + link
        + image
        + table(("Encadré",))
    )
    links = relations(("rId5", "hyperlink", "https://exemple.fr", "External"))
    (section,) = document("a.docx", docx(body, links=links)).sections
    assert [(x.kind, x.text) for x in section.paragraphs] == [
        ("item", "Premier point"),
        ("caption", "Tableau 1 : les risques"),
        ("prose", "la source"),
        ("prose", "Encadré"),
    ]
    assert section.tables == (Table(("risque", "gravité"), (("Panne", "3"), ("Retard", ""))),)
    assert section.links == (Link("https://exemple.fr", "la source"),)
    assert section.figures == (Figure("", "Schéma du réseau"),)


def test_word_headings_without_a_style() -> None:
    body = (
        p("Risques", "Titre1")
        + p("Risques techniques", bold=True)
        + p("La base peut tomber.")
        + p("2.1 Tests unitaires")
        + p("Ils couvrent le calcul.")
        + p("Attention, ceci est une phrase en gras.", bold=True)
    )
    assert outline(document("a.docx", docx(body))) == [
        (1, "Risques"),
        (2, "Risques techniques"),
        (2, "2.1 Tests unitaires"),
    ]


def test_word_contents_deleted_text_and_fallbacks_say_nothing() -> None:
    body = (
        p("Introduction 3", "TM1")
        + "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"
        + f"<w:sdtContent>{p('Budget 4')}</w:sdtContent></w:sdt>"
        + "<w:p><w:del><w:r><w:delText>supprimé</w:delText></w:r></w:del>"
        + "<w:ins><w:r><w:t>ajouté</w:t></w:r></w:ins></w:p>"
        + f"<w:sdt><w:sdtContent>{p('dans un contrôle')}</w:sdtContent></w:sdt>"
    )
    assert texts(document("a.docx", docx(body))) == ["ajouté", "dans un contrôle"]


def test_word_title_of_a_tool_is_no_title() -> None:
    assert document("mon-etude.docx", docx(p("Du texte."), "Microsoft Word - brouillon.docx")).title == "mon-etude"
    assert document("mon-etude.docx", docx(p("Du texte."), "Étude")).title == "Étude"


@pytest.mark.parametrize(
    ("text", "depth"),
    [("2.2.1 Tests", 3), ("2.1. Tests", 2), ("2 Tests", 0), ("1.2", 0), ("1.5 € par mois.", 0), ("2.1 " + "x" * 80, 0)],
)
def test_a_number_alone_makes_a_heading_only_with_two_levels(text: str, depth: int) -> None:
    assert number_depth(text) == depth


def test_opendocument_text() -> None:
    styles = (
        '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Heading_20_2"/>'
        '<style:style style:name="P2" style:family="paragraph" style:parent-style-name="Standard">'
        '<style:text-properties fo:font-weight="bold"/></style:style>'
    )
    body = """<office:text>
<text:tracked-changes><text:p>supprimé</text:p></text:tracked-changes>
<text:p text:style-name="Title">Plan de projet</text:p>
<text:table-of-content><text:index-body><text:p>Budget 3</text:p></text:index-body></text:table-of-content>
<text:h text:outline-level="1">Budget</text:h>
<text:p>Il est de<text:s text:c="2"/>3 k€,<text:line-break/>voir <text:a xlink:href="https://exemple.fr">la source</text:a>.<office:annotation><text:p>note</text:p></office:annotation></text:p>
<text:list><text:list-item><text:p>Serveur</text:p><text:list><text:list-item><text:p>Disque</text:p></text:list-item></text:list></text:list-item></text:list>
<text:p text:style-name="P1">Par le style</text:p>
<text:p text:style-name="P2">En gras</text:p>
<text:p><draw:frame><draw:image/><svg:title>Courbe</svg:title><svg:desc>des coûts</svg:desc></draw:frame></text:p>
<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>poste</text:p></table:table-cell><table:table-cell><text:p>montant</text:p></table:table-cell></table:table-row></table:table-header-rows>
<table:table-row><table:table-cell><text:p>Serveur</text:p></table:table-cell><table:table-cell><text:p>20 €</text:p></table:table-cell></table:table-row></table:table>
</office:text>"""  # noqa: E501
    one = document("plan.odt", odf(body, styles, "Titre du fichier"))
    assert one.title == "Plan de projet"
    assert outline(one) == [(1, "Plan de projet"), (1, "Budget"), (2, "Par le style"), (3, "En gras")]
    assert [(x.kind, x.text) for x in one.sections[1].paragraphs] == [
        ("prose", "Il est de 3 k€, voir la source."),
        ("item", "Serveur"),
        ("item", "Disque"),
    ]
    assert one.sections[1].links == (Link("https://exemple.fr", "la source"),)
    assert one.sections[3].figures == (Figure("", "Courbe des coûts"),)
    assert one.sections[3].tables == (Table(("poste", "montant"), (("Serveur", "20 €"),)),)
    assert dict(one.metadata) == {"created": "2025-03-03"}


def test_opendocument_pages_where_the_writer_left_them() -> None:
    body = (
        "<office:text><text:p>Un.</text:p><text:soft-page-break/><text:h text:outline-level='1'>Deux</text:h>"
        "<text:p>avant<text:soft-page-break/>après</text:p><text:p>Trois.</text:p></office:text>"
    )
    one = document("a.odt", odf(body))
    assert [(x.text, x.at.page) for s in one.sections for x in s.paragraphs] == [
        ("Un.", 1),
        ("avantaprès", 2),
        ("Trois.", 3),
    ]


def test_slides_and_their_notes() -> None:
    grid = (
        "<p:graphicFrame><a:graphic><a:graphicData><a:tbl>"
        "<a:tr><a:tc><a:txBody><a:p><a:r><a:t>coût</a:t></a:r></a:p></a:txBody></a:tc></a:tr>"
        "<a:tr><a:tc><a:txBody><a:p><a:r><a:t>3 k€</a:t></a:r></a:p></a:txBody></a:tc></a:tr>"
        "</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )
    picture = '<p:grpSp><p:pic><p:nvPicPr><p:cNvPr id="4" descr="Le plan"/></p:nvPicPr></p:pic></p:grpSp>'
    one = document(
        "soutenance.pptx",
        pptx(
            ("Budget", shape("Premier point\nDeuxième point") + shape("12", "sldNum") + grid, "Dire le total"),
            ("", shape("Texte libre", "") + picture, ""),
        ),
    )
    assert [(s.heading, s.level, s.at.page) for s in one.sections] == [("Budget", 1, 1), ("Notes", 2, 1), ("2", 1, 2)]
    assert [(x.kind, x.text) for x in one.sections[0].paragraphs] == [
        ("item", "Premier point"),
        ("item", "Deuxième point"),
    ]
    assert one.sections[0].tables == (Table(("coût",), (("3 k€",),), At(page=1)),)
    assert one.sections[1].trail == ("Budget",)
    assert [(x.kind, x.text) for x in one.sections[2].paragraphs] == [("prose", "Texte libre")]
    assert one.sections[2].figures == (Figure("", "Le plan", At(page=2)),)


def test_opendocument_slides() -> None:
    body = (
        "<office:presentation><draw:page>"
        '<draw:frame presentation:class="title"><draw:text-box><text:p>Budget</text:p></draw:text-box></draw:frame>'
        '<draw:frame presentation:class="outline"><draw:text-box><text:list><text:list-item><text:p>Un point</text:p>'
        "</text:list-item></text:list></draw:text-box></draw:frame>"
        '<draw:frame presentation:class="page-number"><draw:text-box><text:p>1</text:p></draw:text-box></draw:frame>'
        "<presentation:notes><draw:frame><draw:text-box><text:p>Dire le total</text:p></draw:text-box></draw:frame>"
        "</presentation:notes></draw:page></office:presentation>"
    )
    one = document("soutenance.odp", odf(body))
    assert outline(one) == [(1, "Budget"), (2, "Notes")]
    assert [(x.kind, x.text, x.at.page) for s in one.sections for x in s.paragraphs] == [
        ("item", "Un point", 1),
        ("prose", "Dire le total", 1),
    ]
