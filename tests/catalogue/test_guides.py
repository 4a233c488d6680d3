"""The guides: one a competency and a language, same plan everywhere, readable anywhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jalon.catalogue import built_in
from jalon.facts.language import language_of

FOLDER = built_in()["rncp38822"] / "guides"
PLAN = {
    "fr": [
        "Ce que le jury cherche",
        "Comment faire",
        "Un exemple",
        "Un mauvais exemple",
        "Pièges",
        "Questions du jury",
    ],
    "en": [
        "What the jury looks for",
        "How to do it",
        "An example",
        "A poor example",
        "Pitfalls",
        "Questions from the jury",
    ],
}
IDS = sorted(path.stem for path in (FOLDER / "fr").glob("*.md"))
GUIDES = [(language, name) for language in PLAN for name in IDS]


def read(language: str, name: str) -> str:
    return (FOLDER / language / f"{name}.md").read_text(encoding="utf-8")


def prose(text: str) -> str:
    """The text without code, where HTML, straight quotes and colons have their own meaning."""
    return re.sub(r"`[^`\n]*`", "code", re.sub(r"(?ms)^```.*?^```", "", text))


def test_there_is_one_a_competency_in_each_language() -> None:
    assert len(IDS) == 26
    assert sorted(path.stem for path in (FOLDER / "en").glob("*.md")) == IDS
    assert {path.suffix for path in FOLDER.rglob("*") if path.is_file()} == {".md"}


@pytest.mark.parametrize(("language", "name"), GUIDES)
def test_the_plan_is_always_the_same(language: str, name: str) -> None:
    headings = re.findall(r"(?m)^(#+) (.+)$", re.sub(r"(?ms)^```.*?^```", "", read(language, name)))
    assert [len(marks) for marks, _ in headings] == [1, 2, 2, 2, 2, 2, 2]
    assert headings[0][1].startswith(f"{name} — ")
    assert [title for _, title in headings[1:]] == PLAN[language]


@pytest.mark.parametrize(("language", "name"), GUIDES)
def test_a_guide_is_short_and_says_something_under_each_heading(language: str, name: str) -> None:
    text = read(language, name)
    assert 350 <= len(re.findall(r"[^\W_]+(?:['’\-][^\W_]+)*", text)) <= 750
    for part in re.split(r"(?m)^#+ .+$", text)[2:]:
        assert len(part.split()) >= 15


@pytest.mark.parametrize(("language", "name"), GUIDES)
def test_a_guide_holds_neither_html_nor_links_that_lead_nowhere(language: str, name: str) -> None:
    text = prose(read(language, name))
    assert re.findall(r"</?[a-zA-Z!][^>]*>|&[a-z]+;", text) == []
    for target in re.findall(r"\]\(([^)]+)\)", text):
        assert target.startswith("https://") or (FOLDER / language / target).exists(), target


@pytest.mark.parametrize(("language", "name"), GUIDES)
def test_typography(language: str, name: str) -> None:
    text = prose(read(language, name))
    assert re.findall(r"\S*[^\W\d_]'[^\W\d_]\S*", text) == []
    if language == "fr":
        french = re.sub(
            r"“[^”]*”|https?://\S+", "", text
        )  # English is quoted in its own marks, or has a line of its own
        french = "\n".join(line for line in french.splitlines() if language_of(line) != "en")
        assert re.findall(r"\S*[^\s\u00a0\u202f?!:|*-][?!;:](?:\s|$)", french) == []
    else:
        assert re.findall(r"\S+ [?!;:](?:\s|$)", text) == []


@pytest.mark.parametrize("name", IDS)
def test_both_languages_ask_as_many_questions(name: str) -> None:
    french, english = (read(language, name).rpartition("\n## ")[2].count("?") for language in ("fr", "en"))
    assert french == english >= 2


def test_no_guide_is_left_to_write() -> None:
    for path in Path(FOLDER).rglob("*.md"):
        assert not re.search(r"(?i)\b(?:todo|tbd|fixme|lorem)\b", path.read_text(encoding="utf-8")), path.name
