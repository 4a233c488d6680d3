"""The same document in French and in English: both in their language, alike, in step."""

from __future__ import annotations

import pytest

from jalon.facts.pairs import language_named, pairs_of
from tests.remarks.conftest import Capstone, Told, place, said

KINDS = ("untranslated", "untranslated-sections", "parity-headings", "parity-tables", "parity-figures", "parity-code")
FR = (
    "L’application permet aux habitants du quartier de prêter et d’emprunter des outils, et chaque prêt est noté avec "
    "sa date de retour. Quand un outil n’est pas rendu à temps, un rappel part le lendemain matin, puis une relance "
    "suit au bout de trois jours si la personne ne répond pas ; le responsable est alors prévenu par un message. "
)
EN = (
    "The application lets the people of the district lend and borrow tools, and each loan is written down with the day "
    "on which it must come back. When a tool is not returned in time, a reminder leaves on the next morning, and then "
    "another one follows after three days if there is no answer; the person in charge is then told by a message. "
)
MORE = "Rendre un outil prend une minute : il suffit de lire son étiquette et de dire son état.\n"
TABLE = "\n\n| a | b |\n| --- | --- |\n| un | deux |\n"


def french(more: str = "", body: str = FR) -> str:
    return f"# Guide\n\n{body}\n\n## Emprunter\n\n{body}\n{more}"


def english(more: str = "", body: str = EN) -> str:
    return f"# Guide\n\n{body}\n\n## Borrow\n\n{body}\n{more}"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("docs/fr/guide.md", "docs/en/guide.md"),
        ("fr/guide.md", "en/guide.md"),
        ("fr/guide.md", "guide.md"),
        ("docs/fr/guide_fr.md", "docs/en/guide_en.md"),
        ("README.fr.md", "README.md"),
        ("README.md", "README.en.md"),
        ("guide-french-version.md", "guide.md"),
        ("LISEZMOI.md", "README.md"),
        ("docs/guide-utilisateur.md", "docs/user-guide.md"),
        ("manual/fr/Manuel d’utilisation.docx", "manual/en/User Manual.docx"),
    ],
)
def test_a_pair_is_found_by_folder_suffix_or_name(one: str, other: str) -> None:
    assert pairs_of([other, "src/main.md", one]) == ((one, other),)


@pytest.mark.parametrize(
    "paths",
    [
        ("docs/guide.md", "src/guide.md"),
        ("docs/guide-utilisateur.md", "manual/user-guide.md"),
        ("fr/guide.md", "fr/plan.md"),
        ("docs/front.md", "docs/end.md"),
        ("README.md",),
    ],
)
def test_other_documents_are_no_pair(paths: tuple[str, ...]) -> None:
    assert pairs_of(paths) == ()


def test_the_language_that_a_path_announces() -> None:
    names = ("docs/fr/a.md", "a.en.md", "LISEZMOI.md", "user-guide.md", "a.md", "frais.md")
    assert [language_named(one) for one in names] == ["fr", "en", "fr", "en", "", ""]


def test_two_versions_in_step_call_for_no_remark(told: Told) -> None:
    assert told({"docs/fr/guide.md": french(TABLE), "docs/en/guide.md": english(TABLE)}) == []


def test_a_version_left_in_the_other_language_is_said(told: Told) -> None:
    (found,) = told({"docs/fr/guide.md": french(), "docs/en/guide.md": english(body=FR)}, *KINDS)
    assert (found.kind, found.path, found.about) == ("untranslated", "docs/en/guide.md", ("docs/fr/guide.md",))
    assert "s’annonce en anglais" in said(found, "fr")
    assert "announces English" in said(found)


def test_translated_headings_over_an_untranslated_section_are_said_where_they_are(told: Told) -> None:
    half = f"# Guide\n\n{EN}\n\n## Borrow\n\n{FR}\n"
    (found,) = told({"docs/fr/guide.md": french(), "docs/en/guide.md": half}, *KINDS)
    assert (found.kind, place(found), found.values["n"]) == ("untranslated-sections", ("docs/en/guide.md", 5), 1)


def test_other_headings_tables_images_and_code_are_said_with_both_counts(told: Told) -> None:
    more = f"\n### Rendre\n\n{MORE}{TABLE}\n![Écran](ecran.png)\n\n```sh\nmake\n```\n"
    files = {"docs/fr/guide.md": french(more), "docs/en/guide.md": english(), "docs/fr/ecran.png": ""}
    found = {one.kind: one for one in told(files, *KINDS)}
    assert {kind: (one.values["here"], one.values["there"]) for kind, one in found.items()} == {
        "parity-headings": (3, 2),
        "parity-tables": (1, 0),
        "parity-figures": (1, 0),
        "parity-code": (1, 0),
    }
    assert place(found["parity-headings"]) == ("docs/fr/guide.md", 9)


def test_headings_of_another_level_are_said(told: Told) -> None:
    files = {"docs/fr/guide.md": french(), "docs/en/guide.md": english().replace("## B", "### B")}
    (found,) = told(files, *KINDS)
    assert (found.kind, place(found)) == ("parity-headings", ("docs/fr/guide.md", 5))


def test_the_version_behind_is_said_with_its_day_and_the_commits_it_missed(capstone: Capstone) -> None:
    capstone.commit({"docs/fr/guide.md": french(), "docs/en/guide.md": english()}, when="2026-01-05T09:00:00")
    capstone.commit({"docs/fr/guide.md": french(MORE)}, when="2026-02-01T09:00:00")
    capstone.commit({"docs/fr/guide.md": french(MORE + "\nC’est tout.\n")}, when="2026-02-03T09:00:00")
    (found,) = capstone.remarks("behind")
    assert (found.path, found.about) == ("docs/en/guide.md", ("docs/fr/guide.md",))
    assert found.values == {"day": "2026-01-05", "n": 2, "twin": "docs/fr/guide.md"}
    assert "depuis le 05/01/2026 ; depuis, 2 commits ont changé docs/fr/guide.md seul" in said(found, "fr")
    capstone.commit({"docs/en/guide.md": english("That is all.\n")}, when="2026-02-04T09:00:00")
    assert capstone.remarks("behind") == []
