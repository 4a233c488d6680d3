"""What Markdown and HTML have in common inside a line. Linear: no pattern looks further than the next mark."""

from __future__ import annotations

import html
import re

_ATTRIBUTE = re.compile(
    r"""(?<=\s)(?P<name>[^\s"'<>/=]{1,64})\s?=\s?(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'<>]+))"""
)


def split_comments(text: str) -> tuple[str, list[str]]:
    """The text without its `<!-- … -->`, which keep their newlines, and the comments. An open one runs to the end."""
    if "<!--" not in text:
        return text, []
    kept: list[str] = []
    comments: list[str] = []
    position = 0
    while (start := text.find("<!--", position)) >= 0:
        end = text.find("-->", start + 4)
        stop = len(text) if end < 0 else end
        comments.append(text[start + 4 : stop])
        kept.append(text[position:start])
        kept.append("\n" * text.count("\n", start, stop))
        position = len(text) if end < 0 else end + 3
    kept.append(text[position:])
    return "".join(kept), comments


def unescape(text: str) -> str:
    """The text with its entities resolved; as it stands when one of them is a number of absurd length."""
    if "&" not in text:
        return text
    try:
        return html.unescape(text)
    except ValueError:
        return text


def attributes(tag: str) -> dict[str, str]:
    """The attributes of a tag (`<a href="x">`), names in lower case, values unescaped; the first of a name wins."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(tag):
        value = match["double"] or match["single"] or match["bare"] or ""
        found.setdefault(match["name"].lower(), unescape(value))
    return found
