"""The report in a terminal, line by line. `JALON_WRITE_GOLDEN=1` writes the expected files anew, to be read again."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from jalon.messages import Say
from jalon.reports import Style, render
from tests.cli.conftest import FILES_OF_A_PROJECT
from tests.reports.conftest import Audited

GOLDEN = Path(__file__).parent / "golden"
PROJECT = {
    **FILES_OF_A_PROJECT,
    "node_modules/lib/index.js": "x\n",
    "broken.docx": "not a zip",
    "jalon.toml": 'blocks = ["B2"]\n',
}


@pytest.mark.parametrize("details", [False, True], ids=["short", "details"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_whole_report(audited: Audited, language: str, details: bool) -> None:
    found = audited(PROJECT, language=language)
    shown = render("terminal", found, Say(language), Style(80, details=details))
    shown = shown.replace(found.report.tool.data[:10], "digest....")  # it changes with each word that Jalon learns
    golden = GOLDEN / f"{language}-{'details' if details else 'short'}.txt"
    if os.environ.get("JALON_WRITE_GOLDEN"):
        golden.write_text(shown, encoding="utf-8", newline="\n")
    assert shown == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [60, 100, 120])
def test_no_line_is_wider_than_the_terminal(audited: Audited, width: int) -> None:
    for details in (False, True):
        shown = render("terminal", audited(PROJECT, f"w{details}"), Say("fr"), Style(width, details=details))
        assert max(map(len, shown.splitlines())) <= width
        assert not re.search(r"(?m)[ \t]$", shown)


def test_colours_only_add_colour(audited: Audited) -> None:
    found = audited(PROJECT)
    plain, coloured = (render("terminal", found, Say("en"), Style(80, colour=colour)) for colour in (False, True))
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain
    assert "\x1b" not in plain
