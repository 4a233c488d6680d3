"""In which languages the project is written."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jalon.facts.model import Document
from jalon.facts.prose import Prose
from jalon.probes.language import Both, Written, both, written
from tests.probes.conftest import document, places, section, why, words

Read = Callable[..., Prose]
ENGLISH = Written(language="en", words=60)


def text(path: str, language: str, count: int = 100, heading: str = "") -> Document:
    return document(path, section(heading, words(count, f"{path} aléa parade")), language=language)


def test_enough_words_in_the_language_are_met_longest_document_first(read: Read) -> None:
    finding = written(read(text("a.md", "en", 40), text("b.md", "en", 50), text("c.md", "fr", 500)), ENGLISH)
    assert (finding.outcome, places(finding)) == ("met", ["b.md", "a.md"])


def test_half_the_words_are_partial_and_less_is_missing(read: Read) -> None:
    half, less = (written(read(text("a.md", "en", n)), ENGLISH) for n in (40, 20))
    assert (half.outcome, less.outcome, less.evidence) == ("partial", "missing", ())
    assert why(half, "wanted", "language") == ("written", 60, "en")


def test_only_documents_about_the_subject_may_count(read: Read) -> None:
    wanted = Written(language="en", words=60, topics=("risk",))
    assert written(read(text("a.md", "en")), wanted).outcome == "missing"
    assert written(read(text("a.md", "en", heading="Risk log")), wanted).outcome == "met"


def test_words_of_the_template_are_nobodys_english(read: Read, ship: Callable[..., None]) -> None:
    ship(words(100, "a.md aléa parade"))
    assert written(read(text("a.md", "en")), ENGLISH).outcome == "missing"


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("docs/fr/guide.md", "docs/en/guide.md"),
        ("fr/guide.md", "en/guide.md"),
        ("README.fr.md", "README.md"),
        ("README.md", "README.en.md"),
        ("guide_fr.md", "guide_en.md"),
        ("guide-francais.md", "guide-english.md"),
    ],
)
def test_a_pair_is_met_however_its_languages_are_marked(read: Read, french: str, english: str) -> None:
    finding = both(read(text(french, "fr"), text(english, "en")), Both())
    assert (finding.outcome, places(finding)) == ("met", [french, english])


def test_fewer_pairs_than_asked_for_are_partial(read: Read) -> None:
    finding = both(read(text("fr/guide.md", "fr"), text("en/guide.md", "en")), Both(pairs=2))
    assert (finding.outcome, *why(finding, "found", "wanted")) == ("partial", "both", 1, 2)


@pytest.mark.parametrize(
    "documents",
    [
        (text("fr/guide.md", "fr"),),
        (text("fr/guide.md", "fr"), text("en/other.md", "en")),
        (text("fr/guide.md", "fr"), text("en/guide.md", "fr")),
        (text("fr/guide.md", "fr"), text("en/guide.md", "en", 30)),
    ],
    ids=["alone", "another document", "not translated", "barely begun"],
)
def test_what_is_not_there_in_both_languages_is_missing(read: Read, documents: tuple[Document, ...]) -> None:
    assert both(read(*documents), Both()).outcome == "missing"


def test_a_pair_may_have_to_be_about_a_subject(read: Read) -> None:
    prose = read(text("fr/guide.md", "fr"), text("en/guide.md", "en", heading="Risks"))
    assert both(prose, Both(topics=("risk",))).outcome == "met"
    assert both(prose, Both(topics=("cost",))).outcome == "missing"


def test_a_pair_of_the_template_is_missing(read: Read, ship: Callable[..., None]) -> None:
    ship(words(100, "fr/guide.md aléa parade"), words(100, "en/guide.md aléa parade"))
    assert both(read(text("fr/guide.md", "fr"), text("en/guide.md", "en")), Both()).outcome == "missing"


@pytest.mark.parametrize(("count", "outcome"), [(60, "met"), (59, "partial"), (30, "partial"), (29, "missing")])
def test_enough_words_half_or_less(read: Read, count: int, outcome: str) -> None:
    prose = read(document("a.md", section("", words(count)), language="en"))
    assert written(prose, ENGLISH).outcome == outcome


@pytest.mark.parametrize(("french", "english", "outcome"), [(80, 80, "met"), (79, 80, "missing"), (80, 79, "missing")])
def test_each_side_of_a_pair_is_long_enough(read: Read, french: int, english: int, outcome: str) -> None:
    twins = (("fr/a.md", "fr", french), ("en/a.md", "en", english))
    made = [
        document(path, section("", words(count, f"mot{language}")), language=language)
        for path, language, count in twins
    ]
    assert both(read(*made), Both()).outcome == outcome
