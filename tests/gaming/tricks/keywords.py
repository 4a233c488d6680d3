"""The right words, and nothing said with them."""

# ruff: noqa: E501  (texts stand as they would be pasted)
from __future__ import annotations

from pathlib import Path

from tests.gaming import material
from tests.gaming.bases import write
from tests.gaming.registry import trick


@trick(ignored={"dossier.md": "word-list"})
def keywords_of_every_topic_in_one_file(folder: Path) -> None:
    words = [cue for topic in material.topics() for cue in material.cues(topic)]
    write(folder, "dossier.md", "# Dossier du projet\n\n" + " ".join(words) + "\n")


@trick(ignored={"dossier.md": "shipped"})
def keywords_as_a_list_under_every_heading(folder: Path) -> None:
    sections = [
        f"## {material.heading(one)}\n\n" + "\n".join(f"- {cue}" for cue in material.cues(one))
        for one in material.topics()
    ]
    write(folder, "dossier.md", "# Dossier du projet\n\n" + "\n\n".join(sections) + "\n")


@trick(ignored={"dossier.md": "word-list"})
def keywords_between_commas_in_sentences(folder: Path) -> None:
    sections = []
    for one in material.topics():
        words = material.cues(one)
        lines = [f"Nous traitons {', '.join(words[i : i + 12])} dans le projet." for i in range(0, len(words), 12)]
        sections.append(f"## {material.heading(one)}\n\n" + "\n\n".join(lines))
    write(folder, "dossier.md", "# Dossier du projet\n\n" + "\n\n".join(sections) + "\n")


@trick(ignored={"dossier.md": "repeated"})
def one_keyword_a_sentence(folder: Path) -> None:
    sections = []
    for one in material.topics():
        lines = " ".join(f"Le {cue} est bien dans le projet." for cue in material.cues(one)[:30])
        sections.append(f"## {material.heading(one)}\n\n{lines}")
    write(folder, "dossier.md", "# Dossier du projet\n\n" + "\n\n".join(sections) + "\n")


@trick()
def keywords_where_nobody_sees_them(folder: Path) -> None:
    words = ", ".join(cue for topic in material.topics() for cue in material.cues(topic))
    headings = "\n\n".join(
        f"## {material.heading(one)}\n\n<!-- {', '.join(material.cues(one))} -->\n\n"
        f"![{', '.join(material.cues(one)[:20])}](image.png)"
        for one in material.topics()
    )
    write(
        folder,
        "cache.md",
        f"---\ntitle: Projet\nkeywords: {words[:9000]}\n---\n\n{headings}\n\n```text\n{words}\n```\n",
    )


PAGE = {
    "BC02-3.f": "it is a page with a language, a title and headings in their order, which is part of what is asked",
    "BC02-3": "by that requirement alone",
}


@trick(ignored={"cache.html": "word-list"}, may_rise=PAGE)
def keywords_in_white(folder: Path) -> None:
    hidden = "".join(
        f'<h2>{material.heading(one)}</h2><p style="color:#fff">{", ".join(material.cues(one))}</p>'
        for one in material.topics()
    )
    write(folder, "cache.html", f"<!doctype html><html lang='fr'><title>Dossier</title><body>{hidden}</body></html>")


@trick()
def headings_only(folder: Path) -> None:
    headings = [*(material.heading(one) for one in material.topics()), *material.names(), *material.names("en")]
    write(folder, "dossier.md", "# Dossier\n\n" + "\n\n".join(f"## {one}" for one in headings) + "\n")


@trick(ignored={"dossier.md": "repeated"})
def headings_over_one_sentence(folder: Path) -> None:
    sentence = (
        "Cette partie a fait l’objet d’un travail approfondi et documenté de la part de toute l’équipe du projet."
    )
    sections = [f"## {one}\n\n{sentence}" for one in [*material.names(), *map(material.heading, material.topics())]]
    write(folder, "dossier.md", "# Dossier\n\n" + "\n\n".join(sections) + "\n")


@trick(ignored={"dossier.md": "repeated"})
def headings_over_one_sentence_that_names_them(folder: Path) -> None:
    sections = [
        f"## {one}\n\nLe point « {one} » a fait l’objet d’un travail approfondi et documenté de la part de toute l’équipe."
        for one in [*material.names(), *map(material.heading, material.topics())]
    ]
    write(folder, "dossier.md", "# Dossier\n\n" + "\n\n".join(sections) + "\n")


@trick()
def boasts_of_what_must_exist_as_files(folder: Path) -> None:
    write(
        folder,
        "REALISATION.md",
        "# Ce que nous avons fait\n\nNous avons mis en place une intégration continue complète avec GitHub Actions, des tests unitaires, "
        "d’intégration et de bout en bout, une couverture de code de 98 %, un déploiement continu sans interruption sur "
        "Kubernetes, une supervision avec Prometheus et Grafana, des alertes, une interface accessible conforme au RGAA et "
        "une API REST sécurisée.\n",
    )
