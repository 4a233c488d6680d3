"""Mermaid, every kind that students use. Grammar: mermaid.js.org, version 11."""

from __future__ import annotations

import re
from collections.abc import Callable

from jalon.facts.diagrams.draft import Draft, lines_of
from jalon.facts.diagrams.flow import read_flow
from jalon.facts.diagrams.gantt import read_gantt

_ID = r"[\w$.À-ÿ-]{1,120}"
_QUOTED = r"\"[^\"]{0,300}\""


def read_mermaid(text: str, line: int = 1) -> Draft | None:
    """The diagram in a Mermaid source that starts at `line`; None when its first word is no diagram of Mermaid's."""
    draft = Draft("mermaid", line=line)
    lines = _body(draft, lines_of(text))
    if not lines:
        return None
    word = re.split(r"[\s:;{]", lines[0].strip(), maxsplit=1)[0]
    found = _KINDS.get(word.lower())
    if found is None:
        return None
    draft.type, read = found
    if read is not read_gantt:
        lines = _without_titles(draft, lines)
    read(draft, lines[1:])
    return draft


def is_mermaid(text: str) -> bool:
    """Whether an unlabelled block opens as a Mermaid diagram does; only unmistakable openings count."""
    head = text.lstrip()[:200].split("\n", 1)[0].strip()
    return bool(_OPENING.fullmatch(head))


_OPENING = re.compile(
    r"(?:(?:graph|flowchart)\s+(?:TB|TD|BT|RL|LR)\s*+;?|sequenceDiagram|classDiagram(?:-v2)?|stateDiagram(?:-v2)?"
    r"|erDiagram|gantt|gitGraph:?|C4(?:Context|Container|Component|Dynamic|Deployment)|requirementDiagram)\s*"
)


def _body(draft: Draft, lines: list[str]) -> list[str]:
    """The lines without front matter, directives, comments and blank lines."""
    start = 0
    while start < len(lines) and not lines[start].strip():
        start += 1
    if start < len(lines) and lines[start].strip() == "---":
        end = next((i for i in range(start + 1, min(start + 80, len(lines))) if lines[i].strip() == "---"), start)
        for line in lines[start + 1 : end]:
            if line.strip().startswith("title:"):
                draft.title = line.split(":", 1)[1]
        start = end + 1
    return [line for line in lines[start:] if line.strip() and not line.lstrip().startswith("%%")]


def _without_titles(draft: Draft, lines: list[str]) -> list[str]:
    kept = lines[:1]
    first = lines[0].strip()
    if " title " in first:  # `pie title Pets`, `journey title…`
        draft.title = first.split(" title ", 1)[1]
    for line in lines[1:]:
        text = line.strip()
        if text.startswith(("title ", "title:", "accTitle:")):
            draft.title = draft.title or text.split(":" if text.startswith(("title:", "accTitle:")) else " ", 1)[1]
        elif not text.startswith("accDescr"):
            kept.append(line)
    return kept


# --- sequence ------------------------------------------------------------------------------------------------------

_PARTICIPANT = re.compile(rf"(?:create\s+)?(?:participant|actor)\s+({_ID})(?:@\{{[^}}]{{0,200}}\}})?(?:\s+as\s+(.+))?$")
_MESSAGE = re.compile(r"^([^:\-<>+]{1,120}?)\s*+(?:<<)?--?(?:>>?|[x)]|\|/|\\\\)\s*+[+-]?+\s*+([^:+\-<>]{1,120}?)\s*+:")


def _sequence(draft: Draft, lines: list[str]) -> None:
    for line in lines:
        text = line.strip()
        if match := _PARTICIPANT.match(text):
            draft.element(match.group(1), match.group(2) or match.group(1))
        elif text.startswith("box "):
            draft.group(text[4:])
        elif match := _MESSAGE.match(text):
            draft.element(match.group(1))
            draft.element(match.group(2))
            draft.relate()


# --- class ---------------------------------------------------------------------------------------------------------

