"""Whole processes against a peer, on repositories made here: how long a person waits, as ratios.

    python benchmarks/compare.py [--pairs N] [--keep FOLDER] [--only CASE]…

Installs this checkout and the peer, each in a private environment, makes the repositories, then runs the two commands
in turn, A B A B. Prints medians and, for the ratio of each pair, median, least and most. Asserts nothing: a machine
that does something else makes every figure larger. Needs git, a network for the installation, Linux or macOS.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
import tempfile
import venv
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from making import REPOSITORIES, described, repository
from measuring import Command, Cost, cost, load, run, spread

ROOT = Path(__file__).resolve().parents[1]
PEER = ("repo-review[cli]==1.3.0", "sp-repo-review==2026.8.14")


class Case(NamedTuple):
    """What is run: on which repository, with which cache.

    cache: none (nothing is kept) · full (the same was checked before) · changed (the same but for one document).
    """

    name: str
    repository: str
    cache: str = "none"


CASES = (
    Case("help", ""),
    Case("ordinary", "ordinary"),
    Case("ordinary, again", "ordinary", "full"),
    Case("ordinary, one changed", "ordinary", "changed"),
    Case("documents", "documents"),
    Case("documents, again", "documents", "full"),
    Case("documents, one changed", "documents", "changed"),
    Case("files", "files"),
    Case("commits", "commits"),
)


def main() -> int:
    """Install, make, measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pairs", type=int, default=11, help="how often each pair is run (11)")
    parser.add_argument("--keep", type=Path, help="folder to keep environments and repositories in, for a next run")
    parser.add_argument("--only", action="append", choices=[one.name for one in CASES], help="this case; may repeat")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="jalon-compare-") as folder:
        work = (given.keep or Path(folder)).resolve()
        ours, peer = installed(work / "jalon", str(ROOT)) / "jalon", installed(work / "peer", *PEER) / "repo-review"
        say(f"load before: {load()} · {os.cpu_count()} cores · Python {platform.python_version()}")
        say(f"{given.pairs} pairs, A = jalon, B = {' + '.join(PEER)}\n")
        say("| case | A, s | B, s | A / B: median (min–max) | processor A / B: median (min–max) | A, MB | B, MB |")
        say("| --- | --- | --- | --- | --- | --- | --- |")
        seconds = {one.name: row(one, work, (str(ours), str(peer)), given.pairs) for one in wanted(given.only)}
        for name in ("documents, again", "documents, one changed"):
            if name in seconds and "documents" in seconds:
                say(f"\n{name}: {seconds['documents'] / seconds[name]:.1f} times faster than without the cache")
        say(f"\nload after: {load()}")
    return 0


def wanted(names: list[str] | None) -> list[Case]:
    """The cases of those names, all of them when none is given."""
    return [one for one in CASES if not names or one.name in names]


def row(case: Case, work: Path, programs: tuple[str, str], pairs: int) -> float:
    """Measure a case and print its row: each command once to warm the disk, then in turn. Gives A's seconds."""
    ours, peer = programs
    if case.repository:
        made = repository(work / case.repository, REPOSITORIES[case.repository])
        commands: tuple[Command, Command] = (ours, "check", str(made)), (peer, str(made))
        name = f"{case.name}: {described(made)}"
    else:
        commands, name, made = ((ours, "--help"), (peer, "--help")), "`--help`", work
    with tempfile.TemporaryDirectory(prefix="jalon-compare-cache-") as cache:
        given = {"JALON_NO_CACHE": "1"} if case.cache == "none" else {"JALON_CACHE_DIR": cache, "JALON_NO_CACHE": ""}
        change = changing(made / "docs") if case.cache == "changed" else lambda _: None

        def pair(number: int) -> tuple[Cost, Cost]:
            change(number)
            return cost(commands[0], given), cost(commands[1])

        pair(0)
        found = [pair(number) for number in range(1, pairs + 1)]
        change(0)
    return told(name, found)


def changing(folder: Path) -> Callable[[int], None]:
    """What changes one document so that it was never seen before; 0 gives it back as it was."""
    path = next(one for one in sorted(folder.rglob("*.md")))
    text = path.read_text(encoding="utf-8")

    def change(number: int) -> None:
        path.write_text(text + f"\nRelu le {number} mars 2027.\n" * (number > 0), encoding="utf-8")

    return change


def told(name: str, found: list[tuple[Cost, Cost]]) -> float:
    """Print the row of what was measured, and give the median of A's seconds."""
    ours, peers = zip(*found, strict=True)
    a, b = (statistics.median(one.clock for one in side) for side in (ours, peers))
    clock = spread(one.clock / other.clock for one, other in found)
    processor = spread(one.processor / other.processor for one, other in found)
    memory = " | ".join(f"{max(one.memory for one in side):.0f}" for side in (ours, peers))
    say(f"| {name} | {a:.3f} | {b:.3f} | {clock} | {processor} | {memory} |")
    return a


def installed(folder: Path, *what: str) -> Path:
    """The folder of programs of an environment that holds `what`; made unless it is there."""
    programs = folder / "bin"
    if not (folder / "ready").is_file():
        venv.create(folder, with_pip=True, clear=True)
        run([str(programs / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *what])
        (folder / "ready").touch()
    return programs


def say(text: str) -> None:
    """One line, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
