from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.facts.model import Page
from jalon.facts.pages import read_page
from jalon.facts.pages.markup import scan
from jalon.facts.pages.templates import without_language

Reader = Callable[[Mapping[str, str]], dict[str, Page]]


def test_weight_requests_and_strangers(pages_of: Reader) -> None:
    page = (
        '<html lang="fr"><head><title>A</title><link rel="stylesheet" href="../css/site.css">'
        '<link rel="preconnect" href="https://fonts.example.net"><script src="https://cdn.example.com/x.js"></script>'
        '<script src="/app.js"></script></head><body><img src="data:image/png;base64,AA" alt=""></body></html>'
    )
    found = pages_of({"web/fr/index.html": page, "web/css/site.css": "a" * 100, "web/app.js": "b" * 50})
    assert list(found) == ["web/fr/index.html"]
    index = found["web/fr/index.html"]
    assert index.weight == len(page) + 150
    assert index.requests == 3
    assert index.third_party == ("cdn.example.com", "fonts.example.net")


@pytest.mark.parametrize(
    "tag",
    [
        "<link rel='stylesheet' href=\"{% static 'css/site.css' %}\">",
        "<link rel='stylesheet' href=\"{{ url_for('static', filename='css/site.css') }}\">",
        "<link rel='stylesheet' th:href='@{/css/site.css}'>",
        "<link rel='stylesheet' href='css/site.css?v=2#a'>",
    ],
)
def test_static_files_of_templates_weigh(pages_of: Reader, tag: str) -> None:
    found = pages_of({"templates/base.html": tag + "<p>x</p>", "app/static/css/site.css": "a" * 1000})
    assert found["templates/base.html"].weight == len(tag) + 8 + 1000


def test_a_computed_title_shows_what_is_written(pages_of: Reader) -> None:
    found = pages_of({"a.html": "<html lang='fr'><title>{{ site }} - Accueil</title><main><h1>A</h1></main></html>"})
    assert found["a.html"].title == "… - Accueil"


def test_tests_and_stories_are_no_pages(pages_of: Reader) -> None:
    tag = "export default () => <img src='x' />"
    assert list(pages_of({"a.tsx": tag, "a.test.tsx": tag, "a.stories.tsx": tag, "b.spec.jsx": tag, "c.ts": tag})) == [
        "a.tsx"
    ]


@pytest.mark.parametrize(
    "unit",
    ["<", "<a ", "<!--", "<![CDATA[", "<?", "{{", "{%", "<%", "<?php ", "<script>", "<a b='", "<a b={`", "<a {", "</a",
     "<label><a href=x>", "<input id=a>", "<svg role=img>", "{{ a }}", "<a b=", "&#"],
)  # fmt: skip
@pytest.mark.parametrize("path", ["a.html", "a.tsx", "a.vue"])
def test_two_hundred_kilobytes_of_anything_is_read_in_its_stride(path: str, unit: str) -> None:
    text = unit * (200_000 // len(unit))
    report = read_page(path, f"<template>{text}</template>" if path == "a.vue" else text)
    assert report is None or len(report.faults) <= 200


LETTERS = st.sampled_from([*"<>/ab =\"'{}%!-?#&;\n[]`$\\", "<img ", "<a href", "{{", "%}"])
MARKUP = st.lists(LETTERS, max_size=120).map("".join)


@given(MARKUP, st.sampled_from(["a.html", "a.tsx", "a.vue", "a.php", "a.astro"]))
def test_any_text_is_a_report_or_nothing(text: str, path: str) -> None:
    report = read_page(path, text)
    assert report is None or all(line >= 1 for _, line in report.faults)


@given(MARKUP)
def test_lines_keep_their_numbers(text: str) -> None:
    assert without_language(text).count("\n") == text.count("\n")
    lines = [event.line for event in scan(text)]
    assert lines == sorted(lines)
    assert not lines or lines[-1] <= text.count("\n") + 1
