"""PlantUML: UML, C4 macros, entities and relations, Gantt, work breakdown, wireframes. Nothing is included or fetched."""

from __future__ import annotations

import re
from datetime import date, timedelta

from jalon.facts.diagrams.draft import MOST_LINE, Draft, lines_of
from jalon.facts.diagrams.mermaid import read_c4_line

_START = re.compile(r"@start(uml|gantt|wbs|mindmap|salt|json|yaml|chen|dot|ebnf|regex|board)\b[ \t]*(.{0,200})", re.IGNORECASE)
_END = re.compile(r"@end\w{2,8}", re.IGNORECASE)
_SKIPPED = re.compile(
    r"^(?:skinparam|hide|show|left to right|top to bottom|scale|legend|header|footer|caption|!|'|@|#|autonumber|newpage"
    r"|allow_mixing|set |page |remove |sprite|center|right|mainframe|LAYOUT_|SHOW_|UpdateElement|Update|AddElement|AddRel"
    r"|return\b|activate\b|deactivate\b|destroy\b|ref\b|\.\.\.|==|\|\|\|)",
    re.IGNORECASE,
)
_CONTAINERS = frozenset({"package", "rectangle", "frame", "namespace", "together", "folder", "card", "group", "box", "partition"})
_DECLARED = re.compile(
    r"^(?:abstract\s+|static\s+)?(actor|usecase|class|interface|enum|annotation|abstract|entity|object|map|component"
    r"|node|artifact|cloud|database|device|storage|queue|stack|file|boundary|control|collections|participant|state"
    r"|agent|person|rectangle|package|frame|folder|card|hexagon|namespace|together|struct|exception|protocol"
    r"|circle|diamond|table|view)(?:/(?=\s))?\b\s*(.*)$",
    re.IGNORECASE,
)
_ALIAS = re.compile(
    r"^(?:\"([^\"]{1,300})\"|\(([^()]{1,300})\)|\[([^\[\]]{1,300})\]|:([^:]{1,300}):|([^\s\"{<#(\[]{1,160}))"
    r"(?:\s*<<.{0,80}?>>)?(?:\s+as\s+(?:\"([^\"]{1,300})\"|\(?([^\s{<#()\"]{1,160})\)?))?"
)
_ARROW = re.compile(
    r"(?:[<*o#x+^}|0)@\\/]{0,3})(?:-(?:\[[^\]]{0,60}\])?(?:left|right|up|down|le|ri|do|[lrud])?-*|\.(?:\[[^\]]{0,60}\])?(?:left|right|up|down|[lrud])?\.+"
    r"|--+|\.\.+|=+)(?:[>*o#x+^{|0(@\\/]{0,3})(?:-+)?(?=[\s\"\[(:\w])"
)
_OPERAND = re.compile(r"^(?:\"([^\"]{1,200})\"|\(([^()]{1,200})\)|\[([^\[\]]{1,200})\]|:([^:]{1,200}):|([\w.$À-ÿ]{1,160}))")
_ACTION = re.compile(r"^:(.{1,400}?)[;|<>/\]}]?$")
_STOPS = frozenset({"start", "stop", "end", "kill", "detach"})
_STATE_TYPES = {"usecase": "use-case", "class": "class", "interface": "class", "enum": "class", "annotation": "class",
                "abstract": "class", "object": "class", "struct": "class", "exception": "class", "protocol": "class",
                "component": "component", "node": "deployment", "artifact": "deployment", "device": "deployment",
                "cloud": "deployment", "participant": "sequence", "state": "state", "table": "entity-relation",
                "map": "class"}  # fmt: skip


def read_plantuml(text: str, line: int = 1) -> list[Draft]:
    """Every diagram of a source that starts at `line`; a fenced block may leave out `@startuml`."""
    found: list[Draft] = []
    block: list[str] | None = None
    form, name, first = "uml", "", line
    lines = lines_of(text)
    for number, one in enumerate(lines):
        if start := _START.search(one[:400]):
            block, form, name, first = [], start.group(1).lower(), start.group(2).strip(), line + number
        elif block is not None and _END.search(one[:400]):
            found.append(_read(form, name, block, first))
            block = None
        elif block is not None:
            block.append(one)
    if block is not None and not found:
        found.append(_read(form, name, block, first))
        found[-1].problem("not-closed")
    if not found and "@start" not in text and _looks_like(lines):
        found.append(_read("uml", "", lines, line))
    return found


