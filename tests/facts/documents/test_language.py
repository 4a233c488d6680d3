"""French, English, or no answer."""

from __future__ import annotations

import pytest
from tests.facts.documents.builders import document

from jalon.facts.language import ENGLISH, FRENCH, language_of


@pytest.mark.parametrize(
    "text",
    [
        "Le projet consiste à réduire la consommation du service pendant les heures creuses.",
        "Nous avons retenu PostgreSQL parce que l'équipe le connaît et que la licence est libre.",
        "Le backend expose une API REST ; le frontend consomme les endpoints avec React et TypeScript.",
        "Les tests sont lancés dans la pipeline CI/CD à chaque merge request sur la branche main.",
        "Chaque sprint dure deux semaines et se termine par une revue avec le client.",
    ],
)
def test_french(text: str) -> None:
    assert language_of(text) == "fr"


@pytest.mark.parametrize(
    "text",
    [
        "The project reduces the energy that the service needs during off-peak hours.",
        "We chose PostgreSQL because the team knows it and its licence is free.",
        "Tests run in the pipeline on every merge request to the main branch.",
        "This document describes how to install, configure and run the application.",
        "Users can sign in with their account, and administrators are able to revoke access.",
    ],
)
def test_english(text: str) -> None:
    assert language_of(text) == "en"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Budget",
        "Le projet est conduit en équipe",  # under eight words
        "React, Node.js, Express, PostgreSQL, Redis, Docker, Kubernetes, Terraform, Ansible",
        "npm ci && npm run build && docker compose up -d && npm run test:e2e --silent",
        "The team is here. L'équipe est ici. We are ready. Nous sommes prêts.",
        "Lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor",
        "42 17 23 8 15 16 4 99 100 12 13",
    ],
)
def test_no_answer(text: str) -> None:
    assert language_of(text) is None


def test_no_word_is_in_both_lists() -> None:
    assert not FRENCH & ENGLISH


def test_a_document_speaks_the_language_of_most_of_its_words() -> None:
    french = "Le client veut réduire ses coûts et nous avons choisi une solution simple pour cela.\n\n"
    english = "The customer wants to reduce the cost of this service during the summer.\n\n"
    assert document("a.md", french * 5 + english).language == "fr"
    assert document("a.md", english * 5 + french).language == "en"
    assert document("a.md", french + english).language is None


def test_short_items_speak_together() -> None:
    assert (
        document("a.md", "- dans le bureau\n- avec les outils\n- pour le client\n- sur le serveur\n").language == "fr"
    )


def test_long_cells_speak_and_code_does_not() -> None:
    table = "a;b\nx;Le serveur est en panne et les données ne sont plus dans la base\n"
    assert document("a.csv", table).language == "fr"
    assert document("a.md", "```\nthe code is in the language of the code and of the tools\n```\n").language is None
