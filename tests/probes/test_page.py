"""Care for accessibility, read in pages without rendering them."""

from __future__ import annotations

from jalon.facts.model import Page
from jalon.facts.model import Pages as All
from jalon.probes.page import Pages, pages
from tests.probes.conftest import BARE, places, scaffolded, why

CARED = All(
    (
        Page("web/index.html", good={"alternative": 3, "label": 2, "skip-link": 1}),
        Page("web/loans.html", good={"alternative": 1}),
        Page("web/old.html", faults=(("alternative", 4),), good={"alternative": 0}),
    )
)


def test_enough_pages_with_one_of_the_cares_are_met_and_say_which() -> None:
    finding = pages(CARED, BARE, Pages(good=("alternative", "label"), at_least=2))
    assert finding.outcome == "met"
    assert [(one.path, one.excerpt) for one in finding.evidence] == [
        ("web/index.html", "alternative, label"),
        ("web/loans.html", "alternative"),
    ]


def test_several_cares_of_one_page_may_be_asked_for() -> None:
    finding = pages(CARED, BARE, Pages(good=("alternative", "label", "skip-link"), distinct=3, at_least=1))
    assert places(finding) == ["web/index.html"]


def test_fewer_pages_are_partial_and_none_is_missing() -> None:
    few = pages(CARED, BARE, Pages(good=("alternative",), at_least=3))
    none = pages(CARED, BARE, Pages(good=("landmark",), at_least=1))
    assert (few.outcome, none.outcome) == ("partial", "missing")
    assert (*why(few, "found", "wanted"), *why(none)) == ("pages", 2, 3, "pages-none")


def test_pages_of_the_template_show_no_care_of_the_student() -> None:
    shipped = scaffolded("web/index.html", "web/loans.html", acts="web/own.js")
    assert pages(CARED, shipped, Pages(good=("alternative",), at_least=1)).outcome == "missing"
