"""Analysis: the figures that help to decide what to buy, to repair and when to open, from the clean loans.

    python analyse.py --data ../data

Reads `clean/loans/**/*.parquet` and `output/quality.json`, writes `output/indicators.json`, which the API serves.
The figures are counted up to the last day that the data knows, so the same data gives the same figures.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb

QUALITY = ("rows_read", "rows_kept", "duplicates", "rejected", "repaired", "score")

# A loan that is still out is counted up to the last day known; it is late when it came back, or is still out, after
# its due day. Both days of a loan count as used.
LOANS = """
CREATE VIEW loans AS
WITH source AS (FROM read_parquet(getvariable('files'), hive_partitioning = true)),
     last AS (SELECT greatest(max(borrowed_on), max(returned_on)) AS day FROM source)
SELECT source.*,
       last.day AS last_day,
       coalesce(returned_on, greatest(last.day, borrowed_on)) AS until,
       until > due_on AS late,
       until - borrowed_on + 1 AS days
FROM source, last
"""
PERIOD = 'SELECT min(borrowed_on) AS "from", max(last_day) AS "to" FROM loans'
TOTALS = """
SELECT count(*) AS loans,
       count(DISTINCT item_id) AS items,
       round(avg(late::INT), 4) AS late_rate,
       median(returned_on - borrowed_on)::DOUBLE AS median_days,
       round(avg(deposit)::DOUBLE, 2) AS mean_deposit
FROM loans
"""
MONTHS = """
WITH months AS (
    SELECT unnest(generate_series(date_trunc('month', min(borrowed_on)), max(borrowed_on), INTERVAL 1 MONTH))
        AS first_day
    FROM loans
)
SELECT strftime(first_day, '%Y-%m') AS month, count(loan_id) AS loans, coalesce(count_if(late), 0) AS late
FROM months LEFT JOIN loans ON date_trunc('month', borrowed_on) = first_day GROUP BY month ORDER BY month
"""
CATEGORIES = """
WITH period AS (SELECT max(last_day) - min(borrowed_on) + 1 AS length FROM loans)
SELECT category,
       count(*) AS loans,
       round(avg(late::INT), 4) AS late_rate,
       round(least(sum(days) / (count(DISTINCT item_id) * any_value(length)), 1), 4) AS utilisation,
       median(returned_on - borrowed_on)::DOUBLE AS median_days
FROM loans, period GROUP BY category ORDER BY loans DESC, category
"""
WEEKDAYS = "SELECT isodow(borrowed_on) AS weekday, count(*) AS loans FROM loans GROUP BY weekday ORDER BY weekday"


class AnalysisError(Exception):
    """There is nothing to analyse; the message says why."""


def rows(database: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    """Return the rows of a query, dates as ISO text."""
    result = database.execute(query)
    names = [str(column[0]) for column in result.description or ()]
    return [
        {name: value.isoformat() if isinstance(value, date) else value for name, value in zip(names, row, strict=True)}
        for row in result.fetchall()
    ]


def analyse(data: Path, today: date | None = None) -> dict[str, Any]:
    """Count the indicators from the clean layer of `data`."""
    clean, report = data / "clean" / "loans", data / "output" / "quality.json"
    if not report.is_file() or not any(clean.rglob("*.parquet")):
        raise AnalysisError("nothing was processed yet")
    quality = json.loads(report.read_text("utf-8"))
    with duckdb.connect() as database:
        database.execute("SET VARIABLE files = ?", [f"{clean.as_posix()}/**/*.parquet"])
        database.execute(LOANS)
        return {
            "generated_on": (today or datetime.now(UTC).date()).isoformat(),
            "period": rows(database, PERIOD)[0],
            "quality": {name: quality[name] for name in QUALITY},
            "totals": rows(database, TOTALS)[0],
            "months": rows(database, MONTHS),
            "categories": rows(database, CATEGORIES),
            "weekdays": rows(database, WEEKDAYS),
        }


def main(arguments: Sequence[str] | None = None) -> int:
    """Analyse once; 1 when it cannot be done."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args(arguments)
    try:
        indicators = analyse(options.data)
    except AnalysisError as error:
        sys.stderr.write(f"analysis: {error}\n")
        return 1
    waiting = options.data / "output" / "indicators.json.part"
    waiting.write_text(json.dumps(indicators, indent=2, ensure_ascii=False), "utf-8")
    waiting.replace(options.data / "output" / "indicators.json")
    sys.stdout.write(f"analysis: {json.dumps(indicators['totals'])}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
