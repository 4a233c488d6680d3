"""Tasks written in files of their own: gates of `check.py`, environments of tox, sessions of nox."""

from __future__ import annotations

import time
from collections.abc import Set as AbstractSet

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.facts.pipelines import gates
from jalon.facts.pipelines.scripts import Scripts
from jalon.facts.pipelines.task_files import HERE, tasks_of
from jalon.facts.pipelines.tools import Effect

ROOT_GATES = """
order = 0
name = { fr = "Dépôt", en = "Repository" }

[[gates]]
id = "check"
name = { fr = "La commande", en = "The command" }
commands = [["python", "-m", "ruff", "check", "check.py"]]
fast = true
"""
API_GATES = """
[[gates]]
id = "lint"
name = { en = "Style" }
commands = [["python", "-m", "ruff", "check", "."], ["python", "-m", "ruff", "format", "--check", "."]]
fast = true

[[gates]]
id = "unit"
name = { en = "Unit tests" }
commands = [["python", "-m", "pytest", "tests", "--cov=api"]]

[[gates]]
id = "secrets"
name = { en = "No secret in the files" }
commands = [["python", "scan.py", "secrets"]]

[[gates]]
id = "image"
name = { en = "Container images" }
commands = [["python", "deploy.py", "build"]]

[[gates]]
id = "weight"
name = { en = "Page-weight budget" }
commands = [["python", "-m", "pytest", "tests/test_weight.py"]]
"""
DEEPER = '[[gates]]\nid = "unit"\ncommands = [["kubectl", "apply", "-f", "."]]\n'
GATES = {
    "check.py": "",
    "gates.toml": ROOT_GATES,
    "api/gates.toml": API_GATES,
    "api/deploy.py": "",
    "api/scan.py": "",
    "api/deeper/gates.toml": DEEPER,
    "other/check.py": "",
}

TOX = """
[tox]
envlist = py{311,312}, lint

[testenv]
deps = pytest
commands =
    pytest tests/unit {posargs}
    cov: coverage report

[testenv:lint]
commands = ruff check .
    - {envpython} -m mypy .

[testenv:e2e]
commands = playwright test

[testenv:again]
commands = {[testenv:e2e]commands}
"""
NOX = '''
import nox

nox.options.sessions = ["lint", "tests"]


@nox.session(python=["3.11", "3.12"])
def tests(session: nox.Session) -> None:
    """The tests."""
    session.install("-r", "requirements.txt", env={"A": "1"})
    session.run("pytest", "--cov=shop", *session.posargs, env={"B": "2"})


@nox.session(name="lint")
def check_style(session):
    session.run("ruff", "check", ".", external=True)


@nox.session
def audit(session):
    session.run("pip-audit")


def helper(session):
    session.run("kubectl", "apply", "-f", "k8s/")
'''


def effect_of(files: dict[str, str], text: str, folder: str = "") -> Effect:
    return Scripts(lambda path: files.get(path, ""), files).effect(text, folder)


@pytest.mark.parametrize(
    ("text", "kinds", "levels"),
    [
        ("python check.py --only unit", {"test", "coverage"}, {"unit"}),
        ("python check.py --only lint --only check", {"lint", "format"}, set()),
        ("python check.py --only=api/lint", {"lint", "format"}, set()),
        ("./check.py --only secrets", {"scan", "secrets"}, {"security"}),
        ("python3 check.py --only image", {"build", "image"}, set()),
        ("python check.py --only weight", {"test"}, {"performance"}),
        ("python check.py --only api --fast", {"lint", "format"}, set()),
        ("python check.py --only absent", set(), set()),
        ("python check.py --list", set(), set()),
        ("python check.py --setup", set(), set()),
        ("python check.py", {"lint", "format", "test", "coverage", "scan", "secrets", "build", "image"},
         {"unit", "security", "performance"}),
        ("python other/check.py", set(), set()),
    ],
)  # fmt: skip
def test_the_gates_that_a_command_line_runs(text: str, kinds: AbstractSet[str], levels: AbstractSet[str]) -> None:
    effect = effect_of(GATES, text)
    assert (effect.kinds, effect.levels) == (kinds, levels)


def test_the_gates_of_a_folder_are_found_from_that_folder() -> None:
    assert effect_of(
        {f"site/{path}": text for path, text in GATES.items()}, "cd site && python check.py --only unit"
    ).kinds


def test_a_failure_that_is_swallowed_is_seen_through_the_gates() -> None:
    assert effect_of(GATES, "python check.py --only unit || true").soft


@pytest.mark.parametrize(
    ("command", "kinds"),
    [
        ("deploy.py build", {"build"}),
        ("deploy.py publish --tag v1", {"publish"}),
        ("deploy.py staging", {"deploy"}),
        ("deploy.py test", {"deploy"}),
        ("deploy.py --config security.yml", {"deploy"}),
        ("deploy.py", {"deploy"}),
    ],
)
def test_a_program_of_the_repository_does_what_its_verb_says(command: str, kinds: AbstractSet[str]) -> None:
    assert effect_of({"ops/deploy.py": ""}, f"python ops/{command}").kinds == kinds


