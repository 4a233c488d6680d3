"""Words that fill, whoever wrote them."""

# ruff: noqa: E501  (texts stand as they would be pasted)
from __future__ import annotations

import random
from pathlib import Path

from tests.gaming import material
from tests.gaming.bases import write
from tests.gaming.registry import trick

LATIN = (
    "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore magna "
    "aliqua. Ut enim ad minim veniam, quis nostrud exercitation ullamco laboris nisi ut aliquip ex ea commodo consequat."
)
MORE_LATIN = (
    "Pellentesque habitant morbi tristique senectus et netus et malesuada fames ac turpis egestas. Vestibulum tortor "
    "quam, feugiat vitae, ultricies eget, tempor sit amet, ante. Donec eu libero sit amet quam egestas semper. Aenean "
    "ultricies mi vitae est, mauris placerat eleifend leo quisque sagittis."
)
FAKE_FRENCH = (
    "Ceci est un texte de remplissage destiné à occuper la place du contenu définitif. Il ne veut rien dire et sera "
    "remplacé plus tard. Un faux-texte sert à calibrer la mise en page avant que le texte réel soit disponible."
)
FAKE_ENGLISH = (
    "This is placeholder text that stands in for the final content. It does not mean anything and will be replaced "
    "later. Dummy text is used to check the layout before the real copy is available."
)


def dossier(folder: Path, text_of: dict[str, str], path: str = "dossier.md") -> None:
    """A dossier with a chapter a heading."""
    write(folder, path, "# Dossier\n\n" + "\n\n".join(f"## {one}\n\n{text}" for one, text in text_of.items()) + "\n")


def everywhere(text: str) -> dict[str, str]:
    """The same text under what every topic and deliverable is called, with the words that betray the topic."""
    return {material.heading(one): f"{text} {', '.join(material.cues(one)[:6])}." for one in material.topics()}


@trick(ignored={"dossier.md": "repeated"})
def lorem_ipsum_under_every_heading(folder: Path) -> None:
    dossier(folder, everywhere(LATIN))


@trick(ignored={"dossier.md": "repeated"})
def other_latin_under_every_heading(folder: Path) -> None:
    dossier(folder, everywhere(MORE_LATIN))


@trick(ignored={"dossier.md": "repeated"})
def french_filler_under_every_heading(folder: Path) -> None:
    dossier(folder, everywhere(FAKE_FRENCH))


@trick(ignored={"dossier.md": "repeated"})
def english_filler_under_every_heading(folder: Path) -> None:
    dossier(folder, everywhere(FAKE_ENGLISH))


@trick(ignored={"dossier.md": "filler"})
def shuffled_words_of_real_prose(folder: Path) -> None:
    shuffle = random.Random(38822)
    texts = {}
    for one in material.topics():
        words = [*material.PROSE.replace(".", "").replace(",", "").lower().split(), *material.cues(one)[:25]]
        shuffle.shuffle(words)
        texts[material.heading(one)] = " ".join(words).capitalize() + "."
    dossier(folder, texts)


@trick(ignored={"dossier.md": "repeated|shipped"})
def markov_chain_of_the_guides(folder: Path) -> None:
    chance = random.Random(38822)
    words = " ".join(material.guide(one) for one in material.competencies()).split()
    follows: dict[tuple[str, str], list[str]] = {}
    for first, second, third in zip(words, words[1:], words[2:], strict=False):
        follows.setdefault((first, second), []).append(third)
    texts = {}
    for one in material.topics():
        place = chance.randrange(len(words) - 2)
        said = words[place : place + 2]
        while len(said) < 150:
            said.append(chance.choice(follows.get((said[-2], said[-1])) or ["et"]))
        texts[material.heading(one)] = " ".join(said).replace("#", "").replace("|", "")
    dossier(folder, texts)


@trick(ignored={"dossier.md": "repeated"})
def the_same_paragraph_with_a_counter(folder: Path) -> None:
    texts = {
        material.heading(one): "\n\n".join(
            f"Étape {number} : l’équipe a étudié {', '.join(material.cues(one)[:6])} puis a retenu la solution numéro {number} "
            f"après {number + 3} échanges avec le client."
            for number in range(1, 6)
        )
        for one in material.topics()
    }
    dossier(folder, texts)


@trick(ignored={"dossier.md": "repeated"})
def the_same_paragraph_with_one_word_changed(folder: Path) -> None:
    adjectives = ("solide", "simple", "claire", "rapide", "sobre", "durable", "souple", "sûre")
    texts = {
        material.heading(one): "\n\n".join(
            f"L’équipe a construit une réponse {adjective} au besoin du client, en pesant le {material.cues(one)[0]}, le "
            f"{material.cues(one)[1]} et le {material.cues(one)[2]} avant de choisir."
            for adjective in adjectives
        )
        for one in material.topics()
    }
    dossier(folder, texts)


@trick(ignored={"dossier.md": "repeated"})
def one_paragraph_under_every_heading_with_its_keywords(folder: Path) -> None:
    texts = {
        material.heading(one): f"{material.PROSE} Nous en avons tiré : {', '.join(material.cues(one)[:8])}."
        for one in material.topics()
    }
    dossier(folder, texts)
