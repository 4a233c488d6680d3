"""Links and images that lead nowhere are shown; what cannot be told from the files is not."""

from __future__ import annotations

import pytest

from tests.remarks.conftest import Told, place, said


def test_a_link_and_an_image_without_their_file_are_shown_once_a_document(told: Told) -> None:
    text = "# Guide\n\n[Installer](install.md) puis [installer](./install.md#suite).\n\n![Schéma](img/archi.png)\n"
    image, link = told({"docs/guide.md": text})
    assert (link.kind, place(link), link.values) == ("dead-link", ("docs/guide.md", 3), {"target": "docs/install.md"})
    assert (image.kind, place(image), image.values) == (
        *("dead-image", ("docs/guide.md", 5), {"target": "docs/img/archi.png"}),
    )
    assert said(link, "fr").startswith("Ce lien mène à « docs/install.md », qui n’existe pas dans le dépôt")


@pytest.mark.parametrize(
    "target",
    [
        "install.md#suite",
        "../README.md",
        "plan%20du%20projet.md",
        "../src",
        "install",
        "install.html",
        "#plus-bas",
        "https://example.org/x.md",
        "'./build/render.ts'",
        "mailto:team@example.org",
        "/docs/install",
        "../../issues/3",
        "{{ site.url }}/x.md",
        "www.example.org",
        "example.org/page",
        "C:\\plans\\x.md",
    ],
)
def test_a_target_that_is_there_or_is_no_path_is_no_remark(told: Told, target: str) -> None:
    files = {
        "README.md": "# Prêt d’outils\n",
        "docs/guide.md": f"# Guide\n\nVoir [la suite](<{target}>).\n",
        "docs/install.md": "# Installer\n",
        "docs/plan du projet.md": "# Plan\n",
        "src/app.py": "print()\n",
    }
    assert told(files, "dead-link") == []


def test_a_picture_that_a_long_sentence_quotes_is_no_dead_image(told: Told) -> None:
    words = "Le navigateur ne charge les images qu’au moment où elles approchent de l’écran, ce qui allège la page "
    text = f'{words}quand on écrit <img src="photo.jpg" loading="lazy" alt="photo"> plutôt que rien du tout.\n'
    assert told({"images.md": f"# Images\n\n{text}"}) == []
    (found,) = told({"images.md": "# Images\n\n![le comptoir](photo.jpg)\n"})
    assert found.kind == "dead-image"


def test_a_part_of_a_book_names_its_pictures_from_the_root(told: Told) -> None:
    part = "== Branches\n\nimage::images/{}.png[les branches]\n"
    assert told({"livre/partie/branches.asc": part.format("a"), "images/a.png": "x"}, "dead-image") == []
    assert told({"livre/partie/branches.asc": part.format("b")}, "dead-image")
