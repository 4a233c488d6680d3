"""A section counts by its own words under a heading of the subject."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from jalon.facts.model import At, Table
from jalon.facts.prose import Prose
from jalon.probes.section import Section
from jalon.probes.section import section as ask
from tests.probes.conftest import document, section, why, words

Read = Callable[..., Prose]
RISK = Section(topics=("risk",), words=30, telling=2)


def test_enough_own_words_under_a_heading_of_the_subject_are_met(read: Read) -> None:
    prose = read(document("docs/plan.md", section("Analyse des risques", words(40), line=12)))
    finding = ask(prose, RISK)
    assert finding.outcome == "met"
    assert [(one.path, one.at) for one in finding.evidence] == [("docs/plan.md", At(line=12))]


@pytest.mark.parametrize("heading", ["RISQUES", "3.2 Risque technique", "Risk register", "Les risques du projet"])
def test_case_plural_number_and_language_of_the_heading_do_not_matter(read: Read, heading: str) -> None:
    assert ask(read(document("a.md", section(heading, words(40)))), RISK).outcome == "met"


def test_the_file_name_announces_the_subject_as_well_as_a_heading(read: Read) -> None:
    assert ask(read(document("docs/analyse_risques.md", section("", words(40), level=0))), RISK).outcome == "met"


def test_a_heading_above_announces_what_stands_below(read: Read) -> None:
    below = section("Base de données", words(40), level=3, trail=["Risques"])
    assert ask(read(document("a.md", below)), RISK).outcome == "met"


def test_few_words_are_partial_and_say_how_many_are_wanted(read: Read) -> None:
    finding = ask(read(document("a.md", section("Risques", words(12)))), RISK)
    assert finding.outcome == "partial"
    assert (finding.advice.message, finding.advice.values["found"], finding.advice.values["wanted"]) == (
        "section-short",
        12,
        30,
    )


@pytest.mark.parametrize(
    "text",
    [
        "TODO",
        "À compléter",
        "Décrivez ici les risques de votre projet et leurs parades.",
        "[Listez les risques du projet avec leur probabilité et leur impact]",
        "Lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et magna",
        "",
    ],
)
def test_a_prompt_a_placeholder_or_false_latin_is_missing(read: Read, text: str) -> None:
    assert ask(read(document("a.md", section("Risques", text))), RISK).outcome == "missing"


def test_one_paragraph_repeated_earns_nothing(read: Read) -> None:
    same = words(40)
    assert ask(read(document("a.md", *(section("Risques", same) for _ in range(3)))), RISK).outcome == "missing"


def test_running_text_without_a_heading_is_partial_at_best(read: Read) -> None:
    text = f"Un aléa, une parade, sa criticité et une mitigation : {words(40)}"
    assert ask(read(document("a.md", section("Notes", text))), RISK).outcome == "partial"
    refused = Section(topics=("risk",), words=30, running="none", telling=2)
    assert ask(read(document("a.md", section("Notes", text))), refused).outcome == "missing"


def test_the_words_of_a_table_are_words_too(read: Read) -> None:
    rows = tuple((f"aléa {n}", "parade : sauvegarde chaque nuit", "DEV-1") for n in range(6))
    table = Table(("risque", "parade", "qui"), rows)
    assert ask(read(document("a.md", section("Risques", tables=[table]))), RISK).outcome == "met"


def test_what_the_text_must_hold_is_asked_for(read: Read) -> None:
    cost = Section(topics=("cost",), words=20, holds={"amount": 2}, telling=2)
    vague = read(document("a.md", section("Budget", words(30))))
    costed = read(document("a.md", section("Budget", f"{words(30)} : 1 200 € par an et 350 € de matériel")))
    assert (ask(vague, cost).outcome, ask(vague, cost).advice.values["lacking"]) == ("partial", ["amount"])
    assert ask(costed, cost).outcome == "met"


def test_within_asks_that_something_above_speaks_of_the_context(read: Read) -> None:
    wanted = Section(topics=("cost",), within=("feasibility-study",), words=20, telling=2)
    outside = read(document("a.md", section("Budget", words(30))))
    inside = read(document("a.md", section("Budget", words(30), trail=["Étude d’opportunité"])))
    assert (ask(outside, wanted).outcome, ask(inside, wanted).outcome) == ("missing", "met")


def test_a_path_declared_in_the_settings_counts_only_by_its_content(read: Read) -> None:
    wanted = Section(topics=("feasibility-study",), words=20)
    declared = {"feasibility-study": ("notes/n1.md",)}
    empty, full = (document("notes/n1.md", section("Notes", text)) for text in ("TODO", words(30)))
    assert ask(read(empty, declared=declared), wanted).outcome == "missing"
    assert ask(read(full, declared=declared), wanted).outcome == "met"


def test_an_excerpt_hides_addresses(read: Read) -> None:
    prose = read(document("a.md", section("Risques", f"Écrire à camille.exemple@example.org avant tout : {words(40)}")))
    assert "example.org" not in ask(prose, RISK).evidence[0].excerpt


def test_a_heading_alone_is_not_enough_when_the_text_tells_of_something_else(read: Read) -> None:
    """« Risques » over a text about a game's monsters is no risk analysis."""
    elsewhere = " ".join(f"monstre{number}" for number in range(60))
    assert ask(read(document("a.md", section("Risques", elsewhere))), RISK).outcome == "missing"


def test_a_text_that_does_not_tell_of_its_heading_is_named_rather_than_denied(read: Read) -> None:
    """An honest note with unforeseen words: its writer must learn that it was seen, and where."""
    other = "Nous tremblons pour la toiture du refuge, et personne ne garde les clés pendant la foire."
    wanted = Section(topics=("risk",), words=30, running="none")
    told = ask(read(document("docs/risques.md", section("Risques", other))), wanted).advice
    assert (told.message, told.values["path"], told.values["found"]) == ("section-untold", "docs/risques.md", 16)
    nothing = ask(read(document("docs/notes.md", section("Notes", other))), wanted).advice
    assert nothing.message == "section-none"


@pytest.mark.parametrize(("count", "outcome"), [(30, "met"), (29, "partial"), (10, "partial"), (9, "missing")])
def test_enough_a_third_or_less(read: Read, count: int, outcome: str) -> None:
    wanted = Section(topics=("risk",), words=30, running="none", telling=1)
    assert ask(read(document("a.md", section("Risques", words(count)))), wanted).outcome == outcome


@pytest.mark.parametrize(
    ("running", "count", "outcome"),
    [("met", 30, "met"), ("met", 29, "partial"), ("partial", 30, "partial"), ("partial", 14, "missing")],
)
def test_running_text_may_be_worth_more(read: Read, running: Any, count: int, outcome: str) -> None:
    wanted = Section(topics=("risk",), words=30, running=running)
    text = words(count, "aléa parade criticité mitigation")
    assert ask(read(document("a.md", section("Notes", text))), wanted).outcome == outcome


def test_mentions_are_those_of_one_document(read: Read) -> None:
    cost = Section(topics=("cost",), words=20, holds={"amount": 2})
    one, other = (section("Budget", f"{words(30, f'licence euro amortissement poste{n}')} : {n} 200 €") for n in (1, 2))
    apart = ask(read(document("a.md", one), document("b.md", other)), cost)
    assert (apart.outcome, *why(apart, "lacking")) == ("partial", "section-lacks", ["amount"])
    assert ask(read(document("a.md", one, other)), cost).outcome == "met"