_CLASS = re.compile(rf"class\s+(`[^`]{{1,120}}`|{_ID})(?:~[^~]{{0,80}}~)?(?:\[({_QUOTED})\])?")
_CLASS_LINK = re.compile(
    rf"^(`[^`]{{1,120}}`|[\w$.À-ÿ]{{1,120}})(?:~[^~]{{0,80}}~)?\s*+(?:{_QUOTED})?+\s*+"
    rf"(?:<\|?|\*|o|\(\))?(?:--|\.\.)(?:\|?>|\*|o|\(\))?\s*+(?:{_QUOTED})?+\s*+(`[^`]{{1,120}}`|[\w$.À-ÿ]{{1,120}})"
)
_MEMBER = re.compile(r"^([\w$À-ÿ]{1,120})(?:~[^~]{0,80}~)?\s*:\s*\S")


def _class(draft: Draft, lines: list[str]) -> None:
    inside = 0
    for line in lines:
        text = line.strip()
        if text.startswith("}"):
            inside = max(0, inside - 1)
        elif inside:
            continue
        elif text.startswith("namespace "):
            draft.group(text[10:].rstrip("{ "))
        elif match := _CLASS.match(text):
            draft.element(match.group(1).strip("`"), match.group(2) or match.group(1))
            inside += text.endswith("{")
        elif match := _CLASS_LINK.match(text):
            draft.element(match.group(1).strip("`"))
            draft.element(match.group(2).strip("`"))
            draft.relate()
        elif match := _MEMBER.match(text):
            draft.element(match.group(1))


# --- state ---------------------------------------------------------------------------------------------------------

_STATE_AS = re.compile(rf"state\s+({_QUOTED})\s+as\s+({_ID})")
_STATE = re.compile(rf"state\s+({_ID})")
_TRANSITION = re.compile(rf"^(\[\*\]|{_ID}?)\s*-->\s*(\[\*\]|[\w$.À-ÿ]{{1,120}})")
_STATE_LABEL = re.compile(r"^([\w$À-ÿ-]{1,120})\s*:\s*(.+)$")


def _state(draft: Draft, lines: list[str]) -> None:
    for line in lines:
        text = line.strip()
        if match := _STATE_AS.match(text):
            draft.element(match.group(2), match.group(1))
        elif match := _STATE.match(text):
            if "<<" not in text:
                draft.element(match.group(1))
        elif match := _TRANSITION.match(text):
            for name in match.groups():
                if name and name != "[*]":
                    draft.element(name)
            draft.relate()
        elif match := _STATE_LABEL.match(text):
            draft.element(match.group(1), match.group(2))


# --- entities and relations ----------------------------------------------------------------------------------------

_ENTITY_NAME = rf"({_QUOTED}|[\w$À-ÿ-]{{1,120}}?)"
_MANY = r"one or (?:zero|more)|zero or (?:one|more)|only one|many\(?[01]?\)?|[01]\+?"
_RELATIONSHIP = re.compile(
    rf"^{_ENTITY_NAME}\s{{0,9}}(?:\|o|\|\||}}o|}}\||{_MANY})\s{{0,9}}(?:--|\.\.|-\.|\.-|to|optionally to)"
    rf"\s{{0,9}}(?:o\||\|\||o\{{|\|\{{|{_MANY})"
    rf"\s*({_QUOTED}|[\w$À-ÿ-]{{1,120}})"
)
_ENTITY = re.compile(rf"^({_QUOTED}|[\w$À-ÿ-]{{1,120}})(?:\[({_QUOTED}|[^\]]{{0,120}})\])?\s*+(\{{)?+\s*+(\}})?$")


def _entities(draft: Draft, lines: list[str]) -> None:
    inside = False
    for line in lines:
        text = line.strip()
        if text.startswith("}"):
            inside = False
        elif inside or text.startswith(("direction ", "style ", "classDef ", "class ")):
            continue
        elif match := _RELATIONSHIP.match(text):
            draft.element(match.group(1))
            draft.element(match.group(2))
            draft.relate()
        elif match := _ENTITY.match(text):
            draft.element(match.group(1), match.group(2))
            inside = bool(match.group(3)) and not match.group(4)


