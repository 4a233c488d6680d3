"""Graphviz: nodes, labels and edges of a `graph` or `digraph`, tokenised once."""

from __future__ import annotations

import re

from jalon.facts.diagrams.draft import MOST_SOURCE, Draft

MOST_TOKENS = 200_000
_TOKEN = re.compile(
    r"(?P<skip>//[^\n]*|#[^\n]*|/\*)|(?P<arrow>->|--)|(?P<mark>[{}\[\];,=:])|(?P<open>[\"<])"
    r"|(?P<word>[\w.+À-ÿ]+(?:-[\w.+À-ÿ]+)*)"
)
_OPENING = re.compile(r"\s*(?:strict\s+)?(?:di)?graph\b[^{]{0,200}\{", re.IGNORECASE)


def is_dot(text: str) -> bool:
    """Whether a source opens as a Graphviz graph does, comments apart."""
    head = re.sub(r"^\s*(?://|#)[^\n]*\n", "", text[:2000], count=0, flags=re.MULTILINE)
    return bool(_OPENING.match(head))


def read_dot(text: str, line: int = 1) -> Draft | None:
    """The graph in a source; None when it holds none."""
    if not is_dot(text):
        return None
    draft = Draft("dot", "flow", line=line)
    tokens = _tokens(text[:MOST_SOURCE])
    at, previous, chain = 0, "", False
    while at < len(tokens):
        kind, value = tokens[at]
        at += 1
        if kind == "mark" and value == "[":
            at = _attributes(draft, tokens, at, "" if chain else previous)
            previous, chain = "", False
        elif kind == "mark" and value in "{};":
            previous, chain = "", False
        elif kind == "mark" and value == "=":
            if previous in draft.elements and not chain:
                del draft.elements[previous]
            if previous == "label" and at < len(tokens):
                draft.title = draft.title or tokens[at][1]
            at += 1
            previous = ""
        elif kind == "mark" and value == ":":
            at += 1  # a port
        elif kind == "arrow":
            chain = True
            draft.relate()
        elif kind == "word" and value.lower() in {"strict", "graph", "digraph", "node", "edge", "subgraph"}:
            at = _after_keyword(draft, tokens, at, value.lower())
            previous, chain = "", False
        elif kind in {"word", "quoted"}:
            draft.element(value)
            previous = value
    return draft


def _after_keyword(draft: Draft, tokens: list[tuple[str, str]], at: int, word: str) -> int:
    if word in {"graph", "digraph", "subgraph"} and at < len(tokens) and tokens[at][0] in {"word", "quoted"}:
        if word == "subgraph":
            draft.group(tokens[at][1])
        return at + 1
    if word in {"node", "edge", "graph"} and at < len(tokens) and tokens[at] == ("mark", "["):
        return _attributes(draft, tokens, at + 1, "")
    return at


def _attributes(draft: Draft, tokens: list[tuple[str, str]], at: int, owner: str) -> int:
    while at < len(tokens) and tokens[at] != ("mark", "]"):
        if tokens[at] == ("word", "label") and tokens[at + 1 : at + 2] == [("mark", "=")] and at + 2 < len(tokens):
            if owner in draft.elements:
                draft.element(owner, tokens[at + 2][1] or owner)
            at += 2
        at += 1
    return at + 1


def _tokens(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    at = 0
    while at < len(text) and len(found) < MOST_TOKENS:
        match = _TOKEN.match(text, at)
        if match is None:
            at += 1
            continue
        kind, value, at = match.lastgroup or "", match.group(), match.end()
        if kind == "open":
            value, at = _html(text, at) if value == "<" else _quoted(text, at)
            kind = "quoted"
        elif kind == "skip":
            if value == "/*":
                end = text.find("*/", at)
                at = len(text) if end < 0 else end + 2
            continue
        found.append((kind, value))
    return found


def _quoted(text: str, at: int) -> tuple[str, int]:
    """A string ends at the next quote that is not escaped; without one it takes the rest."""
    start = at
    while (end := text.find('"', at)) >= 0:
        if text[end - 1] != "\\":
            return text[start:end], end + 1
        at = end + 1
    return "", len(text)


def _html(text: str, at: int) -> tuple[str, int]:
    """An HTML-like label ends where its angle brackets balance; without such a place it takes the rest."""
    depth, start = 1, at
    while depth:
        closing = text.find(">", at)
        if closing < 0:
            return "", len(text)
        depth += text.count("<", at, closing) - 1
        at = closing + 1
    return text[start : at - 1], at
