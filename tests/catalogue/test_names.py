"""Every subject has a name that fits into a sentence, in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from jalon.catalogue import Checklist, load_checklist

Faults = Callable[..., list[tuple[str, int, str]]]
ARTICLE = re.compile(r"(?:le|la|les|un|une|des) \w|l’\w")


def subjects(checklist: Checklist) -> set[str]:
    return {one.id for one in checklist.topics} | {one.id for one in checklist.deliverables}


def test_every_topic_and_every_deliverable_has_a_name_and_no_name_is_left_over(shipped: Checklist) -> None:
    assert sorted(subjects(shipped) - shipped.names.keys()) == []
    assert sorted(shipped.names.keys() - subjects(shipped)) == []


def test_a_name_completes_a_sentence(shipped: Checklist) -> None:
    """« une section sur … » wants an article and no capital; neither language wants a full stop."""
    wrong = {
        name: text
        for name, text in shipped.names.items()
        if not ARTICLE.match(text.fr)
        or not text.en[0].islower()
        or any(one != one.strip() or one[-1] in ".:;" or len(one) > 60 for one in (text.fr, text.en))
    }
    assert wrong == {}


def test_the_apostrophes_are_typographic(shipped: Checklist) -> None:
    assert [name for name, text in shipped.names.items() if "'" in text.fr + text.en] == []


def test_the_two_languages_say_different_things(shipped: Checklist) -> None:
    assert [name for name, text in shipped.names.items() if text.fr == text.en] == []


def test_names_are_read_with_the_checklist(small: Path) -> None:
    names = load_checklist(small).names
    assert {name: (text.fr, text.en) for name, text in names.items()} == {
        "plan": ("le plan", "the plan"),
        "risk": ("les risques", "risks"),
        "roadmap": ("la feuille de route", "the roadmap"),
    }


def test_a_changed_name_is_another_checklist(small: Path) -> None:
    before = load_checklist(small).sha256
    path = small / "names.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("the plan", "the plot"), encoding="utf-8")
    assert load_checklist(small).sha256 != before


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("plan: {fr: le plan, en: the plan}\n", ("topics/B1.yml", 1, "unnamed-topic")),
        ("risk: {fr: les risques, en: risks}\n", ("topics/B1.yml", 4, "unnamed-topic")),
        ("roadmap: {fr: la feuille de route, en: the roadmap}\n", ("deliverables/roadmap.yml", 1, "unnamed-topic")),
    ],
)
def test_what_has_no_name_is_pointed_at(faults: Faults, line: str, place: tuple[str, int, str]) -> None:
    assert faults("names.yml", line, "") == [place]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (", en: risks}", "}", 2),
        ("en: the plan}", "en: ''}", 1),
        ("{fr: la feuille de route, en: the roadmap}", "la feuille de route", 3),
    ],
)
def test_a_name_is_there_in_both_languages(faults: Faults, old: str, new: str, line: int) -> None:
    assert ("names.yml", line, "shape") in faults("names.yml", old, new)


def test_a_checklist_without_names_says_so(small: Path, faults: Faults) -> None:
    (small / "names.yml").unlink()
    assert ("names.yml", 0, "unreadable") in faults("topics/B1.yml", "[étape]", "[jalon]")
