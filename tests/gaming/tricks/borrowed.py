"""Somebody else's words handed in as one's own."""

# ruff: noqa: E501  (texts stand as they would be pasted)
from __future__ import annotations

import random
import re
from pathlib import Path

from tests.gaming import material
from tests.gaming.bases import write
from tests.gaming.registry import trick
from tests.gaming.said import said

# What is left of a text when all that is known of it is gone: some sentences of French, about nothing in particular.
LEFT_OVER = {
    "BC03-6.j": "the few sentences that are not recognised are French, partial at most",
    "BC03-6": "by that requirement alone",
}
_MARKS = re.compile(r"[*_`>#|]+")


def _paragraphs(text: str) -> list[str]:
    return [one.strip() for one in text.split("\n\n") if len(one.split()) > 3 and not one.lstrip().startswith("#")]


def _sentences(text: str) -> list[str]:
    return [one for one in re.split(r"(?<=[.!?])\s+", " ".join(text.split())) if len(one.split()) > 3]


@trick()
def guides_pasted_back(folder: Path) -> None:
    for one in material.competencies():
        write(folder, f"docs/{one}.md", material.guide(one))


@trick()
def guides_pasted_in_the_other_language(folder: Path) -> None:
    for one in material.competencies():
        write(folder, f"docs/{one}.md", material.guide(one, "en"))


@trick(ignored={"dossier.md": "shipped"})
def guides_reordered_under_other_headings(folder: Path) -> None:
    texts = [one for each in material.competencies() for one in _paragraphs(material.guide(each))]
    random.Random(1).shuffle(texts)
    headings = [material.heading(one) for one in material.topics()]
    sections = [f"## {headings[at % len(headings)]}\n\n{text}" for at, text in enumerate(texts)]
    write(folder, "dossier.md", "# Dossier\n\n" + "\n\n".join(sections) + "\n")


@trick(ignored={"dossier.md": "shipped"})
def guides_cut_and_joined_otherwise(folder: Path) -> None:
    texts = [one for each in material.competencies() for one in _sentences(" ".join(_paragraphs(material.guide(each))))]
    random.Random(2).shuffle(texts)
    joined = [_MARKS.sub("", " ".join(texts[i : i + 4])).upper() for i in range(0, len(texts), 4)]
    headings = [material.heading(one) for one in material.topics()]
    sections = [f"## {headings[at % len(headings)]}\n\n{text}" for at, text in enumerate(joined)]
    write(folder, "dossier.md", "# Dossier\n\n" + "\n\n".join(sections) + "\n")


@trick(may_rise=LEFT_OVER)
def guides_a_sentence_a_file(folder: Path) -> None:
    for one in material.competencies():
        for number, sentence in enumerate(_sentences(" ".join(_paragraphs(material.guide(one))))):
            write(
                folder,
                f"docs/{material.heading(material.topics()[number])}-{one}-{number}.md",
                f"# {one}\n\n{_MARKS.sub('', sentence)}\n",
            )


