"""BC01, BC04, English and eco-design, as students really show them: what is found, what is not, what a section is for.

Each repository is an invented project of invented people, written from the sheet of the certification alone.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.positive.helpers import (
    CONTENT,
    Files,
    Shown,
    as_asciidoc,
    as_docx,
    as_html,
    as_odt,
    as_pdf,
    as_xlsx,
    competencies,
    tree,
    verdicts,
    without,
)

MINE = "BC01 BC04 T"
ALL_BC01 = "BC01-1 BC01-2 BC01-3 BC01-4 BC01-5 BC01-6 BC01-7"
ALL_BC04 = "BC04-1 BC04-2 BC04-3 BC04-4 BC04-5 BC04-6"


def releve() -> Files:
    """A tool for nurses' rounds, Markdown in a folder a block."""
    return tree("releve")


def capitainerie() -> Files:
    """The berths of a harbour, a Word document a block."""
    return as_docx(tree("capitainerie"), "[BT]*.md")


def atelier() -> Files:
    """A bicycle workshop, one pdf for everything; its chapters have titles of a story-teller."""
    return as_pdf(tree("atelier"), "[0-9]*.md", "Dossier.pdf")


def arboretum() -> Files:
    """Loans between botanic gardens, a wiki in English."""
    return tree("arboretum-wiki")


class Style(NamedTuple):
    """A repository as it is handed in, and what it shows."""

    files: Callable[[], Files]
    shows: Shown


STYLES = {
    "Markdown in folders": Style(releve, Shown(f"{ALL_BC01} {ALL_BC04} T-EN T-ECO", "BC02-1 BC02-2 BC02-4")),
    "a Word document a block": Style(capitainerie, Shown(f"{ALL_BC01} {ALL_BC04} T-EN T-ECO")),
    "one pdf": Style(
        atelier,
        Shown("BC01-1 BC01-2 BC01-3 BC01-5 BC01-6 BC04-1 BC04-3 BC04-4 BC04-6 T-ECO", "BC01-7 BC04-2 T-EN"),
    ),
    "a wiki in English": Style(arboretum, Shown(f"{ALL_BC01} {ALL_BC04} T-EN T-ECO", "BC02-1")),
}


@pytest.mark.parametrize("style", STYLES)
def test_a_repository_shows_what_it_holds_and_nothing_else(tmp_path: Path, style: str) -> None:
    """The table covers the whole checklist: an invented dossier about planning and people proves no code."""
    found = verdicts(tmp_path, STYLES[style].files())
    assert found == STYLES[style].shows.verdicts(found)


def test_every_competency_is_met_in_three_styles_at_least() -> None:
    met = [set(style.shows.met.split()) for style in STYLES.values()]
    for competency in competencies(MINE):
        assert sum(competency in each for each in met) >= 3, competency


# --- a part of the dossier shows that part ----------------------------------------------------------------------------

# What is partial beside has its reason: a plan says who works on what (BC04-3), its dated meetings are rituals
# (BC04-4), a chapter on sober means is a paragraph of eco-design (T-ECO), a French watch on English sources is half of
# T-EN; who does what and how much is the “resources” of a roadmap (BC01-4); a watch report is a watch (BC01-2) and
# eco-design the “sustainability” of the work (BC01-5).
PARTS = {
    "planning, Markdown": ("releve", ("bloc-1/",), Shown(ALL_BC01, "BC04-3 BC04-4 T-EN")),
    "team, Markdown": ("releve", ("bloc-4/",), Shown(ALL_BC04)),
    "English and eco-design": ("releve", ("transverse/",), Shown("T-EN T-ECO", "BC01-2 BC01-5")),
    "planning, one document": ("capitainerie", ("Bloc 1",), Shown(ALL_BC01, "BC04-3 T-ECO")),
    "team, one document": ("capitainerie", ("Bloc 4",), Shown(ALL_BC04, "BC01-4")),
}


