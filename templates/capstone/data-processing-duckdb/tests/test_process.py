"""From a raw file to the clean layer, and the quality that lets it through."""

import json
from pathlib import Path
from typing import Any

import duckdb
import process
import pytest

HEADER = "pret;objet;libelle;categorie;emprunt;retour_prevu;retour;caution"
GOOD = "P1;JAR-01;Taille-haie;jardin;2025-03-14;2025-03-21;;35,50"


def put_raw(data: Path, *lines: str) -> None:
    raw = data / "raw"
    raw.mkdir(exist_ok=True)
    (raw / "loans.csv").write_text("\n".join([HEADER, *lines]) + "\n", "utf-8")
    (raw / "manifest.json").write_text(json.dumps([{"file": "loans.csv"}]), "utf-8")


def loans(data: Path) -> list[tuple[Any, ...]]:
    with duckdb.connect() as database:
        files = (data / "clean" / "loans").as_posix() + "/**/*.parquet"
        return database.execute(
            "SELECT loan_id, category, returned_on, deposit, repairs FROM read_parquet(?) ORDER BY loan_id", [files]
        ).fetchall()


def test_duplicates_are_met_after_cleaning_and_conflicts_are_not_duplicates(tmp_path: Path) -> None:
    put_raw(
        tmp_path,
        GOOD,
        GOOD,
        GOOD.replace("P1", " p1").replace("2025-03-14", "14/03/2025"),
        *[GOOD.replace("P1", f"Q{number}") for number in range(20)],
        GOOD.replace("2025-03-21", "2025-03-28"),
    )
    report = process.process(tmp_path)
    assert (report["rows_read"], report["rows_kept"], report["duplicates"]) == (24, 21, 2)
    assert report["rejections"] == {"conflicting-duplicate": 1}
    assert report["score"] == round(21 / 22, 4)
    assert len(loans(tmp_path)) == 21


def test_empty_values_stay_empty(tmp_path: Path) -> None:
    put_raw(tmp_path, "P1;JAR-01;Taille-haie;jardin;2025-03-14;2025-03-21;-;NC")
    assert process.process(tmp_path)["missing"] == {"caution": 1, "retour": 1}
    assert loans(tmp_path) == [("P1", "garden", None, None, None)]


def test_the_same_raw_file_gives_the_same_result(tmp_path: Path) -> None:
    put_raw(tmp_path, GOOD, GOOD.replace("P1", "P2").replace("2025", "2024"))
    first = process.process(tmp_path), loans(tmp_path)
    assert (process.process(tmp_path), loans(tmp_path)) == first
    assert sorted(folder.name for folder in (tmp_path / "clean" / "loans").iterdir()) == ["year=2024", "year=2025"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["clean", "output", "raw"]


def test_rejected_rows_are_kept_with_their_line(tmp_path: Path) -> None:
    put_raw(tmp_path, *[GOOD.replace("P1", f"P{number}") for number in range(20)], "P99;JAR-01;x;divers;;;;")
    process.process(tmp_path)
    with duckdb.connect(str(tmp_path / "clean" / "warehouse.duckdb"), read_only=True) as warehouse:
        assert warehouse.execute("SELECT line, reason FROM rejected").fetchall() == [(22, "unknown-category")]


def test_too_many_rejections_leave_the_last_good_result(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put_raw(tmp_path, GOOD)
    process.process(tmp_path)
    put_raw(tmp_path, GOOD.replace("P1", "P2"), "P3;JAR-01;x;divers;;;;")
    assert process.main(["--data", str(tmp_path)]) == 1
    assert "50% of the rows are rejected: {'unknown-category': 1}" in capsys.readouterr().err
    assert [row[0] for row in loans(tmp_path)] == ["P1"]


@pytest.mark.parametrize("lines", [[], ["P3;JAR-01;x;divers;;;;"], ["", ";;"]])
def test_a_file_without_a_usable_row_is_refused(tmp_path: Path, lines: list[str]) -> None:
    put_raw(tmp_path, *lines)
    with pytest.raises(process.ProcessingError, match="no row can be used"):
        process.process(tmp_path)


def test_a_file_that_is_no_table_is_refused(tmp_path: Path) -> None:
    put_raw(tmp_path, '"' + "x" * 200_000)
    with pytest.raises(process.ProcessingError, match="cannot be read as CSV"):
        process.process(tmp_path)


def test_nothing_collected_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert process.main(["--data", str(tmp_path)]) == 1
    assert "nothing was collected yet" in capsys.readouterr().err


def test_a_row_with_too_many_or_too_few_values_does_not_stop_the_others(tmp_path: Path) -> None:
    put_raw(tmp_path, *[GOOD.replace("P1", f"P{number}") for number in range(20)], GOOD + ";more;values", "P99;JAR-01")
    assert process.process(tmp_path)["rows_kept"] == 20
