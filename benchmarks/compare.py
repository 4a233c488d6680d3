"""Whole processes against a peer, on repositories made here: how long a person waits, as ratios.

    python benchmarks/compare.py [--pairs N] [--keep FOLDER]

Installs this checkout and the peer, each in a private environment, makes the repositories, then runs the two commands
in turn, A B A B. Prints medians and, for the ratio of each pair, median, least and most. Asserts nothing: a machine
that does something else makes every figure larger. Needs git, a network for the installation, Linux or macOS.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
PEER = ("repo-review[cli]==1.3.0", "sp-repo-review==2026.8.14")
SEED = 38822
DAY = 86_400
START = 1_790_000_000  # seconds; any date will do, the same one makes the same repository

Command = tuple[str, ...]


class Cost(NamedTuple):
    """Seconds of one process: on the clock, and of the processor with its children."""

    clock: float
    processor: float


class Repository(NamedTuple):
    """What to make: files of code and of text, words of each text, commits."""

    name: str
    code: int
    texts: int
    words: int
    commits: int


REPOSITORIES = (
    Repository("ordinary", code=200, texts=50, words=900, commits=500),
    Repository("documents", code=50, texts=1_000, words=600, commits=100),
)


def main() -> int:
    """Install, make, measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pairs", type=int, default=11, help="how often each pair is run (11)")
    parser.add_argument("--keep", type=Path, help="folder to keep environments and repositories in, for a next run")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="jalon-compare-") as folder:
        work = (given.keep or Path(folder)).resolve()
        ours, peer = installed(work / "jalon", str(ROOT)) / "jalon", installed(work / "peer", *PEER) / "repo-review"
        say(f"load before: {load()} · {os.cpu_count()} cores · Python {platform.python_version()}")
        say(f"{given.pairs} pairs, A = jalon, B = {' + '.join(PEER)}\n")
        say("| case | A, s | B, s | A / B: median (min–max) | processor A / B: median (min–max) |")
        say("| --- | --- | --- | --- | --- |")
        compare("`--help`", (str(ours), "--help"), (str(peer), "--help"), given.pairs)
        for wanted in REPOSITORIES:
            made = repository(work / wanted.name, wanted)
            case = f"{wanted.name}: {described(made)}"
            compare(case, (str(ours), "check", str(made)), (str(peer), str(made)), given.pairs)
        say(f"\nload after: {load()}")
    return 0


# --- measuring -------------------------------------------------------------------------------------------------------


def compare(case: str, ours: Command, peer: Command, pairs: int) -> None:
    """One row: each command once to warm the caches, then in turn."""
    cost(ours), cost(peer)
    found = [(cost(ours), cost(peer)) for _ in range(pairs)]
    a, b = (statistics.median(one.clock for one in side) for side in zip(*found, strict=True))
    clock = spread(one.clock / other.clock for one, other in found)
    processor = spread(one.processor / other.processor for one, other in found)
    say(f"| {case} | {a:.3f} | {b:.3f} | {clock} | {processor} |")


def cost(command: Command) -> Cost:
    """What one run takes; one that says nothing, or ends in a traceback, measures nothing and stops everything."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, capture_output=True, check=False, env=environment())
    clock, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    if not done.stdout or b"Traceback" in done.stderr:
        sys.exit(f"{' '.join(command)} failed:\n{done.stderr.decode(errors='replace')}")
    return Cost(clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def environment() -> dict[str, str]:
    """The same for both: no colour, no folder of Python modules from outside."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")} | {"NO_COLOR": "1"}


def spread(ratios: Iterable[float]) -> str:
    """Median (least–most)."""
    known = sorted(ratios)
    return f"{statistics.median(known):.2f} ({known[0]:.2f}–{known[-1]:.2f})"


def load() -> str:
    """What the machine was doing: runnable processes over 1, 5 and 15 minutes."""
    return " ".join(f"{one:.2f}" for one in os.getloadavg())


def say(text: str) -> None:
    """One line, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


# --- what is compared ------------------------------------------------------------------------------------------------


def installed(folder: Path, *wanted: str) -> Path:
    """The folder of programs of an environment that holds `wanted`; made unless it is there."""
    programs = folder / "bin"
    if not (folder / "ready").is_file():
        venv.create(folder, with_pip=True, clear=True)
        run([str(programs / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *wanted])
        (folder / "ready").touch()
    return programs


def described(folder: Path) -> str:
    """What a repository holds, counted, so that a table says what was measured."""
    tracked = run(["git", "-C", str(folder), "ls-files"]).split()
    texts = [one for one in tracked if one.endswith((".md", ".csv"))]
    size = sum((folder / one).stat().st_size for one in texts) / 1000
    commits = run(["git", "-C", str(folder), "rev-list", "--count", "HEAD"]).strip()
    return f"{len(tracked)} files, {len(texts)} documents ({size:.0f} kB), {commits} commits"


def run(command: list[str], given: bytes | None = None) -> str:
    """What a command of our own prints; it must succeed."""
    done = subprocess.run(command, input=given, check=True, stdout=subprocess.PIPE, env=environment())
    return done.stdout.decode()


# --- repositories ----------------------------------------------------------------------------------------------------

WORDS = """
le projet la bibliothèque un jeu les adhérents une réservation le budget des coûts la décision un risque les tests le
déploiement une version la sécurité des données un utilisateur les besoins une étude le planning des jalons la veille
une source les indicateurs un écart les exigences une architecture le composant un service la recette une anomalie le
bénévole un samedi le guichet les retours une semaine avant après avec pour dans selon chaque deux trois quatre
"""
HEADINGS = (
    "Contexte", "Étude de faisabilité", "Budget", "Risques", "Veille", "Architecture", "Tests", "Déploiement",
    "Sécurité", "Compte rendu", "Indicateurs", "Accessibilité", "Décision", "Équipe", "Données",
)  # fmt: skip
PYTHON = '''"""Module {n}."""


def late_{n}(days: int, allowed: int = {a}) -> bool:
    """Whether a loan of that many days is late."""
    return days > allowed + {n}


def fee_{n}(days: int, rate: float = 0.5) -> float:
    """What a late return costs."""
    return max(0, days - {a}) * rate
'''
TEST = """from app.module_{n} import late_{n}


