"""Whatever stands in a file, it becomes a document or a reason: never an exception, never minutes, never gigabytes."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.facts.documents.builders import docx, odf, p, pptx, read_all, read_one, reason, shape, xlsx, zipped

from jalon.facts.documents import limits
from jalon.facts.documents.grid import column_name
from jalon.facts.model import Document, Unread

# pdf apart: it costs a process a file
EXTENSIONS = ("md", "mdx", "adoc", "rst", "txt", "html", "ipynb", "docx", "odt", "pptx", "odp", "xlsx", "ods", "csv")
OFFICE = {
    "docx": docx(p("Bonjour")),
    "xlsx": xlsx({"S": '<row r="1"><c r="A1"><v>1</v></c></row>'}),
    "pptx": pptx(("Titre", shape("Texte"), "Notes")),
    "odt": odf("<office:text><text:p>Bonjour</text:p></office:text>"),
    "ods": odf("<office:spreadsheet/>"),
    "odp": odf("<office:presentation/>"),
}
MAIN = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}


def replaced(extension: str, content: bytes) -> bytes:
    """The office file with another main part."""
    with zipfile.ZipFile(io.BytesIO(OFFICE[extension])) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[MAIN.get(extension, "content.xml")] = content
    return zipped(parts)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(EXTENSIONS), st.binary(max_size=400))
def test_any_bytes_under_any_extension(extension: str, data: bytes) -> None:
    one = read_one(f"a.{extension}", data)
    assert isinstance(one, Document | Unread) or extension == "html"


@settings(max_examples=20, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_in_a_pdf(data: bytes) -> None:
    assert isinstance(read_one("a.pdf", b"%PDF-1.4\n" + data), Document | Unread)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(OFFICE)), st.data())
def test_an_office_file_with_a_flipped_or_lost_byte(extension: str, data: st.DataObject) -> None:
    whole = OFFICE[extension]
    place = data.draw(st.integers(0, len(whole) - 1))
    damaged = whole[:place] + data.draw(st.binary(max_size=2)) + whole[place + 1 :]
    assert isinstance(read_one(f"a.{extension}", damaged), Document | Unread)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(OFFICE)), st.text(alphabet="<>/wpa:txlrs&;\"=' 1é", max_size=80))
def test_any_xml_in_an_office_file(extension: str, text: str) -> None:
    assert isinstance(read_one(f"a.{extension}", replaced(extension, text.encode())), Document | Unread)


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d SYSTEM "file:///etc/passwd">]><l>&c;&d;</l>"""


@pytest.mark.parametrize("extension", sorted(OFFICE))
def test_entities_are_refused(extension: str) -> None:
    assert reason(f"a.{extension}", replaced(extension, LAUGHS)) == "damaged"


@pytest.mark.parametrize("extension", sorted(OFFICE))
def test_deep_xml_is_refused(extension: str) -> None:
    assert reason(f"a.{extension}", replaced(extension, b"<a>" * 100_000)) == "too-deep"


@pytest.mark.parametrize("extension", sorted(OFFICE))
def test_a_bomb_is_measured_before_it_is_opened(extension: str) -> None:
    assert reason(f"a.{extension}", replaced(extension, b" " * (limits.PART_BYTES + 1))) == "too-large"
    assert reason(f"a.{extension}", replaced(extension, b" " * 4 * limits.MEGABYTE)) == "too-large"  # its ratio


def test_an_archive_of_many_parts_is_refused() -> None:
    assert reason("a.docx", zipped({f"{n}": "" for n in range(limits.ENTRIES + 1)})) == "too-large"


def test_an_archive_that_lies_about_its_sizes_is_refused() -> None:
    honest = docx(p("x" * 5_000))
    place = honest.index(b"PK\x01\x02")
    while honest[place + 46 : place + 46 + 17] != b"word/document.xml":
        place = honest.index(b"PK\x01\x02", place + 4)
    lying = honest[: place + 24] + (100).to_bytes(4, "little") + honest[place + 28 :]
    assert reason("a.docx", lying) == "damaged"


def test_encrypted_files_say_so() -> None:
    assert reason("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600) == "encrypted"
    sealed = '<m xmlns="x"><encryption-data/></m>'
    assert reason("a.odt", odf("<office:text/>", manifest=sealed)) == "encrypted"


def test_compression_methods_that_cannot_be_bounded_are_refused() -> None:
    parts = {"word/document.xml": "<a/>", "_rels/.rels": ""}
    assert reason("a.docx", zipped(parts, zipfile.ZIP_LZMA)) == "damaged"


def test_pictures_under_a_text_extension_are_not_text() -> None:
    assert reason("a.md", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR") == "not-text"
    assert reason("a.txt", bytes(range(1, 32)) * 20) == "not-text"


def test_too_large_a_file_is_not_read() -> None:
    assert reason("a.md", b"a" * (limits.TEXT_BYTES + 1)) == "too-large"


def test_a_repository_of_too_many_files_says_which_were_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILES", 2)
    found = read_all({f"{name}.md": b"# A\n" for name in "abc"})
    assert [one.path for one in found.items] == ["a.md", "b.md"]
    assert [(one.path, one.reason) for one in found.unread] == [("c.md", "too-many")]


def test_time_runs_out_for_all_files_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TOTAL_SECONDS", -1.0)
    assert reason("a.md", "# A\n") == "timeout"


def test_what_is_kept_of_one_document_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SECTIONS", 3)
    monkeypatch.setattr(limits, "PARTS", 5)
    one = read_one("a.md", "# A\n\ntexte\n\n" * 20)
    assert isinstance(one, Document)
    assert one.cut
    assert len(one.sections) <= 4
    assert sum(len(section.paragraphs) for section in one.sections) <= 5


def test_reading_no_document_imports_no_reader() -> None:
    """Heavy libraries are paid for by those who need them."""
    import subprocess
    import sys

    script = (
        "import sys; from jalon.facts.documents import documents; from jalon.facts.model import Inventory\n"
        "class Empty: files = ()\n"
        "documents(Empty(), Inventory(()))\n"
        "print(sorted(set(sys.modules) & {'markdown_it', 'zipfile', 'xml.parsers.expat', 'pypdfium2', 'csv'}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    assert done.stdout.strip() == "[]"


def test_one_long_text_in_thousands_of_cells_is_bounded() -> None:
    cell = '<c r="{}{}" t="s"><v>0</v></c>'
    rows = "".join(
        f'<row r="{n}">{"".join(cell.format(column_name(c), n) for c in range(300))}</row>' for n in range(1, 100)
    )
    one = read_one("a.xlsx", xlsx({"S": rows}, ["x" * limits.CELL_CHARACTERS]))
    assert isinstance(one, Document)
    assert one.cut


def test_memory_runs_out_for_all_files_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TOTAL_KEPT", 100)
    found = read_all({"a.md": b"# A\n\ntexte\n", "b.md": b"# B\n", "c.pdf": b"%PDF"})
    assert [one.path for one in found.items] == ["a.md"]
    assert {one.reason for one in found.unread} == {"too-many"}


def test_hidden_words_of_a_word_file_are_not_read() -> None:
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>budget risques</w:t></w:r><w:r><w:t>vu</w:t></w:r></w:p>"
    one = read_one("a.docx", docx(hidden))
    assert isinstance(one, Document)
    assert [x.text for section in one.sections for x in section.paragraphs] == ["vu"]