@pytest.mark.parametrize("part", PARTS)
def test_a_part_alone_shows_that_part(tmp_path: Path, part: str) -> None:
    name, kept, shown = PARTS[part]
    files = {path: text for path, text in tree(name).items() if path.startswith((*kept, "README"))}
    found = verdicts(tmp_path, files, MINE)
    assert found == shown.verdicts(found)


# --- negative twins: without its section, a competency is no longer met ----------------------------------------------

Cut = tuple[str, str]  # path, heading; an empty heading is the whole file
TWINS: dict[str, tuple[str, dict[str, tuple[Cut, ...]]]] = {
    "Markdown in folders": (
        "releve",
        {
            "BC01-1": (("bloc-1/01-etude-prealable.md", ""),),
            "BC01-2": (("bloc-1/02-veille.md", ""),),
            "BC01-3": (("bloc-1/03-cahier-des-charges.md", ""),),
            "BC01-4": (("bloc-1/04-feuille-de-route.md", ""),),
            "BC01-5": (("bloc-1/05-deroulement.md", ""), ("bloc-1/07-comptes-rendus.md", "")),
            "BC01-6": (("bloc-1/06-mesures.md", ""),),
            "BC01-7": (("bloc-1/07-comptes-rendus.md", ""),),
            "BC04-1": (
                ("bloc-4/equipe.md", "De quoi avons-nous besoin"),
                ("bloc-4/equipe.md", "Avec qui on travaille"),
            ),
            "BC04-2": (
                ("bloc-4/equipe.md", "Comment on s’est constitués"),
                ("bloc-4/organisation.md", "Monter en compétence"),
            ),
            "BC04-3": (("bloc-4/organisation.md", "Accueillir"), ("bloc-4/organisation.md", "Répartition")),
            "BC04-4": (("bloc-4/organisation.md", "Nos rendez-vous"),),
            "BC04-5": (("bloc-4/organisation.md", "Monter en compétence"),),
            "BC04-6": (("bloc-4/organisation.md", "Évaluer notre travail"),),
            "T-EN": (("transverse/watch-report.md", ""),),
            "T-ECO": (("transverse/sobriete.md", ""),),
        },
    ),
    "a Word document a block": (
        "capitainerie",
        {
            "BC01-1": (("Bloc 1 - Planification.md", "1. Étude"),),
            "BC01-2": (("Bloc 1 - Planification.md", "2. Veille"),),
            "BC01-3": (("Bloc 1 - Planification.md", "3. Conception"),),
            "BC01-4": (("Bloc 1 - Planification.md", "4. Feuille"),),
            "BC01-5": (("Bloc 1 - Planification.md", "5. Mise"),),
            "BC01-6": (("Bloc 1 - Planification.md", "6. Mesure"),),
            "BC01-7": (("Bloc 1 - Planification.md", "7. Supervision"),),
            "BC04-1": (("Bloc 4 - Equipe.md", "1. Les compétences"),),
            "BC04-2": (("Bloc 4 - Equipe.md", "2. Constitution"),),
            "BC04-3": (("Bloc 4 - Equipe.md", "3. Coordination"),),
            "BC04-4": (("Bloc 4 - Equipe.md", "4. Accompagnement"),),
            "BC04-5": (("Bloc 4 - Equipe.md", "5. Plan"),),
            "BC04-6": (("Bloc 4 - Equipe.md", "6. Évaluation"),),
            "T-EN": (("Transverse.md", "Anglais"),),
            "T-ECO": (("Transverse.md", "Éco-conception"),),
        },
    ),
    "a wiki in English": (
        "arboretum-wiki",
        {
            "BC01-1": (("wiki/Feasibility-Study.md", ""),),
            "BC01-2": (("wiki/Technology-Watch.md", ""),),
            "BC01-3": (("wiki/Requirements.md", ""),),
            "BC01-4": (("wiki/Project-Roadmap.md", ""),),
            "BC01-5": (("wiki/Project-Log.md", ""), ("wiki/Steering-Meetings.md", "")),
            "BC01-6": (("wiki/Project-Numbers.md", ""),),
            "BC01-7": (("wiki/Steering-Meetings.md", ""),),
            "BC04-1": (("wiki/Our-Team.md", ""),),
            "BC04-2": (("wiki/Our-Team.md", "How we found Lena"),),
            "BC04-3": (("wiki/Working-Together.md", "When"), ("wiki/Working-Together.md", "Who does")),
            "BC04-4": (("wiki/Working-Together.md", ""),),
            "BC04-5": (("wiki/Learning-and-Reviews.md", "Training plan"),),
            "BC04-6": (("wiki/Learning-and-Reviews.md", "How we judge"),),
            "T-ECO": (("wiki/Sustainability.md", ""),),
        },
    ),
}


