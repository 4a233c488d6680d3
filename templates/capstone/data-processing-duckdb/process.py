"""Processing: from the newest raw file to clean loans in DuckDB and Parquet, with a report on their quality.

    python process.py --data ../data

Writes `clean/warehouse.duckdb` (tables `loans` and `rejected`, with their constraints), `clean/loans/year=…/*.parquet`
and `output/quality.json`. It starts again from the raw layer each time, so the same raw file gives the same result.
When too many rows are rejected it stops with 1 and leaves the last good result in place.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import duckdb
from cleaning import CleanRow, RejectedRowError, Rules, clean, read_rules

LOANS = """
CREATE TABLE loans (
    loan_id     VARCHAR PRIMARY KEY,
    item_id     VARCHAR NOT NULL,
    item        VARCHAR NOT NULL,
    category    VARCHAR NOT NULL CHECK (category IN ({categories})),
    borrowed_on DATE NOT NULL,
    due_on      DATE NOT NULL CHECK (due_on >= borrowed_on),
    returned_on DATE CHECK (returned_on IS NULL OR returned_on >= borrowed_on),
    deposit     DECIMAL(8, 2) CHECK (deposit IS NULL OR deposit >= 0),
    repairs     VARCHAR  -- names of what was repaired, or nothing
)
"""
REJECTED = "CREATE TABLE rejected (line INTEGER NOT NULL, reason VARCHAR NOT NULL, row VARCHAR NOT NULL)"
EXPORT = """
COPY (SELECT *, year(borrowed_on) AS year FROM loans ORDER BY loan_id)
TO '{folder}' (FORMAT parquet, PARTITION_BY (year))
"""


class ProcessingError(Exception):
    """There is nothing to process, or it is not good enough; the message says why."""


@dataclass
class Counts:
    """What cleaning met, for the quality report."""

    read: int = 0
    kept: int = 0
    duplicates: int = 0
    repaired: int = 0
    repairs: Counter[str] = field(default_factory=Counter)
    rejections: Counter[str] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)


def newest_raw(data: Path) -> Path:
    """Return the raw file that was collected last."""
    manifest = data / "raw" / "manifest.json"
    if not manifest.is_file():
        raise ProcessingError("nothing was collected yet")
    return data / "raw" / str(json.loads(manifest.read_text("utf-8"))[-1]["file"])


def read_rows(raw: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Give each row with its line, one at a time: the memory needed does not grow with the file."""
    with raw.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        reader = csv.DictReader(file, delimiter=";", restval="")
        try:
            for row in reader:
                row.pop(None, None)  # what lies beyond the last column
                yield reader.line_num, row
        except csv.Error as error:
            raise ProcessingError(f"{raw.name} cannot be read as CSV: {error}") from None


def sort_out(raw: Path, rules: Rules, work: Path) -> Counts:
    """Write loans.csv and rejected.csv into `work` from the raw file."""
    counts, seen = Counts(), dict[str, int]()
    with (
        (work / "loans.csv").open("w", encoding="utf-8", newline="") as kept_file,
        (work / "rejected.csv").open("w", encoding="utf-8", newline="") as rejected_file,
    ):
        kept, rejected = csv.writer(kept_file), csv.writer(rejected_file)
        for line, row in read_rows(raw):
            counts.read += 1
            counts.missing.update(name for name, text in row.items() if text.strip().casefold() in rules.missing)
            try:
                loan = clean(row, rules)
                again = already_seen(loan, seen)
            except RejectedRowError as reason:
                counts.rejections[str(reason)] += 1
                rejected.writerow([line, reason, json.dumps(row, ensure_ascii=False)])
                continue
            if again:
                counts.duplicates += 1
                continue
            counts.kept += 1
            counts.repaired += bool(loan.repairs)
            counts.repairs.update(loan.repairs)
            kept.writerow(columns(loan))
    return counts


