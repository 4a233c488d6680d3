"""Models that a program reads, and pictures that it only sees."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jalon.facts.model import At, Diagrams, Figure
from jalon.facts.model import Diagram as Drawn
from jalon.facts.prose import Prose
from jalon.probes.diagram import Diagram, Picture, diagram, picture
from tests.probes.conftest import BARE, document, places, scaffolded, section, why

Read = Callable[..., Prose]


def drawn(kind: str, *elements: str, path: str = "docs/model.md", notation: str = "mermaid", line: int = 1) -> Drawn:
    return Drawn(path, notation, kind, At(line=line), elements=elements)


CLASSES = drawn("class", "Loan", "Tool", "Member", line=8)
SEQUENCE = drawn("sequence", "Member", "Web", "API", line=40)
DEPLOYMENT = drawn("deployment", "Proxy", "API", "Database", path="docs/deploy.puml", notation="plantuml")
ALL = Diagrams((CLASSES, SEQUENCE, DEPLOYMENT))


def test_a_diagram_with_enough_elements_is_met_with_its_place() -> None:
    finding = diagram(ALL, BARE, Diagram(types=("class",)))
    assert finding.outcome == "met"
    assert [(one.path, one.at.line, one.excerpt) for one in finding.evidence] == [
        ("docs/model.md", 8, "mermaid: class")
    ]


def test_the_title_of_a_diagram_is_its_excerpt() -> None:
    titled = Drawn("a.puml", "plantuml", "class", title="Prêts", elements=("Loan", "Tool", "Member"))
    assert diagram(Diagrams((titled,)), BARE, Diagram()).evidence[0].excerpt == "Prêts"


def test_fewer_than_asked_for_are_partial() -> None:
    finding = diagram(ALL, BARE, Diagram(types=("class", "sequence"), at_least=3))
    assert finding.outcome == "partial"
    assert why(finding, "found", "wanted", "types") == ("diagram", 2, 3, ["class", "sequence"])


def test_another_type_or_notation_is_missing() -> None:
    finding = diagram(ALL, BARE, Diagram(types=("use-case",)))
    assert (finding.outcome, *why(finding, "types")) == ("missing", "diagram-none", ["use-case"])
    assert diagram(ALL, BARE, Diagram(notations=("bpmn",))).outcome == "missing"
    assert diagram(ALL, BARE, Diagram(notations=("plantuml",))).outcome == "met"


@pytest.mark.parametrize("elements", [(), ("A", "B")])
def test_a_starter_with_two_boxes_is_no_model(elements: tuple[str, ...]) -> None:
    assert diagram(Diagrams((drawn("class", *elements),)), BARE, Diagram()).outcome == "missing"


def test_different_types_may_be_asked_for() -> None:
    same = Diagrams((CLASSES, drawn("class", "A", "B", "C"), drawn("class", "D", "E", "F")))
    assert diagram(same, BARE, Diagram(at_least=3)).outcome == "met"
    assert diagram(same, BARE, Diagram(at_least=3, distinct=True)).outcome == "partial"
    assert diagram(ALL, BARE, Diagram(at_least=3, distinct=True)).outcome == "met"


def test_the_diagrams_of_the_template_model_nothing_even_beside_own_code() -> None:
    shipped = scaffolded("docs/model.md", "docs/deploy.puml", acts="api/loans.py")
    finding = diagram(ALL, shipped, Diagram())
    assert (finding.outcome, places(finding)) == ("missing", [])


RISKS = Picture(topics=("risk",))


def test_a_picture_is_known_by_its_file_name(read: Read) -> None:
    finding = picture(read(files=("img/matrice-des-risques.png", "img/logo.png")), RISKS)
    assert (finding.outcome, places(finding)) == ("met", ["img/matrice-des-risques.png"])


@pytest.mark.parametrize(
    ("heading", "figure"),
    [
        ("Notes", Figure("https://example.invalid/img/1.png", "La matrice des risques", At(line=9))),
        ("Les risques", Figure("https://example.invalid/img/1.png", "", At(line=9))),
        ("Notes", Figure("https://example.invalid/img/risk-matrix.png", "", At(line=9))),
    ],
    ids=["alternative", "heading", "target"],
)
def test_or_by_its_alternative_its_heading_or_its_target(read: Read, heading: str, figure: Figure) -> None:
    finding = picture(read(document("a.md", section(heading, figures=[figure]))), RISKS)
    assert finding.outcome == "met"
    assert [(one.path, one.at.line) for one in finding.evidence] == [("a.md", 9)]


def test_too_few_pictures_are_partial_and_unnamed_ones_missing(read: Read) -> None:
    one = picture(read(files=("img/risques.png",)), Picture(topics=("risk",), at_least=2))
    none = picture(read(files=("img/1.png", "risques.md")), RISKS)
    assert (one.outcome, none.outcome) == ("partial", "missing")
    assert (*why(one, "found", "wanted"), *why(none)) == ("picture", 1, 2, "picture-none")
