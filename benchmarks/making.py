"""Repositories of invented files, the same on every machine: small, long, wide or old, as a case wants them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from measuring import run

SEED = 38822
DAY = 86_400
START = 1_790_000_000  # seconds; any date will do, the same one makes the same repository


class Repository(NamedTuple):
    """What to make: files of code and of text, words of each text, commits, files of a committed environment."""

    name: str
    code: int
    texts: int
    words: int
    commits: int
    installed: int = 0


REPOSITORIES = {
    one.name: one
    for one in (
        Repository("ordinary", code=200, texts=50, words=900, commits=500),
        Repository("documents", code=50, texts=1_000, words=600, commits=100),
        Repository("files", code=200, texts=20, words=600, commits=20, installed=12_800),
        Repository("commits", code=200, texts=20, words=600, commits=12_000),
    )
}

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
    for n in range(wanted.installed):  # packages of eight files, as npm lays them out
        package, part = f"web/node_modules/package-{n // 8}", n % 8
        files[f"{package}/package.json" if part == 0 else f"{package}/lib/part-{part}.js"] = (
            f'{{"name": "package-{n // 8}"}}\n' if part == 0 else PAGE.format(n=n, a=n % 30)
        )
    return files


def described(folder: Path) -> str:
    """What a repository holds, counted, so that a table says what was measured."""
    tracked = run(["git", "-C", str(folder), "ls-files"]).split()
    texts = [one for one in tracked if one.endswith((".md", ".csv"))]
    size = sum((folder / one).stat().st_size for one in texts) / 1000
    commits = run(["git", "-C", str(folder), "rev-list", "--count", "HEAD"]).strip()
    return f"{len(tracked)} files, {len(texts)} documents ({size:.0f} kB), {commits} commits"


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
