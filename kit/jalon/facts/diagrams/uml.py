"""The boxes and arrows of a PlantUML source, and what kind of UML they make. One pass, a vote a line."""

from __future__ import annotations

import re

from jalon.facts.diagrams.draft import MOST_LINE, Draft
from jalon.facts.diagrams.mermaid import read_c4_line

_SKIPPED = re.compile(
    r"^(?:skinparam|hide|show|left to right|top to bottom|scale|header|footer|caption|!|@|#|autonumber|newpage|set "
    r"|allow_mixing|page |remove |sprite|center|right|mainframe|LAYOUT_|SHOW_|Update|Add(?:Element|Rel|Boundary)"
    r"|(?:return|activate|deactivate|destroy|create|ref)\b|\.\.\.|==|\|\|\|)",
    re.IGNORECASE,
)
_DECLARED = re.compile(
    r"^(?:abstract\s+|static\s+)?(actor|usecase|class|interface|enum|annotation|abstract|entity|object|map|component"
    r"|node|artifact|cloud|database|device|storage|queue|stack|file|boundary|control|collections|participant|state"
    r"|agent|person|rectangle|package|frame|folder|card|hexagon|namespace|together|struct|exception|protocol"
    r"|circle|diamond|table|view|partition|group|box)(?:/(?=\s))?\b\s*(.*)$",
    re.IGNORECASE,
)
_ALIAS = re.compile(
    r"^(?:\"([^\"]{1,300})\"|\(([^()]{1,300})\)|\[([^\[\]]{1,300})\]|:([^:]{1,300}):|([^\s\"{<#(\[]{1,160}))"
    r"(?:\s{0,9}<<.{0,80}?>>)?(?:\s{1,9}as\s{1,9}(?:\"([^\"]{1,300})\"|\(?([^\s{<#()\"]{1,160})\)?))?"
)
_DIRECTION = r"(?:\[[^\]]{0,60}\])?(?:left|right|up|down|le|ri|do|[lrud])?"
_ARROW = re.compile(
    rf"(?:[<*#+^}}|)@\\/]|(?<!\w)[ox0]){{0,3}}(?:-{_DIRECTION}-{{0,12}}|\.{_DIRECTION}\.{{1,12}}|={{1,6}})"
    r"(?:[>*#+^{|(@\\/]|[ox0](?!\w)){0,3}(?=[\s\"\[(:\w])"
)
_OPERAND = re.compile(
    r"\s*(?:\"([^\"]{1,200})\"|\(([^()]{1,200})\)|\[([^\[\]]{1,200})\]|:([^:]{1,200}):|([\w.$À-ÿ]{1,160}))"
)
_CARDINALITY = re.compile(r"(?<!\s)\s*+\"[^\"]{0,40}\"\s*")
_ACTION = re.compile(r"^:([^:]{1,400}?)[;|<>/\]}]?$")
_FLOW_WORD = re.compile(r"^(?:if|elseif|switch|while|repeat|fork|split)\b|^\|[^|]{1,80}\|")
_SEQUENCE_WORD = re.compile(r"^(?:alt|opt|loop|par|break|critical)\b")
_INCLUDES = re.compile(r"<<?(?:include|extend)s?>>?|\.(?:include|extend)s?\b", re.IGNORECASE)
_INHERITS = re.compile(r"\b(?:extends|implements)\s{1,9}([\w.]{1,120})")
_CROW_FOOT = re.compile(r"[|}][|o0]?[-.]{2}|[-.]{2}[|o0]?[|{]")

_CONTAINERS = frozenset({"package", "rectangle", "frame", "namespace", "together", "folder", "card", "partition",
                         "group", "box"})  # fmt: skip
_NESTING = frozenset({"node", "cloud", "database", "component", "state", "artifact", "storage", "queue"})
_KINDS = {
    "usecase": "use-case", "class": "class", "interface": "class", "enum": "class", "annotation": "class",
    "abstract": "class", "object": "class", "struct": "class", "exception": "class", "protocol": "class",
    "map": "class", "node": "deployment", "artifact": "deployment", "device": "deployment", "cloud": "deployment",
    "participant": "sequence", "boundary": "sequence", "control": "sequence", "collections": "sequence",
    "state": "state", "table": "entity-relation",
}  # fmt: skip
_ORDER = ("use-case", "entity-relation", "class", "state", "activity", "deployment", "component", "sequence", "flow")
_FORMS = ("", "use-case", "component", "use-case", "")  # what each form of `_OPERAND` speaks for
_LEVELS = ("", "context", "container", "component", "deployment")
DECLARATION, HINT = 5, 1


class _Votes:
    """What the lines say about the kind of diagram: a declaration weighs five arrows, a C4 macro decides."""

    def __init__(self) -> None:
        self._count: dict[str, int] = {}
        self.level = ""

    def add(self, kind: str, weight: int = HINT) -> None:
        self._count[kind] = self._count.get(kind, 0) + weight

    def winner(self) -> str:
        if self.level:
            return "deployment" if self.level == "deployment" else f"c4-{self.level}"
        best = max(_ORDER, key=lambda kind: (self._count.get(kind, 0), -_ORDER.index(kind)))
        return best if self._count.get(best) else "other"


def looks_like_uml(lines: list[str]) -> bool:
    """Whether a block without `@startuml` declares or links anything."""
    return any(_DECLARED.match(one.strip()) or _ARROW.search(one[:400]) for one in lines[:200])