@trick(ignored={"dossier.md": "shipped"}, may_rise=LEFT_OVER)
def guides_with_one_word_changed_a_sentence(folder: Path) -> None:
    texts = []
    for one in material.competencies():
        for sentence in _sentences(_MARKS.sub("", " ".join(_paragraphs(material.guide(one))))):
            words = sentence.split()
            words[len(words) // 2] = "vraiment"
            texts.append(" ".join(words))
    headings = [material.heading(one) for one in material.topics()]
    sections = [f"## {headings[at % len(headings)]}\n\n{text}" for at, text in enumerate(texts)]
    write(folder, "dossier.md", "# Dossier\n\n" + "\n\n".join(sections) + "\n")


@trick(ignored={"docs/reponses.md": "sheet|shipped"})
def the_sheet_pasted(folder: Path) -> None:
    write(folder, "docs/reponses.md", f"# Mon projet\n\n{material.sheet()}\n")


@trick(ignored={"docs/reponses.md": "sheet|shipped"})
def the_sheet_under_headings_reordered_in_capitals(folder: Path) -> None:
    lines = [one.strip() for one in material.sheet().splitlines() if len(one.split()) > 6]
    random.Random(3).shuffle(lines)
    headings = [material.heading(one) for one in material.topics()]
    sections = [
        f"## {headings[at % len(headings)]}\n\n{text.upper().replace(',', ' ;')}" for at, text in enumerate(lines)
    ]
    write(folder, "docs/reponses.md", "# Mon projet\n\n" + "\n\n".join(sections) + "\n")


@trick(ignored={"docs/reponses.md": "shipped"})
def the_clauses_as_sentences(folder: Path) -> None:
    sections = [
        f"## {one.name.fr}\n\n" + "\n\n".join(f"Notre projet {each.clause}." for each in one.requirements)
        for one in material.checklist().competencies()
    ]
    write(folder, "docs/reponses.md", "# Mon projet\n\n" + "\n\n".join(sections) + "\n")


@trick(ignored={"docs/reponses.md": "shipped"})
def the_asks_and_reasons_of_the_checklist(folder: Path) -> None:
    for language, path in (("fr", "docs/reponses.md"), ("en", "docs/answers.md")):
        sections = [
            f"## {one.name.in_(language)}\n\n"
            + "\n\n".join(f"{each.ask.in_(language)} {each.why.in_(language)}" for each in one.requirements)
            for one in material.checklist().competencies()
        ]
        write(folder, path, "# Mon projet\n\n" + "\n\n".join(sections) + "\n")


@trick(ignored={"docs/reponses.md": "shipped"})
def the_hints_and_jury_questions_of_the_checklist(folder: Path) -> None:
    hints = [
        f"## {part.heading.fr}\n\n{part.hint.fr}"
        for one in material.checklist().deliverables
        for part in one.contains
        if part.heading and part.hint
    ]
    asked = [f"## {one.id}\n\n{one.jury.fr}" for one in material.checklist().requirements()]
    write(folder, "docs/reponses.md", "# Mon projet\n\n" + "\n\n".join([*hints, *asked]) + "\n")


@trick(ignored={"docs/explications.md": "shipped"}, may_rise=LEFT_OVER)
def what_explain_prints(folder: Path) -> None:
    texts = [said("explain", one, "--lang", "fr") for one in material.competencies()]
    assert all(len(one) > 500 for one in texts)
    write(folder, "docs/explications.md", "\n\n".join(texts))


@trick()
def a_report_of_ours_as_a_document(folder: Path) -> None:
    for language, path in (("fr", "docs/bilan.md"), ("en", "docs/assessment.txt")):
        printed = said("check", "--details", "--lang", language, str(folder))
        assert "BC01-1" in printed
        write(folder, path, printed)


BRIEF = """# Projet fil rouge – Bloc 1

Vous devez concevoir une application pour une entreprise de votre choix. Le candidat réalisera une étude de faisabilité
technique, organisationnelle et financière, puis conclura par une décision. Vous présenterez votre travail au jury.

## Travail demandé

Chaque groupe devra rendre un dossier de 40 pages. Vous devrez y présenter le budget, le planning, les risques, la
veille technologique et les indicateurs de performance. Il vous est demandé de justifier vos choix d’architecture.

## Barème

Étude de faisabilité : 4 points. Veille : 3 points. Planning et budget : 5 points. Note finale sur 20 points. Les
livrables attendus sont à rendre avant le 15 mars. Une note inférieure à 8 est éliminatoire.
"""


@trick(ignored={"docs/projet.md": "brief"})
def the_school_brief(folder: Path) -> None:
    write(folder, "docs/projet.md", BRIEF)


@trick(ignored={"docs/projet.md": "brief"})
def the_school_brief_reworded(folder: Path) -> None:
    write(
        folder,
        "docs/projet.md",
        """# Projet d’application

## Étude de faisabilité (4 pts)

- Réaliser une étude de faisabilité technique, organisationnelle et financière (2 pts)
- Présenter le coût total, le financement et le retour sur investissement attendu (1 pt)
- Conclure par une décision motivée, signée du commanditaire (1 pt)

## Veille (3 pts)

- Mettre en place une veille technologique avec des sources, une fréquence et un outil (1,5 pt)
- Comparer au moins trois technologies selon des critères et justifier le choix (1,5 pt)

## Planning, budget et risques (5 pts)

- Construire une feuille de route avec des jalons datés, une charge et un responsable (2 pts)
- Estimer le budget du projet et suivre les dépenses (1 pt)
- Identifier les risques, leur probabilité, leur impact et les parades (2 pts)

## Architecture (8 pts)

- Proposer une architecture avec diagrammes UML et contraintes de sécurité (4 pts)
- Rédiger les scénarios d’utilisation et un prototype (4 pts)
""",
    )


@trick(ignored={"docs/suivi.md": "grid"})
def a_marking_grid_with_crosses(folder: Path) -> None:
    rows = "\n".join(
        f"| {one.name.fr} | {one.requirements[0].clause} |  |  | X | 4/4 |"
        for one in material.checklist().competencies()
    )
    write(
        folder,
        "docs/suivi.md",
        "# Grille d’évaluation\n\nNom du candidat : DEV-1\n\n"
        f"| Compétence | Critère | Non acquis | En cours d’acquisition | Acquis | Points obtenus |\n| - | - | - | - | - | - |\n{rows}\n\n"
        "Total des points : 104. Commentaires du jury : très bien. Signature du jury : X\n",
    )


FRAMEWORK = """# Flask

Flask is a lightweight WSGI web application framework. It is designed to make getting started quick and easy, with the
ability to scale up to complex applications. It began as a simple wrapper around Werkzeug and Jinja, and has become one
of the most popular Python web application frameworks.

Flask offers suggestions, but doesn't enforce any dependencies or project layout. It is up to the developer to choose
the tools and libraries they want to use. There are many extensions provided by the community that make adding new
functionality easy.

## Contributing

For guidance on setting up a development environment and how to make a contribution to Flask, see the contributing
guidelines.

## Donate

The Pallets organization develops and supports Flask and the libraries it uses. In order to grow the community of
contributors and users, and allow the maintainers to devote more time to the projects, please donate today.
"""


@trick(bases=("modest",), ignored={"node_modules/": "vendored"})
def node_modules_committed_with_their_docs(folder: Path) -> None:
    for package in ("alpha", "beta", "gamma"):
        write(folder, f"node_modules/{package}/README.md", BRIEF.replace("Vous devez", "Nous avons") + FRAMEWORK)
        write(folder, f"node_modules/{package}/docs/feasibility-study.md", f"# Feasibility study\n\n{material.PROSE}\n")
        cases = "\n".join(f"test('adds {i}', () => {{ expect(add({i}, 1)).toBe({i + 1}) }})" for i in range(40))
        write(folder, f"node_modules/{package}/test/unit.test.js", cases)


@trick(ignored={"libs/": "vendored"})
def another_project_copied_with_docs_and_tests(folder: Path) -> None:
    write(
        folder, "libs/flask/LICENSE", "Copyright 2010 Pallets\n\nRedistribution and use in source and binary forms…\n"
    )
    write(folder, "libs/flask/README.md", FRAMEWORK)
    write(folder, "libs/flask/pyproject.toml", '[project]\nname = "Flask"\nauthors = [{name = "Pallets"}]\n')
    write(folder, "libs/flask/docs/security.md", f"# Security considerations\n\n{material.PROSE}\n")
    cases = "\n\n".join(
        f"def test_route_{i}(client):\n    assert client.get('/{i}').status_code == 404" for i in range(40)
    )
    write(folder, "libs/flask/tests/test_basic.py", cases + "\n")


@trick(ignored={"docs/flask.md": "framework-readme"})
def a_famous_readme(folder: Path) -> None:
    write(folder, "docs/flask.md", FRAMEWORK)


@trick(ignored={"docs/api/classes/Loan.md": "generated-docs"})
def generated_api_documentation(folder: Path) -> None:
    for name in ("Book", "Loan", "Reader", "Security", "Database"):
        write(
            folder,
            f"docs/api/classes/{name}.md",
            f"[**library v1.0.0**](../README.md)\n\n***\n\n[library](../README.md) / {name}\n\n# Class: {name}\n\n"
            f"Defined in: [src/{name.lower()}.ts:12](https://example.invalid/src/{name.lower()}.ts#L12)\n\n## Constructors\n\n"
            f"### Constructor\n\n> **new {name}**(`id`, `database`, `security`): `{name}`\n\n#### Parameters\n\n##### id\n\n"
            f"`string`\n\nThe identifier of the {name} in the database.\n\n#### Returns\n\n`{name}`\n\n## Methods\n\n### save()\n\n"
            f"> **save**(): `Promise`<`void`>\n\nSaves the {name} to the database with its security token.\n\n#### Returns\n\n`Promise`<`void`>\n",
        )
    write(
        folder,
        "docs/api/README.md",
        "**library v1.0.0**\n\n***\n\n# library v1.0.0\n\n## Classes\n\n- [Book](classes/Book.md)\n",
    )