@pytest.mark.parametrize("path", ["tox.ini", "setup.cfg"])
@pytest.mark.parametrize(
    ("text", "kinds", "levels"),
    [
        ("tox", {"test", "lint", "types"}, {"unit"}),
        ("tox -p auto", {"test", "lint", "types"}, {"unit"}),
        ("tox -e lint", {"lint", "types"}, set()),
        ("tox run -e py312,lint -- -q", {"test", "lint", "types"}, {"unit"}),
        ("tox -e py311-cov", {"test", "coverage"}, {"unit"}),
        ("tox -ee2e", {"test"}, {"end-to-end"}),
        ("python -m tox -e again", {"test"}, {"end-to-end"}),
    ],
)
def test_environments_of_tox(path: str, text: str, kinds: AbstractSet[str], levels: AbstractSet[str]) -> None:
    content = TOX if path == "tox.ini" else TOX.replace("[tox]", "[metadata]\nname = shop\n[tox:tox]")
    effect = effect_of({path: content}, text)
    assert (effect.kinds, effect.levels) == (kinds, levels)


def test_environments_of_tox_in_toml() -> None:
    native = (
        '[tool.tox]\nenv_list = ["3.12", "lint"]\n[tool.tox.env_run_base]\ncommands = [["pytest", "-q"]]\n'
        '[tool.tox.env.lint]\ncommands = [["ruff", "check"]]\n'
    )
    assert effect_of({"pyproject.toml": native}, "tox").kinds == {"test", "lint"}
    legacy = f'[tool.tox]\nlegacy_tox_ini = """{TOX}"""\n'
    assert effect_of({"pyproject.toml": legacy}, "tox -e lint").kinds == {"lint", "types"}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("nox", {"lint", "test", "coverage"}),
        ("nox -s tests", {"test", "coverage"}),
        ("nox -s lint audit", {"lint", "scan"}),
        ("nox --session=audit", {"scan"}),
        ("nox -s helper", set()),
    ],
)
def test_sessions_of_nox(text: str, kinds: AbstractSet[str]) -> None:
    assert effect_of({"noxfile.py": NOX}, text).kinds == kinds


@pytest.mark.parametrize("text", ["tox", "nox -s unit", "tox -e py"])
def test_without_their_file_they_are_what_they_are_for(text: str) -> None:
    assert effect_of({}, text).kinds == {"test"}


def test_an_environment_that_does_nothing_tests_nothing() -> None:
    assert effect_of({"tox.ini": "[tox]\nenvlist = a\n[testenv]\ncommands = echo ok\n"}, "tox").kinds == set()


KINDS = ["package.json", "composer.json", "Makefile", "justfile", "Taskfile", "poe", "tox", "nox"]
PIECES = ["[tox]", "[testenv]", "\n", "commands", "=", "{", "}", "py", ",", "@nox.session", "def t(s):", "s.run(",
          '"a"', ")", "tasks:", "- ", '{"scripts":', "\t", "[[gates]]", 'id = "a"', "  "]  # fmt: skip


@given(st.sampled_from(KINDS), st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES)).map("".join)))
def test_any_text_has_tasks_or_none(kind: str, text: str) -> None:
    found = tasks_of(kind, text) or {}
    assert all(isinstance(name, str) and isinstance(task, str) for name, task in found.items())


@given(st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES)).map("".join)))
def test_any_text_has_gates_or_none(text: str) -> None:
    assert all(gate.id for gate in gates.gates_of("a/gates.toml", text))


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("tox", "[tox]\nenvlist = " + "{a,b}" * 40_000 + "\n[testenv]\ncommands = x"),
        ("tox", "[tox]\nenvlist = " + "{" * 200_000 + "\n[testenv]\ncommands = x"),
        ("tox", "[testenv]\ncommands = " + "{[testenv]commands}" * 20_000),
        ("nox", ".run(" * 80_000),
        ("nox", "@nox.session\n" * 30_000),
        ("nox", "@session\ndef a(s):\n" + ".run(" + "(" * 300_000),
        ("poe", "a" + ".a" * 200_000 + " = 1"),
    ],
)
def test_a_hostile_file_takes_no_time(kind: str, text: str) -> None:
    start = time.perf_counter()
    tasks = tasks_of(kind, text) or {}
    assert time.perf_counter() - start < 3
    assert len(tasks.get(HERE, "")) < 20_000


@pytest.mark.parametrize("text", ["[tox]\nenvlist\n  py311\n[testenv]\ncommands = a\n", "[testenv]\ncommands\n a\n"])
def test_a_key_without_a_value_that_goes_on_is_a_damaged_file(text: str) -> None:
    assert tasks_of("tox", text) is None