def read_uml(draft: Draft, lines: list[str]) -> None:
    """Fill `draft` with boxes, arrows and containers, and decide its type."""
    votes = _Votes()
    inside = 0  # in the body of a class, whose lines are members and not boxes
    for line in lines:
        text = line.strip()[:MOST_LINE]
        if inside:
            inside += text.endswith("{") - text.startswith("}")
            if text.startswith("*") or "<<FK>>" in text or "<<PK>>" in text:
                votes.add("entity-relation")
        elif not _SKIPPED.match(text):
            level = read_c4_line(draft, text)
            if level:
                votes.level = max(votes.level, level, key=_LEVELS.index)
            elif not text.startswith(("Rel", "BiRel", "Lay_")):
                inside = _statement(draft, votes, text)
    draft.type = votes.winner()


def _statement(draft: Draft, votes: _Votes, text: str) -> int:
    """Read one line; 1 when it opens the body of a class."""
    declared = _DECLARED.match(text)
    if declared and not _ARROW.match(declared.group(2)):
        return _declaration(draft, votes, declared.group(1).lower(), declared.group(2))
    if text.lower() in {"start", "stop", "end", "kill", "detach"}:
        votes.add("activity", 2)
    elif _FLOW_WORD.match(text):
        votes.add("activity")
        if text.startswith("|"):
            draft.group(text.strip("|"))
        elif text.startswith(("if", "switch")):
            draft.relate()
    elif _SEQUENCE_WORD.match(text):
        votes.add("sequence", DECLARATION)
    elif not _relation(draft, votes, text):
        _lone_box(draft, votes, text)
    return 0


def _declaration(draft: Draft, votes: _Votes, word: str, rest: str) -> int:
    key, label = _named(rest)
    opens = rest.rstrip().endswith("{")
    if word in _CONTAINERS and (opens or word in {"box", "group", "together", "namespace", "partition"}):
        if key:
            draft.group(key, label)
        votes.add("component", word in {"package", "frame", "folder"})
        return 0
    if not key:
        return 0
    draft.element(key, label)
    _vote_for(votes, word, opens)
    if opens and word in _NESTING:
        draft.group(key, label)
        return 0
    for parent in _INHERITS.findall(rest)[:5]:
        draft.element(parent)
        draft.relate()
    return 1 if opens else 0


def _vote_for(votes: _Votes, word: str, opens: bool) -> None:
    if word == "entity":
        votes.add("entity-relation" if opens else "sequence", DECLARATION if opens else 2)
    elif word in {"database", "queue", "storage", "stack", "file"}:
        votes.add("component", 2)
    elif word == "interface" and not opens:
        votes.add("component", DECLARATION)
    elif word not in {"actor", "person", "rectangle", "agent", "circle", "diamond"}:
        votes.add(_KINDS.get(word, "component"), DECLARATION)


def _named(rest: str) -> tuple[str, str]:
    """The key and the label of `"Label" as key`, `key as "Label"`, `(Label) as key` or a bare name."""
    match = _ALIAS.match(rest)
    if match is None:
        return "", ""
    *first, quoted, alias = match.groups()
    name = next((one for one in first if one), "")
    if quoted:
        return name, quoted
    return (alias or name), name


def _relation(draft: Draft, votes: _Votes, text: str) -> bool:
    """`left "1" arrow "n" right : label`; False when the line is no relation."""
    head = text.partition(" : ")[0][:400]
    arrow = _ARROW.search(head)
    if arrow is None or not re.search(r"[-.=]", arrow.group()):
        return False
    ends = head[: arrow.start()], head[arrow.end() :]
    left, right = _box(ends[0]), _box(_CARDINALITY.sub("", ends[1], count=1)) or _box(ends[1])
    if right is None:
        return False
    for kind, label in filter(None, (left, right)):
        votes.add(kind, 3 if kind else 0)
        if label:
            draft.element(label)
    draft.relate()
    labelled = " : " in text or re.search(r"\w\s?:\s", text) is not None
    _vote_by_arrow(votes, arrow.group(), labelled)
    if _INCLUDES.search(text):
        votes.add("use-case", 2)
    return True


def _box(text: str) -> tuple[str, str] | None:
    """The box that `text` begins with: what kind of diagram its form speaks for, and its label ("" for a start)."""
    text = text.strip()
    if text.startswith(("[*]", "(*")):
        return ("state" if text[0] == "[" else "activity"), ""
    match = _OPERAND.match(text)
    if match is None:
        return None
    kind = next(kind for kind, group in zip(_FORMS, match.groups(), strict=True) if group)
    return kind, next(group for group in match.groups() if group)


def _vote_by_arrow(votes: _Votes, arrow: str, labelled: bool) -> None:
    if re.search(r"<\||\|>", arrow) or arrow[0] in "*+o" or arrow[-1] in "*+o":
        votes.add("class", 2)
    elif _CROW_FOOT.search(arrow):
        votes.add("entity-relation", 6)
    elif arrow in {"->", "->>", "<-", "-->>", "->x", "<<-", "<<--"}:
        votes.add("sequence", 2 if labelled else 1)
    else:
        votes.add("flow")


def _lone_box(draft: Draft, votes: _Votes, text: str) -> None:
    if (action := _ACTION.match(text)) is not None:
        draft.element(f"#{len(draft.elements)}", action.group(1))
        votes.add("activity", 3)
    elif text.startswith(("(", "[", ":")):
        key, label = _named(text)
        if key:
            draft.element(key, label)
            votes.add("component" if text[0] == "[" else "use-case", 3)
