"""BPMN 2.0 XML: the process, its lanes, and what a modeller would correct (norm: OMG formal/2013-12-09)."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from jalon.facts.diagrams.draft import MOST_ELEMENTS, Draft
from jalon.facts.hardened_xml import local

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
_DRAWING = "http://www.omg.org/spec/BPMN/20100524/DI"
_TASKS = frozenset({"task", "userTask", "serviceTask", "scriptTask", "manualTask", "sendTask", "receiveTask",
                    "businessRuleTask", "callActivity", "subProcess", "transaction", "adHocSubProcess"})  # fmt: skip
_SCOPES = frozenset({"process", "subProcess", "transaction", "adHocSubProcess"})
_GATEWAYS = frozenset({"exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway",
                       "complexGateway"})  # fmt: skip
_EVENTS = frozenset({"startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent"})
_HOLDERS = frozenset({"collaboration", "laneSet", "childLaneSet", "lane"})
_NODES = _TASKS | _GATEWAYS | _EVENTS


@dataclass
class _Scope:
    """A process or a sub-process: its own nodes by kind, the links between them, and where a path may begin."""

    name: str
    kind: str
    nodes: dict[str, str] = field(default_factory=dict)
    free: list[str] = field(default_factory=list)
    next: dict[str, list[str]] = field(default_factory=dict)


def read_bpmn(root: Element) -> Draft | None:
    """The model in a `definitions` element: nodes as elements, pools and lanes as groups; None when it is not BPMN."""
    if root.tag != f"{{{MODEL}}}definitions":
        return None
    draft = Draft("bpmn", "process", title=root.get("name") or "")
    names: dict[str, str] = {}
    scopes: list[_Scope] = []
    _collect(root, draft, names, scopes)
    _check_references(root, draft)
    for scope in scopes:
        _check_flow(draft, scope, names)
    if not scopes or not draft.elements:
        draft.problem("no-process")
    if not any(each.tag.startswith(f"{{{_DRAWING}}}BPMNShape") for each in root.iter()):
        draft.problem("no-layout")
    return draft


def _collect(root: Element, draft: Draft, names: dict[str, str], scopes: list[_Scope]) -> None:
    """Walk the tree without recursion; a process and each sub-process open a scope of their own."""
    waiting: deque[tuple[Element, _Scope | None]] = deque([(root, None)])
    while waiting and len(names) < MOST_ELEMENTS:
        parent, scope = waiting.popleft()
        for each in parent:
            kind = local(each.tag)
            if kind in {"participant", "lane"}:
                draft.group(each.get("id") or f"#{len(draft.groups)}", each.get("name") or "")
            elif kind in _NODES and scope is not None:
                _node(each, kind, draft, names, scope)
            elif kind == "sequenceFlow" and scope is not None:
                scope.next.setdefault(each.get("sourceRef") or "", []).append(each.get("targetRef") or "")
            if kind in _SCOPES:
                draft.title = draft.title or each.get("name") or ""
                scopes.append(_Scope(each.get("name") or each.get("id") or kind, kind))
                waiting.append((each, scopes[-1]))
            elif kind in _HOLDERS:
                waiting.append((each, scope))


def _node(each: Element, kind: str, draft: Draft, names: dict[str, str], scope: _Scope) -> None:
    key = each.get("id") or f"#{len(names)}"
    name = (each.get("name") or "").strip()
    names[key] = name or key
    draft.element(key, name or key)
    scope.nodes[key] = kind
    if kind in _TASKS and not name:
        draft.problem("unnamed-task", key)
    if kind == "boundaryEvent":
        scope.next.setdefault(each.get("attachedToRef") or "", []).append(key)
    if (
        kind == "startEvent"
        or scope.kind == "adHocSubProcess"
        or "true" in {each.get("triggeredByEvent"), each.get("isForCompensation")}
        or (kind == "intermediateCatchEvent" and any(local(child.tag) == "linkEventDefinition" for child in each))
    ):
        scope.free.append(key)


def _check_references(root: Element, draft: Draft) -> None:
    """Flows, lanes and shapes that name something absent."""
    known = {each.get("id") for each in root.iter()} - {None}
    for each in root.iter():
        kind = local(each.tag)
        wanted: list[str] = []
        if kind in {"sequenceFlow", "messageFlow"}:
            draft.relate()
            wanted = [each.get("sourceRef") or "", each.get("targetRef") or ""]
        elif kind == "flowNodeRef":
            wanted = [(each.text or "").strip()]
        elif kind in {"BPMNShape", "BPMNEdge"}:
            wanted = [each.get("bpmnElement") or ""]
        for name in wanted:
            if name not in known and name.rpartition(":")[2] not in known:
                draft.problem("dangling-reference", f"{each.get('id') or kind} → {name}")


def _check_flow(draft: Draft, scope: _Scope, names: dict[str, str]) -> None:
    """Start and end events of a process, and nodes that no path from a start reaches."""
    kinds = set(scope.nodes.values())
    if scope.kind == "process" and kinds:
        for wanted, code in (("startEvent", "no-start-event"), ("endEvent", "no-end-event")):
            if wanted not in kinds:
                draft.problem(code, scope.name)
    reached = set(scope.free)
    waiting = deque(scope.free)
    while waiting:
        for key in scope.next.get(waiting.popleft(), ()):
            if key not in reached:
                reached.add(key)
                waiting.append(key)
    if scope.free:
        for key in scope.nodes:
            if key not in reached:
                draft.problem("unreachable", names[key])
