"""Shell text cut into simple commands, in one pass and without running or expanding anything."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

MAX_CHARACTERS = 200_000
MAX_COMMANDS = 2_000
MAX_FUNCTIONS = 50


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


def reached(listed: Sequence[Command]) -> frozenset[int]:
    """The positions of the commands that can run: not what follows an `exit`, `false &&` or `true ||`, stands under
    `if false`, or in a function that nothing calls."""
    dead = _uncalled(listed) | _under_false(listed)
    found: set[int] = set()
    depth, skipped = 0, False
    for place, command in enumerate(listed):
        before = listed[place - 1].then if place else ""
        skipped = before in ("&&", "||") and (skipped or _decided(listed[place - 1].words, before))
        head = command.words[0]
        depth += (head in _OPENS) - (head in _CLOSES)
        if skipped or place in dead:
            continue
        found.add(place)
        if head == "exit" and depth <= 0 and before not in ("&&", "||") and command.then not in ("&&", "||"):
            break
    return frozenset(found)


_OPENS = frozenset({"if", "for", "while", "until", "case", "{"})
_CLOSES = frozenset({"fi", "done", "esac", "}"})


def _decided(words: Sequence[str], then: str) -> bool:
    """Whether a command that always succeeds, or never does, keeps what follows from running."""
    return words in ((("false",),) if then == "&&" else (("true",), (":",)))


def _under_false(listed: Sequence[Command]) -> set[int]:
    found: set[int] = set()
    depth = 0  # of the `if`s inside one that never holds; 0 outside
    for place, command in enumerate(listed):
        head = command.words[0]
        if depth:
            depth += (head == "if") - (head == "fi")
            if depth == 1 and head in ("else", "elif"):
                depth = 0
            elif depth:
                found.add(place)
        elif command.words == ("if", "false"):
            depth = 1
    return found


def _uncalled(listed: Sequence[Command]) -> set[int]:
    """The bodies of functions whose name no command outside them begins with."""
    bodies: list[tuple[str, range]] = []
    for place, command in enumerate(listed):
        opening = place + 1
        if (
            command.then == "("
            and len(command.words) == 1
            and opening < len(listed)
            and listed[opening].words[0] == "{"
        ):
            depth, end = 0, opening
            for end in range(opening, len(listed)):
                depth += (listed[end].words[0] == "{") - (listed[end].words[0] == "}")
                if not depth:
                    break
            bodies.append((command.words[0], range(opening, end + 1)))
    found: set[int] = set()
    for name, body in bodies[:MAX_FUNCTIONS]:
        if not any(one.words[0] == name and one.then != "(" and at not in body for at, one in enumerate(listed)):
            found.update(body)
    return found
