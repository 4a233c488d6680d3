"""`jalon check api/ web/ docs/`: several repositories of one candidate are judged as one."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import FILES_OF_A_PROJECT, Make, Run, commit

API = {
    "README.md": "# Prêts\n\nL’interface de programmation des prêts d’outils.\n",
    "app/main.py": "from fastapi import FastAPI\n\napp = FastAPI()\n\n\n"
    + "@app.get('/loans')\ndef loans():\n    return []\n"
    + "".join(f"\n\ndef rule_{n}(loan):\n    return loan > {n}\n" for n in range(40)),
    "tests/test_rules.py": "".join(f"def test_rule_{n}():\n    assert rule_{n}({n + 1})\n\n\n" for n in range(6)),
    "requirements.txt": "fastapi==0.115.0\n",
    ".github/workflows/ci.yml": (
        "on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: pytest\n"
    ),
}
WEB = {
    "index.html": "<!doctype html><html lang='fr'><title>Prêts</title><main><h1>Prêts d’outils</h1></main></html>\n",
    "src/app.js": "".join(f"export function show{n}(loan) {{\n  return loan.title + {n};\n}}\n" for n in range(40)),
    "package.json": '{"name": "web", "dependencies": {"react": "19.0.0"}}\n',
}
DOCS = {
    "budget.csv": "Poste,Montant\nHébergement,480\nDéveloppement,12000\nTests,2400\n",
    "plan.md": FILES_OF_A_PROJECT["docs/plan.md"],
}


def report(out: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(out)
    return found


def outcomes(found: dict[str, Any]) -> dict[str, str]:
    return {
        one["id"]: one["outcome"]
        for block in found["blocks"]
        for each in block["competencies"]
        for one in each["requirements"]
    }


@pytest.fixture
def three(make: Make) -> list[Path]:
    return [make(API, "api"), make(WEB, "web"), make(DOCS, "docs")]


def test_three_repositories_reach_what_one_of_the_same_content_does(run: Run, make: Make, three: list[Path]) -> None:
    whole = {f"{name}/{path}": text for name, files in (("api", API), ("web", WEB), ("docs", DOCS))
             for path, text in files.items() if not path.startswith(".github")}  # fmt: skip
    whole[".github/workflows/ci.yml"] = API[".github/workflows/ci.yml"]
    one = outcomes(report(run("check", make(whole, "mono"), "--format", "json").out))
    together = outcomes(report(run("check", *three, "--format", "json").out))
    assert sum(outcome in ("met", "partial") for outcome in one.values()) > 8, "the example shows something"
    history = {name for name, outcome in one.items() if outcome != together[name]}
    assert history == set()


def test_evidence_names_its_repository_and_its_path_there(run: Run, three: list[Path]) -> None:
    found = report(run("check", *three, "--format", "json").out)
    assert [one["path"] for one in found["repositories"]] == ["api", "web", "docs"]
    evidence = [
        one
        for block in found["blocks"]
        for each in block["competencies"]
        for said in each["requirements"]
        for one in said["evidence"]
    ]
    assert {one["repository"] for one in evidence} == {0, 1, 2}
    for one in evidence:
        if one["path"]:
            assert (three[one["repository"]] / one["path"]).exists(), one
        else:
            assert one["at"]["commit"] == found["repositories"][one["repository"]]["commit"]


def test_the_terminal_names_the_repository_of_each_place(run: Run, three: list[Path]) -> None:
    ran = run("check", *three, "--lang", "en", "--details")
    assert ran.out.startswith("Jalon: api + web + docs\n")
    assert "\napi · commit " in ran.out
    assert "docs/plan.md:1" in ran.out
    assert "api/app/main.py" in ran.out


def test_one_author_in_two_repositories_is_one(run: Run, three: list[Path]) -> None:
    found = report(run("check", *three, "--format", "json").out)
    assert found["authors"] == [{"number": 1, "commits": 3, "robot": False, "name": ""}]


def test_a_document_handed_in_twice_counts_once(run: Run, make: Make, small: Path) -> None:
    first, second = make(DOCS, "first"), make({**DOCS, "other.md": "# Autre\n"}, "second")
    ran = run("check", first, second, "--checklist", small, "--format", "json")
    evidence = report(ran.out)["blocks"][0]["competencies"][0]["requirements"][0]["evidence"]
    assert [(one["repository"], one["path"]) for one in evidence] == [(0, "plan.md")]


def test_folders_of_one_name_are_told_apart(run: Run, make: Make, tmp_path: Path, small: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    first, second = make({"x.md": "# Rien\n"}, "a/app"), make(FILES_OF_A_PROJECT, "b/app")
    ran = run("check", first, second, "--checklist", small, "--lang", "en", "--details")
    assert ran.out.startswith("Jalon: app + app-2\n")
    assert "app-2/docs/plan.md:1" in ran.out


@pytest.mark.parametrize(
    ("language", "twice", "inside"),
    [("fr", "sont le même dépôt", "est dans «"), ("en", "are the same repository", "is inside")],
)
def test_what_would_count_twice_is_refused(
    run: Run, make: Make, small: Path, language: str, twice: str, inside: str
) -> None:
    folder = make()
    for others, said in ([folder], twice), ([folder / "docs"], inside), ([folder / ".." / folder.name], twice):
        ran = run("check", folder, *others, "--checklist", small, "--lang", language)
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
        assert said in ran.err


def test_a_clone_of_the_same_commit_is_the_same_repository(run: Run, make: Make, small: Path, tmp_path: Path) -> None:
    folder = make()
    subprocess.run(["git", "clone", "-q", str(folder), str(tmp_path / "again")], check=True)
    assert run("check", folder, tmp_path / "again", "--checklist", small).code == 2


def test_a_repository_that_does_not_exist_is_a_wrong_request(run: Run, make: Make, small: Path, tmp_path: Path) -> None:
    ran = run("check", make(), tmp_path / "nowhere", "--checklist", small, "--lang", "en")
    assert (ran.code, ran.out) == (2, "")
    assert "nowhere” does not exist" in ran.err


def test_a_bad_repository_costs_that_repository(run: Run, make: Make, small: Path, tmp_path: Path) -> None:
    """A bare repository whose objects are somebody else's is not read; what it may hold is not called missing."""
    bare = tmp_path / "bare.git"
    subprocess.run(["git", "clone", "-q", "--bare", str(make(DOCS, "source")), str(bare)], check=True)
    (bare / "objects" / "info").mkdir(exist_ok=True)
    (bare / "objects" / "info" / "alternates").write_text("/nowhere\n", encoding="utf-8")
    empty = make({"README.md": "# Rien\n"}, "empty")
    ran = run("check", empty, bare, "--checklist", small, "--format", "json", "--lang", "en")
    assert ran.code == 0
    assert "the repository “bare.git” could not be read" in ran.err
    found = report(ran.out)
    assert found["repositories"][1]["problem"] == "no-history"
    assert outcomes(found)["B1-1.a"] == "unknown"
    assert (found["summary"]["score"], found["summary"]["up_to"]) == (0.0, 1.0)
    alone = run("check", bare, "--checklist", small, "--lang", "en")
    assert (alone.code, alone.out) == (2, "")


