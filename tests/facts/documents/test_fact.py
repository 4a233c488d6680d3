"""Which files are documents, in which order, and what is said of the others."""

from __future__ import annotations

import pytest
from tests.facts.documents.builders import Memory, Text, docx, p, pdf, read_all, read_one

from jalon.facts.model import Inventory, Unread


def test_documents_are_sorted_by_path_and_only_the_inventory_counts() -> None:
    from jalon.facts.documents import documents

    files = {"b.md": b"# B", "a/c.txt": b"C", "vendor/x.md": b"# X", "main.py": b"print()", "z.docx": docx(p("Z"))}
    found = documents(Memory(files), Inventory(("a/c.txt", "b.md", "main.py", "z.docx")))
    assert [(one.path, one.format) for one in found.items] == [
        ("a/c.txt", "text"),
        ("b.md", "markdown"),
        ("z.docx", "docx"),
    ]
    assert found.unread == ()


@pytest.mark.parametrize(
    "path",
    [
        "requirements.txt",
        "requirements-dev.txt",
        "CMakeLists.txt",
        "public/robots.txt",
        "~$rapport.docx",
        ".~lock.budget.ods#",
        "LICENSE",
        "Makefile",
        "image.png",
    ],
)
def test_what_is_no_document(path: str) -> None:
    assert read_one(path, "contenu\n") is None


@pytest.mark.parametrize("path", ["README", "docs/CHANGELOG", "Rapport.MD", "NOTES.TXT"])
def test_names_without_extension_and_capitals(path: str) -> None:
    assert read_one(path, "# Titre\n") is not None


@pytest.mark.parametrize("path", ["rapport.doc", "budget.xls", "soutenance.ppt", "note.rtf", "plan.pages"])
def test_old_formats_are_said_to_be_unread(path: str) -> None:
    assert read_one(path, "x") == Unread(path, "unsupported")


def test_what_the_snapshot_cannot_read_is_unread_with_its_reason() -> None:
    from jalon.facts.documents import documents

    found = documents(Memory({}), Inventory(("perdu.md", "perdu.pdf")))
    assert found.unread == (Unread("perdu.md", "absent"), Unread("perdu.pdf", "absent"))


BRIEF = (
    "Projet fil rouge, version pédagogique",
    "Consignes : vous devez réaliser une application en groupe. Le candidat présentera ses choix.",
    "Il vous est demandé de déposer le dossier le 12 juin. Livrables attendus : un rapport et le code.",
    "Barème : les critères d’évaluation sont en annexe.",
)
GRID = ("Grille d'évaluation", "non acquis, acquis", "points obtenus", "signature du jury")
STUDY = "Notre équipe de quatre a comparé trois bases de données en mars 2026 ; nous avons retenu la plus sobre."


def test_a_brief_that_only_its_words_give_away_is_set_aside() -> None:
    found = read_all(
        {
            "docs/a.docx": docx("".join(map(p, BRIEF))),
            "docs/b.pdf": pdf([Text(60, 60 + 30 * i, line) for i, line in enumerate(GRID)]),
            "docs/c.docx": docx(p(STUDY)),
            "docs/d.docx": docx("".join(map(p, (*BRIEF, STUDY, STUDY)))),
        }
    )
    assert [(one.path, one.reason) for one in found.ignored] == [("docs/a.docx", "brief"), ("docs/b.pdf", "grid")]
    assert [one.path for one in found.items] == ["docs/c.docx", "docs/d.docx"]


def test_a_blank_form_is_an_example_until_it_is_filled_in() -> None:
    long = "".join(p(f"Le {day} mars, le comptoir a prêté {day * 3} outils à des adhérents.") for day in range(1, 120))
    found = read_all(
        {
            "Modèle de compte rendu.docx": docx(p("Date, présents, ordre du jour, décisions")),
            "3_2_Modele_PlanningLundi.docx": docx(p("Lundi, mardi, mercredi")),
            "Modèle de données.docx": docx(p("Un prêt a un seul outil et un seul adhérent.")),
            "dossier-template.docx": docx(long),
        }
    )
    assert [(one.path, one.reason) for one in found.ignored] == [
        ("3_2_Modele_PlanningLundi.docx", "example"),
        ("Modèle de compte rendu.docx", "example"),
    ]


def test_an_empty_file_is_an_empty_document() -> None:
    found = read_all({"vide.md": b"", "vide.csv": b"", "vide.txt": b"\n\n"})
    assert [(one.path, one.sections, one.title) for one in found.items] == [
        ("vide.csv", (), "vide"),
        ("vide.md", (), "vide"),
        ("vide.txt", (), "vide"),
    ]
