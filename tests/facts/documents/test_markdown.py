"""Markdown as candidates write it: headings, places, lists, tables, admonitions, front matter, hidden comments."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.facts.documents.builders import document, outline, places, texts

from jalon.facts.documents import limits
from jalon.facts.model import At, Code, Figure, Link, Paragraph, Table

STUDY = """\
---
title: "Étude de faisabilité"
status: accepted
tags: [budget, risques]
date: 2025-03-03
---

Avant-propos.

# Contexte

Le client veut **réduire** ses coûts,
comme le dit [l'audit](audit.md "Audit").

## Budget

| poste | montant |
| :--- | ---: |
| Hébergement | 1 200 € |
| Licences \\| outils | 0 € |

- [x] Devis reçu
- [ ] Devis signé
- un simple point

> Une citation.

Titre souligné
--------------

![Courbe des coûts](img/couts.png)

```mermaid
gantt
  title Plan
```

<!-- indication cachée -->
"""


def test_sections_carry_their_trail_and_their_exact_line() -> None:
    one = document("docs/etude.md", STUDY)
    assert [(s.heading, s.level, s.trail, s.at.line) for s in one.sections] == [
        ("", 0, (), 8),
        ("Contexte", 1, (), 10),
        ("Budget", 2, ("Contexte",), 15),
        ("Titre souligné", 2, ("Contexte",), 28),
    ]


def test_front_matter_gives_the_title_and_the_keys() -> None:
    one = document("docs/etude.md", STUDY)
    assert one.title == "Étude de faisabilité"
    assert dict(one.metadata) == {
        "title": "Étude de faisabilité",
        "status": "accepted",
        "tags": "budget, risques",
        "date": "2025-03-03",
    }


def test_parts_of_a_section_have_their_lines() -> None:
    _, context, budget, setext = document("docs/etude.md", STUDY).sections
    assert context.paragraphs == (Paragraph("Le client veut réduire ses coûts, comme le dit l'audit.", At(line=12)),)
    assert context.links == (Link("audit.md", "l'audit", At(line=13)),)
    assert budget.tables == (
        Table(
            ("poste", "montant"),
            (("Hébergement", "1 200 €"), ("Licences | outils", "0 €")),
            At(line=17),
            lines=(19, 20),
        ),
    )
    assert [(one.kind, one.text, one.at.line) for one in budget.paragraphs] == [
        ("task-done", "Devis reçu", 22),
        ("task", "Devis signé", 23),
        ("item", "un simple point", 24),
        ("quote", "Une citation.", 26),
    ]
    assert setext.figures == (Figure("img/couts.png", "Courbe des coûts", At(line=31)),)
    assert setext.code == (Code("mermaid", "gantt\n  title Plan\n", At(line=33)),)
    assert setext.comments == ("indication cachée",)


def test_words_and_language_come_from_the_paragraphs() -> None:
    one = document(
        "a.md", "# The title is English\n\nLe projet est conduit par une équipe de trois personnes dans un lycée."
    )
    assert (one.words, one.language) == (13, "fr")


def test_title_falls_back_on_the_first_heading_then_on_the_name() -> None:
    assert document("a.md", "## Petit\n\n# Grand\n").title == "Grand"
    assert document("docs/plan-de-test.md", "Du texte seul.\n").title == "plan-de-test"
    assert document("docs/rapport.md", "# Sommaire\n\n# 1. Introduction\n").title == "rapport"
    assert document("docs/rapport.md", "# 1. Introduction\n").title == "rapport"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("> [!NOTE]\n> À retenir pour la suite.\n", [("quote", "À retenir pour la suite.", 2)]),
        (":::{warning}\nAttention au délai.\n:::\n", [("prose", "Attention au délai.", 2)]),
        ("```{note}\nUne remarque utile.\n```\n", [("prose", "Une remarque utile.", 2)]),
        ('!!! note "Titre"\n    Texte de la note.\n', [("prose", "Texte de la note.", 2)]),
        ("Date : 3 mars 2025  \nLieu : Lyon\n", [("prose", "Date : 3 mars 2025", 1), ("prose", "Lieu : Lyon", 2)]),
        ("ligne<br>autre\n", [("prose", "ligne", 1), ("prose", "autre", 1)]),
        ("- a\n  - b\n\n    suite\n", [("item", "a", 1), ("item", "b", 2), ("item", "suite", 4)]),
        (
            "Un `snake_case_name` et *des* __mots__ ~~barrés~~ a*b.",
            [("prose", "Un snake_case_name et des mots barrés a*b.", 1)],
        ),
        ("Une espérance &eacute;chapp\\*ée &#233;.", [("prose", "Une espérance échapp*ée é.", 1)]),
        ("[à compléter] et [x]", [("prose", "[à compléter] et [x]", 1)]),
    ],
)
def test_paragraphs(text: str, expected: list[tuple[str, str, int]]) -> None:
    sections = document("a.md", text).sections
    assert [(one.kind, one.text, one.at.line) for section in sections for one in section.paragraphs] == expected


def test_links_of_every_kind() -> None:
    text = (
        "Voir [le guide][g], <https://exemple.fr/a>, https://exemple.fr/b. et <a href='c.html'>ceci</a>.\n"
        "[![badge](b.svg)](ci.md)\n\n[g]: guide.md 'Guide'\n"
    )
    (section,) = document("a.md", text).sections
    assert [(one.target, one.at.line) for one in section.links] == [
        ("guide.md", 1),
        ("https://exemple.fr/a", 1),
        ("https://exemple.fr/b", 1),
        ("c.html", 1),
        ("ci.md", 2),
    ]
    assert [(one.target, one.alternative) for one in section.figures] == [("b.svg", "badge")]


def test_html_blocks_speak_too() -> None:
    text = "<h1 align='center'>Mon projet</h1>\n\n<details><summary>Équipe</summary>\n\nTexte.\n\n</details>\n"
    one = document("README.md", text)
    assert one.title == "Mon projet"
    assert texts(one) == ["Équipe", "Texte."]


def test_a_bold_line_alone_heads_what_follows() -> None:
    one = document(
        "a.md", "# Risques\n\n**Risques techniques**\n\nLa base peut tomber.\n\n**Ceci est une phrase.** Suite.\n"
    )
    assert outline(one) == [(1, "Risques"), (2, "Risques techniques")]
    assert one.sections[1].trail == ("Risques",)


def test_headings_inside_quotes_and_items_divide_nothing() -> None:
    assert outline(document("a.md", "# A\n\n> # Cité\n\n- # Dans un point\n")) == [(1, "A")]


def test_a_table_of_contents_says_nothing() -> None:
    one = document("a.md", "# Plan\n\n## Sommaire\n\n- [Budget](#budget)\n\n## Budget\n\nIl est de 3 k€.\n")
    assert texts(one) == ["Il est de 3 k€."]


def test_accents_of_old_windows_editors() -> None:
    one = document("a.md", "# Étude\r\n\r\nLe coût est estimé à 12 k€ — « hors taxes ».\r\n".encode("cp1252"))
    assert one.title == "Étude"
    assert texts(one) == ["Le coût est estimé à 12 k€ — « hors taxes »."]
    assert document("a.md", "# Été\n".encode("utf-16")).title == "Été"


def test_hidden_template_hints_are_comments_and_keep_the_lines() -> None:
    one = document("a.md", "# A\n\n<!-- jalon:budget\nsur deux lignes -->\nTexte.\n\nSuite <!-- ici --> fin.\n")
    assert one.sections[0].comments == ("jalon:budget\nsur deux lignes", "ici")
    assert [(x.text, x.at.line) for x in one.sections[0].paragraphs] == [("Texte.", 5), ("Suite fin.", 7)]


@pytest.mark.parametrize(
    "text",
    [
        ">" * 50_000,
        "[" * 100_000,
        "![" * 50_000,
        "[a](" * 50_000,
        "- " * 50_000,
        "> - > - > - a\n" * 20_000,
        "**a " * 50_000,
        "<!--" * 50_000,
        "<a " * 80_000,
        "`" * 100_000,
        "&#" + "9" * 100_000 + ";",
        "|a" * 20_000 + "|\n" + "|-" * 20_000 + "|\n",
        "---\n" * 50_000,
        "[a]: b 'c\n" * 20_000,
    ],
    ids=lambda text: text[:6],
)
def test_hostile_nesting_is_quick(text: str) -> None:
    start = time.process_time()
    document("a.md", text)
    assert time.process_time() - start < 4  # fractions of a second on an idle machine; minutes if it were quadratic


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab #*_`[]()<>!|-=:\n\t~&;\\\"'0.+>é"), max_size=200))
def test_any_text_is_a_document_whose_places_exist(text: str) -> None:
    one = document("a.md", text)
    last = text.count("\n") + 1
    for section in one.sections:
        assert all(1 <= (place.line or 0) <= last for place in places(section))


def test_tables_cost_no_more_than_their_share() -> None:
    wide = "|" + "a|" * 50_000 + "\n|" + "-|" * 50_000 + "\n" + ("|" + "b|" * 50_000 + "\n") * 30
    begin = time.process_time()
    one = document("a.md", f"{wide}\n\n# Budget\n\nle texte\n")
    assert time.process_time() - begin < 10
    assert one.cut
    assert outline(one)[-1] == (1, "Budget")
    assert texts(one)[-1] == "le texte"


def test_rows_beyond_the_share_of_cells_are_left_and_told() -> None:
    one = document("a.md", "|a|b|c|\n|-|-|-|\n" + "|1|2|3|\n" * 39_000)
    assert one.cut
    (table,) = (table for section in one.sections for table in section.tables)
    assert (table.header, table.rows[0], len(table.rows), table.cut) == (
        ("a", "b", "c"), ("1", "2", "3"), limits.ROWS, True
    )  # fmt: skip
