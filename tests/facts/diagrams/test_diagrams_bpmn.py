from __future__ import annotations

from typing import Any
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.facts.diagrams import PROBLEMS
from jalon.facts.diagrams.bpmn import MODEL, read_bpmn
from jalon.facts.diagrams.drawio import read_drawio
from jalon.facts.hardened_xml import BadXml, elements_of
from jalon.facts.model import Diagram

LAYOUT = (
    '<bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"><bpmndi:BPMNPlane>'
    '<bpmndi:BPMNShape id="s" bpmnElement="start"/></bpmndi:BPMNPlane></bpmndi:BPMNDiagram>'
)
ORDER = """
<collaboration id="c"><participant id="p1" name="Boutique" processRef="p"/></collaboration>
<process id="p" name="Traiter une commande">
  <laneSet id="ls"><lane id="l1" name="Vente"><flowNodeRef>start</flowNodeRef></lane>
    <lane id="l2" name="Stock"/></laneSet>
  <startEvent id="start" name="Commande reçue"/>
  <userTask id="check" name="Vérifier"/>
  <exclusiveGateway id="ok" name="En stock ?"/>
  <serviceTask id="ship" name="Expédier"/>
  <boundaryEvent id="late" name="Retard" attachedToRef="ship"/>
  <task id="warn" name="Prévenir"/>
  <endEvent id="end" name="Livrée"/>
  <sequenceFlow id="f1" sourceRef="start" targetRef="check"/>
  <sequenceFlow id="f2" sourceRef="check" targetRef="ok"/>
  <sequenceFlow id="f3" sourceRef="ok" targetRef="ship"/>
  <sequenceFlow id="f4" sourceRef="ship" targetRef="end"/>
  <sequenceFlow id="f5" sourceRef="late" targetRef="warn"/>
  <sequenceFlow id="f6" sourceRef="warn" targetRef="end"/>
</process>"""


def read(body: str) -> Diagram:
    draft = read_bpmn(elements_of(f'<definitions xmlns="{MODEL}">{body}</definitions>'))
    assert draft is not None
    return draft.finished("x.bpmn")


def test_a_sound_process() -> None:
    found = read(ORDER + LAYOUT)
    assert found.type == "process"
    assert found.title == "Traiter une commande"
    assert found.elements == (
        "Commande reçue", "Vérifier", "En stock ?", "Expédier", "Retard", "Prévenir", "Livrée",
    )  # fmt: skip
    assert found.groups == ("Boutique", "Vente", "Stock")
    assert found.relations == 6
    assert found.problems == ()


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (ORDER, "no-layout"),
        (ORDER.replace('targetRef="ok"', 'targetRef="nowhere"') + LAYOUT, "dangling-reference: f2 → nowhere"),
        (ORDER.replace('targetRef="ok"', 'targetRef="end"') + LAYOUT, "unreachable: Expédier"),
        (ORDER.replace("startEvent", "intermediateThrowEvent") + LAYOUT, "no-start-event: Traiter une commande"),
        (ORDER.replace("endEvent", "intermediateThrowEvent") + LAYOUT, "no-end-event: Traiter une commande"),
        (ORDER.replace(' name="Vérifier"', "") + LAYOUT, "unnamed-task: check"),
        (ORDER.replace("<flowNodeRef>start", "<flowNodeRef>gone") + LAYOUT, "dangling-reference: flowNodeRef → gone"),
        (ORDER + LAYOUT.replace('"start"', '"gone"'), "dangling-reference: s → gone"),
        ("", "no-process"),
    ],
)
def test_what_a_modeller_would_correct(body: str, problem: str) -> None:
    assert problem in read(body).problems


def test_event_sub_processes_and_links_are_reached_by_themselves() -> None:
    found = read(
        """<process id="p"><startEvent id="a"/><endEvent id="b"/><sequenceFlow id="f" sourceRef="a" targetRef="b"/>
        <subProcess id="s" name="Annuler" triggeredByEvent="true"><startEvent id="c"/><endEvent id="d"/>
          <sequenceFlow id="g" sourceRef="c" targetRef="d"/></subProcess>
        <intermediateCatchEvent id="l"><linkEventDefinition/></intermediateCatchEvent></process>"""
        + LAYOUT
    )
    assert not [problem for problem in found.problems if problem.startswith("unreachable")]


def test_other_xml_is_not_bpmn() -> None:
    assert read_bpmn(elements_of("<definitions/>")) is None


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'<!DOCTYPE l [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;">]><l>&b;</l>', "entities"),
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "entities"),
        (b"<a>" * 10_000, "too deep"),
        (b"<a>" + b"<b/>" * 500_000 + b"</a>", "too large"),
        (b"", "damaged"),
        (b'<?xml version="1.0" encoding="nope"?><a/>', "damaged"),
        (b"<a><b></a>", "damaged"),
    ],
)
def test_xml_of_strangers(data: bytes, reason: str) -> None:
    with pytest.raises(BadXml, match=reason):
        elements_of(data)


def test_a_doctype_without_entities_is_tolerated() -> None:
    svg = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"><svg/>'
    assert elements_of(svg).tag == "svg"


TAGS = ["process", "startEvent", "task", "subProcess", "boundaryEvent", "lane", "laneSet", "sequenceFlow", "mxCell",
        "mxGraphModel", "root", "diagram", "object", "BPMNShape"]  # fmt: skip
NAMES = ["id", "name", "sourceRef", "targetRef", "attachedToRef", "vertex", "edge", "value", "style", "parent"]
VALUES = ["a", "b", "1", "", "swimlane;x", "<b>"]
ATTRIBUTES = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(VALUES), max_size=4)
TREES = st.recursive(
    st.tuples(st.sampled_from(TAGS), ATTRIBUTES, st.just([])),
    lambda inner: st.tuples(st.sampled_from(TAGS), ATTRIBUTES, st.lists(inner, max_size=4)),
    max_leaves=20,
)


def written(tree: tuple[str, dict[str, str], list[Any]]) -> str:
    tag, attributes, inner = tree
    words = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())
    return f"<{tag}{words}>{''.join(map(written, inner))}</{tag}>"


@given(TREES)
def test_any_tree_is_a_model_or_nothing(tree: tuple[str, dict[str, str], list[Any]]) -> None:
    found = read(written(tree))
    assert found.notation == "bpmn"
    assert {problem.partition(":")[0] for problem in found.problems} <= set(PROBLEMS)
    for xml in (f"<mxfile>{written(tree)}</mxfile>", f"<mxGraphModel>{written(tree)}</mxGraphModel>"):
        assert all(draft.finished("x").notation == "drawio" for draft in read_drawio(elements_of(xml)))
