"""HTML pages, AsciiDoc, reStructuredText, plain text and notebooks."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.facts.documents.builders import document, outline, places, read_one, reason, texts

from jalon.facts.model import At, Code, Figure, Link, Table

PROSE = "Le projet est conduit par une équipe de trois personnes pendant quatre mois dans les locaux du client. " * 3

PAGE = f"""<!DOCTYPE html>
<html lang="fr">
<head><title>Manuel &eacute;crit</title><style>p {{ color: red }}</style></head>
<body>
<nav><a href="#x">Menu</a></nav>
<main>
<h1>Manuel</h1>
<p>{PROSE}</p>
<script>var a = "<p>rien</p>";</script>
<h2 id="x">Installer</h2>
<ul><li>Un</li><li>Deux <a href="deux.html">ici</a></li></ul>
<table><caption>Ports</caption>
<tr><th>Service</th><th>Port</th></tr>
<tr><td>Web</td><td>80</td></tr>
</table>
<pre><code class="language-bash">make &amp;&amp; make test</code></pre>
<img src="a.png" alt="Vue d'ensemble">
<!-- caché -->
</main></body></html>
"""


def test_html_page() -> None:
    one = document("manuel.html", PAGE)
    assert (one.title, one.format, one.language) == ("Manuel écrit", "html", "fr")
    assert [(s.heading, s.level, s.at.line) for s in one.sections] == [("Manuel", 1, 7), ("Installer", 2, 10)]
    section = one.sections[1]
    assert [(p.kind, p.text, p.at.line) for p in section.paragraphs] == [
        ("item", "Un", 11),
        ("item", "Deux ici", 11),
        ("caption", "Ports", 12),
    ]
    assert section.tables == (Table(("Service", "Port"), (("Web", "80"),), At(line=12), lines=(14,)),)
    assert section.code == (Code("bash", "make && make test", At(line=16)),)
    assert section.figures == (Figure("a.png", "Vue d'ensemble", At(line=17)),)
    assert section.links == (Link("deux.html", "ici", At(line=11)),)
    assert section.comments == ("caché",)
    assert "rien" not in " ".join(texts(one))


@pytest.mark.parametrize(
    "page",
    [
        "<html><body><div id='root'></div></body></html>",
        f"<p>{{{{ user.name }}}} {PROSE}</p>",
        f"<p th:text='x'>{PROSE}</p>",
        f"{{% extends 'base.html' %}}<p>{PROSE}</p>",
        f"<p *ngIf='a'>{PROSE}</p>",
    ],
)
def test_an_application_is_no_document(page: str) -> None:
    assert read_one("src/index.html", page) is None


ASCIIDOC = """\
= Étude de faisabilité
:revdate: 2025-03-03

Un *préambule* avec https://exemple.fr[un lien].

== Risques
// caché

* [x] Fait
* [ ] À faire
. Premier

.Les risques
[cols="1,2",options="header"]
|===
| Risque | Gravité
| Panne | 3
| Retard
| 2
|===

NOTE: Une remarque.

[source,python]
----
print("bonjour")
----

[mermaid]
....
gantt
....

image::plan.png[Plan du projet]

Ancien titre
------------

Voir <<Risques,les risques>> et link:b.adoc[la suite].
"""


def test_asciidoc() -> None:
    one = document("etude.adoc", ASCIIDOC)
    assert (one.title, dict(one.metadata)) == ("Étude de faisabilité", {"revdate": "2025-03-03"})
    assert [(s.heading, s.level, s.at.line) for s in one.sections] == [
        ("Étude de faisabilité", 1, 1),
        ("Risques", 2, 6),
        ("Ancien titre", 2, 36),
    ]
    first, risks, last = one.sections
    assert first.links == (Link("https://exemple.fr", "un lien", At(line=4)),)
    assert [(p.kind, p.text, p.at.line) for p in risks.paragraphs] == [
        ("task-done", "Fait", 9),
        ("task", "À faire", 10),
        ("item", "Premier", 11),
        ("caption", "Les risques", 13),
        ("quote", "Une remarque.", 22),
    ]
    assert risks.tables == (
        Table(
            ("Risque", "Gravité"),
            (("Panne", "3"), ("Retard", "2")),
            At(line=15),
            name="Les risques",
            lines=(17, 18),
        ),
    )
    assert risks.code == (
        Code("python", 'print("bonjour")', At(line=25)),
        Code("mermaid", "gantt", At(line=30)),
    )
    assert risks.figures == (Figure("plan.png", "Plan du projet", At(line=34)),)
    assert risks.comments == ("caché",)
    assert texts(one)[-1] == "Voir les risques et la suite."
    assert last.links == (Link("b.adoc", "la suite", At(line=39)),)


RST = """\
=======
Manuel
=======

:Date: 2025-03-03
:Status: relu

Le ``code`` et `un lien <https://exemple.fr>`_ avec **force**.

Installer
=========

.. note:: Une remarque
   sur deux lignes.

1. Premier
2. Second

.. code-block:: bash

   make

.. image:: a.png
   :alt: Vue

.. Un commentaire caché

Ports
-----

======= =====
Service Port
======= =====
Web     80
Base    5432
======= =====

+-----+------+
| A   | B    |
+=====+======+
| 1   | deux |
|     | mots |
+-----+------+

.. list-table:: Coûts
   :header-rows: 1

   * - Poste
     - Montant
   * - Serveur
     - 20 €

Exemple::

    $ jalon check