def test_a_repository_that_had_not_begun_by_that_date_holds_nothing(run: Run, make: Make, small: Path) -> None:
    early, late = make({"README.md": "# Rien\n"}, "early"), make({"a.md": "# A\n"}, "late")
    commit(late, {"b.md": "# B\n"}, "docs: b", "2026-02-01T09:00:00")
    ran = run("check", early, late, "--at", "2026-01-31", "--checklist", small, "--format", "json")
    assert report(ran.out)["repositories"][1]["committed"].startswith("2026-01-05")
    ran = run("check", early, late, "--at", "2026-01-01", "--checklist", small, "--lang", "en")
    assert (ran.code, "no commit by that date (2026-01-01): the first one is of 2026-01-05" in ran.err) == (2, True)


def test_the_language_and_blocks_are_those_of_the_first_settings(run: Run, make: Make, small: Path) -> None:
    silent = make({"README.md": "# Rien\n"}, "silent")
    english = make({**FILES_OF_A_PROJECT, "jalon.toml": 'language = "en"\n'}, "english")
    assert run("check", silent, english, "--checklist", small).out.startswith("Jalon: silent + english\n")


def test_each_repository_names_evidence_among_its_own_files(run: Run, make: Make) -> None:
    text = FILES_OF_A_PROJECT["docs/plan.md"].replace("# Plan du projet", "# Texte")
    declared = make({"x/y.md": text, "jalon.toml": '[evidence]\nroadmap = ["x/y.md"]\n'}, "declared")
    other = make({"x/y.md": "# Autre\n\nRien d’utile ici.\n"}, "other")
    alone = outcomes(report(run("check", declared, "--format", "json").out))
    both = outcomes(report(run("check", other, declared, "--format", "json").out))
    assert {name for name, outcome in alone.items() if outcome != both[name]} == set()


def test_broken_settings_name_their_repository(run: Run, make: Make, small: Path) -> None:
    good, bad = make(name="good"), make({"jalon.toml": "a = [", "b.md": "x"}, "bad")
    ran = run("check", good, bad, "--checklist", small, "--lang", "en")
    assert (ran.code, ran.err.count("\n")) == (0, 1)
    assert "the jalon.toml of “bad” is not followed" in ran.err


def test_next_advises_on_all_of_them(run: Run, three: list[Path]) -> None:
    ran = run("next", *three, "--lang", "en")
    assert ran.code == 0
    assert ran.out.count("How: jalon explain") == 3
