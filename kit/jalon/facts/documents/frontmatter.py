"""The block of keys at the top of a Markdown file, read without any YAML loader: only flat keys matter here."""

from __future__ import annotations

import re

_KEY = re.compile(r"(?P<key>[A-Za-zÀ-ÿ_][\wÀ-ÿ -]{0,40}?)[ ]{0,2}[:=](?:[ \t]+(?P<value>\S.*))?$")
_ITEM = re.compile(r"[ ]{0,8}-[ ]+(?P<value>\S.*)$")
MOST_LINES = 200
MOST_CHARACTERS = 500  # of one value


def front_matter(text: str) -> tuple[dict[str, str], int]:
    """Keys and values as text, a list as "a, b", and how many lines the block takes (0 when there is none).

    Only scalars and lists of scalars of the top level are kept, without anchors, tags or nesting.
    """
    fence = text[:3]
    if fence not in ("---", "+++"):
        return {}, 0
    lines = text.split("\n", MOST_LINES + 1)[: MOST_LINES + 1]
    if lines[0].strip() != fence:
        return {}, 0
    end = next((n for n, line in enumerate(lines[1:], start=1) if line.rstrip() in (fence, "...")), 0)
    if not end or not any(_KEY.match(line) for line in lines[1:end]):
        return {}, 0  # a thematic break, not a block of keys
    return _keys(lines[1:end]), end + 1


def _keys(lines: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    key = ""
    for line in lines:
        item = _ITEM.match(line)
        if item and key:
            value = _scalar(item["value"])
            found[key] = (f"{found[key]}, {value}" if found.get(key) else value)[:MOST_CHARACTERS]
            continue
        match = _KEY.match(line)
        if match:
            key = match["key"].strip().lower()
            found.setdefault(key, _scalar(match["value"] or ""))
        elif line.strip() and not line.startswith((" ", "\t", "#")):
            key = ""
    return {name: value for name, value in found.items() if value}


def _scalar(value: str) -> str:
    value = value.strip()[:MOST_CHARACTERS]
    if value[:1] in "\"'" and len(value) > 1 and value[-1] == value[0]:
        return value[1:-1].strip()
    if value.startswith("[") and value.endswith("]"):
        return ", ".join(_scalar(part) for part in value[1:-1].split(",") if part.strip(" []"))
    return "" if value in ("|", ">", "|-", ">-", "~", "null") else value.split(" #", 1)[0].strip()
