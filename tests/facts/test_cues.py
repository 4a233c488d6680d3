"""Words of a subject are found whatever their accents, case, number and punctuation."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.catalogue.model import Checklist, Text, Topic
from jalon.facts.cues import Cues, tokens
from jalon.facts.topics import TopicCues

FRENCH = st.text(alphabet="abcdefghijklmnopqrstuvwxyzàâäçéèêëîïôöùûüÿœæ '’-.,;:0123456789", max_size=80)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Études de coûts", ["etude", "de", "cout"]),
        ("L’ÉTUDE d'opportunité", ["l", "etude", "d", "opportunite"]),
        ("cœur du projet", ["coeur", "du", "projet"]),
        ("mise_en_œuvre-2026", ["mise", "en", "oeuvre", "2026"]),
        ("C++ et C#", ["c++", "et", "c#"]),
        ("les jeux, des choix", ["les", "jeu", "des", "choi"]),
        ("", []),
        ("… — !", []),
    ],
)
def test_folding(text: str, words: list[str]) -> None:
    assert tokens(text) == words


@given(st.text(max_size=300))
def test_any_text_gives_plain_words(text: str) -> None:
    for word in tokens(text):
        assert word.isascii()
        assert word == word.lower()
        assert any(one.isalnum() for one in word)


@given(st.text(max_size=100))
def test_folding_is_idempotent_but_for_plurals(text: str) -> None:
    once = [word for word in tokens(text) if word[-1] not in "sx"]
    assert tokens(" ".join(once)) == once


@given(FRENCH)
def test_case_and_composition_do_not_matter(text: str) -> None:
    assert tokens(text.upper()) == tokens(text)
    assert tokens(unicodedata.normalize("NFD", text)) == tokens(unicodedata.normalize("NFC", text))


def found(cue: str, text: str) -> bool:
    return bool(Cues([("topic", cue)]).find(tokens(text)))


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        ("étude de faisabilité", "Les études de faisabilité du projet"),
        ("risk", "RISKS"),
        ("chiffr*", "le chiffrage"),
        ("chiffr*", "chiffrer, chiffré, chiffres"),
        ("refus*", "un refus, des refus"),
        ("cas de refus*", "Cas de refus"),
        ("postgres*", "Postgres"),
        ("prefix*", "prefix"),
        ("analyse de risqu*", "Analyse des risques, analyse de risque"),
        ("plan d’action", "Plan d'actions"),
        ("c++", "écrit en C++"),
    ],
)
def test_a_cue_is_found(cue: str, text: str) -> None:
    assert found(cue, text)


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        ("cost", "costume"),
        ("étude de faisabilité", "étude de la faisabilité"),
        ("étude de faisabilité", "étude de"),
        ("chiffr*", "déchiffrer"),
        ("analyse de risqu*", "analyse de"),
        ("c++", "C"),
        ("", "anything"),
        ("*", "anything"),
        ("…", "anything"),
    ],
)
def test_a_cue_is_not_found(cue: str, text: str) -> None:
    assert not found(cue, text)


def test_each_topic_gives_its_different_cues() -> None:
    cues = Cues([("risk", "aléa"), ("risk", "parade"), ("cost", "budget"), ("plan", "aléa")])
    words = tokens("Un aléa, puis un autre aléa, et sa parade")
    assert cues.find(words) == {"risk": {"alea", "parade"}, "plan": {"alea"}}


@given(st.lists(st.tuples(st.sampled_from("ab"), st.text(max_size=20)), max_size=12), st.text(max_size=80))
def test_any_cue_and_any_text_give_topics_that_were_given(pairs: list[tuple[str, str]], text: str) -> None:
    assert Cues(pairs).find(tokens(text)).keys() <= {topic for topic, _ in pairs}


def test_two_spellings_of_a_cue_are_one() -> None:
    assert Cues([("t", "wireframe"), ("t", "Wireframes")]).find(tokens("des wireframes")) == {"t": {"wireframe"}}


@given(st.text(alphabet="abcdeé ", min_size=1, max_size=20), st.text(alphabet="abcdeé ", max_size=20))
def test_a_text_that_holds_the_words_of_a_cue_is_found(cue: str, around: str) -> None:
    if tokens(cue):
        assert found(cue, f"{around} {cue} {around}")


def test_a_heading_may_say_that_a_cue_means_something_else() -> None:
    work = Topic("work-log", heading=("journal",), unless=("journal des modification",))
    found = topic_cues(work)
    assert found.of_headings(["Journal de la semaine 3"]) == {"work-log"}
    assert found.of_headings(["Journal des modifications"]) == frozenset()
    assert found.of_path("docs/journal-des-modifications.md") == frozenset()


def topic_cues(*topics: Topic) -> TopicCues:
    nothing = Checklist("x", "1", Text("x", "x"), 7, date(2028, 3, 27), "x", (), (), topics, (), "0", ".")
    return TopicCues(nothing, {})
