"""CSV, TSV, workbooks and sheets: separators, encodings, headers under blank rows, dates, places of cells."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.facts.documents.builders import document, odf, outline, texts, xlsx

from jalon.facts.documents import limits
from jalon.facts.documents.delimited import separator_of
from jalon.facts.documents.grid import column_name
from jalon.facts.documents.xlsx import Look, shown
from jalon.facts.model import At, Table


def only_table(path: str, data: bytes | str) -> Table:
    (section,) = document(path, data).sections
    (table,) = section.tables
    return table


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_separators(separator: str) -> None:
    rows = (
        ("id", "risque", "gravité"),
        ("R1", "Panne du serveur", "3"),
        ("R2", "Départ, d'un développeur; ou deux", "2"),
    )
    text = "\n".join(separator.join(f'"{cell}"' if separator in cell else cell for cell in row) for row in rows)
    assert only_table("risks.csv", text) == Table(rows[0], rows[1:], At(line=1), lines=(2, 3))


def test_title_rows_blank_rows_and_the_encoding_of_old_spreadsheets() -> None:
    text = "Tableau des risques;;\r\n;;\r\nid;libellé;gravité\r\nR1;Vol de données;élevée\r\n;;\r\nR2;Retard;faible\r\n"
    one = document("risks.csv", text.encode("cp1252"))
    assert texts(one) == ["Tableau des risques"]
    assert one.sections[0].tables == (
        Table(
            ("id", "libellé", "gravité"),
            (("R1", "Vol de données", "élevée"), ("R2", "Retard", "faible")),
            At(line=3),
            lines=(4, 6),
        ),
    )


def test_quoted_newlines_keep_the_lines() -> None:
    assert only_table("a.csv", 'nom,avis\n"A","sur\ndeux lignes"\nB,bien\n').lines == (2, 4)


def test_a_separator_that_the_spreadsheet_declares() -> None:
    assert only_table("a.csv", "sep=;\na;b\n1;2\n").header == ("a", "b")


def test_figures_alone_have_no_header() -> None:
    assert only_table("a.csv", "1,2\n3,4\n") == Table((), (("1", "2"), ("3", "4")), At(line=1), lines=(1, 2))


def test_a_schedule_may_have_dates_in_its_header() -> None:
    assert only_table("a.csv", "tâche;2025-03-03;2025-03-10\nmaquettes;x;\nbase;;x\n").header == (
        "tâche",
        "2025-03-03",
        "2025-03-10",
    )


def test_a_long_export_is_cut_and_says_so() -> None:
    one = document("a.csv", "id,valeur\n" + "".join(f"{n},x\n" for n in range(200_000)))
    (table,) = one.sections[0].tables
    assert (len(table.rows), table.cut, one.cut) == (limits.ROWS, True, True)


def test_a_giant_field_or_row_is_cut() -> None:
    one = document("a.csv", "id,valeur\n1," + "x" * 1_000_000 + "\n")
    assert one.cut
    wide = document("a.csv", ",".join(f"c{n}" for n in range(5_000)) + "\n" + ",".join("1" * 5_000) + "\n")
    assert all(len(table.header) <= limits.COLUMNS for table in wide.sections[0].tables)


def test_separator_of_hardly_anything() -> None:
    assert [separator_of(text) for text in ("", "a", "a;b", '"a;b",c')] == [",", ",", ";", ","]


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300) | st.text(alphabet='ab1,;\t|"\n é', max_size=300).map(str.encode))
def test_any_bytes_are_rows_of_one_width(data: bytes) -> None:
    from tests.facts.documents.builders import read_one

    one = read_one("a.csv", data)
    for section in getattr(one, "sections", ()):
        for table in section.tables:
            width = len(table.header) or len(table.rows[0])
            assert all(len(row) == width for row in table.rows)
            assert len(table.lines) == len(table.rows)


# --- xlsx ----------------------------------------------------------------------------------------------------------

BUDGET = """
<row r="1"><c r="A1" t="s"><v>0</v></c></row>
<row r="3"><c r="B3" t="s"><v>1</v></c><c r="C3" t="s"><v>2</v></c>
  <c r="D3" t="s"><v>3</v></c><c r="E3" t="s"><v>4</v></c></row>
<row r="4"><c r="B4" t="inlineStr"><is><r><t>Ser</t></r><r><t>veur</t></r></is></c><c r="C4" s="1"><v>45719</v></c>
  <c r="D4" s="3"><v>1200.5</v></c><c r="E4" s="2"><v>0.155</v></c></row>