def test_late_{n}() -> None:
    assert late_{n}({n} + {a} + 1)
"""
PAGE = """// Page {n}
export function page{n}(items) {{
  return items.filter((one) => one.days > {a}).map((one) => one.name);
}}
"""
WORKFLOW = """on: [push]
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: pip install -r requirements.txt
      - run: pytest
"""
PROJECT = '[project]\nname = "toy-library"\nversion = "0.1.0"\ndependencies = ["fastapi", "sqlalchemy"]\n'


def repository(folder: Path, wanted: Repository) -> Path:
    """A repository of invented files, the same on every machine; made unless it is there."""
    if not (folder / ".git" / "HEAD").is_file():
        folder.mkdir(parents=True)
        git = ["git", "-C", str(folder)]
        run([*git, "init", "--quiet", "--initial-branch=main"])
        run([*git, "fast-import", "--quiet"], b"".join(_commits(_files(wanted), wanted.commits)))
        run([*git, "reset", "--quiet", "--hard", "main"])
    return folder


def _files(wanted: Repository) -> dict[str, str]:
    chance = random.Random(SEED)  # noqa: S311  (invented prose, no secret)
    files = {"README.md": _text(chance, 0, wanted.words), "pyproject.toml": PROJECT, "requirements.txt": "fastapi\n"}
    files[".github/workflows/ci.yml"] = WORKFLOW
    for n in range(wanted.code):
        form, path = ((PYTHON, "app/module_{n}.py"), (TEST, "tests/test_{n}.py"), (PAGE, "web/page{n}.js"))[n % 3]
        files[path.format(n=n)] = form.format(n=n, a=chance.randint(1, 30))
    for n in range(1, wanted.texts):
        if n % 10:
            files[f"docs/part-{n % 7}/text-{n}.md"] = _text(chance, n, wanted.words)
        else:
            files[f"docs/tables/table-{n}.csv"] = _table(chance, wanted.words // 6)
    return files


def _text(chance: random.Random, number: int, words: int) -> str:
    vocabulary = WORDS.split()
    lines = [f"# {HEADINGS[number % len(HEADINGS)]} {number}", ""]
    for part in range(max(1, words // 90)):
        said = " ".join(chance.choices(vocabulary, k=90)).capitalize()
        lines += [f"## {chance.choice(HEADINGS)} {part}", "", f"{said}, {chance.randint(2, 900)} €.", ""]
    return "\n".join(lines)


def _table(chance: random.Random, rows: int) -> str:
    vocabulary = WORDS.split()
    body = (
        f"R-{n},{' '.join(chance.choices(vocabulary, k=4))},{chance.randint(1, 5)},{chance.randint(1, 5)}"
        for n in range(rows)
    )
    return "\n".join(["id,titre,probabilité,impact", *body, ""])


def _commits(files: dict[str, str], count: int) -> Iterator[bytes]:
    """A stream for `git fast-import`: the files arrive over the first half, then they change, one a commit."""
    names = list(files)
    first = max(1, count // 2)
    for n in range(count):
        subject = f"feat: part {n}".encode()
        who = f"DEV-{n % 3} <dev-{n % 3}@example.invalid> {START + n * DAY // 3} +0000".encode()
        yield b"commit refs/heads/main\ncommitter " + who + b"\n" + _data(subject)
        if n < first:
            for name in names[n * len(names) // first : (n + 1) * len(names) // first]:
                yield _change(name, files[name])
        else:
            name = names[n % len(names)]
            if name.endswith(".md"):
                files[name] += f"\nRelu le {n % 28 + 1} mars 2027.\n"
                yield _change(name, files[name])
            else:
                yield _change("docs/log.md", f"# Journal\n\nÉtape {n}.\n")


def _change(path: str, text: str) -> bytes:
    return b"M 100644 inline " + path.encode() + b"\n" + _data(text.encode())


def _data(content: bytes) -> bytes:
    return b"data " + str(len(content)).encode() + b"\n" + content + b"\n"


if __name__ == "__main__":
    sys.exit(main())