# --- boards, trees and lists ---------------------------------------------------------------------------------------

_BOX = re.compile(r"^([\w$À-ÿ-]{0,80})(?:\[++|\(++|\{++|\)++)(.{1,300}?)(?:\]++|\)++|\}++|\(++)$")


def _label(text: str) -> str:
    text = text.split("@{", 1)[0].split(":::", 1)[0].strip()
    match = _BOX.match(text)
    return match.group(2) if match else text


def _indent(line: str) -> int:
    expanded = line.expandtabs(4)
    return len(expanded) - len(expanded.lstrip())


def _kanban(draft: Draft, lines: list[str]) -> None:
    """Columns are the least indented lines; cards stand below them, metadata may follow over several lines."""
    inside = False
    lines = [line for line in lines if line.strip()]
    least = min((_indent(line) for line in lines if not line.strip().startswith(("}", "@{"))), default=0)
    for number, line in enumerate(lines):
        text = line.strip()
        if inside:
            inside = "}" not in text
            continue
        if _indent(line) <= least:
            draft.group(f"#{number}", _label(text))
        else:
            draft.element(f"#{number}", _label(text))
            draft.relate()
        inside = "@{" in text and "}" not in text


def _mindmap(draft: Draft, lines: list[str]) -> None:
    for number, line in enumerate(lines):
        text = line.strip()
        if text.startswith("::"):
            continue
        draft.element(f"#{number}", _label(text))
    draft.relate(max(0, len(draft.elements) - 1))


def _timeline(draft: Draft, lines: list[str]) -> None:
    for number, line in enumerate(lines):
        text = line.strip()
        if text.startswith("section "):
            draft.group(text[8:])
            continue
        for rank, part in enumerate(text.split(":")[:50]):
            if part.strip():
                draft.element(f"#{number}.{rank}", part)


def _journey(draft: Draft, lines: list[str]) -> None:
    actors: dict[str, None] = {}
    for number, line in enumerate(lines):
        text = line.strip()
        if text.startswith("section "):
            draft.group(text[8:])
        elif ":" in text:
            name, _, rest = text.partition(":")
            draft.element(f"#{number}", name)
            who = rest.partition(":")[2].split(",")[:20]
            actors.update(dict.fromkeys(part.strip() for part in who if part.strip()))
    draft.relate(len(actors))


_C4 = re.compile(
    r"^(\w{1,40})\s{0,9}\(\s{0,9}([^,()\"]{1,120}?)\s{0,9}"
    r"(?:,\s{0,9}(?:\$\w{1,20}\s{0,9}=\s{0,9})?(\"[^\"]{0,300}\"|[^,()]{0,300}))?\s{0,9}[,)]"
)
_C4_LEVELS = (("Person", "context"), ("System", "context"), ("Container", "container"), ("Component", "component"))


def read_c4_line(draft: Draft, text: str) -> str:
    """One C4 macro (`Person(a, "Label")`, `Rel(a, b, "uses")`), as Mermaid and C4-PlantUML write it; its level."""
    match = _C4.match(text)
    if match is None:
        return ""
    macro, key, label = match.group(1), match.group(2), match.group(3)
    if macro.startswith(("Rel", "BiRel")):
        draft.relate()
        return ""
    if "Boundary" in macro or macro.startswith(("Deployment_Node", "Node")):
        draft.group(key, label or key)
        return "deployment" if "Node" in macro else ""
    for prefix, level in _C4_LEVELS:
        if macro.startswith(prefix):
            draft.element(key, label or key)
            return level
    return ""


def _c4(draft: Draft, lines: list[str]) -> None:
    for line in lines:
        read_c4_line(draft, line.strip())


