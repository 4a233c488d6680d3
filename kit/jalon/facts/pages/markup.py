"""A tolerant, linear scanner of tags: HTML, templates and JSX.

The standard parser has been quadratic on malformed input in several releases of Python, and knows nothing of JSX; this
one walks the text once, keeps no tree, and never fails.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Literal, NamedTuple

MOST_EVENTS = 200_000
MOST_ATTRIBUTES = 80
MOST_VALUE = 2_000
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9:._-]{0,80}")
_ATTRIBUTE = re.compile(r"[^\s\"'<>/={}]{1,120}")
_RAW = frozenset({"script", "style", "textarea", "title", "xmp", "noframes"})
_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
                   "wbr"})  # fmt: skip


class Event(NamedTuple):
    """kind: start · end · text. `attributes` maps names (lower case) to values; `line` counts from 1."""

    kind: Literal["start", "end", "text"]
    name: str
    attributes: dict[str, str]
    line: int
    closed: bool = False


class _Lines:
    """Line numbers of growing offsets, counted once."""

    def __init__(self, text: str) -> None:
        self._text, self._at, self._line = text, 0, 1

    def of(self, offset: int) -> int:
        self._line += self._text.count("\n", self._at, offset)
        self._at = max(self._at, offset)
        return self._line


def scan(text: str, jsx: bool = False) -> Iterator[Event]:
    """The tags and texts of a page, in order. In JSX, `{…}` is an expression and what is not a tag is code."""
    lines = _Lines(text)
    lowered = text.lower()
    at = 0
    for _ in range(MOST_EVENTS):
        opening = text.find("<", at)
        if opening < 0:
            opening = len(text)
        if opening > at and (said := text[at:opening].strip()):
            yield Event("text", said[:MOST_VALUE], {}, lines.of(at))
        if opening >= len(text):
            return
        at = _after_declaration(text, opening, jsx)
        if at:
            continue
        end = text.startswith("</", opening)
        name = _NAME.match(text, opening + 1 + end)
        if name is None or (jsx and not end and not _opens_jsx(text, opening)):
            at = opening + 1
            if name is None and not text.startswith(("<>", "</>"), opening):
                yield Event("text", "<", {}, lines.of(opening))
            continue
        if end:
            close = text.find(">", name.end())
            at = len(text) if close < 0 else close + 1
            yield Event("end", name.group().lower() if not jsx else name.group(), {}, lines.of(opening))
            continue
        attributes, at, closed = _attributes(text, name.end(), jsx)
        tag = name.group() if jsx else name.group().lower()
        closed = closed or tag in _VOID
        yield Event("start", tag, attributes, lines.of(opening), closed)
        if tag in _RAW and not jsx and not closed:
            stop = lowered.find(f"</{tag}", at)
            stop = len(text) if stop < 0 else stop
            if tag in {"title", "textarea"} and (said := text[at:stop].strip()):
                yield Event("text", unescape(said[:MOST_VALUE]), {}, lines.of(at))
            at = stop


def _after_declaration(text: str, opening: int, jsx: bool) -> int:
    """Where a comment, a doctype, a CDATA or a processing instruction ends; 0 when there is none here."""
    if jsx:
        return 0
    for mark, close in (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<!", ">"), ("<?", "?>")):
        if text.startswith(mark, opening):
            end = text.find(close, opening + len(mark))
            return len(text) if end < 0 else end + len(close)
    return 0


def _opens_jsx(text: str, opening: int) -> bool:
    """A tag follows punctuation, a bracket or a blank; a type argument follows a name (`useState<T>`)."""
    if opening == 0:
        return True
    before = text[opening - 1]
    return not (before.isalnum() or before in "_$.")


def _attributes(text: str, at: int, jsx: bool) -> tuple[dict[str, str], int, bool]:
    """The attributes from `at` to the end of the tag: their values, where it ends, and whether it closes itself."""
    found: dict[str, str] = {}
    size = len(text)
    while at < size:
        one = text[at]
        if one == ">":
            return found, at + 1, text[at - 1] == "/"
        if one == "<" and not jsx:  # a tag that was never closed
            return found, at, False
        if jsx and one == "{":
            found["{...}"] = ""
            at = _braces(text, at)
            continue
        name = _ATTRIBUTE.match(text, at)
        if name is None:
            at += 1
            continue
        at = _blank(text, name.end())
        value = ""
        if at < size and text[at] == "=":
            value, at = _value(text, _blank(text, at + 1), jsx)
        if len(found) < MOST_ATTRIBUTES:
            found.setdefault(_plain_name(name.group()), value)
    return found, size, False


def _blank(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _value(text: str, at: int, jsx: bool) -> tuple[str, int]:
    if at >= len(text):
        return "", at
    quote = text[at]
    if quote in "\"'":
        end = text.find(quote, at + 1)
        end = len(text) if end < 0 else end
        return unescape(text[at + 1 : min(end, at + 1 + MOST_VALUE)]), end + 1
    if jsx and quote == "{":
        end = _braces(text, at)
        inner = text[at + 1 : min(end - 1, at + MOST_VALUE)].strip()
        if inner[:1] in "\"'`" and inner.count(inner[:1]) == 2 and inner.endswith(inner[0]):
            return inner[1:-1], end
        return "{" + inner + "}", end
    match = re.compile(r"[^\s>]{0,2000}").match(text, at)
    end = match.end() if match else at
    return text[at:end], max(end, at + (0 if text[at] == ">" else 1))


def _braces(text: str, at: int) -> int:
    """Where the brace that opens at `at` closes, strings apart; the end of the text when it never does."""
    depth, size = 0, len(text)
    while at < size:
        one = text[at]
        if one in "\"'`":
            at = _string(text, at)
            continue
        depth += {"{": 1, "}": -1}.get(one, 0)
        at += 1
        if not depth:
            return at
    return size


def _string(text: str, at: int) -> int:
    """Where a string ends: at its quote or, for `"` and `'`, at the end of the line."""
    quote, at = text[at], at + 1
    while at < len(text):
        one = text[at]
        if one == "\\":
            at += 2
            continue
        at += 1
        if one == quote or (one == "\n" and quote != "`"):
            return at
    return len(text)


_BOUND = re.compile(r"^(?:v-bind:|:|\[\(?(?:attr\.)?|th:|data-th-|ng-|x-bind:|\*ng|bind:)")
_SAME = {"htmlfor": "for", "classname": "class", "tabindex": "tabindex", "arialabel": "aria-label",
         "arialabelledby": "aria-labelledby", "innerhtml": "html", "textcontent": "html", "v-html": "html",
         "v-text": "html", "text": "text", "utext": "html", "dangerouslysetinnerhtml": "html", "bind-html": "html",
         "t": "html", "i18n": "html", "data-i18n": "html"}  # fmt: skip


def _plain_name(name: str) -> str:
    """The HTML name of a bound attribute: `:alt`, `[attr.aria-label]`, `th:alt`, `htmlFor`."""
    bound = _BOUND.sub("", name)
    low = bound.rstrip(")]").lower()
    if bound != name and low == "text":
        return "html"
    return _SAME.get(low, low) if low != "text" else low
