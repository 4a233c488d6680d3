"""The built-in checklist: complete, in two languages, faithful to the sheet, asking what a probe can answer."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from jalon.catalogue import Checklist, Text
from jalon.catalogue.model import ProbeCall
from jalon.facts.cues import Cues, tokens
from jalon.facts.model import Codebase
from jalon.facts.prose import MENTIONS
from jalon.probes.table import FAULTS
from jalon.resources import resource

REQUIREMENTS = {
    "BC01-1": "abcdef", "BC01-2": "abcdefghijklm", "BC01-3": "abcdefg", "BC01-4": "abcdefghijkl",
    "BC01-5": "abcdefghijk", "BC01-6": "abcdefghi", "BC01-7": "abcdefgh",
    "BC02-1": "abcdefghijkl", "BC02-2": "abcdefghi", "BC02-3": "abcdefghijklmno", "BC02-4": "abcdefghijklmnopq",
    "BC02-5": "abcdefghijkl",
    "BC03-1": "abcdefghijklmn", "BC03-2": "abcdefghijklm", "BC03-3": "abcdefghij", "BC03-4": "abcdefghij",
    "BC03-5": "abcdefghijklm", "BC03-6": "abcdefghijklmno",
    "BC04-1": "abcdef", "BC04-2": "abcdefg", "BC04-3": "abcdefg", "BC04-4": "abcdefghi", "BC04-5": "abcdefg",
    "BC04-6": "abcdefghijklm",
    "T-EN": "abcdefghi", "T-ECO": "abcdefghi",
}  # fmt: skip


# --- what there is ---


def test_every_requirement_of_the_sheet_is_there_in_order(shipped: Checklist) -> None:
    expected = [f"{competency}.{letter}" for competency, letters in REQUIREMENTS.items() for letter in letters]
    assert [one.id for one in shipped.requirements()] == expected


def test_the_counts_of_the_certification(shipped: Checklist) -> None:
    assert [block.id for block in shipped.blocks] == ["BC01", "BC02", "BC03", "BC04", "T"]
    per_block = [sum(len(one.requirements) for one in block.competencies) for block in shipped.blocks]
    assert per_block == [66, 65, 75, 49, 18]
    assert [len(block.competencies) for block in shipped.blocks] == [7, 5, 6, 6, 2]
    assert [one.id for one in shipped.evaluation] == [f"M-{number:02}" for number in range(1, 19)]


def test_each_block_has_deliverables(shipped: Checklist) -> None:
    named = Counter(one[:4].rstrip("-") for each in shipped.deliverables for one in each.competencies)
    assert len(shipped.deliverables) >= 60
    assert {"BC01", "BC02", "BC03", "BC04", "T-EN", "T-EC"} <= set(named)


def test_a_competency_counts_what_a_program_can_see(shipped: Checklist) -> None:
    for competency in shipped.competencies():
        assert 1 <= len(competency.elements) <= 5, competency.id
        assert competency.blind_spots, competency.id
        for element in competency.elements:
            assert element.at_least <= len(element.any_of), (competency.id, element.id)


def test_every_deliverable_but_code_has_its_own_place(shipped: Checklist) -> None:
    places = Counter(one.place for one in shipped.deliverables if one.kind in ("document", "register"))
    assert not places[""], "a document or a register without a place in the capstone"
    assert [place for place, count in places.items() if count > 1] == []


# --- texts ---


def texts(value: Any, where: str = "") -> Iterator[tuple[str, Text]]:
    """Every text of the checklist with the id of what it belongs to."""
    if isinstance(value, Text):
        yield where, value
    elif isinstance(value, ProbeCall):
        return
    elif isinstance(value, msgspec.Struct):
        inner = f"{where} {getattr(value, 'id', '')}".strip()
        for field in value.__struct_fields__:
            yield from texts(getattr(value, field), inner)
    elif isinstance(value, tuple):
        for one in value:
            yield from texts(one, where)


def wrong(checklist: Checklist, language: str, pattern: str) -> list[str]:
    """Where a pattern occurs in the texts of a language."""
    found = re.compile(pattern)
    every = ((where, text.in_(language)) for where, text in texts(checklist))
    return [f"{where}: {text}" for where, text in every if found.search(text)]


def test_every_text_says_something_of_its_own_in_each_language(shipped: Checklist) -> None:
    every = list(texts(shipped))
    assert len(every) > 1500
    long = [(where, text) for where, text in every if len(text.fr.split()) > 4]
    assert [where for where, text in long if text.fr == text.en] == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_apostrophes_are_typographic(shipped: Checklist, language: str) -> None:
    assert wrong(shipped, language, r"[^\W\d_]'[^\W\d_]") == []


def test_french_has_a_space_before_high_punctuation_and_within_guillemets(shipped: Checklist) -> None:
    assert wrong(shipped, "fr", r"[^\s\u00a0\u202f?!:][?!;:](?:\s|$)") == []
    assert wrong(shipped, "fr", r"«(?![\s\u00a0\u202f])|(?<![\s\u00a0\u202f])»") == []


def test_english_has_none_and_quotes_in_its_own_way(shipped: Checklist) -> None:
    assert wrong(shipped, "en", r"\s[?!;:](?:\s|$)|[«»]") == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_text_is_left_to_write(shipped: Checklist, language: str) -> None:
    assert wrong(shipped, language, r"(?i)\b(?:todo|tbd|fixme|lorem|xxx)\b|\s{2,}|^\s|\s$") == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_juror_asks_and_a_student_is_told(shipped: Checklist, language: str) -> None:
    for one in shipped.requirements():
        assert one.jury.in_(language).endswith("?"), one.id
        for said in (one.ask, one.why):
            assert said.in_(language).endswith((".", "…", "»", "”")), one.id


# --- the sheet ---


@cache
def sheet() -> str:
    """The sheet, which is not ours to publish: beside the checkout, or where JALON_SHEET says."""
    beside = Path(__file__).resolve().parents[3] / "shared" / "reference" / "sheet-rncp38822.fr.txt"
    path = Path(os.environ.get("JALON_SHEET", beside))
    if not path.is_file():
        pytest.skip(f"the sheet is not at {path}: name it in JALON_SHEET")
    return path.read_text(encoding="utf-8")


def test_every_clause_is_found_verbatim_in_the_sheet(shipped: Checklist) -> None:
    clauses = {one.id: one.clause for one in shipped.requirements()}
    clauses |= {one.id: one.clause for one in shipped.evaluation}
    assert len(clauses) == 273 + 18
    assert {name: clause for name, clause in clauses.items() if clause not in sheet()} == {}


def test_clauses_are_quoted_and_not_sentences(shipped: Checklist) -> None:
    assert [one.id for one in shipped.requirements() if len(one.clause) > 120 or "\n" in one.clause] == []


# --- what is asked of the probes ---


def calls(checklist: Checklist) -> Iterator[tuple[str, ProbeCall]]:
    """Every question with the id of who asks it."""
    for requirement in checklist.requirements():
        yield from ((requirement.id, call) for call in requirement.probes)
    for deliverable in checklist.deliverables:
        for part in deliverable.contains:
            yield from ((f"{deliverable.id} {part.id}", call) for call in part.probes)


def unheard_of(checklist: Checklist, probe: str, parameter: str, known: set[str]) -> list[tuple[str, str]]:
    """Values of a parameter that no fact ever has, with who asks for them."""
    asked = ((who, getattr(call.parameters, parameter)) for who, call in calls(checklist) if call.name == probe)
    each = ((who, one) for who, value in asked for one in ([value] if isinstance(value, str) else value))
    return sorted({(who, one) for who, one in each if one not in known})


def listed(text: str | None, *names: str) -> set[str]:
    """The words that a docstring lists after `name kinds:` or `name:`, separated by points."""
    found: set[str] = set()
    for name in names:
        match = re.search(rf"\b{name}:\s+(.*?)(?:\.\s|\.$|\()", (text or "") + " ", re.DOTALL)
        assert match, f"no list of {name}"
        found |= {one.strip() for one in match[1].split("·")}
    return found


LEVELS = {"unit", "integration", "end-to-end", "security", "accessibility", "performance"}
TRIGGERS = {"push", "merge-request", "schedule", "manual", "tag", "release", "call"}
STEPS = {
    *("lint", "format", "types", "test", "coverage", "build", "image", "scan", "secrets", "sbom", "accessibility"),
    *("deploy", "release", "publish", "notify", "checkout", "setup"),
}
FACETS = {one for one in Codebase.__struct_fields__ if one not in ("languages", "sources", "dependencies", "tests")}


@pytest.mark.parametrize(
    ("probe", "parameter", "known"),
    [
        ("code", "facet", FACETS),
        ("sources", "sides", {"front-end", "back-end", "data", "infrastructure", "test"}),
        ("tests", "levels", LEVELS),
        ("pipeline", "levels", LEVELS),
        ("pipeline", "on", TRIGGERS),
        ("pipeline", "does", STEPS),
        ("pipeline", "any_of", STEPS),
        ("section", "holds", set(MENTIONS)),
        ("section", "running", {"none", "partial", "met"}),
        ("written", "language", {"fr", "en"}),
        ("table", "agree", set(FAULTS)),
    ],
)
def test_parameters_name_what_facts_can_have(shipped: Checklist, probe: str, parameter: str, known: set[str]) -> None:
    assert unheard_of(shipped, probe, parameter, known) == []


def test_columns_are_those_of_the_vocabulary(shipped: Checklist) -> None:
    known = yaml.safe_load(resource("checklists", "knowledge", "columns.yml").read_text(encoding="utf-8"))["columns"]
    assert unheard_of(shipped, "table", "columns", set(known)) == []


def test_kinds_of_code_are_those_that_the_fact_declares(shipped: Checklist) -> None:
    declared = Codebase.__doc__
    for facet in sorted(FACETS - {"lockfiles"}):
        name = "accessibility" if facet == "accessibility" else f"{facet}(?: kinds)?"
        known = listed(declared, name)
        asked = [(who, call.parameters) for who, call in calls(shipped) if call.name == "code"]
        odd = {(who, one) for who, given in asked if given.facet == facet for one in given.kinds if one not in known}
        assert odd == set(), facet


def test_a_pipeline_is_asked_for_something_it_does(shipped: Checklist) -> None:
    asked = [(who, call.parameters) for who, call in calls(shipped) if call.name == "pipeline"]
    assert [who for who, given in asked if not given.does and not given.any_of] == []


# --- words ---


def test_a_star_stands_only_at_the_end_of_a_cue(shipped: Checklist) -> None:
    cues = ((one.id, cue) for one in shipped.topics for cue in (*one.heading, *one.body))
    assert [(topic, cue) for topic, cue in cues if "*" in cue[:-1]] == []


def test_an_open_word_has_three_letters_to_begin_with(shipped: Checklist) -> None:
    cues = ((one.id, cue) for one in shipped.topics for cue in (*one.heading, *one.body))
    assert [(topic, cue) for topic, cue in cues if cue.endswith("*") and " " not in cue and len(cue) < 4] == []


def test_every_cue_is_found_in_its_own_words(shipped: Checklist) -> None:
    for topic in shipped.topics:
        for cue in (*topic.heading, *topic.body):
            text = f"{cue[:-1]}e" if cue.endswith("*") else cue
            assert Cues([(topic.id, cue)]).find(tokens(text)), (topic.id, cue)
