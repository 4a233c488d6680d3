"""The two repositories on which the tricks are played: a capstone as it comes, and a modest honest one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import git

START = "2026-10-05T09:00:00+02:00"


def write(folder: Path, path: str, text: str) -> None:
    """One file of a repository, its folders made."""
    place = folder / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8", newline="\n")


def commit(folder: Path, message: str, when: str = START, by: str = "DEV-1", *, authored: str = "") -> None:
    """Commit all there is; the repository is made the first time."""
    repository = git.Repo(folder) if (folder / ".git").exists() else git.Repo.init(folder, initial_branch="main")
    repository.git.add(all=True)
    actor = git.Actor(by, f"{by.lower()}@example.invalid")
    dates = {"author_date": datetime.fromisoformat(authored or when), "commit_date": datetime.fromisoformat(when)}
    repository.index.commit(message, author=actor, committer=actor, **dates)
    repository.close()


def modest(folder: Path) -> None:
    """A choir's attendance book: little work, honestly told, on three days."""
    write(folder, "README.md", _README)
    write(folder, "choir/attendance.py", _CODE)
    commit(folder, "feat: who came, and how often", START)
    write(folder, "tests/test_attendance.py", _TESTS)
    write(folder, ".github/workflows/lint.yml", _PIPELINE)
    commit(folder, "test: rates of two singers", "2026-10-12T09:00:00+02:00")
    write(folder, "docs/etude.md", _STUDY)
    write(folder, "docs/risques.csv", _RISKS)
    commit(folder, "docs: étude et risques", "2026-10-21T09:00:00+02:00")


_README = """# Carnet de chorale

La chorale des Trois Ponts compte 46 choristes et note les présences sur un cahier. Notre application remplace ce
cahier : la cheffe coche les présents au début de la répétition, et chacun voit combien de fois il est venu.

## Lancer

Il faut Python 3.12. `python -m choir` ouvre la liste de la répétition du jour dans le terminal.
"""

_STUDY = """# Étude avant projet

## Faisabilité technique

Deux options ont été comparées avec la cheffe de chœur. Un tableur partagé ne coûte rien, mais il a perdu trois fois
ses formules au printemps. Une petite application avec une base SQLite demande quinze jours de développement, tourne
sur l’ordinateur de l’association et se sauvegarde en copiant un fichier. Nous avons retenu la seconde option.

## Utilisateurs

Quatre personnes s’en serviront au début : la cheffe, la trésorière et deux chefs de pupitre.
"""

_RISKS = """id,risque,probabilité,impact,criticalité,parade
R1,La cheffe garde son cahier en parallèle,3,2,6,Un mois d’essai avec les deux puis bilan le 7 décembre
R2,Panne de l’ordinateur de l’association,2,4,8,Copie de la base chaque lundi sur une clé
"""

_PIPELINE = """name: lint
on: [push]
jobs:
  lint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: pip install ruff
      - run: ruff check choir
"""

_CODE = '''"""Who came to which rehearsal."""

import sqlite3
from datetime import date


class Book:
    """Attendance, kept in one file."""

    def __init__(self, path):
        self.base = sqlite3.connect(path)
        self.base.execute("create table if not exists attendance (singer text, day text, unique (singer, day))")

    def came(self, singer, day):
        """Note that a singer came; a second note of the same evening changes nothing."""
        self.base.execute("insert or ignore into attendance values (?, ?)", (singer, day.isoformat()))
        self.base.commit()

    def rehearsals(self):
        """The evenings with at least one singer."""
        rows = self.base.execute("select distinct day from attendance order by day")
        return [date.fromisoformat(day) for (day,) in rows]

    def rate(self, singer):
        """Share of the rehearsals that a singer attended."""
        held = len(self.rehearsals())
        attended = self.base.execute("select count(*) from attendance where singer = ?", (singer,)).fetchone()[0]
        return attended / held if held else 0.0


def missing(book, singers, day):
    """Who did not come on an evening."""
    rows = book.base.execute("select singer from attendance where day = ?", (day.isoformat(),))
    here = {singer for (singer,) in rows}
    return [one for one in singers if one not in here]


def ranking(book, singers):
    """Singers from the most to the least assiduous."""
    return sorted(singers, key=lambda one: (-book.rate(one), one))


def absent_in_a_row(book, singer):
    """How many of the last rehearsals a singer missed."""
    days = book.rehearsals()
    count = 0
    for day in reversed(days):
        if not missing(book, [singer], day):
            break
        count += 1
    return count
'''

_TESTS = """from datetime import date

from choir.attendance import Book, missing

FIRST, SECOND = date(2026, 10, 1), date(2026, 10, 8)


def test_a_singer_who_came_once_in_two_has_half():
    book = Book(":memory:")
    book.came("alto-1", FIRST)
    book.came("bass-1", FIRST)
    book.came("bass-1", SECOND)
    assert book.rate("alto-1") == 0.5


def test_who_did_not_come_is_listed():
    book = Book(":memory:")
    book.came("alto-1", FIRST)
    assert missing(book, ["alto-1", "bass-1"], FIRST) == ["bass-1"]
"""
