"""Collections of links and lessons are not a project; what a student writes is, whatever it quotes."""

from __future__ import annotations

import pytest

from jalon.facts.lessons import FRONT_PAGE, is_collection

TOPICS = ("queue", "cache", "index", "replica", "shard", "proxy", "balancer", "gateway", "token", "log")
ENTRY = (
    "- [The {0} explained](https://{0}{1}.example.org/a): a tutorial with examples and exercises. Read more in this "
    "article or in the book; you should learn the best practices of a {0} before the interview.\n"
)
LESSONS = "# Awesome systems\n\nA curated list of resources. Contributions are welcome.\n\n" + "".join(
    ENTRY.format(topic, number) for topic in TOPICS for number in range(3)
)
OWN = "Nous avons essayé la file le 3 mars avec deux bénévoles, et notre équipe a retenu la plus simple pour le quai.\n"


def test_a_curated_list_of_tutorials_is_a_collection() -> None:
    assert is_collection(LESSONS)


@pytest.mark.parametrize(
    "text",
    [
        "# Le Chalet, modèle de dossier d’architecture\n\nIl se remplit vue par vue, pour tout système.\n",
        "= Écluses, troisième édition\n\nCe dépôt concerne la troisième édition du livre Écluses et canaux.\n",
        "# Partage\n\nUn référentiel de liens utiles sur l’informatique, rangés par métier.\n",
    ],
)
def test_a_page_that_announces_a_book_a_form_or_links_is_a_collection(text: str) -> None:
    assert is_collection(text)
    assert not is_collection(f"# Écluse\n\nNotre application prête des outils aux habitants.\n\n{text}")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(LESSONS.replace("https://", ""), id="no address"),
        pytest.param(LESSONS + OWN * 10, id="its authors tell what they did"),
        pytest.param(
            "# Écluse\n\n" + "".join(f"- [outil](https://outil{i}.example.org)\n" for i in range(60)), id="links"
        ),
        pytest.param("A tutorial: learn by examples and exercises, read more in this book.\n" * 40, id="few places"),
        pytest.param("", id="empty"),
    ],
)
def test_what_lacks_one_of_the_signs_is_a_project(text: str) -> None:
    assert not is_collection(text)


def test_a_watch_report_with_many_sources_is_a_project() -> None:
    line = "Le {0} janvier 2026, lu sur https://source{0}.example.org : la version {0} corrige deux failles du cadre.\n"
    assert not is_collection("# Veille\n\n" + "".join(line.format(day) for day in range(1, 31)))


@pytest.mark.parametrize(("path", "front"), [("README.md", True), ("readme", True), ("docs/README.md", False)])
def test_only_the_root_has_a_front_page(path: str, front: bool) -> None:
    assert bool(FRONT_PAGE.match(path)) is front
