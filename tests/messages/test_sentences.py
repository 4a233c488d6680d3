"""What a probe looks for and what it advises: whole sentences, in words, in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.audit import Audit, Request, audit
from jalon.catalogue import Checklist, built_in, load_checklist
from jalon.catalogue.model import ProbeCall
from jalon.messages import LANGUAGES, Say
from jalon.messages.advising import advise
from jalon.messages.looking import looks
from tests.cli.conftest import FILES_OF_A_PROJECT, Make, _loaded_once, _plain_environment, make

__all__ = ["_loaded_once", "_plain_environment", "make"]

LOOSE = re.compile(
    r"[{}…]|\bNone\b|frozenset|\(\)|\('|\s{2,}|^\s|\s$|« ?»|“”|,\s*[,.;]|\b(?:a|an|the|sur|about|de|of)\s*[.;,:]\s"
    r"|\b(?:de le|de les|à le|à les)\s(?!\d)|\b[a-z]+\.[a-z]+-[a-z]+\b"
)


@cache
def checklist() -> Checklist:
    return load_checklist(built_in()["rncp38822"])


def subjects(language: str) -> dict[str, str]:
    return {name: text.in_(language) for name, text in checklist().names.items()}


def asked() -> list[tuple[str, str, ProbeCall]]:
    """Every question of the checklist, with who asks it and the kind of what is asked."""
    found = [(one.id, one.kind, call) for one in checklist().requirements() for call in one.probes]
    parts = ((one, part) for one in checklist().deliverables for part in one.contains)
    return [*found, *((f"{one.id} {part.id}", "document", call) for one, part in parts for call in part.probes)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_of_the_checklist_is_put_in_words(language: str) -> None:
    say, names = Say(language), subjects(language)
    sentences = {who: looks(call, say, names, kind=kind) for who, kind, call in asked()}
    assert {who: said for who, said in sentences.items() if LOOSE.search(said) or said.endswith(".")} == {}
    assert all(len(said.split()) >= 4 for said in sentences.values())


def test_a_ceiling_is_told_with_its_reason() -> None:
    capped = [(kind, call) for _, kind, call in asked() if call.at_most == "partial"]
    assert len(capped) > 50
    for language, partial in (("fr", "partiel"), ("en", "partial")):
        assert all(partial in looks(call, Say(language), subjects(language), kind=kind) for kind, call in capped)


FOUND = {"found": 1, "wanted": 3, "topics": ["risk-analysis"], "kinds": ["http"], "facet": "endpoints"}
VALUES: dict[str, Mapping[str, Any]] = {
    "nothing-found": {},
    "enough": FOUND,
    "section-short": FOUND,
    "section-lacks": {**FOUND, "lacking": ["date", "amount"]},
    "section-no-heading": FOUND,
    "section-untold": {**FOUND, "path": "docs/budget.md"},
    "section-none": {**FOUND, "within": ["specification"]},
    "code": FOUND,
    "code-none": FOUND,
    "sources": FOUND,
    "tests": {**FOUND, "levels": ["unit", "integration"]},
    "pipeline": {"missing": ["test", "scan"], "on": ["push"], "levels": ["unit"]},
    "no-pipeline": {"missing": ["test"], "on": []},
    "gate": {},
    "diagram": {**FOUND, "types": ["class", "sequence"]},
    "diagram-none": {**FOUND, "types": []},
    "picture": FOUND,
    "picture-none": FOUND,
    "no-history": {},
    "shallow-history": {},
    "activity": {
        "measured": {"commits": 1, "regular": 0.2},
        "wanted": {"commits": 20, "regular": 0.5},
        "low": ["commits", "regular"],
    },
    "revised": FOUND,
    "revised-none": FOUND,
    "written": {**FOUND, "language": "en"},
    "both": FOUND,
    "records": {**FOUND, "days": 4},
    "records-none": FOUND,
    "table": FOUND,
    "table-columns": {**FOUND, "missing": ["amount", "owner"]},
    "table-disagrees": {**FOUND, "faults": ["total", "ids"]},
    "table-none": {"missing": ["amount"]},
    "pages": {**FOUND, "good": ["alternative", "label"]},
    "pages-none": {**FOUND, "good": ["alternative"]},
    "claim-only": FOUND,
    "probe-failed": {"probe": "section", "error": "RuntimeError"},
    "jury": {},
    "not-applicable": {},
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("found", [0, 1, 2])
@pytest.mark.parametrize("message", VALUES)
def test_every_advice_is_a_sentence(message: str, found: int, language: str) -> None:
    values = {**VALUES[message], "found": found}
    said = advise(message, values, Say(language), subjects(language), kind="document", probes=("section",))
    assert not LOOSE.search(said), said
    assert "risk-analysis" not in said
    assert said.endswith((".", "!", ")")) or message in ("jury", "not-applicable")


def test_what_must_exist_as_files_is_told_so_and_what_need_not_is_told_otherwise() -> None:
    say, names = Say("en"), subjects("en")
    claim = advise("claim-only", FOUND, say, names, kind="artefact", probes=("section",))
    close = advise("claim-only", FOUND, say, names, kind="document", probes=("table",))
    assert claim != close


def test_an_advice_of_somebody_else_s_probe_is_still_a_sentence() -> None:
    for language in LANGUAGES:
        assert "grow-tomatoes" in advise("grow-tomatoes", {"n": 3}, Say(language), {})


FIGURES = st.dictionaries(st.sampled_from(["found", "wanted", "days"]), st.integers(0, 9), max_size=3)
LISTS = st.dictionaries(
    st.sampled_from(["topics", "within", "missing", "lacking", "levels", "on", "types", "kinds", "faults", "good"]),
    st.lists(st.text(max_size=9), max_size=3),
    max_size=5,
)


@given(st.sampled_from(sorted(VALUES)), FIGURES, LISTS)
def test_whatever_a_probe_counts_or_names_is_said(
    message: str, figures: dict[str, int], lists: dict[str, list[str]]
) -> None:
    for language in LANGUAGES:
        assert advise(message, {**figures, **lists}, Say(language), subjects(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_advice_of_a_real_audit_is_a_sentence(make: Make, language: str) -> None:
    found = audit(Request(make({**FILES_OF_A_PROJECT, "risques.csv": "Risque;Impact\nPerte;fort\n"})))
    told = advices(found, language)
    assert len(told) > 150
    assert {name: said for name, said in told.items() if LOOSE.search(said)} == {}


def advices(found: Audit, language: str) -> dict[str, str]:
    """Requirement → what is advised, for those that are not met."""
    kinds = {one.id: one.kind for one in found.checklist.requirements()}
    tell: Callable[..., str] = advise
    return {
        one.id: tell(one.advice.message, one.advice.values, Say(language), subjects(language), kind=kinds[one.id])
        for block in found.report.blocks
        for judged in block.competencies
        for one in judged.requirements
        if one.outcome not in ("met", "jury")
    }


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "C’est décrit, mais pas montré : il faut les fichiers eux-mêmes. Aucun pipeline valide n’a été trouvé."),
        ("en", "No valid pipeline was found."),
    ],
)
def test_what_a_ceiling_holds_back_is_told_with_what_would_be_met(language: str, said: str) -> None:
    values = {"found": 80, "wanted": 80, "instead": {"message": "no-pipeline", "values": {}}}
    told = advise("claim-only", values, Say(language), {}, kind="artefact", probes=["section"])
    assert said in told.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "2 fichiers qui peuvent en tenir lieu n’ont pas pu être lus : « a.pdf » (chiffré) et « b.doc » (format"),
        ("en", "2 files that may hold it could not be read: “a.pdf” (encrypted) and “b.doc” ("),
    ],
)
def test_files_that_may_hold_it_are_named_with_their_reason(language: str, said: str) -> None:
    files = [{"path": "a.pdf", "reason": "encrypted"}, {"path": "b.doc", "reason": "unsupported"}]
    told = advise("unread", {"files": files}, Say(language), {})
    assert said in told.replace("\N{NO-BREAK SPACE}", " ")
