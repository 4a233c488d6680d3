"""What the code is made of: files that are there, and that are the candidates' own."""

from __future__ import annotations

import pytest

from jalon.facts.model import At, Codebase, Item, SourceFile
from jalon.facts.model import TestFile as File
from jalon.probes.code import Code, Sources, code, sources
from jalon.probes.code import Tests as Cases
from jalon.probes.code import tests as ask
from tests.probes.conftest import BARE, places, scaffolded, why

OWN = "src/loans.py"
API = Codebase(
    endpoints=(
        Item("http", "GET /loans", "api/loans.py", At(line=12)),
        Item("http", "POST /loans", "api/loans.py", At(line=30)),
        Item("graphql", "tools", "api/graph.py", At(line=4)),
    ),
    monitoring=(
        Item("alert-rule", "ServiceDown", "ops/alerts.yml", At(line=7)),
        Item("metrics", "prometheus", "api/metrics.py", At(line=2)),
    ),
)


def test_enough_items_of_a_facet_are_met_and_cited_with_their_line() -> None:
    finding = code(API, BARE, Code(facet="endpoints", at_least=3))
    assert finding.outcome == "met"
    first = finding.evidence[0]
    assert (first.path, first.at.line, first.excerpt) == ("api/loans.py", 12, "GET /loans")


def test_fewer_are_partial_and_none_is_missing() -> None:
    some = code(API, BARE, Code(facet="endpoints", kinds=("http",), at_least=3))
    none = code(Codebase(), BARE, Code(facet="endpoints", kinds=("http",)))
    assert (some.outcome, none.outcome, none.evidence) == ("partial", "missing", ())
    assert why(some, "found", "wanted", "kinds") == ("code", 2, 3, ["http"])
    assert why(none, "kinds") == ("code-none", ["http"])


def test_partial_may_begin_higher() -> None:
    assert code(API, BARE, Code(facet="endpoints", at_least=5, partial_at=4)).outcome == "missing"
    assert code(API, BARE, Code(facet="endpoints", at_least=5, partial_at=3)).outcome == "partial"


def test_kinds_and_names_choose() -> None:
    assert code(API, BARE, Code(facet="monitoring", kinds=("alert-rule",))).outcome == "met"
    assert code(API, BARE, Code(facet="monitoring", names=("prometheus", "sentry"))).outcome == "met"
    assert code(API, BARE, Code(facet="monitoring", kinds=("alert-rule",), names=("sentry",))).outcome == "missing"


def test_distinct_counts_kinds_and_not_places() -> None:
    assert code(API, BARE, Code(facet="endpoints", at_least=3, distinct=True)).outcome == "partial"
    assert code(API, BARE, Code(facet="endpoints", at_least=2, distinct=True)).outcome == "met"


def test_what_the_template_shipped_is_nobodys_work() -> None:
    shipped = scaffolded("api/loans.py", "api/graph.py", "ops/alerts.yml", "api/metrics.py")
    assert code(API, shipped, Code(facet="endpoints")).outcome == "missing"
    assert code(API, shipped, Code(facet="monitoring")).outcome == "missing"


def test_shipped_machinery_counts_once_it_acts_on_own_code_and_cites_both() -> None:
    acting = scaffolded("api/loans.py", "ops/alerts.yml", acts=OWN)
    alerts = code(API, acting, Code(facet="monitoring", kinds=("alert-rule",)))
    assert (alerts.outcome, places(alerts)) == ("met", ["ops/alerts.yml", OWN])
    assert (
        code(API, acting, Code(facet="endpoints", kinds=("http",))).outcome == "missing"
    )  # application code never does


LINES = Codebase(
    sources=(
        SourceFile("api/loans.py", "Python", 180, "back-end"),
        SourceFile("api/users.py", "Python", 140, "back-end"),
        SourceFile("web/app.js", "JavaScript", 90, "front-end"),
    )
)


def test_enough_own_lines_of_a_side_are_met_largest_file_first() -> None:
    finding = sources(LINES, BARE, Sources(sides=("back-end",)))
    assert (finding.outcome, places(finding)) == ("met", ["api/loans.py", "api/users.py"])


def test_a_quarter_of_the_lines_is_partial_and_less_is_missing() -> None:
    partial = sources(LINES, BARE, Sources(sides=("front-end",)))
    missing = sources(LINES, BARE, Sources(sides=("front-end",), lines=400))
    assert (partial.outcome, missing.outcome, missing.evidence) == ("partial", "missing", ())
    assert why(partial, "found", "wanted") == ("sources", 90, 300)


def test_untouched_files_of_the_template_hold_no_own_line() -> None:
    shipped = scaffolded("api/loans.py", "api/users.py")
    finding = sources(LINES, shipped, Sources(sides=("back-end",)))
    assert (finding.outcome, finding.advice.values["found"]) == ("missing", 0)


TESTS = Codebase(
    tests=(
        File("tests/test_loans.py", "unit", 8, "pytest", At(line=3)),
        File("tests/test_api.py", "integration", 4),
        File("e2e/loan.spec.ts", "end-to-end", 1),
        File("tests/test_empty.py", "security", 0),
    )
)


def test_enough_cases_of_one_level_are_met() -> None:
    finding = ask(TESTS, BARE, Cases(levels=("unit",)))
    assert finding.outcome == "met"
    assert [(one.path, one.at.line, one.excerpt) for one in finding.evidence] == [("tests/test_loans.py", 3, "unit: 8")]


@pytest.mark.parametrize(("distinct", "outcome"), [(1, "met"), (2, "met"), (3, "partial")])
def test_several_levels_may_be_asked_for(distinct: int, outcome: str) -> None:
    wanted = Cases(levels=("unit", "integration", "end-to-end"), distinct=distinct)
    assert ask(TESTS, BARE, wanted).outcome == outcome


def test_too_few_cases_are_partial_and_cases_that_check_nothing_are_missing() -> None:
    few, empty = (ask(TESTS, BARE, Cases(levels=(level,))) for level in ("end-to-end", "security"))
    assert (few.outcome, empty.outcome, empty.evidence) == ("partial", "missing", ())
    assert why(few, "found", "wanted", "levels") == ("tests", 1, 3, ["end-to-end"])


def test_tests_of_the_template_are_nobodys_tests() -> None:
    assert ask(TESTS, scaffolded("tests/test_loans.py", acts=OWN), Cases(levels=("unit",))).outcome == "missing"


@pytest.mark.parametrize(("lines", "outcome"), [(300, "met"), (299, "partial"), (75, "partial"), (74, "missing")])
def test_enough_lines_a_quarter_or_less(lines: int, outcome: str) -> None:
    one = Codebase(sources=(SourceFile("api/loans.py", "Python", lines, "back-end"),))
    assert sources(one, BARE, Sources(sides=("back-end",))).outcome == outcome


@pytest.mark.parametrize(("cases", "outcome"), [(3, "met"), (2, "partial")])
def test_the_cases_of_a_level_add_up(cases: int, outcome: str) -> None:
    several = Codebase(tests=tuple(File(f"tests/test_{n}.py", "unit", 1) for n in range(cases)))
    assert ask(several, BARE, Cases(levels=("unit",))).outcome == outcome