def _looks_like(lines: list[str]) -> bool:
    return any(_DECLARED.match(one.strip()) or _ARROW.search(one[:400]) for one in lines[:200])


def _read(form: str, name: str, lines: list[str], line: int) -> Draft:
    draft = Draft("plantuml", title=name.strip('"() ').removeprefix("id="), line=line)
    lines = _meaningful(draft, lines)
    if form == "gantt" or (form == "uml" and _is_gantt(lines)):
        draft.type = "gantt"
        _gantt(draft, lines)
    elif form in {"wbs", "mindmap"}:
        draft.type = "work-breakdown" if form == "wbs" else "mindmap"
        _tree(draft, lines)
    elif form == "salt" or (form == "uml" and any(one.strip() == "salt" for one in lines[:3])):
        draft.type = "wireframe"
        _salt(draft, lines)
    elif form in {"uml", "chen"}:
        _uml(draft, lines)
        if form == "chen":
            draft.type = "entity-relation"
    return draft


def _meaningful(draft: Draft, lines: list[str]) -> list[str]:
    """Without comments, notes, legends, style blocks and settings; the title is kept apart."""
    kept: list[str] = []
    until = ""
    for line in lines:
        text = line.strip()
        low = text.lower()
        if until:
            if low.startswith(until):
                until = ""
        elif not text or text.startswith("'"):
            continue
        elif text.startswith("/'"):
            until = "" if "'/" in text[2:] else "'/"
        elif low.startswith("title "):
            draft.title = text[6:]
        elif low.startswith("note ") or low == "note" or low.startswith(("hnote ", "rnote ")):
            until = "" if ":" in text or (text.count('"') >= 2 and " as " in low) else "end"
        elif low.startswith("legend"):
            until = "end"
        elif low.startswith("<style>"):
            until = "</style>"
        elif low.startswith("skinparam") and text.endswith("{"):
            until = "}"
        else:
            kept.append(line)
    return kept


# --- the boxes and arrows of UML -----------------------------------------------------------------------------------


class _Votes:
    """What each line says about the kind of diagram; the strongest kind wins."""

    def __init__(self) -> None:
        self.count: dict[str, int] = {}
        self.level = ""

    def add(self, kind: str, weight: int = 1) -> None:
        self.count[kind] = self.count.get(kind, 0) + weight

    def winner(self) -> str:
        if self.level:
            return "deployment" if self.level == "deployment" else f"c4-{self.level}"
        order = ("use-case", "entity-relation", "class", "state", "activity", "deployment", "component", "sequence", "flow")
        best = max(order, key=lambda kind: (self.count.get(kind, 0), -order.index(kind)))
        return best if self.count.get(best) else "other"


_LEVELS = ("", "context", "container", "component", "deployment")


def _uml(draft: Draft, lines: list[str]) -> None:
    votes = _Votes()
    inside = 0
    for line in lines:
        text = line.strip()[:MOST_LINE]
        if inside:
            inside += text.endswith("{") - text.startswith("}")
            if text.startswith("*") or "<<FK>>" in text or "<<PK>>" in text:
                votes.add("entity-relation")
            continue
        if _SKIPPED.match(text):
            continue
        level = read_c4_line(draft, text)
        if level:
            votes.level = max(votes.level, level, key=_LEVELS.index)
        elif not text.startswith(("Rel", "BiRel")):
            inside = _statement(draft, votes, text)
    draft.type = votes.winner()


def _statement(draft: Draft, votes: _Votes, text: str) -> int:
    """Read one line; 1 when it opens the body of a class, whose lines are members and not boxes."""
    if text.lower() in _STOPS:
        votes.add("activity", 2)
    elif declared := _DECLARED.match(text):
        return _declaration(draft, votes, declared.group(1).lower(), declared.group(2))
    elif text.startswith(":") and (action := _ACTION.match(text)) and not _relation(draft, votes, text):
        draft.element(action.group(1))
        votes.add("activity", 2)
    elif re.match(r"(?:if|elseif|switch|while|repeat|fork|split|partition|swimlane|\|[^|]{1,80}\|)(?:\b|$)", text):
        votes.add("activity", 1)
        if text.startswith("|"):
            draft.group(text.strip("|"))
        elif text.startswith("if"):
            draft.relate()
    elif re.match(r"(?:alt|opt|loop|par|break|critical)\b", text):
        votes.add("sequence", 1)
    elif not _relation(draft, votes, text):
        _lone_box(draft, votes, text)
    return 0


