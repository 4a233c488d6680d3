"""A report is the same with no cache, an empty one, a full one and a damaged one; and a changed file changes it."""

from __future__ import annotations

from collections.abc import Callable
from importlib.machinery import PathFinder
from pathlib import Path

import msgspec
import pytest

from jalon import cache, memory
from jalon.audit import Request, audit
from jalon.cache import Cache
from jalon.memory import Memory, name_of, remembered
from tests.facts.documents.builders import Text, pdf

COST = (
    "Le coût du projet est de 12 400 € sur six mois : 9 000 € de développement, 2 400 € d'hébergement et 1 000 € de "
    "licences. Le retour sur investissement est attendu après dix-huit mois d'exploitation, soit en mars 2028, grâce "
    "aux 900 € gagnés chaque mois sur le temps de saisie des bénévoles."
)
RISKS = "id,risque,probabilité,impact,criticité\n" + "".join(
    f"R-{n},Retard du lot {n},{n},2,{2 * n}\n" for n in range(1, 5)
)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Some documents of an invented project, and a page of code."""
    folder = tmp_path / "repository"
    for name, text in {
        "README.md": "# Prêt de jeux\n\nUne application pour les adhérents de la ludothèque.\n",
        "docs/faisabilite.md": f"# Étude de faisabilité\n\n## Coûts et financement\n\n{COST}\n",
        "docs/risques.csv": RISKS,
        "docs/note.txt": "Réunion du 3 mars 2027\n\nPrésents : Ana Exemple, Bo Fictif. Décision : le lot 2 attend.\n",
        "src/app.py": "def late(days: int) -> bool:\n    return days > 14\n",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the cache that audits use."""
    monkeypatch.setenv("JALON_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.delenv("JALON_NO_CACHE")
    monkeypatch.setattr(cache, "_chosen", Cache(None))
    monkeypatch.setattr(memory, "_memory", Memory())
    return tmp_path / "cache"


def report(folder: Path) -> bytes:
    return msgspec.json.encode(audit(Request(path=folder)).report, order="sorted")


def test_the_report_is_the_same_cold_warm_and_without(
    repository: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cold, warm = report(repository), report(repository)
    assert list(kept.iterdir())
    monkeypatch.setenv("JALON_NO_CACHE", "1")
    assert cold == warm == report(repository)


def test_nothing_is_read_again_when_nothing_changed(
    repository: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report(repository)
    before = {one.name: one.stat().st_ino for one in kept.iterdir()}

    def fail(*_: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr("jalon.facts.documents.markdown.read", fail)
    monkeypatch.setattr("jalon.facts.prose._measured", fail)
    monkeypatch.setattr("jalon.facts.prose._told_rows", fail)
    monkeypatch.setattr("jalon.facts.registers._of_document", fail)
    monkeypatch.setattr("jalon.facts.registers.rows._filled", fail)
    monkeypatch.setattr("jalon.probes.table._own_rows", fail)
    report(repository)
    assert {one.name: one.stat().st_ino for one in kept.iterdir()} == before


@pytest.mark.usefixtures("kept")
def test_a_pdf_is_read_once(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [Text(40, 760 - 20 * n, f"Le lot {n} coûte 1 200 € et se termine le {n + 1} mars 2027.") for n in range(9)]
    (repository / "docs/dossier.pdf").write_bytes(pdf(lines))
    first = report(repository)

    def fail(*_: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr("jalon.facts.documents.pdf._Child", fail)
    assert report(repository) == first


@pytest.mark.parametrize("damage", [b"", b"\x00", b"\xc1" * 100, b"whole"])
def test_a_damaged_cache_changes_nothing(repository: Path, kept: Path, damage: bytes) -> None:
    first = report(repository)
    for one in kept.iterdir():
        one.write_bytes(one.read_bytes()[: len(one.read_bytes()) // 2] if damage == b"whole" else damage)
    assert report(repository) == first
    assert report(repository) == first


def test_entries_that_hold_something_else_change_nothing(repository: Path, kept: Path) -> None:
    """Whole by their seal, and written by a program gone wrong."""
    first = report(repository)
    for content in (b"\x80", msgspec.msgpack.encode({b"a": 1}), msgspec.msgpack.encode([1, 2])):
        for one in kept.iterdir():
            Cache(kept).write(one.name, content)
        assert report(repository) == first


def test_values_of_another_type_are_worked_out_again(repository: Path, kept: Path) -> None:
    first = report(repository)
    for one in kept.iterdir():
        data = Cache(kept).read(one.name)
        assert data is not None
        values = msgspec.msgpack.decode(data)
        if isinstance(values, dict) and all(isinstance(name, bytes) for name in values):
            Cache(kept).write(one.name, msgspec.msgpack.encode({name: ["nothing", 7] for name in values}))
    assert report(repository) == first


def test_a_changed_file_changes_the_answer(repository: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = report(repository)
    study = repository / "docs/faisabilite.md"
    study.write_text("# Étude de faisabilité\n\n## Coûts et financement\n\nÀ compléter.\n", encoding="utf-8")
    changed = report(repository)
    assert changed != first
    monkeypatch.setenv("JALON_NO_CACHE", "1")
    assert report(repository) == changed
    monkeypatch.delenv("JALON_NO_CACHE")
    study.write_text(f"# Étude de faisabilité\n\n## Coûts et financement\n\n{COST}\n", encoding="utf-8")
    assert report(repository) == first
    assert list(kept.iterdir())


def test_the_same_bytes_under_another_name_are_another_document(repository: Path, kept: Path) -> None:
    report(repository)
    (repository / "docs/faisabilite.md").rename(repository / "docs/moved.md")
    assert b"docs/moved.md" in report(repository)
    assert list(kept.iterdir())


def test_what_is_no_longer_there_is_forgotten(repository: Path, kept: Path) -> None:
    report(repository)
    before = sum(one.stat().st_size for one in kept.iterdir())
    (repository / "docs/faisabilite.md").unlink()
    report(repository)
    assert sum(one.stat().st_size for one in kept.iterdir()) < before


def counted(found: list[int]) -> Callable[[], int]:
    def find() -> int:
        found.append(1)
        return len(found)

    return find


@pytest.mark.usefixtures("kept")
def test_another_program_another_checklist_another_folder_remember_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.choose([])
    runs: list[int] = []
    for checklist, program, folder in (("a", "1", "x"), ("b", "1", "x"), ("a", "2", "x"), ("a", "1", "y")):
        monkeypatch.setattr(memory, "program", lambda program=program: program)
        begun = memory.begin([tmp_path / folder], checklist)
        remembered(int, counted(runs), "kind", "part")
        begun.save()
    assert len(runs) == 4
    monkeypatch.setattr(memory, "program", lambda: "1")
    memory.begin([tmp_path / "x"], "a")
    assert (remembered(int, counted(runs), "kind", "part"), len(runs)) == (1, 4)


@pytest.mark.usefixtures("kept")
def test_another_version_of_what_reads_pdf_remembers_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.choose([])
    runs: list[int] = []
    site = tmp_path / "site-packages"
    (site / "pypdfium2").mkdir(parents=True)
    (site / "pypdfium2" / "__init__.py").touch()
    monkeypatch.setattr(memory, "READERS", ("pypdfium2",))
    monkeypatch.setattr(memory, "find_spec", lambda _: PathFinder.find_spec("pypdfium2", [str(site)]))
    times = []
    for version in ("5.1", "5.1", "5.2"):
        (site / f"pypdfium2-{version}.dist-info").mkdir(exist_ok=True)
        memory._packages.cache_clear()
        begun = memory.begin([tmp_path / "x"], "a")
        remembered(int, counted(runs), "kind", "part")
        begun.save()
        times.append(len(runs))
    memory._packages.cache_clear()
    assert times == [1, 1, 2]


def test_a_name_covers_its_kind_and_every_part() -> None:
    names = {name_of("a", "b"), name_of("ab", ""), name_of("a", "", "b"), name_of("b", "a"), name_of("a", b"b", b"")}
    assert len(names) == 5
