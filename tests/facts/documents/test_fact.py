"""Which files are documents, in which order, and what is said of the others."""

from __future__ import annotations

import pytest
from tests.facts.documents.builders import Memory, docx, p, read_all, read_one

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


def test_an_empty_file_is_an_empty_document() -> None:
    found = read_all({"vide.md": b"", "vide.csv": b"", "vide.txt": b"\n\n"})
    assert [(one.path, one.sections, one.title) for one in found.items] == [
        ("vide.csv", (), "vide"),
        ("vide.md", (), "vide"),
        ("vide.txt", (), "vide"),
    ]
