"""The indicators, on loans that can be counted by hand."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import analyse
import duckdb
import pytest

QUALITY = {"rows_read": 9, "rows_kept": 5, "duplicates": 2, "rejected": 2, "repaired": 1, "score": 0.7143, "more": 1}
LOANS = [
    # loan, item, category, borrowed, due, returned, deposit
    ("P1", "A-1", "garden", "2025-01-01", "2025-01-05", "2025-01-05", "20.00"),  # Wednesday, on time, 4 days
    ("P2", "A-2", "garden", "2025-01-06", "2025-01-08", "2025-01-16", "30.00"),  # Monday, late, 10 days
    ("P3", "A-1", "garden", "2025-03-03", "2025-03-10", "2025-03-09", None),  # Monday, on time, 6 days
    ("P4", "B-1", "kitchen", "2025-03-05", "2025-03-08", None, "10.00"),  # still out after its due day: late
    ("P5", "B-1", "kitchen", "2025-03-10", "2025-03-20", None, "10.00"),  # still out, not yet due
]


def write_layers(data: Path, loans: list[tuple[Any, ...]]) -> None:
    (data / "output").mkdir()
    (data / "output" / "quality.json").write_text(json.dumps(QUALITY), "utf-8")
    (data / "clean").mkdir()
    with duckdb.connect() as database:
        database.execute(
            "CREATE TABLE loans (loan_id VARCHAR, item_id VARCHAR, category VARCHAR, borrowed_on DATE, due_on DATE,"
            " returned_on DATE, deposit DECIMAL(8, 2))"
        )
        database.executemany("INSERT INTO loans VALUES (?, ?, ?, ?, ?, ?, ?)", loans)
        folder = (data / "clean" / "loans").as_posix()
        database.execute(
            f"COPY (SELECT *, year(borrowed_on) AS year FROM loans) TO '{folder}' (FORMAT parquet, PARTITION_BY (year))"
        )


@pytest.fixture
def indicators(tmp_path: Path) -> dict[str, Any]:
    write_layers(tmp_path, LOANS)
    return analyse.analyse(tmp_path, date(2026, 6, 1))


def test_the_period_goes_from_the_first_loan_to_the_last_day_known(indicators: dict[str, Any]) -> None:
    assert indicators["period"] == {"from": "2025-01-01", "to": "2025-03-10"}
    assert indicators["generated_on"] == "2026-06-01"


def test_totals(indicators: dict[str, Any]) -> None:
    assert indicators["totals"] == {
        "loans": 5, "items": 3, "late_rate": 0.4, "median_days": 6.0, "mean_deposit": 17.5,
    }  # fmt: skip


def test_a_month_without_a_loan_is_shown_empty(indicators: dict[str, Any]) -> None:
    assert indicators["months"] == [
        {"month": "2025-01", "loans": 2, "late": 1},
        {"month": "2025-02", "loans": 0, "late": 0},
        {"month": "2025-03", "loans": 3, "late": 1},
    ]


def test_categories_tell_how_much_their_items_are_used(indicators: dict[str, Any]) -> None:
    # 69 days. Garden: (5 + 11 + 7) days of 2 × 69. Kitchen: (6 + 1) days of 69.
    assert indicators["categories"] == [
        {"category": "garden", "loans": 3, "late_rate": 0.3333, "utilisation": 0.1667, "median_days": 6.0},
        {"category": "kitchen", "loans": 2, "late_rate": 0.5, "utilisation": 0.1014, "median_days": None},
    ]


def test_weekdays_begin_on_monday(indicators: dict[str, Any]) -> None:
    assert indicators["weekdays"] == [{"weekday": 1, "loans": 3}, {"weekday": 3, "loans": 2}]


def test_the_quality_of_the_source_goes_with_the_figures(indicators: dict[str, Any]) -> None:
    assert indicators["quality"] == {name: value for name, value in QUALITY.items() if name != "more"}


def test_nothing_to_analyse_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert analyse.main(["--data", str(tmp_path)]) == 1
    assert "nothing was processed yet" in capsys.readouterr().err


def test_the_result_is_written_for_the_api(tmp_path: Path) -> None:
    write_layers(tmp_path, LOANS)
    assert analyse.main(["--data", str(tmp_path)]) == 0
    written = json.loads((tmp_path / "output" / "indicators.json").read_text("utf-8"))
    assert written["totals"]["loans"] == 5
