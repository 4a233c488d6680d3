"""`next`, `explain`, `checklist`, and the help, in both languages."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from jalon import __version__
from jalon.cli.shell import COMMANDS
from tests.cli.conftest import Make, Run
from tests.cli.test_check import PACKAGE

# --- next ---


@pytest.mark.parametrize(
    ("language", "why", "how"),
    [("fr", "Pourquoi : ", "Comment : jalon explain"), ("en", "Why: ", "How: jalon explain")],
)
def test_next_gives_three_actions_with_their_reason(run: Run, make: Make, language: str, why: str, how: str) -> None:
    ran = run("next", make(), "--lang", language)
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert re.findall(r"(?m)^\d\. ", ran.out) == ["1. ", "2. ", "3. "]
    assert sum(line.startswith(f"   {why}") for line in lines) == 3
    assert sum(line.startswith(f"   {how}") for line in lines) == 3
    assert len(set(re.findall(r"(?m)^   (BC\d\d-\d|T-\w+)\.[a-z] · ", ran.out))) == 3


def test_next_climbs_to_the_repository_and_follows_the_blocks_it_aims_at(
    run: Run, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make(
        {"README.md": "# Rien\n", "docs/a.md": "# Rien\n", "jalon.toml": 'blocks = ["BC02"]\nlanguage = "en"\n'}
    )
    monkeypatch.chdir(folder / "docs")
    ran = run("next")
    assert re.findall(r"(?m)^   (BC\d\d)-", ran.out) == ["BC02"] * 3
    assert "How: jalon explain BC02-" in ran.out


# --- explain ---


def test_a_competency_is_explained_with_its_elements_its_requirements_and_its_guide(run: Run) -> None:
    ran = run("explain", "bc01-1", "--lang", "fr")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0].startswith("BC01-1 · Étude de faisabilité")
    assert any(line.startswith("Éléments du verdict") for line in lines)
    for letter in "abcdef":
        assert sum(line.startswith(f"BC01-1.{letter} · ") for line in lines) == 1
    assert "Ce que le programme ne voit pas" in lines
    assert lines.index("Ce que le jury cherche") < lines.index("Exigences") < lines.index("Comment faire")


def test_a_requirement_is_explained_alone(run: Run) -> None:
    ran = run("explain", " BC01-1.D ", "--lang", "en")
    lines = ran.out.splitlines()
    assert lines[0].startswith("BC01-1.d · ")
    assert "BC01-1 · Feasibility study" in lines
    labels = [line.partition(":")[0].strip() for line in lines if line.startswith("  ")]
    assert {"Clause of the sheet", "Why", "The jury’s question"} <= set(labels)
    said = " ".join(ran.out.split())
    assert "The program looks for any of these; the most favourable counts: - a section about" in said
    assert "with the columns “item” and “amount”, with at least" in said
    assert not any(line.startswith("BC01-1.a") for line in lines)
    assert "What the jury looks for" in lines


def test_a_requirement_of_the_jury_says_that_nothing_is_looked_for(run: Run, small: Path) -> None:
    ran = run("explain", "B1-1.b", "--checklist", small, "--lang", "en")
    assert "  The program looks for nothing here: only a human can judge." in ran.out.splitlines()


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("competency", ["BC01-1", "BC02-1", "BC02-3", "BC03-1", "BC03-3", "BC04-5", "T-EN"])
def test_every_probe_is_explained_in_words(run: Run, competency: str, language: str) -> None:
    out = run("explain", competency, "--lang", language).out
    looks = re.findall(r"(?m)^    - .*(?:\n      .*)*", out)
    assert looks
    for said in looks:
        assert not re.search(r"[{}…]|:\s?$|\(\)|frozenset|\('|None|met\b", said), said


# --- checklist ---


def test_a_checklist_is_shown_with_every_requirement(run: Run) -> None:
    ran = run("checklist", "show", "--lang", "en")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("rncp38822 · Expert in software architecture and development\n")
    assert len(re.findall(r"(?m)^    \S+\.[a-z] “", ran.out)) == 273


def test_the_json_of_a_checklist_has_what_other_programs_read(run: Run) -> None:
    shown = json.loads(run("checklist", "show", "rncp38822", "--format", "json").out)
    requirements = [one for block in shown["blocks"] for each in block["competencies"] for one in each["requirements"]]
    assert len(requirements) == 273
    assert all({"id", "clause", "kind", "probes", "jury"} <= one.keys() for one in requirements)
    assert "folder" not in shown


def test_a_right_checklist_is_valid(run: Run, small: Path) -> None:
    assert run("checklist", "validate", "rncp38822", "--lang", "en").out.startswith("rncp38822: 26 competencies, 273 ")
    ran = run("checklist", "validate", small, "--lang", "en")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "small: 1 competency, 2 requirements, 1 deliverable, nothing to mend.\n"


def test_each_fault_of_a_wrong_one_is_a_line_that_editors_follow(run: Run, small: Path) -> None:
    for file, old, new in (("B1.yml", "any_of: [B1-1.a]", "any_of: [B1-1.z]"), ("B1.yml", "[plan]", "[paln]")):
        text = (small / file).read_text(encoding="utf-8")
        (small / file).write_text(text.replace(old, new), encoding="utf-8")
    (small / "guides" / "en" / "B1-1.md").unlink()
    ran = run("checklist", "validate", small, "--lang", "en")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.splitlines() == [
        f"{small}/B1.yml:9: there is no requirement “B1-1.z”.",
        f"{small}/B1.yml:19: the topic “paln” is neither in topics/ nor among the deliverables.",
        f"{small}/guides/en/B1-1.md: the guide of “B1-1” is missing.",
    ]


def test_the_schema_is_json(run: Run) -> None:
    ran = run("checklist", "schema")
    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


# --- help ---


@pytest.mark.parametrize(
    ("language", "usage", "last"),
    [("fr", "Utilisation : jalon", "Affiche cette aide."), ("en", "Usage: jalon", "Show this help.")],
)
@pytest.mark.parametrize("command", ["", *COMMANDS, "checklist show", "checklist validate", "checklist schema"])
def test_help_is_in_the_language(run: Run, command: str, language: str, usage: str, last: str) -> None:
    for words in ([*command.split(), "--help", "--lang", language], [*command.split(), f"--lang={language}", "--help"]):
        ran = run(*words)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.startswith(f"{usage} {command}".rstrip())
        assert last in ran.out
        assert not re.search(r"help\.\w|Show this message and exit", ran.out)


@pytest.mark.parametrize("words", [(), ("checklist",)])
def test_nothing_asked_is_help(run: Run, words: tuple[str, ...]) -> None:
    ran = run(*words)
    assert (ran.code, ran.err) == (0, "")
    assert "Commandes" in ran.out


def test_the_version(run: Run) -> None:
    assert run("--version") == (0, f"jalon {__version__}\n", "")


def test_help_answers_without_loading_what_audits() -> None:
    code = "import sys, jalon.cli.shell as s; from jalon.messages import Say; s.run(['--help'], Say('en'), ''); "
    code += "print(sorted({'rich', 'pypdfium2', 'markdown_it', 'copier', 'git'} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True, env=PACKAGE
    )
    assert done.stdout.splitlines()[-1] == "[]"
