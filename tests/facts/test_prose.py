"""What the documents speak of: subjects, dates, figures, languages, pictures."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.probes.conftest import document, prose_of, section, words

from jalon.facts.model import At, Document, Figure, Paragraph, Section, Table
from jalon.facts.prose import MENTIONS, Passage


def passage(
    heading: str = "", *paragraphs: str, path: str = "notes.md", title: str = "", trail: tuple[str, ...] = ()
) -> Passage:
    return prose_of(document(path, section(heading, *paragraphs, trail=trail), title=title)).passages[0]


# --- subjects ---


@pytest.mark.parametrize(
    ("heading", "path", "title", "trail"),
    [
        ("Analyse des risques", "notes.md", "", ()),
        ("Base de données", "notes.md", "", ("Plan", "Risques")),
        ("", "docs/risk-register.md", "", ()),
        ("", "risques/2026.md", "", ()),
        ("", "notes.md", "Risques du projet", ()),
    ],
    ids=["heading", "heading above", "file", "folder", "title"],
)
def test_what_announces_a_subject(heading: str, path: str, title: str, trail: tuple[str, ...]) -> None:
    found = passage(heading, words(20), path=path, title=title, trail=trail)
    assert found.is_about(["risk"])
    assert not found.is_about(["cost"])


def test_only_the_title_and_the_name_entitle_a_whole_document() -> None:
    assert passage("Risques", words(20), path="risques.md").is_entitled(["risk"])
    assert not passage("Risques", words(20)).is_entitled(["risk"])


def test_the_names_of_a_deliverable_announce_it_in_both_languages() -> None:
    for heading in ("Étude de faisabilité", "Feasibility study", "Étude d’opportunité", "Business case"):
        assert passage(heading, words(20)).is_about(["feasibility-study"])


def test_a_sentence_set_as_a_heading_announces_nothing() -> None:
    sentence = "Nous avons fait de notre mieux pour que le risque de tout perdre ne nous arrive jamais plus"
    assert not passage(sentence, words(20)).is_about(["risk"])


def test_running_text_gives_its_different_cues() -> None:
    found = passage("Notes", "Un aléa, une parade, encore un aléa ; le coût de la licence.")
    assert (found.cues(["risk"]), found.cues(["risk", "cost"])) == (2, 4)


# --- declared evidence ---


@pytest.mark.parametrize("path", ["notes/n1.md", "notes/", "notes"])
def test_the_settings_may_say_where_a_deliverable_is(path: str) -> None:
    declared: dict[str, tuple[str, ...]] = {"feasibility-study": (path,)}
    found = prose_of(document("notes/n1.md", section("Notes", words(20))), declared=declared)
    assert found.passages[0].is_entitled(["feasibility-study"])


def test_a_declared_path_says_nothing_of_another_file() -> None:
    found = prose_of(document("notes/n10.md", section("Notes", words(20))), declared={"risk": ("notes/n1.md",)})
    assert not found.passages[0].is_about(["risk"])


# --- own words ---


def test_words_are_those_of_paragraphs_and_cells_that_say_something() -> None:
    table = Table(("Risque", "Parade"), (("Perte de la base", "Sauvegarde"), ("TODO", "…")))
    found = prose_of(document("a.md", section("Risques", "Une phrase de cinq mots.", "À compléter", tables=[table])))
    assert found.passages[0].words == 10
    assert found.passages[0].text.splitlines() == ["Une phrase de cinq mots.", "Perte de la base", "Sauvegarde"]


def test_a_sheet_is_a_table_and_no_prose() -> None:
    table = Table(("Risque",), (("Perte de la base",),), name="Risques")
    found = prose_of(document("suivi.xlsx", section("", tables=[table]), form="xlsx"))
    assert found.passages == ()
    assert [(one.path, one.name, "risk" in one.topics) for one in found.tables] == [("suivi.xlsx", "Risques", True)]


def test_the_same_report_in_two_forms_counts_once() -> None:
    both = [document(path, section("Risques", words(50))) for path in ("rapport.md", "rapport.pdf")]
    assert sum(one.words for one in prose_of(*both).passages) == 50


@pytest.mark.parametrize(
    ("kind", "text", "count"),
    [
        ("amount", "Soit 12 k€ et 30 jours, 99 %", 3),
        ("money", "Soit 12 k€ et 30 jours, 99 %", 1),
        ("date", "Du 5 janvier 2026 au 2026-02-06", 2),
        ("person", "Camille Exemple et le client", 1),
    ],
)
def test_what_a_passage_mentions(kind: str, text: str, count: int) -> None:
    assert passage("", f"{text}, dit cette phrase.").mentions(kind) == count


def test_figures_tables_and_tasks_are_counted_too() -> None:
    tasks = (
        Paragraph("Écrire le plan", kind="task"),
        Paragraph("Poser les sondes", kind="task-done"),
        Paragraph("Fini"),
    )
    made = Section(
        "",
        0,
        paragraphs=tasks,
        tables=(Table(("a",), (("b",),)),),
        figures=(Figure("https://example.invalid/x.png", ""),),
    )
    found = prose_of(document("a.md", made)).passages[0]
    assert [found.mentions(kind) for kind in ("task", "table", "figure")] == [2, 1, 1]


# --- dates of records ---


@pytest.mark.parametrize(
    ("heading", "path", "trail", "text", "day"),
    [
        ("Point du 5 janvier 2026", "2025-01-01.md", (), "Vu le 3 mars 2026", date(2026, 1, 5)),
        ("Décisions", "a.md", ("Journal", "Point du 12/01/2026"), "", date(2026, 1, 12)),
        ("Décisions", "points/2026_01_19.md", (), "", date(2026, 1, 19)),
        ("Décisions", "a.md", (), "Réunion du 26 janvier 2026, suite du 2 février 2026", date(2026, 1, 26)),
    ],
    ids=["heading", "heading above", "file name", "first lines"],
)
def test_where_a_record_says_its_date(heading: str, path: str, trail: tuple[str, ...], text: str, day: date) -> None:
    assert passage(heading, text, path=path, trail=trail).days == (day,)


def test_a_date_far_down_the_text_dates_nothing() -> None:
    assert passage("Décisions", words(30), words(30), "Vu le 3 mars 2026").days == ()


def test_every_date_of_a_table_counts() -> None:
    table = Table(("Date", "Constat"), (("2026-01-05", "rien"), ("12/01/2026", "revu le 13/01/2026"), ("TODO", "-")))
    found = prose_of(document("a.csv", section("", tables=[table]), form="csv")).tables[0]
    assert found.days == (date(2026, 1, 5), date(2026, 1, 12), date(2026, 1, 13))


# --- languages ---


@pytest.mark.parametrize(
    ("paths", "pairs"),
    [
        (("docs/fr/a.md", "docs/en/a.md"), [("docs/fr/a.md", "docs/en/a.md")]),
        (("README.md", "README.fr.md"), [("README.fr.md", "README.md")]),
        (("README.md", "README.en.md"), [("README.md", "README.en.md")]),
        (("a_EN.md", "a_FR.md"), [("a_FR.md", "a_EN.md")]),
        (("French/a.md", "English/a.md"), [("French/a.md", "English/a.md")]),
        (("guide anglais.md", "guide francais.md"), [("guide francais.md", "guide anglais.md")]),
        (("fr/a.md", "en/b.md"), []),
        (("a.md", "b.md"), []),
        (("fr/a.md",), []),
        (("frame.md", "enter.md"), []),
    ],
)
def test_twins_are_found_by_the_mark_of_their_language(paths: tuple[str, ...], pairs: list[tuple[str, str]]) -> None:
    assert list(prose_of(*(document(path, section("", words(20, path))) for path in paths)).pairs) == pairs


def test_the_words_of_a_document_count_in_its_own_language() -> None:
    found = prose_of(document("fr/a.md", section("", words(20)), language="en"))
    assert (found.words_in("fr/a.md", "fr"), found.words_in("fr/a.md", "en"), found.words_in("b.md", "en")) == (
        0,
        20,
        0,
    )


# --- pictures ---


def test_pictures_are_files_and_figures_with_the_subjects_that_they_name() -> None:
    figure = Figure("https://example.invalid/img/1.png", "Les coûts par poste", At(line=4))
    found = prose_of(document("a.md", section("Risques", figures=[figure])), files=("img/risques.SVG", "a.md", "b.txt"))
    assert [(one.path, one.at.line, sorted(one.topics), one.excerpt) for one in found.pictures] == [
        ("img/risques.SVG", None, ["risk"], "risques.SVG"),
        ("a.md", 4, ["cost", "risk"], "Les coûts par poste"),
    ]


# --- excerpts ---


def test_an_excerpt_is_one_short_line_of_own_words() -> None:
    found = passage("Risques", "À compléter", "Le premier risque est la perte de la base de données.")
    assert found.excerpt(160) == "Le premier risque est la perte de la base de données."
    assert found.excerpt(20) == "Le premier risque…"


def test_an_excerpt_without_prose_is_the_cells_or_else_the_heading() -> None:
    table = Table(("Risque", "Parade"), (("Perte", "Sauvegarde"),))
    assert (
        prose_of(document("a.md", section("Risques", tables=[table]))).passages[0].excerpt(80) == "Perte · Sauvegarde"
    )
    assert passage("Risques").excerpt(80) == "Risques"


# --- whatever people write ---

TEXT = st.text(max_size=120)


@given(TEXT, TEXT, st.lists(TEXT, max_size=3), st.lists(TEXT, max_size=4), TEXT)
def test_any_document_can_be_questioned(
    path: str, title: str, headings: list[str], texts: list[str], cell: str
) -> None:
    drawn = Table((cell, "b"), ((cell, title), (path, "")), name=title)
    figure = Figure(cell, title)
    sections = (section(one, *texts, trail=headings, tables=[drawn], figures=[figure]) for one in ("", *headings))
    found = prose_of(Document(path, "markdown", title, "fr", tuple(sections)), files=(path, f"{path}.png"))
    for one in found.passages:
        assert one.words >= 0
        assert len(one.excerpt(80)) <= 80
        assert all(one.mentions(kind) >= 0 for kind in MENTIONS)
        assert one.cues(["risk", "cost"]) >= 0
        assert isinstance(one.days, tuple)
    assert all(isinstance(one.days, tuple) for one in found.tables)
    assert all(french != english for french, english in found.pairs)


@given(st.text(max_size=60), st.text(alphabet="camille.exemple+1-_é", min_size=1, max_size=12))
def test_no_excerpt_holds_an_address(before: str, local: str) -> None:
    found = passage("Risques", f"{before} {local}@example.invalid et encore quelques mots pour la suite")
    assert "@example.invalid" not in found.excerpt(400)
