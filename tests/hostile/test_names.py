"""Whatever a name, a heading, a cell or a message says, no report obeys it: every format, both streams."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from jalon.reports import FORMATS
from tests.hostile.conftest import Spoilt
from tests.hostile.judge import commanded, judged
from tests.reports.test_hostile import hidden
from tests.snapshot.repos import Repo

SAID = {
    "newlines": "a\nb\r\nc",
    "escapes": "\x1b[31m\x9b31m\x1b]0;owned\x07\x1b[2J",
    "backwards": "\u202egnp.exe\u2066\u200b",
    "markup": "[/x][bold red]x[/bold red][link=file:///etc/passwd]",
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "workflow": "::error file=a.py,line=1::owned",
    "workflow in a line": "mot ::add-mask::mot ##[error]owned ##vso[task.complete]x",
    "stop": "::stop-commands::jeton",
    "option": "--output=owned",
    "formula": '=HYPERLINK("http://example.invalid")',
    "markdown": "](http://example.invalid) ![x](http://example.invalid/x.png) | a | `",
    "format": "{0} {name} %s %(x)s ${x} $(touch owned) `touch owned`",
    "long": "é" * 120,
    "other planes": "\U0001f468\u200d\U0001f469 \u0301\u0301\u0301",
}
WORDS = "Le plan a son planning et trois étapes : cadrer avant le 5 janvier 2026, construire, livrer, revoir."
needs_strange_names = pytest.mark.skipif(os.name == "nt", reason="no such name can be made there")
# how runners of pipelines recognise a command: at the start of a line once trimmed; in the line
OBEYED = re.compile(r"^\s*::\w|##\[|##vso\[", re.MULTILINE)


def say_it_everywhere(repo: Repo, said: str) -> None:
    """In names of files and folders, headings, prose, cells, titles, steps, settings, branches, tags and commits."""
    name = said.replace("/", "").replace("\0", "")
    repo.write(f"{name}/{name}.md", f"# Plan {said}\n\n{said} {WORDS}\n\n## {said}\n\n{WORDS} {said}\n")
    repo.write(f"docs/{name}.csv", f'id,risk,probability,impact,owner\n"{said}","{said}",3,4,"{said}"\n')
    repo.write(f"docs/{name}.png", b"\x89PNG")
    repo.write(f"{name}.docx", b"broken")
    repo.write("docs/diagram.mmd", f'graph LR\n  a["{said}"] --> b["{said}"]\n')
    quoted = json.dumps(said)
    repo.write(
        ".github/workflows/x.yml",
        f"name: {quoted}\non: push\njobs:\n  {quoted}:\n    steps: [{{name: {quoted}, run: pytest}}]\n",
    )
    repo.write("jalon.toml", f"checklist = {quoted}\n")
    (repo.path / f"link {name}").symlink_to("nowhere")
    repo.git("add", "-A")
    who = re.sub(r"[<>\n\0]", "", said) or "x"
    repo.git("commit", "-q", "-m", f"feat: {said}", "-m", said, GIT_AUTHOR_NAME=who, GIT_COMMITTER_NAME=who)
    head = repo.git("rev-parse", "HEAD")
    legal = re.sub(r"[\x00-\x20\x7f~^:?*\[\\/]|\.\.|@\{", "", name) or "x"
    repo.write(".git/packed-refs", f"{head} refs/tags/v{legal}\n{head} refs/heads/b{legal}\n")


@needs_strange_names
@pytest.mark.parametrize("name", SAID)
def test_what_is_said_is_shown_and_never_obeyed(spoilt: Spoilt, name: str) -> None:
    say_it_everywhere(spoilt.repo, SAID[name])
    for language in ("fr", "en"):
        found = judged(spoilt.repo.path, language=language)
        assert found.report["summary"]["error"] == 0
        assert set(found.texts) == set(FORMATS)
        for text in found.texts.values():
            assert hidden(text) == set()
            assert not OBEYED.search(text)
        assert json.loads(found.texts["json"])["repositories"][0]["files"] == found.repository["files"]
    assert "damaged" in found.unreadable.values()
    assert "link-broken" in found.unreadable.values()


@needs_strange_names
@pytest.mark.parametrize("name", ["escapes", "markup", "workflow in a line", "newlines"])
def test_neither_does_the_command_line(spoilt: Spoilt, name: str, tmp_path: Path) -> None:
    say_it_everywhere(spoilt.repo, SAID[name])
    folder = spoilt.repo.path.rename(tmp_path / SAID[name].replace("/", "")[:60])
    for words in [*(("check", "--details", "--format", one) for one in FORMATS), ("check",), ("next",)]:
        ran = commanded(words[0], folder, *words[1:])
        assert ran.code == 0, ran.err
        assert hidden(ran.out) | hidden(ran.err) == set()
        assert not OBEYED.search(ran.out + "\n" + ran.err)
    assert not list(tmp_path.rglob("owned*"))