def _declaration(draft: Draft, votes: _Votes, word: str, rest: str) -> int:
    opens = rest.rstrip().endswith("{")
    alias = _ALIAS.match(rest)
    label = next((group for group in alias.groups()[:5] if group), "") if alias else ""
    second = (alias.group(6) or alias.group(7) or "") if alias else ""
    key, label = (second, label) if second and not (alias and alias.group(6)) else (label, second or label)
    if word in _CONTAINERS and (opens or word in {"together", "namespace"}):
        if key:
            draft.group(key, label)
        votes.add("component", word in {"package", "frame", "folder"})
        return 0
    if not key:
        return 0
    if word in {"node", "cloud", "database", "folder", "component", "state", "artifact", "storage"} and opens:
        draft.group(key, label)
        draft.element(key, label)
        votes.add(_STATE_TYPES.get(word, "component"), 2)
        return 0
    draft.element(key, label)
    if word == "entity":
        votes.add("entity-relation" if opens else "sequence", 2 if opens else 1)
    elif word in {"database", "queue", "storage", "boundary", "control", "collections"}:
        votes.add("component" if word in {"database", "queue", "storage"} else "sequence")
    elif word == "actor":
        votes.add("use-case", 0)
    else:
        votes.add(_STATE_TYPES.get(word, "component"), 2)
    if word == "interface" and not opens:
        votes.add("component", 2)
    for parent in re.findall(r"\b(?:extends|implements)\s+([\w.]{1,120})", rest)[:5]:
        draft.element(parent)
        draft.relate()
    return 1 if opens else 0


def _operand(draft: Draft, votes: _Votes, text: str) -> str | None:
    """The box at the start of `text`; what follows it, or None when there is none."""
    text = text.strip()
    for mark in ("[*]", "(*)"):
        if text.startswith(mark):
            votes.add("state" if mark == "[*]" else "activity", 2)
            return text[3:]
    match = _OPERAND.match(text)
    if match is None:
        return None
    _, use_case, component, actor, _ = match.groups()
    draft.element(next(one for one in match.groups() if one))
    if use_case:
        votes.add("use-case", 2)
    elif component:
        votes.add("component", 2)
    elif actor:
        votes.add("use-case", 1)
    return text[match.end() :]


def _relation(draft: Draft, votes: _Votes, text: str) -> bool:
    """`left arrow right : label`, with cardinalities; False when the line is no relation."""
    head = text.split(" : ", 1)[0][:400]
    arrow = _ARROW.search(head)
    if arrow is None or not arrow.group().strip("ox#+0"):
        return False
    left, right = head[: arrow.start()].strip(), head[arrow.end() :].strip()
    left = re.sub(r"\s*\"[^\"]{0,40}\"$", "", left) if not left.startswith('"') or left.count('"') > 2 else left
    right = re.sub(r"^\"[^\"]{0,40}\"\s+(?=\S)", "", right)
    if left and _operand(draft, votes, left) is None:
        return False
    if right and _operand(draft, votes, right) is None:
        return bool(left)
    if not right:
        return False
    draft.relate()
    votes.add(_arrow_kind(arrow.group(), bool(left)), 1)
    if " : " in text or re.search(r"\w:\s", text):
        votes.add("sequence", arrow.group().strip() in {"->", "<-", "->>", "-->>", "<--", "-->"} and 1)
    if re.search(r"<<?(?:include|extend)s?>>?|\.(?:include|extend)s?\b", text, re.IGNORECASE):
        votes.add("use-case", 2)
    return True


def _arrow_kind(arrow: str, has_left: bool) -> str:
    if re.search(r"[|}][|o0]?[-.]|[-.][|o0]?[|{](?!>)|[-.]o\{", arrow) and not re.search(r"<\||\|>", arrow):
        return "entity-relation"
    if re.search(r"<\||\|>|^[*o+]|[*o+]$", arrow):
        return "class"
    if arrow in {"->", "->>", "<-", "-->>", "->x", "<<-"} and has_left:
        return "sequence"
    return "flow"


def _lone_box(draft: Draft, votes: _Votes, text: str) -> None:
    if text.startswith(("(", "[", ":")) and (match := _ALIAS.match(text)):
        groups = match.groups()
        label = next((one for one in groups[:5] if one), "")
        draft.element(groups[6] or label, label)
        votes.add("use-case" if text[0] == "(" else "component" if text[0] == "[" else "use-case", 2)