def already_seen(loan: CleanRow, seen: dict[str, int]) -> bool:
    """Tell whether a loan was met before, once cleaned; two different loans under one number are not a duplicate."""
    content = hash(replace(loan, repairs=()))  # not the loan itself: this is all that grows with the file
    if loan.loan_id not in seen:
        seen[loan.loan_id] = content
        return False
    if seen[loan.loan_id] != content:
        raise RejectedRowError("conflicting-duplicate")
    return True


def columns(loan: CleanRow) -> list[object]:
    """Return the columns of the table `loans`, in its order."""
    dates = [day.isoformat() if day else "" for day in (loan.borrowed_on, loan.due_on, loan.returned_on)]
    return [loan.loan_id, loan.item_id, loan.item, loan.category, *dates, loan.deposit, " ".join(loan.repairs)]


def load(work: Path, rules: Rules) -> None:
    """Load the two files into a new warehouse, whose constraints have the last word, and export the Parquet files."""
    categories = ", ".join(f"'{name}'" for name in sorted(set(rules.categories.values())))
    (work / "clean").mkdir()
    with duckdb.connect(str(work / "clean" / "warehouse.duckdb")) as warehouse:
        warehouse.execute(LOANS.format(categories=categories))
        warehouse.execute(REJECTED)
        for table in ("loans", "rejected"):
            file = work / f"{table}.csv"
            if file.stat().st_size:
                warehouse.execute(f"COPY {table} FROM '{quoted(file)}' (FORMAT csv, HEADER false, NULLSTR '')")
        warehouse.execute(EXPORT.format(folder=quoted(work / "clean" / "loans")))


def quoted(path: Path) -> str:
    """Return a path ready for an SQL literal: DuckDB takes no parameter there."""
    return path.as_posix().replace("'", "''")


def quality(counts: Counts, raw: Path) -> dict[str, Any]:
    """Return the quality report; `score` is the share of the distinct rows that can be used."""
    distinct = counts.read - counts.duplicates
    return {
        "source": raw.name,
        "rows_read": counts.read,
        "rows_kept": counts.kept,
        "duplicates": counts.duplicates,
        "rejected": counts.rejections.total(),
        "repaired": counts.repaired,
        "score": round(counts.kept / distinct, 4) if distinct else 0.0,
        "repairs": dict(sorted(counts.repairs.items())),
        "rejections": dict(sorted(counts.rejections.items())),
        "missing": dict(sorted(counts.missing.items())),
    }


def refuse_poor(report: dict[str, Any], rules: Rules) -> None:
    """Stop a batch that would replace good data by poor data."""
    if not report["rows_kept"]:
        raise ProcessingError("no row can be used")
    share = report["rejected"] / report["rows_read"]
    if share > rules.most_rejected:
        raise ProcessingError(f"{share:.0%} of the rows are rejected: {report['rejections']}")


def publish(work: Path, data: Path, report: dict[str, Any]) -> None:
    """Replace the last result by the new one, by renaming: nobody reads half a result."""
    clean_layer, old, output = data / "clean", work / "old", data / "output"
    if clean_layer.exists():
        clean_layer.rename(old)
    (work / "clean").rename(clean_layer)
    output.mkdir(parents=True, exist_ok=True)
    waiting = output / "quality.json.part"
    waiting.write_text(json.dumps(report, indent=2, ensure_ascii=False), "utf-8")
    waiting.replace(output / "quality.json")


def process(data: Path) -> dict[str, Any]:
    """Process the newest raw file of `data`; return the quality report."""
    raw, rules = newest_raw(data), read_rules()
    with tempfile.TemporaryDirectory(dir=data) as folder:
        work = Path(folder)
        report = quality(sort_out(raw, rules, work), raw)
        refuse_poor(report, rules)
        load(work, rules)
        publish(work, data, report)
    return report


def main(arguments: Sequence[str] | None = None) -> int:
    """Process once; 1 when it cannot be done."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args(arguments)
    try:
        report = process(options.data)
    except ProcessingError as error:
        sys.stderr.write(f"processing: {error}\n")
        return 1
    sys.stdout.write(f"processing: {json.dumps(report, ensure_ascii=False)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
