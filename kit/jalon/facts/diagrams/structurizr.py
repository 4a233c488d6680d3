"""Structurizr DSL: the C4 model, one diagram for each kind of view, or one for the model when it has no views."""

from __future__ import annotations

import re

from jalon.facts.diagrams.draft import Draft, lines_of

_ELEMENT = re.compile(
    r"^(?:([\w.-]{1,80})\s*=\s*)?(person|softwareSystem|container|component|deploymentEnvironment|deploymentNode"
    r"|infrastructureNode|element|group)\s+(?:\"([^\"]{1,200})\"|([^\s{\"]{1,120}))",
    re.IGNORECASE,
)
_RELATION = re.compile(r"^(?:[\w.-]{1,80}\s*+=\s*+)?[\w.!-]{0,80}\s*+->\s*+[\w.!-]{1,80}")
_VIEW = re.compile(r"^(systemLandscape|systemContext|container|component|deployment|dynamic)\b", re.IGNORECASE)
_LEVELS = {"person": 0, "softwaresystem": 0, "element": 0, "container": 1, "component": 2, "deploymentnode": 3,
           "infrastructurenode": 3}  # fmt: skip
_TYPES = ("c4-context", "c4-container", "c4-component", "deployment")
_VIEWS = {"systemlandscape": 0, "systemcontext": 0, "container": 1, "component": 2, "deployment": 3}


def is_structurizr(text: str) -> bool:
    """Whether a source opens a workspace or a model as Structurizr does."""
    return bool(re.search(r"^\s*workspace\b[^\n]{0,400}\{?\s*$", text[:4000], re.MULTILINE)) and "model" in text


def read_structurizr(text: str, line: int = 1) -> list[Draft]:
    """The diagrams of a workspace. Elements of a view are those of its level and above."""
    elements: list[tuple[int, str, str]] = []
    relations, views, inside_views, depth, views_depth, title = 0, [], False, 0, 0, ""
    comment = False
    for number, raw in enumerate(lines_of(text)):
        one = raw.strip()
        if comment or one.startswith("/*"):
            comment = "*/" not in one
            continue
        if one.startswith(("//", "#")):
            continue
        if one.startswith("workspace") and (match := re.search(r"\"([^\"]{1,200})\"", one)):
            title = match.group(1)
        if one.startswith("views") and one.endswith("{"):
            inside_views, views_depth = True, depth
        elif inside_views:
            if match := _VIEW.match(one):
                views.append((match.group(1).lower(), line + number))
        elif match := _ELEMENT.match(one):
            level = _LEVELS.get(match.group(2).lower())
            name = match.group(3) or match.group(4)
            if level is not None:
                elements.append((level, match.group(1) or f"#{number}", name))
        elif _RELATION.match(one):
            relations += 1
        depth += one.count("{") - one.count("}")
        inside_views = inside_views and depth > views_depth
    return _drafts(elements, relations, views, title, line)


def _drafts(
    elements: list[tuple[int, str, str]], relations: int, views: list[tuple[str, int]], title: str, line: int
) -> list[Draft]:
    wanted: dict[int, int] = {}
    for name, at in views:
        if name in _VIEWS:
            wanted.setdefault(_VIEWS[name], at)
    if not wanted:
        wanted = {max((level for level, _, _ in elements), default=0): line}
    found = []
    for level, at in sorted(wanted.items()):
        draft = Draft("structurizr", _TYPES[level], title, at)
        for each, key, name in elements:
            if each <= level or level == 3:
                draft.element(key, name)
        draft.relate(relations)
        found.append(draft)
    return found