# --- other forms ---------------------------------------------------------------------------------------------------

_TASK = re.compile(r"^(?:then\s+)?\[([^\[\]]{1,300})\](?:\s+as\s+\[[^\]]{1,80}\])?(?:\s+on\s+\{[^}]{0,200}\})?\s+(.+)$")
_GANTT_LINE = re.compile(r"^(?:then\s+)?\[[^\[\]]{1,300}\].{0,120}\b(?:lasts|requires|starts|ends|happens)\b", re.IGNORECASE)
_DAY = re.compile(r"\b(\d{4})[-/](\d{1,2})[-/](\d{1,2})\b")
_LASTS = re.compile(r"(?:lasts|requires)\s+(\d{1,5})\s+(day|week)", re.IGNORECASE)
_OTHER_TASK = re.compile(r"\bat\s+\[([^\[\]]{1,300})\]'s\s+(start|end)", re.IGNORECASE)


def _is_gantt(lines: list[str]) -> bool:
    return any(_GANTT_LINE.match(one.strip()[:400]) for one in lines[:60])


def _gantt(draft: Draft, lines: list[str]) -> None:
    begins: dict[str, date] = {}
    ends: dict[str, date] = {}
    origin: date | None = None
    for line in lines:
        text = line.strip()
        if text.startswith("--"):
            draft.group(text.strip("- "))
        elif text.lower().startswith("project start"):
            origin = _day_in(draft, text) or origin
        elif match := _TASK.match(text):
            name, rest = match.group(1), match.group(2)
            draft.element(name)
            for other, _ in _OTHER_TASK.findall(rest)[:10]:
                draft.relate()
                if other not in draft.elements:
                    draft.problem("unknown-task", f"{name} → {other}")
            _task_dates(draft, name, rest, origin, begins, ends)
        elif "->" in text and text.startswith("["):
            draft.relate()
    for name, begin in begins.items():
        draft.dates.append(begin)
        if name in ends:
            draft.dates.append(ends[name])
            if ends[name] < begin:
                draft.problem("dates-reversed", name)


def _task_dates(
    draft: Draft, name: str, rest: str, origin: date | None, begins: dict[str, date], ends: dict[str, date]
) -> None:
    low = rest.lower()
    begin = begins.get(name) or (None if "starts" in low and not _DAY.search(rest) and "'s" not in low else origin)
    if other := _OTHER_TASK.search(rest):
        begin = (ends if other.group(2).lower() == "end" else begins).get(other.group(1), begin)
    if "start" in low.split("'s")[0] and (day := _day_in(draft, rest.split(" ends ")[0])):
        begin = day
    if "happens" in low and (day := _day_in(draft, rest)):
        begin = day
    if begin:
        begins[name] = begin
    if " ends " in f" {low}" and "'s end" not in low and (day := _day_in(draft, rest.split("ends ")[-1])):
        ends[name] = day
    if (length := _LASTS.search(rest)) and name in begins:
        days = int(length.group(1)) * (7 if length.group(2).lower() == "week" else 1)
        try:
            ends[name] = begins[name] + timedelta(days=days)
        except OverflowError:
            draft.problem("invalid-date", name)


def _day_in(draft: Draft, text: str) -> date | None:
    if (match := _DAY.search(text)) is None:
        return None
    try:
        return date(int(match.group(1)), int(match.group(2)), int(match.group(3)))
    except ValueError:
        draft.problem("invalid-date", match.group())
        return None


_BRANCH = re.compile(r"^([*+#-]{1,40})(_|\[#\w{1,20}\]|[<>])*\s*:?\s*(.{1,300}?);?$")


def _tree(draft: Draft, lines: list[str]) -> None:
    for number, line in enumerate(lines):
        if match := _BRANCH.match(line.strip()):
            draft.element(f"#{number}", match.group(3))
    draft.relate(max(0, len(draft.elements) - 1))


def _salt(draft: Draft, lines: list[str]) -> None:
    for number, line in enumerate(lines):
        for rank, cell in enumerate(line.split("|")[:40]):
            label = cell.strip().strip("{}[]()^/!*#+.=~-\" \t")
            if label and label != "salt":
                draft.element(f"#{number}.{rank}", label)
