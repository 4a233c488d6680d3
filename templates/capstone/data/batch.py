"""The batch: collection, processing, analysis, one after the other, whatever folders were chosen for each.

    .venv/bin/python data/batch.py               once: for cron, a schedule of the pipeline, or by hand
    .venv/bin/python data/batch.py --every 24    again every 24 hours: for a container

A stage is the folder `data-<stage>-<choice>` at the root and its script: collect.py, process.py or analyse.py, called
with `--data FOLDER`. They meet only through the files of that folder, which datapackage.json describes: raw/, clean/,
output/. A stage that fails stops the batch with 1, and the last good indicators stay in place. Each run adds a line to
output/journal.jsonl.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
STAGES = {"collection": "collect.py", "processing": "process.py", "analysis": "analyse.py"}
HOUR = 3600  # seconds


def scripts(root: Path) -> list[Path]:
    """Return the scripts to run, in order; within a stage, by the name of the folder."""
    return [script for stage, name in STAGES.items() for script in sorted(root.glob(f"data-{stage}-*/{name}"))]


def run_script(script: Path, data: Path) -> dict[str, object]:
    """Run one script; return its name, exit code and duration in seconds."""
    start = time.monotonic()
    code = subprocess.run([sys.executable, script.name, "--data", str(data)], cwd=script.parent, check=False).returncode
    return {"stage": script.parent.name, "code": code, "seconds": round(time.monotonic() - start, 2)}


def run(data: Path, root: Path) -> bool:
    """Run the whole chain on `data`; stop at the first failure. Return whether all went well."""
    started, stages = datetime.now(UTC), list[dict[str, object]]()
    for script in scripts(root):
        stages.append(run_script(script, data))
        if stages[-1]["code"] != 0:
            break
    good = bool(stages) and all(stage["code"] == 0 for stage in stages)
    line = {"started_at": started.isoformat(timespec="seconds"), "good": good, "stages": stages}
    (data / "output").mkdir(parents=True, exist_ok=True)
    with (data / "output" / "journal.jsonl").open("a", encoding="utf-8", newline="\n") as journal:
        journal.write(json.dumps(line) + "\n")
    return good


def repeat(once: Callable[[], bool], hours: float, sleep: Callable[[float], None] = time.sleep) -> None:
    """Run again and again, counted from start to start; a failure waits for the next turn like a success."""
    while True:
        start = time.monotonic()
        once()
        sleep(max(0.0, hours * HOUR - (time.monotonic() - start)))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run once, or for ever with --every; 1 when a stage failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=HERE, help="folder of the layers")
    parser.add_argument("--every", type=float, metavar="HOURS", help="run again after so many hours, for ever")
    options = parser.parse_args(arguments)
    data = options.data.resolve()
    if options.every is not None:
        repeat(lambda: run(data, HERE.parent), options.every)
    return 0 if run(data, HERE.parent) else 1


if __name__ == "__main__":
    sys.exit(main())