"""


def test_restructuredtext() -> None:
    one = document("manuel.rst", RST)
    assert [(s.heading, s.level, s.trail, s.at.line) for s in one.sections] == [
        ("Manuel", 1, (), 2),
        ("Installer", 2, ("Manuel",), 10),
        ("Ports", 3, ("Manuel", "Installer"), 28),
    ]
    assert dict(one.metadata) == {"date": "2025-03-03", "status": "relu"}
    first, install, ports = one.sections
    assert first.paragraphs[-1].text == "Le code et un lien avec force."
    assert first.links == (Link("https://exemple.fr", "un lien", At(line=8)),)
    assert [(p.kind, p.text, p.at.line) for p in install.paragraphs] == [
        ("quote", "Une remarque", 13),
        ("quote", "sur deux lignes.", 14),
        ("item", "Premier", 16),
        ("item", "Second", 17),
    ]
    assert install.code == (Code("bash", "\n   make\n", At(line=19)),)
    assert install.figures == (Figure("a.png", "Vue", At(line=23)),)
    assert install.comments == ("Un commentaire caché",)
    assert [(t.header, t.rows, t.at.line, t.name, t.lines) for t in ports.tables] == [
        (("Service", "Port"), (("Web", "80"), ("Base", "5432")), 31, "", (34, 35)),
        (("A", "B"), (("1", "deux mots"),), 38, "", (41,)),
        (("Poste", "Montant"), (("Serveur", "20 €"),), 45, "Coûts", (50,)),
    ]
    assert ports.code == (Code("", "    $ jalon check", At(line=55)),)


PLAIN = """\
COMPTE RENDU
============

Réunion du 3 mars 2025
avec le client.

1. Décisions

- Retenir la base
  de données existante
- [x] Prévenir l'équipe

1.2 Reste à faire

Tout le reste.

BUDGET PRÉVU

Il est de 3 k€.
"""


def test_plain_text() -> None:
    one = document("compte-rendu.txt", PLAIN)
    assert [(s.heading, s.level, s.at.line) for s in one.sections] == [
        ("COMPTE RENDU", 1, 1),
        ("1. Décisions", 1, 7),
        ("1.2 Reste à faire", 2, 13),
        ("BUDGET PRÉVU", 1, 17),
    ]
    assert [(p.kind, p.text, p.at.line) for s in one.sections for p in s.paragraphs] == [
        ("prose", "Réunion du 3 mars 2025 avec le client.", 4),
        ("item", "Retenir la base de données existante", 9),
        ("task-done", "Prévenir l'équipe", 11),
        ("prose", "Tout le reste.", 15),
        ("prose", "Il est de 3 k€.", 19),
    ]


NOTEBOOK = {
    "cells": [
        {"cell_type": "markdown", "source": ["# Analyse\n", "\n", "Les **données** sont propres."]},
        {"cell_type": "code", "source": "import duckdb", "outputs": [{"data": {"image/png": "AAAA"}}]},
        {"cell_type": "raw", "source": "ignoré"},
    ],
    "metadata": {"language_info": {"name": "python"}},
    "nbformat": 4,
}


def test_notebook_places_are_cells() -> None:
    one = document("analyse.ipynb", json.dumps(NOTEBOOK))
    assert (one.title, outline(one)) == ("Analyse", [(1, "Analyse")])
    (section,) = one.sections
    assert [(p.text, p.at) for p in section.paragraphs] == [("Les données sont propres.", At(cell="1"))]
    assert section.code == (Code("python", "import duckdb", At(cell="2")),)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"cells": 3}', "[" * 100_000, '{"cells": [{"source": ' * 50_000])
def test_what_is_no_notebook_is_unread(text: str) -> None:
    assert reason("a.ipynb", text) in ("damaged", "too-deep")


@pytest.mark.parametrize("extension", ["html", "adoc", "rst", "txt"])
@pytest.mark.parametrize(
    "text",
    [
        "<!--" * 60_000,
        "<a " * 80_000,
        '<a "' * 60_000,
        "<script>" * 40_000,
        "<table><tr><td>" * 20_000,
        "[" * 200_000,
        "`" * 200_000,
        "`<" * 100_000,
        "|===\n|a " + "|a " * 60_000,
        "|===\n" * 40_000,
        "a::" * 60_000,
        ".. a::\n" * 30_000,
        "=== ===\n" * 25_000,
        "+-+\n|a|\n" * 25_000,
        "a\n===\n" * 30_000,
        "- a\n" * 50_000,
        " " * 200_000 + "a",
        "1." * 100_000,
    ],
    ids=lambda text: text[:8],
)
def test_hostile_texts_are_quick(extension: str, text: str) -> None:
    start = time.process_time()
    read_one(f"a.{extension}", text)
    assert time.process_time() - start < 4


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["adoc", "rst", "txt"]),
    st.text(alphabet=st.sampled_from("ab =-|*.:`_[]()<>/+#~\n\t'\"1é"), max_size=200),
)
def test_any_text_is_a_document_whose_places_exist(extension: str, text: str) -> None:
    one = document(f"a.{extension}", text)
    last = text.count("\n") + 1
    for section in one.sections:
        assert all(1 <= (place.line or 0) <= last for place in places(section))


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab</>!-=\"' \ntdrhp1&;"), max_size=200))
def test_any_html_keeps_its_lines(text: str) -> None:
    one = document("a.html", f"{text}\n<p>{PROSE}</p>") if "<!--" not in text and "script" not in text else None
    if one:
        last = text.count("\n") + 2
        assert all(1 <= (p.at.line or 0) <= last for s in one.sections for p in s.paragraphs)
