"""Shell text cut into simple commands, in one pass and without running or expanding anything."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

MAX_CHARACTERS = 200_000
MAX_COMMANDS = 2_000


class Command(msgspec.Struct, frozen=True):
    """Words without their quotes, what follows (`&&`, `||`, `|`, `;`, `&` or empty), and the line from 0."""

    words: tuple[str, ...]
    then: str
    line: int


_EXPRESSION = re.compile(r"\$\{\{([^}]{0,300})\}\}")
_TOKEN = re.compile(
    r"""
    (?P<continuation>\\\r?\n)
  | (?P<space>[ \t\r]+)
  | (?P<comment>\#[^\n]*)
  | (?P<heredoc><<-?[ \t]{0,5}(?P<quote>['"]?)(?P<word>\w{1,60})(?P=quote))
  | (?P<operator>&&|\|\||;;|[;&|\n()])
  | (?P<double>"(?:[^"\\]|\\.)*"?)
  | (?P<single>'[^']*'?)
  | (?P<plain>(?:[^\s"'\\;&|()<\#]|\\.|<(?!<))(?:[^\s"'\\;&|()<]|\\.)*)
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)


def commands(text: str) -> list[Command]:
    """The simple commands of a shell text, in order; at most 2,000 of them, from at most 200,000 characters.

    Quotes are removed, comments and here-documents dropped, continued lines joined; substitutions stay as written.
    """
    found: list[Command] = []
    words: list[str] = []
    glued = False  # the next piece continues the current word
    for kind, value, line in _tokens(_EXPRESSION.sub(_flat, text[:MAX_CHARACTERS])):
        if kind == "word":
            if glued:
                words[-1] += value
            else:
                words.append(value)
            glued = True
        elif kind == "space":
            glued = False
        else:
            glued = False
            if words:
                found.append(Command(tuple(words), "" if value == "\n" else value, line))
                words = []
                if len(found) >= MAX_COMMANDS:
                    return found
    if words:
        found.append(Command(tuple(words), "", text.count("\n")))
    return found


def _flat(match: re.Match[str]) -> str:
    return "${" + re.sub(r"[\s&|;()'\"]+", "", match[1]) + "}"


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
    position = line = 0
    while match := _TOKEN.match(text, position):
        position = match.end()
        kind, value = match.lastgroup or "", match[0]
        if kind == "heredoc":
            end = re.compile(rf"\n[ \t]{{0,20}}{re.escape(match['word'])}[ \t]{{0,20}}(?=\n|\Z)").search(text, position)
            line_end = text.find("\n", position)
            rest = text[position : line_end if line_end >= 0 else len(text)]
            yield from (("word" if part.strip() else "space", part, line) for part in re.findall(r"\S+|\s+", rest))
            position = end.end() if end else len(text)
            line += text.count("\n", match.start(), position)
            yield "operator", "\n", line
            continue
        if kind in ("double", "single"):
            yield "word", value.strip(value[0]) if len(value) > 1 else "", line
        elif kind in ("plain", "other"):
            yield "word", value.replace("\\", "") if "://" not in value else value, line
        elif kind == "operator":
            yield "operator", value, line
        elif kind in ("space", "continuation", "comment"):
            yield "space", "", line
        line += value.count("\n")
