"""The chain on the data set of this repository: it runs, runs again, and what it gives can be trusted."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import batch
import duckdb
import pytest

PACKAGE = json.loads((batch.HERE / "datapackage.json").read_text("utf-8"))
FIELDS = {resource["name"]: resource["schema"]["fields"] for resource in PACKAGE["resources"] if "schema" in resource}
Query = Callable[[str], list[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run the whole chain once, as the schedule does."""
    folder = tmp_path_factory.mktemp("layers")
    assert batch.main(["--data", str(folder)]) == 0
    return folder


@pytest.fixture
def query(data: Path) -> Query:
    """Ask the clean layer."""

    def ask(sql: str) -> list[tuple[Any, ...]]:
        with duckdb.connect() as database:
            files = f"{(data / 'clean' / 'loans').as_posix()}/**/*.parquet"
            database.execute("SET VARIABLE files = ?", [files])
            database.execute("CREATE VIEW loans AS FROM read_parquet(getvariable('files'), hive_partitioning = true)")
            return database.execute(sql).fetchall()

    return ask


def read(data: Path, name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((data / "output" / name).read_text("utf-8"))
    return content


def test_running_again_changes_nothing_but_the_journal(data: Path) -> None:
    before = {name: read(data, name) for name in ("quality.json", "indicators.json")}
    raw = sorted(path.name for path in (data / "raw").iterdir())
    assert batch.main(["--data", str(data)]) == 0
    assert {name: read(data, name) for name in before} == before
    assert sorted(path.name for path in (data / "raw").iterdir()) == raw
    lines = (data / "output" / "journal.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["good"] for line in lines] == [True] * len(lines)
    assert len(lines) >= 2


def test_every_row_is_accounted_for(data: Path, query: Query) -> None:
    quality = read(data, "quality.json")
    assert quality["rows_read"] == quality["rows_kept"] + quality["duplicates"] + quality["rejected"]
    assert query("SELECT count(*) FROM loans") == [(quality["rows_kept"],)]
    assert sum(quality["rejections"].values()) == quality["rejected"]


def test_the_data_is_good_enough_to_decide_with(data: Path) -> None:
    assert read(data, "quality.json")["score"] >= 0.95


@pytest.mark.parametrize(
    "mistake",
    [
        "due_on < borrowed_on",
        "returned_on < borrowed_on",
        "deposit < 0",
        "item != trim(item)",
        "returned_on - borrowed_on > 365",
        "year != year(borrowed_on)",
    ],
)
def test_no_clean_loan_is_impossible(query: Query, mistake: str) -> None:
    assert query(f"SELECT * FROM loans WHERE {mistake}") == []


def test_an_item_is_lent_to_one_person_at_a_time(query: Query) -> None:
    overlaps = (
        "SELECT a.loan_id, b.loan_id FROM loans a JOIN loans b USING (item_id)"
        " WHERE a.loan_id < b.loan_id AND a.borrowed_on < b.returned_on AND b.borrowed_on < a.returned_on"
    )
    assert query(overlaps) == []


def test_the_description_says_what_is_in_the_files(query: Query) -> None:
    raw = batch.HERE / next(resource["path"] for resource in PACKAGE["resources"] if resource["name"] == "raw")
    with raw.open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file, delimiter=";")) == [field["name"] for field in FIELDS["raw"]]
    kinds = {"VARCHAR": "string", "DATE": "date", "DECIMAL(8,2)": "number", "BIGINT": "integer"}
    columns = [(name, kinds[kind]) for name, kind, *_ in query("DESCRIBE loans")]
    assert columns == [(field["name"], field["type"]) for field in FIELDS["loans"]]


@pytest.mark.parametrize("field", FIELDS["loans"], ids=lambda field: field["name"])
def test_the_clean_layer_keeps_the_constraints_of_its_description(query: Query, field: dict[str, Any]) -> None:
    name, constraints = field["name"], field.get("constraints", {})
    if constraints.get("required"):
        assert query(f"SELECT * FROM loans WHERE {name} IS NULL") == []
    if constraints.get("unique"):
        assert query(f"SELECT count(*) - count(DISTINCT {name}) FROM loans") == [(0,)]
    if "enum" in constraints:
        assert {value for (value,) in query(f"SELECT DISTINCT {name} FROM loans")} <= set(constraints["enum"])


def stage(root: Path, folder: str, script: str, code: int) -> None:
    (root / folder).mkdir()
    (root / folder / script).write_text(
        f"import pathlib, sys\npathlib.Path(sys.argv[2], '{folder}').touch()\nsys.exit({code})\n", "utf-8"
    )


def test_stages_run_in_order_and_stop_at_the_first_failure(tmp_path: Path) -> None:
    stage(tmp_path, "data-analysis-a", "analyse.py", 0)
    stage(tmp_path, "data-processing-b", "process.py", 3)
    stage(tmp_path, "data-processing-a", "process.py", 0)
    stage(tmp_path, "data-collection-z", "collect.py", 0)
    data = tmp_path / "data"
    data.mkdir()
    assert batch.run(data, tmp_path) is False
    line = json.loads((data / "output" / "journal.jsonl").read_text("utf-8"))
    assert [(entry["stage"], entry["code"]) for entry in line["stages"]] == [
        ("data-collection-z", 0),
        ("data-processing-a", 0),
        ("data-processing-b", 3),
    ]
    assert not (data / "data-analysis-a").exists()


def test_without_any_stage_the_batch_fails(tmp_path: Path) -> None:
    assert batch.run(tmp_path, tmp_path) is False


def test_the_schedule_counts_from_start_to_start() -> None:
    class StopError(Exception):
        """Ends the endless loop."""

    waits: list[float] = []

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 2:
            raise StopError

    with pytest.raises(StopError):
        batch.repeat(lambda: False, 24, sleep)
    assert [round(wait / 3600, 2) for wait in waits] == [24, 24]