@pytest.mark.parametrize(("style", "competency"), [(style, one) for style, (_, cuts) in TWINS.items() for one in cuts])
def test_without_its_section_a_competency_is_no_longer_met(tmp_path: Path, style: str, competency: str) -> None:
    name, cuts = TWINS[style]
    files = tree(name)
    for path, heading in cuts[competency]:
        files = without(files, path, heading)
    if style == "a Word document a block":
        files = as_docx(files, "[BT]*.md")
    assert verdicts(tmp_path, files, MINE)[competency] != "met"


# --- the same dossier in another format ------------------------------------------------------------------------------

FORMATS: dict[str, Callable[[Files], Files]] = {
    "Word": lambda files: as_docx(files, "[bt]*/*.md"),
    "OpenDocument": lambda files: as_odt(files, "[bt]*/*.md"),
    "web pages": lambda files: as_html(files, "[bt]*/*.md"),
    "AsciiDoc": lambda files: as_asciidoc(files, "[bt]*/*.md"),
}


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_dossier_in_another_format_gives_the_same_verdicts(tmp_path: Path, form: str) -> None:
    assert verdicts(tmp_path, FORMATS[form](releve()), MINE) == verdicts(tmp_path, releve(), MINE)


def test_a_dossier_as_one_pdf_gives_the_same_verdicts_as_its_chapters(tmp_path: Path) -> None:
    chapters = tree("capitainerie")
    one = as_pdf(chapters, "[BT]*.md", "Dossier.pdf")
    assert verdicts(tmp_path, one, MINE) == verdicts(tmp_path, chapters, MINE)


# --- registers in a workbook, documentation in two languages ----------------------------------------------------------

REGISTERS = Shown("BC04-5", "BC01-3 BC01-4 BC01-5 BC01-6 BC04-1 BC04-3")


def test_sheets_of_a_workbook_show_what_the_same_registers_show(tmp_path: Path) -> None:
    registers = tree("cantine")
    workbook = as_xlsx(registers, "suivi/*.csv", "Suivi.xlsx")
    found = verdicts(tmp_path, workbook, MINE)
    assert found == REGISTERS.verdicts(found)
    assert found == verdicts(tmp_path, registers, MINE)


PAIRS = {
    "folders": ("docs/fr/{}.md", "docs/en/{}.md"),
    "suffixes": ("docs/{}.fr.md", "docs/{}.en.md"),
}
PAGES = ("prise-en-main", "commande", "cuisine")


def _page(language: str, number: int) -> str:
    text = (CONTENT / "bilingue" / f"{language}.md").read_text(encoding="utf-8")
    return text.split("<!-- page -->")[number].strip() + "\n"


@pytest.mark.parametrize("names", PAIRS)
def test_documentation_in_both_languages_is_technical_english(tmp_path: Path, names: str) -> None:
    french, english = PAIRS[names]
    files: Files = {"README.md": "# Cantine\n\nCommande des repas d’une école inventée.\n"}
    files |= {french.format(page): _page("fr", number) for number, page in enumerate(PAGES)}
    alone = verdicts(tmp_path, files, MINE)
    assert alone == Shown("").verdicts(alone)
    files |= {english.format(page): _page("en", number) for number, page in enumerate(PAGES)}
    found = verdicts(tmp_path, files, MINE)
    assert found == Shown("T-EN").verdicts(found)