<row r="6"><c r="B6" t="s"><v>5</v></c><c r="C6" s="1"><v>45719.5</v></c>
  <c r="D6"><f>SUM(D4)</f><v>1200.5</v></c><c r="E6" t="b"><v>1</v></c></row>
"""
STRINGS = ("Budget du projet", "poste", "date", "montant", "part", "Total")


def test_workbook() -> None:
    one = document("docs/budget.xlsx", xlsx({"Budget": BUDGET, "Vide": ""}, STRINGS))
    assert (one.title, one.format, outline(one)) == ("budget", "xlsx", [(1, "Budget")])
    (section,) = one.sections
    assert section.at == At(sheet="Budget")
    assert [(p.text, p.at) for p in section.paragraphs] == [("Budget du projet", At(sheet="Budget", cell="A1"))]
    assert section.tables == (
        Table(
            ("poste", "date", "montant", "part"),
            (("Serveur", "2025-03-03", "1200.5 €", "15.5 %"), ("Total", "2025-03-03T12:00", "1200.5", "true")),
            At(sheet="Budget", cell="B3"),
            name="Budget",
            lines=(4, 6),
        ),
    )


def test_dates_of_a_workbook_made_on_an_old_mac() -> None:
    rows = '<row><c t="inlineStr"><is><t>jour</t></is></c><c t="inlineStr"><is><t>fait</t></is></c></row>'
    rows += '<row><c s="1"><v>44257</v></c><c t="inlineStr"><is><t>oui</t></is></c></row>'
    one = document("a.xlsx", xlsx({"S": rows}, workbook='<workbookPr date1904="1"/>'))
    assert one.sections[0].tables[0].rows == (("2025-03-03", "oui"),)


@pytest.mark.parametrize(
    ("raw", "look", "expected"),
    [
        ("0.5", Look("time"), "12:00"),
        ("1.5", Look("elapsed"), "36:00"),
        ("45719", Look("date"), "2025-03-03"),
        ("-3", Look("date"), "-3"),
        ("1e300", Look("date"), "1e+300"),
        ("0.1", Look("percent"), "10 %"),
        ("3.0000000001", Look(), "3"),
        ("nan", Look(), "nan"),
        ("x", Look(), "x"),
    ],
)
def test_numbers_as_people_see_them(raw: str, look: Look, expected: str) -> None:
    assert shown(raw, look) == expected


def test_references_out_of_place_do_no_harm() -> None:
    cells = '<c r="ZZZ1" t="s"><v>9</v></c><c r="A1" t="s"><v>-1</v></c><c r="é" s="x"><v>1</v></c>'
    rows = f'<row r="99999999999">{cells}</row>'
    assert document("a.xlsx", xlsx({"S": rows})).format == "xlsx"


def test_column_names() -> None:
    assert [column_name(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


# --- ods -----------------------------------------------------------------------------------------------------------


def cell(text: str = "", kind: str = "string", value: str = "", times: int = 1) -> str:
    attribute = {"date": "date-value", "float": "value"}.get(kind)
    held = f' office:{attribute}="{value}"' if attribute else ""
    return (
        f'<table:table-cell office:value-type="{kind}"{held} table:number-columns-repeated="{times}">'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def test_sheets_of_an_ods() -> None:
    blank = '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
    rows = (
        f"{blank}<table:table-row>{cell('risque')}{cell('date')}{cell('coût')}</table:table-row>"
        f"<table:table-row>{cell('Panne')}{cell('03/03/25', 'date', '2025-03-03T00:00:00')}"
        f"{cell('1 200,50', 'float', '1200.5')}</table:table-row>"
        '<table:table-row table:number-rows-repeated="1048570">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    body = f'<office:spreadsheet><table:table table:name="Risques">{rows}</table:table></office:spreadsheet>'
    one = document("suivi.ods", odf(body))
    assert (one.title, dict(one.metadata)) == ("suivi", {"created": "2025-03-03"})
    assert one.sections[0].tables == (
        Table(
            ("risque", "date", "coût"),
            (("Panne", "2025-03-03", "1200.5"),),
            At(sheet="Risques", cell="A3"),
            name="Risques",
            lines=(4,),
        ),
    )


def test_a_repeated_row_is_bounded() -> None:
    row = f'<table:table-row table:number-rows-repeated="9999999">{cell("x", times=9_999_999)}</table:table-row>'
    body = f'<office:spreadsheet><table:table table:name="S">{row}</table:table></office:spreadsheet>'
    one = document("a.ods", odf(body))
    (table,) = one.sections[0].tables
    assert one.cut
    assert len(table.rows) * len(table.rows[0]) <= limits.TABLE_CELLS
