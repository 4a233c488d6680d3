"""Git's configuration as text: the few values that are needed, nothing obeyed.

`include`, `includeIf`, `url.*.insteadOf` and everything that names a program is read over like any other line.
Source of the syntax: `man git-config`, "Syntax".
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

Values = dict[tuple[str, str, str], str]

_SECTION = re.compile(r'\[([A-Za-z0-9.-]+)(?:[ \t]+"((?:[^"\\]|\\.)*)")?[ \t]*\]')
_KEY = re.compile(r"[ \t]*([A-Za-z][A-Za-z0-9-]*)[ \t]*(=?)[ \t]*")
_ESCAPES = {"n": "\n", "t": "\t", "b": "\b"}


def parse(content: str) -> Values:
    """(section, subsection, key) → last value; section and key in lower case; lines that make no sense are skipped."""
    values: Values = {}
    section: tuple[str, str] | None = None
    lines = (line.removesuffix("\r") for line in content.removeprefix("\ufeff").split("\n"))
    for line in lines:
        rest = line.lstrip(" \t")
        if head := _SECTION.match(rest):
            name, _, dotted = head[1].lower().partition(".")
            section = (name, re.sub(r"\\(.)", r"\1", head[2]) if head[2] is not None else dotted)
            rest = rest[head.end() :]
        key = _KEY.match(rest)
        if not key or section is None:
            continue
        value = rest[key.end() :] if key[2] else "true"
        while _continues(value):
            value = value[:-1] + next(lines, "")
        values[*section, key[1].lower()] = _value(value)
    return values


def _continues(value: str) -> bool:
    return (len(value) - len(value.rstrip("\\"))) % 2 == 1


def _value(raw: str) -> str:
    """Without comment, quotes and escapes; spaces at the end go unless they are quoted."""
    out: list[str] = []
    kept = 0
    quoted = False
    chars = iter(raw)
    for char in chars:
        if char == '"':
            quoted = not quoted
            kept = len(out)
        elif char == "\\":
            escaped = next(chars, "")
            out.append(_ESCAPES.get(escaped, escaped))
            kept = len(out)
        elif char in "#;" and not quoted:
            break
        else:
            out.append(char)
            if quoted or char not in " \t":
                kept = len(out)
    return "".join(out[:kept])


def without_credentials(address: str) -> str:
    """An address that can be shown: no user, password, token, query or fragment; `""` when it cannot be told apart."""
    if not address.isprintable() or len(address) > 2000:
        return ""
    if "://" not in address:
        host = address.partition("/")[0].partition("\\")[0].partition("@")[2]  # git@host:path, as scp writes it
        return address.rpartition("@")[2] if ":" in host else address
    try:
        parts = urlsplit(address)
        return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
    except ValueError:
        return ""
