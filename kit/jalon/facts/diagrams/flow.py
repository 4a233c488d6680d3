"""The nodes and links of a Mermaid flowchart, read with one pass over each line."""

from __future__ import annotations

import re

from jalon.facts.diagrams.draft import Draft

_NAME = re.compile(r"[\w$]+(?:[-./][\w$]+)*")
_LINK = re.compile(r"(?:<|\b[xo](?=[-=]))?(?:-{2,}|={2,}|~{3,}|-\.+-?)(?:[>xo](?![\w])|>)?")
_LINK_END = re.compile(r"(?:-{2,}|={2,}|\.+-)[>xo]?")
_PAIRS = {"[": "]", "(": ")", "{": "}", ">": "]"}
_SKIPPED = frozenset({"style", "classdef", "class", "click", "linkstyle", "direction", "acctitle", "accdescr", "end",
                      "columns", "space"})  # fmt: skip
_MOST_PRODUCT = 400


def read_flow(draft: Draft, lines: list[str]) -> None:
    """Fill `draft` with the nodes, the links and the subgraphs of a flowchart."""
    for line in lines:
        for statement in _statements(line):
            word = statement.split(None, 1)[0].rstrip(":;").lower()
            if word == "subgraph":
                _subgraph(draft, statement[8:].strip())
            elif word not in _SKIPPED:
                _chain(draft, statement)


def _statements(line: str) -> list[str]:
    text = line.strip()
    if ";" not in text or '"' in text or "|" in text:
        return [text.rstrip(";")] if text.rstrip(";") else []
    return [part.strip() for part in text.split(";") if part.strip()]


def _subgraph(draft: Draft, rest: str) -> None:
    """`subgraph id [Label]`, `subgraph "Label"` or `subgraph Some words`."""
    key, bracket, _ = rest.partition("[")
    if bracket and key.strip():
        draft.group(key.strip(), _shape(rest, len(key))[0].strip('"'))
    elif rest:
        draft.group(rest)


def _chain(draft: Draft, text: str) -> None:
    """`A & B --> C -->|yes| D`: groups of nodes with a link between each group and the next."""
    at, before, linked = 0, 0, False
    while at < len(text):
        group = 0
        while (found := _node(text, at)) is not None:
            key, label, at = found
            draft.element(key, label)
            group += 1
            at = _spaces(text, at)
            if not text.startswith("&", at):
                break
            at = _spaces(text, at + 1)
        if not group:
            return
        if linked:
            draft.relate(min(before * group, _MOST_PRODUCT))
        found_link = _link(text, at)
        if found_link is None:
            return
        at, before, linked = found_link, group, True


def _spaces(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t":
        at += 1
    return at


def _node(text: str, at: int) -> tuple[str, str | None, int] | None:
    """A node at `at`: its name, its label when it has a shape, and where it ends."""
    match = _NAME.match(text, at)
    if match is None:
        return None
    key, at = match.group(), match.end()
    label: str | None = None
    if text.startswith("@{", at):
        end = text.find("}", at)
        label, at = _attribute(text[at : end if end > 0 else len(text)]), (end + 1 if end > 0 else len(text))
    elif at < len(text) and text[at] in _PAIRS:
        label, at = _shape(text, at)
    if text.startswith(":::", at):
        style = re.compile(r":::[\w,-]+").match(text, at)
        at = style.end() if style else at
    return key, label, at


def _attribute(text: str) -> str | None:
    match = re.search(r"label:\s*(\"[^\"]{0,200}\"|[^,}]{0,200})", text)
    return match.group(1).strip() if match else None


def _shape(text: str, at: int) -> tuple[str, int]:
    """The label between an opening and its closing bracket; the rest of the line when it never closes."""
    opening, closing = text[at], _PAIRS[text[at]]
    inner = at
    while inner < len(text) and text[inner] in "[({/\\>":
        inner += 1
    if inner < len(text) and text[inner] == '"':
        quote = text.find('"', inner + 1)
        end = text.find(closing, quote) if quote > 0 else -1
        if end < 0:
            return text[inner:], len(text)
        while end + 1 < len(text) and text[end + 1] in "])}":
            end += 1
        return text[inner + 1 : quote], end + 1
    depth = 0
    for position in range(at, len(text)):
        if text[position] == opening:
            depth += 1
        elif text[position] == closing:
            depth -= 1
            if depth <= 0 or opening == ">":
                return text[at + 1 : position].strip("[](){}/\\ "), position + 1
    return text[at + 1 :], len(text)


def _link(text: str, at: int) -> int | None:
    """Where a link that starts at `at` ends, with its text; None when there is none."""
    match = _LINK.match(text, at)
    if match is None:
        return None
    token, at = match.group(), match.end()
    if token.rstrip(">xo").lstrip("<xo") in {"--", "==", "-."} and token[-1] not in ">xo":
        end = _LINK_END.search(text, at)
        if end is None:
            return None
        at = end.end()
    at = _spaces(text, at)
    if text.startswith("|", at):
        close = text.find("|", at + 1)
        if close < 0:
            return None
        at = close + 1
    return _spaces(text, at)
