"""The formats that the other tests rely on hold the same text."""

from __future__ import annotations

import pytest

from tests.facts.documents.builders import document, outline
from tests.positive.helpers import Files, as_asciidoc, as_docx, as_html, as_odt, as_pdf, as_xlsx, without

TEXT = """# Étude du lavoir

Étude menée par Lou Exemple, qui coûte 1 250 € : l’« œuvre » est à 3 km.

## Coûts

| Poste | Montant |
| --- | --- |
| Hébergement | 144 € |
| Journées | 1 106 € |

- un premier point
- un **second** point

## Suite

On continue le 12 mars 2026, après l’avis de la mairie.

La mairie prête une salle, deux personnes y reçoivent les habitants le mercredi soir, de la rentrée à la fin du mois
de juin.
"""
FILES: Files = {"etude.md": TEXT}
RENDERED = {
    "docx": lambda: as_docx(FILES, "*.md"),
    "odt": lambda: as_odt(FILES, "*.md"),
    "html": lambda: as_html(FILES, "*.md"),
    "adoc": lambda: as_asciidoc(FILES, "*.md"),
    "pdf": lambda: as_pdf(FILES, "*.md", "etude.pdf"),
    "md": lambda: FILES,
}


@pytest.mark.parametrize("suffix", RENDERED)
def test_every_format_holds_the_same_headings_tables_and_sentences(suffix: str) -> None:
    one = document(f"etude.{suffix}", RENDERED[suffix]()[f"etude.{suffix}"])
    assert [heading for _, heading in outline(one)][-3:] == ["Étude du lavoir", "Coûts", "Suite"]
    tables = [table for section in one.sections for table in section.tables]
    assert [table.header for table in tables] == [("Poste", "Montant")]
    assert tables[0].rows == (("Hébergement", "144 €"), ("Journées", "1 106 €"))
    said = " ".join(paragraph.text for section in one.sections for paragraph in section.paragraphs)
    for sentence in ("qui coûte 1 250 € : l’« œuvre » est à 3 km", "un second point", "après l’avis de la mairie"):
        assert sentence in said.replace("\u00a0", " ")


def test_a_workbook_has_a_sheet_for_each_register() -> None:
    files = as_xlsx(
        {"suivi/risques.csv": "Risque,Note\nCrue,6\n", "suivi/budget.csv": "Poste,Euros\nBois,40\n"},
        "suivi/*",
        "S.xlsx",
    )
    one = document("S.xlsx", files["S.xlsx"])
    assert sorted(heading for _, heading in outline(one)) == ["budget", "risques"]


def test_a_twin_loses_its_section_and_nothing_else() -> None:
    assert without(FILES, "etude.md", "Coûts")["etude.md"] == TEXT.replace(
        TEXT[TEXT.index("## Coûts") : TEXT.index("## Suite")], ""
    )
    assert without({**FILES, "autre.md": "# Autre\n"}, "etude.md") == {"autre.md": "# Autre\n"}
