"""What is still the template's: untouched files, wherever they were moved; and what its machinery acts on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from jalon.facts.model import Codebase, Inventory, SourceFile
from jalon.facts.scaffold import ANSWERS, OWN_CODE, OWN_LINES, Scaffold, line_hash, scaffold, shapes_of, text_hash
from jalon.snapshot import open_snapshot

CODE = ["def lend(tool, member):", "if tool.is_lent():", "return None", "tool.lent_to = member", "return tool"]
SHIPPED = [f"    shipped line {number}" for number in range(12)]
Judge = Callable[..., Scaffold]


@pytest.fixture
def judge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Judge:
    """Judge files (path → lines), as if the template had shipped `SHIPPED` in app.py, plan.md and risks.csv."""
    known = {
        "names.txt": {text_hash(name) for name in ("app.py", "plan.md", "risks.csv", "README.md")},
        "lines.txt": {line_hash(line) for line in SHIPPED},
        "texts.txt": {text_hash("Un texte du modèle.")},
        "shapes.txt": set(shapes_of(CODE)),
    }
    monkeypatch.setattr("jalon.facts.scaffold._hashes", lambda name: known[name])

    def judged(files: dict[str, list[str]], *sources: SourceFile, made: bool = True) -> Scaffold:
        for path, lines in files.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text("\n".join(lines) + "\n", encoding="utf-8")
        if made:
            (tmp_path / ANSWERS).write_text("language: fr\n", encoding="utf-8")
        with open_snapshot(tmp_path) as snapshot:
            return scaffold(snapshot, Inventory(tuple(sorted(files))), Codebase(sources=sources))

    return judged


def own(count: int) -> list[str]:
    return [f"own line {number}" for number in range(count)]


def test_an_untouched_capstone_is_only_scaffolded(judge: Judge) -> None:
    found = judge({"api/app.py": SHIPPED, "plan.md": SHIPPED})
    assert found == Scaffold("untouched", frozenset({"api/app.py", "plan.md"}), "")


def test_a_repository_that_the_template_did_not_make_has_no_scaffold(judge: Judge) -> None:
    assert judge({"src/main.py": own(60)}, made=False).state == "none"


def test_files_of_the_template_that_were_moved_or_reindented_are_still_its_own(judge: Judge) -> None:
    assert judge({"elsewhere/app.py": [line.strip() for line in SHIPPED]}).shipped == {"elsewhere/app.py"}


def test_another_name_or_another_text_is_not_the_template_s(judge: Judge) -> None:
    assert judge({"own.py": SHIPPED, "app.py": own(12)}).shipped == frozenset()


@pytest.mark.parametrize(("lines", "shipped"), [(0, True), (OWN_LINES - 1, True), (OWN_LINES, False)])
def test_a_name_or_a_date_filled_in_is_no_work_yet(judge: Judge, lines: int, shipped: bool) -> None:
    assert ("plan.md" in judge({"plan.md": [*SHIPPED, *own(lines)]}).shipped) is shipped


def test_a_short_file_may_share_a_name_and_little_else(judge: Judge) -> None:
    assert judge({"README.md": ["# Mon projet", "Deux lignes.", SHIPPED[0]]}).shipped == frozenset()


def test_work_has_begun_with_own_code_or_own_text(judge: Judge) -> None:
    assert judge({"app.py": SHIPPED, "own.py": own(3)}, SourceFile("own.py", "Python", 3)).state == "started"


def test_or_with_a_filled_register(judge: Judge) -> None:
    assert judge({"risks.csv": [*SHIPPED, *own(8)]}).state == "started"


@pytest.mark.parametrize(("lines", "acts"), [(OWN_CODE - 1, ""), (OWN_CODE, "own.py")])
def test_machinery_acts_once_there_is_enough_own_code(judge: Judge, lines: int, acts: str) -> None:
    sources = (SourceFile("app.py", "Python", 900), SourceFile("own.py", "Python", lines))
    assert judge({"app.py": SHIPPED, "own.py": own(lines)}, *sources).acts == acts


def test_the_largest_own_file_is_the_example(judge: Judge) -> None:
    sources = (SourceFile("a.py", "Python", 30), SourceFile("b.py", "Python", 50))
    assert judge({"a.py": own(30), "b.py": own(50)}, *sources).acts == "b.py"


def test_hashes_ignore_what_people_change_without_writing() -> None:
    assert text_hash("Les Risques, du projet !") == text_hash("les risque du PROJET")
    assert text_hash("un risque") != text_hash("un coût")
    assert line_hash("  if a:  b") == line_hash("if a: b")
    assert line_hash("if a: b") != line_hash("if a: c")


def test_only_the_new_lines_of_a_shipped_source_are_own_code(judge: Judge) -> None:
    source = SourceFile("app.py", "Python", 12 + OWN_LINES)
    found = judge({"app.py": [*SHIPPED, *own(OWN_LINES)]}, source)
    assert (found.own, found.acts) == ({"app.py": OWN_LINES}, "")


def test_tests_alone_are_nothing_for_machinery_to_act_on(judge: Judge) -> None:
    source = SourceFile("test_own.py", "Python", 200, "test")
    assert judge({"test_own.py": own(200)}, source).acts == ""


def test_one_line_written_a_hundred_times_is_one_line(judge: Judge) -> None:
    source = SourceFile("app.py", "Python", 112)
    assert judge({"app.py": [*SHIPPED, *["x = 1"] * 100]}, source).acts == ""


def test_shipped_code_with_other_names_and_comments_is_still_shipped(judge: Judge) -> None:
    renamed = [
        "# Notre code",
        "def give(thing, person):",
        "  if thing.is_given():",
        "    return None",
        "",
        "  thing.given_to = person",
        "  return thing",
    ]
    assert judge({"our_lending.py": renamed}, SourceFile("our_lending.py", "Python", 6)).shipped == {"our_lending.py"}