_REQUIREMENT = re.compile(
    rf"^(?:\w{{0,20}}[rR]equirement|element|designConstraint)\s{{1,9}}({_QUOTED}|{_ID})\s{{0,9}}(?::::\w{{1,40}}\s?)?\{{"
)
_END = rf"(?:{_QUOTED}|[\w$.À-ÿ]{{1,120}})"
_TRACE = re.compile(rf"^{_END}\s{{0,9}}(?:<-|-)\s{{0,9}}\w{{1,20}}\s{{0,9}}(?:->|-)\s{{0,9}}{_END}$")


def _requirements(draft: Draft, lines: list[str]) -> None:
    for line in lines:
        text = line.strip()
        if match := _REQUIREMENT.match(text):
            draft.element(match.group(1).strip('"'))
        elif _TRACE.match(text):
            draft.relate()


def _git(draft: Draft, lines: list[str]) -> None:
    draft.element("main")
    for line in lines:
        word, _, rest = line.strip().partition(" ")
        name = rest.split(" ", 1)[0]
        if word == "branch" and name:
            draft.element(name)
        elif word in {"merge", "cherry-pick"}:
            draft.relate()


_ARCHITECTURE = re.compile(rf"^(service|group|junction)\s+({_ID})(?:\([^)]{{0,80}}\))?(?:\[([^\]]{{0,200}})\])?")
_ARCHITECTURE_LINK = re.compile(r"^[\w{}-]{1,120}:[LRTB]\s*<?--?>?\s*[LRTB]:[\w{}-]{1,120}$")


def _architecture(draft: Draft, lines: list[str]) -> None:
    for line in lines:
        text = line.strip()
        if match := _ARCHITECTURE.match(text):
            add = draft.group if match.group(1) == "group" else draft.element
            if match.group(1) != "junction":
                add(match.group(2), match.group(3))
        elif _ARCHITECTURE_LINK.match(text):
            draft.relate()


_ENTRY = re.compile(r"(\"[^\"]{1,200}\"|[^:\[\]\"]{1,200})\s{0,20}[:\[]")


def _entries(draft: Draft, lines: list[str]) -> None:
    """Charts: each quoted or named entry before a colon or a bracket."""
    for number, line in enumerate(lines):
        match = _ENTRY.match(line.strip())
        if match and match.group(1).strip():
            draft.element(f"#{number}", match.group(1))


_Reader = Callable[[Draft, list[str]], None]
_KINDS: dict[str, tuple[str, _Reader]] = {
    "graph": ("flow", read_flow),
    "flowchart": ("flow", read_flow),
    "flowchart-elk": ("flow", read_flow),
    "block": ("flow", read_flow),
    "block-beta": ("flow", read_flow),
    "sequencediagram": ("sequence", _sequence),
    "zenuml": ("sequence", _sequence),
    "classdiagram": ("class", _class),
    "classdiagram-v2": ("class", _class),
    "statediagram": ("state", _state),
    "statediagram-v2": ("state", _state),
    "erdiagram": ("entity-relation", _entities),
    "gantt": ("gantt", read_gantt),
    "kanban": ("kanban", _kanban),
    "mindmap": ("mindmap", _mindmap),
    "timeline": ("timeline", _timeline),
    "journey": ("journey", _journey),
    "c4context": ("c4-context", _c4),
    "c4container": ("c4-container", _c4),
    "c4component": ("c4-component", _c4),
    "c4dynamic": ("sequence", _c4),
    "c4deployment": ("deployment", _c4),
    "requirementdiagram": ("requirement", _requirements),
    "gitgraph": ("git-graph", _git),
    "architecture": ("component", _architecture),
    "architecture-beta": ("component", _architecture),
    "pie": ("other", _entries),
    "quadrantchart": ("other", _entries),
    "xychart-beta": ("other", _entries),
    "xychart": ("other", _entries),
    "sankey-beta": ("other", _entries),
    "packet-beta": ("other", _entries),
    "treemap-beta": ("other", _entries),
    "radar-beta": ("other", _entries),
}
