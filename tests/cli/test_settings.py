"""`jalon.toml`: followed where it guides, told where it is broken, powerless over the score."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.settings import MOST_BYTES, Settings, read_settings
from jalon.snapshot import Unreadable
from tests.cli.conftest import FILES_OF_A_PROJECT, Make, Run


class Holding:
    """A snapshot that holds one file."""

    def __init__(self, text: str | None, reason: str = "absent") -> None:
        self._text, self._reason = text, reason

    def text(self, path: str, limit: int) -> str:
        if self._text is None or len(self._text.encode()) > limit:
            raise Unreadable(path, self._reason if self._text is None else "too-large")
        return self._text


def read(text: str | None, reason: str = "absent") -> Settings:
    return read_settings(Holding(text, reason))  # type: ignore[arg-type]


def test_no_file_is_the_defaults_and_no_fault() -> None:
    assert read(None) == Settings()
    assert read("") == Settings()


def test_every_key_is_read() -> None:
    text = (
        'checklist = "rncp38822"\nblocks = ["BC01"]\nlanguage = "en"\n[team]\nsize = 3\n[dates]\njury = 2027-06-15\n'
        '[evidence]\nrisks = ["a.md"]\n[ignore]\n"old/" = "another project"\n'
    )
    found = read(text)
    assert (found.blocks, found.language, found.fault) == (("BC01",), "en", "")
    assert (found.evidence, found.ignore) == ({"risks": ("a.md",)}, {"old/": "another project"})


@pytest.mark.parametrize(
    "text",
    [
        "language = ",
        'language = "de"',
        "language = 3",
        'blocks = "BC01"',
        "evidence = 3",
        '[evidence]\nrisks = "a.md"',
        "a = 1\na = 2",
        "a = " + "9" * 5000,
        "a = 2026-13-45",
        "a = " + "[" * 200,
        "a = " + "[\n" * 5000,
        "a" + ".a" * 30_000 + " = 1",
        "x" * (MOST_BYTES + 1),
    ],
    ids=range(13),
)
def test_what_cannot_be_followed_is_the_defaults_with_a_fault_and_at_once(text: str) -> None:
    begun = time.monotonic()
    found = read(text)
    assert found.fault
    assert found == Settings(fault=found.fault)
    assert time.monotonic() - begun < 2


def test_a_file_cannot_say_that_it_is_at_fault() -> None:
    assert read('fault = "all is lost"\nlanguage = "en"').fault == ""


def test_a_reason_not_to_read_it_is_the_fault() -> None:
    assert read(None, "not-text").fault == "not-text"


@given(st.text(max_size=200))
def test_any_text_is_settings_or_the_defaults(text: str) -> None:
    found = read(text)
    assert found == Settings(fault=found.fault) or found.fault == ""


def score(run: Run, folder: object, *words: object) -> tuple[float, dict[str, Any]]:
    ran = run("check", folder, "--format", "json", *words)
    found = json.loads(ran.out)
    return found["summary"]["score"], found


ALLOWED = 'blocks = ["BC04"]\nlanguage = "en"\n[team]\nsize = 12\n[evidence]\nrisks = ["README.md"]\n'


@pytest.mark.parametrize(
    "text", [ALLOWED, 'blocks = ["nothing"]', 'checklist = "tiny"', 'checklist = "."', "broken = "]
)
def test_settings_never_change_the_score(run: Run, make: Make, text: str) -> None:
    easy = {f"{folder}{name}": content for folder in ("", "tiny/") for name, content in TINY.items()}
    before, report = score(run, make({**FILES_OF_A_PROJECT, **easy}, "before"))
    after, same = score(run, make({**FILES_OF_A_PROJECT, **easy, "jalon.toml": text}, "after"))
    assert after == before
    assert same["checklist"] == report["checklist"]


TINY = {"checklist.yml": "id: tiny\nblocks: [A]\n", "A.yml": "id: A\n"}


def test_an_audited_repository_never_brings_its_own_checklist(
    run: Run, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make({**FILES_OF_A_PROJECT, **TINY, "jalon.toml": 'checklist = "."'})
    monkeypatch.chdir(folder)
    ran = run("check", "--lang", "en")
    assert (ran.code, ran.out.splitlines()[1].partition(" ·")[0]) == (
        0,
        "Expert in software architecture and development",
    )
    assert ran.err == "jalon: warning: jalon.toml is not followed (its checklist is not one of Jalon’s).\n"


@pytest.mark.parametrize(
    ("language", "text", "warning"),
    [
        ("en", "a = " + "[" * 200, "warning: jalon.toml is not followed (too deeply nested)."),
        ("fr", "a = " + "[" * 200, "attention : jalon.toml n’est pas pris en compte (trop imbriqué)."),
        ("en", 'language = "\\u009b31m\\n"', "not followed (Invalid enum value"),
    ],
)
def test_broken_settings_are_one_warning_and_the_report_comes_all_the_same(
    run: Run, make: Make, small: object, language: str, text: str, warning: str
) -> None:
    ran = run("check", make({**FILES_OF_A_PROJECT, "jalon.toml": text}), "--checklist", small, "--lang", language)
    assert (ran.code, ran.err.count("\n")) == (0, 1)
    assert warning in ran.err
    assert "\x9b" not in ran.err
    assert ran.out.startswith("Jalon")


def test_a_block_that_is_not_aimed_at_says_so_and_counts(run: Run, make: Make) -> None:
    ran = run("check", make({**FILES_OF_A_PROJECT, "jalon.toml": 'blocks = ["BC01"]'}), "--lang", "en")
    assert " ".join(ran.out.split()).count("(block not aimed at by this repository)") == 3  # T is everybody's
