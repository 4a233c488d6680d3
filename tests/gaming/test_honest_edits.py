"""The other side: what a student really writes, or builds, earns, wherever it stands beside shipped text."""

# ruff: noqa: E501  (texts stand as they would be pasted)
from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from jalon.facts.content import not_own, own_words
from jalon.facts.model import Document, Paragraph, Section
from jalon.facts.padding import is_shuffled, plain_words
from tests.gaming.bases import write
from tests.gaming.conftest import report_of
from tests.gaming.test_tricks import requirements

OPTIONS = (
    "Deux options ont été comparées avec la bibliothécaire sur les mêmes critères. Le logiciel du commerce coûte 1 900 € "
    "par an, s’installe en un jour et ne sait pas réserver au clavier. Une application écrite par nous, avec une base "
    "PostgreSQL et une API, demande trente jours de développement, mais reste sur le serveur de la mairie. La seconde "
    "option a été retenue, car la première ne se laisse pas adapter au prêt de jeux."
)


def under(text: str, heading: str, written: str) -> str:
    """The same document with a text below the hint of a heading."""
    pattern = re.compile(rf"(## {re.escape(heading)}\n\n<!--.*?-->\n)")
    assert pattern.search(text)
    return pattern.sub(lambda found: f"{found[1]}\n{written}\n", text)


def test_a_real_text_under_a_shipped_heading_earns(copy_of: Callable[[str], Path]) -> None:
    folder = copy_of("capstone")
    study = folder / "bc01-plan" / "feasibility.md"
    study.write_text(under(study.read_text("utf-8"), "Axe technique", OPTIONS), "utf-8")
    said = requirements(report_of(folder))["BC01-1.c"]
    assert said.outcome == "met"
    assert [one.path for one in said.evidence] == ["bc01-plan/feasibility.md"]


SHIPPED = "Comparez au moins deux options techniques sur les mêmes critères, y compris « ne rien développer »."
REWRITTEN = "Nous avons comparé le tableur de la mairie et une petite application sur le prix, le délai et la panne."


def _kept(*texts: str) -> list[str]:
    """The paragraphs of a document that count."""
    paragraphs = tuple(map(Paragraph, texts))
    lost = not_own([Document("a.md", "markdown", "", "fr", (Section("Étude", 2, paragraphs=paragraphs),))])["a.md"]
    return [one for one in texts if one not in lost and own_words(one)]


def test_a_shipped_line_rewritten_into_one_s_own_counts() -> None:
    assert _kept(SHIPPED, REWRITTEN) == [REWRITTEN]


@pytest.mark.parametrize(
    "change",
    [str.upper, lambda text: text.replace(",", " ;"), lambda text: f"**{text}**", lambda text: "  ".join(text.split())],
    ids=["capitals", "punctuation", "marks", "spaces"],
)
def test_a_shipped_line_in_other_clothes_does_not(change: Callable[[str], str]) -> None:
    assert _kept(change(SHIPPED)) == []


STORIES = (
    "En tant que lectrice, je veux prolonger un prêt depuis mon téléphone afin de ne pas revenir pour rien.",
    "En tant que bénévole, je veux voir les retards du jour afin d’appeler d’abord les plus anciens.",
    "En tant que directrice, je veux exporter les chiffres du mois afin de préparer le conseil.",
    "En tant que bénévole, je veux annuler un retour mal lu afin que la fiche redevienne juste.",
)


def test_user_stories_share_their_first_words_and_count() -> None:
    assert _kept(*STORIES) == list(STORIES)


def test_prose_has_its_words_in_order_in_both_languages() -> None:
    english = (
        "The counter at the entrance reads the code of each book and tells the server. When the network is down, the "
        "reader keeps the last two hundred codes of the day and sends them in the order of the returns."
    )
    assert not is_shuffled(plain_words(OPTIONS))
    assert not is_shuffled(plain_words(english))


VERBS = "lent returned reserved bought repaired sold given thrown counted moved cleaned scanned labelled shown stored"


def test_shipped_machinery_earns_once_it_acts_on_own_code(copy_of: Callable[[str], Path]) -> None:
    folder = copy_of("capstone")
    functions = "\n\n".join(
        f"def {name}(shelf, day):\n    kept = [one for one in shelf if one.{name} <= day]\n    return sorted(kept)"
        for name in VERBS.split()
    )
    write(folder, "api-python/api/shelf.py", f'"""What happened to the books."""\n\n\n{functions}\n')
    said = requirements(report_of(folder))["BC03-1.c"]
    assert said.outcome == "met"
    assert "api-python/api/shelf.py" in [one.path for one in said.evidence]
