"""A structural reader of Groovy as Jenkinsfiles use it: calls, their strings and their blocks. Nothing is evaluated."""

from __future__ import annotations

import re
from collections.abc import Iterator

MAX_DEPTH = 60
MAX_CALLS = 20_000

SHELLS = frozenset({"sh", "bat", "powershell", "pwsh"})
_SILENT = frozenset({"def", "return", "final", "String", "var", "boolean", "int", "Map", "List", "Object", "new"})

_TOKEN = re.compile(
    r"""
    (?P<comment>//[^\n]*|/\*(?:[^*]|\*(?!/))*(?:\*/)?|\#![^\n]*)
  | (?P<string>'{3}(?:[^'\\]|\\.|'(?!''))*(?:''')?|"{3}(?:[^"\\]|\\.|"(?!""))*(?:\"{3})?
              |'(?:[^'\\\n]|\\.)*'?|"(?:[^"\\\n]|\\.)*"?)
  | (?P<name>[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*)
  | (?P<newline>\n)
  | (?P<space>[ \t\r]+|\\\n)
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)


class GroovyFault(ValueError):  # noqa: N818
    """A brace that is never closed, or blocks deeper than 60: `line`, `reason`, and `why` in the words of `Unread`."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason
        self.why = {"too deep": "too-deep", "too many calls": "too-large"}.get(reason, "damaged")


class Call:
    """A call: `name`, its strings as (key or empty, text), the other words it holds, its line and its block."""

    __slots__ = ("calls", "line", "name", "strings", "words")

    def __init__(self, name: str, line: int) -> None:
        self.name = name
        self.line = line
        self.strings: list[tuple[str, str]] = []
        self.words: list[str] = []
        self.calls: list[Call] = []

    def string(self, key: str = "") -> str:
        """The string given under a key, else the first one given without."""
        named = [text for name, text in self.strings if name == key]
        plain = [text for name, text in self.strings if not name]
        return (named or plain or [""])[0]

    def find(self, name: str) -> list[Call]:
        """The calls of that name directly in the block."""
        return [call for call in self.calls if call.name == name]

    def walk(self) -> Iterator[Call]:
        """Every call below this one, in order."""
        stack = list(reversed(self.calls))
        while stack:
            call = stack.pop()
            yield call
            stack.extend(reversed(call.calls))


def groovy(text: str) -> Call:
    """The calls of a file, under a root without name.

    Raises:
        GroovyFault: see the class.
    """
    reader = _Reader()
    for kind, value, line in _tokens(text):
        reader.take(kind, value, line)
    return reader.finish()


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
    line = 1
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        if kind not in ("comment", "space"):
            yield kind, match[0], line
        line += match[0].count("\n")


class _Reader:
    """A stack of open blocks; in each, the statement being read and how many brackets it has open."""

    def __init__(self) -> None:
        self._root = Call("", 1)
        self._blocks: list[Call] = [self._root]
        self._brackets: list[int] = [0]
        self._current: Call | None = None
        self._outer: list[Call | None] = []
        self._key = ""
        self._ended = False  # a newline ended the statement, unless a brace follows
        self._count = 0
        self._line = 1

    def take(self, kind: str, value: str, line: int) -> None:
        self._line = line
        if kind == "newline":
            self._ended = self._brackets[-1] == 0
        elif value == "{":
            self._open(line)
        elif value == "}":
            self._close(line)
        else:
            if self._ended:
                self._end()
            if kind == "name":
                self._name(value, line)
            elif kind == "string":
                self._string(_unquoted(value), line)
            else:
                self._mark(value)

    def finish(self) -> Call:
        if len(self._blocks) > 1:
            raise GroovyFault(self._blocks[-1].line, "a brace is never closed")
        return self._root

    def _open(self, line: int) -> None:
        if len(self._blocks) >= MAX_DEPTH:
            raise GroovyFault(line, "too deep")
        block = self._current
        if block is None or (self._key and self._brackets[-1] >= 0 and block.name == "parallel"):
            block = self._start(self._key, line)
        self._outer.append(self._current)
        self._blocks.append(block)
        self._brackets.append(0)
        self._current, self._key, self._ended = None, "", False

    def _close(self, line: int) -> None:
        if len(self._blocks) == 1:
            raise GroovyFault(line, "a brace is closed but was never opened")
        closed = self._blocks.pop()
        self._brackets.pop()
        self._current = self._outer.pop()
        self._key = ""
        self._ended = self._brackets[-1] == 0 and (self._current is closed or self._current is None)

    def _end(self) -> None:
        self._current, self._key, self._ended = None, "", False

    def _start(self, name: str, line: int) -> Call:
        self._count += 1
        if self._count > MAX_CALLS:
            raise GroovyFault(line, "too many calls")
        call = Call(name, line)
        parent = self._current if self._current is not None and self._current.name == "parallel" else self._blocks[-1]
        parent.calls.append(call)
        return call

    def _name(self, value: str, line: int) -> None:
        if value in _SILENT:
            return
        if self._current is None or (value in SHELLS and self._current.name not in SHELLS):
            self._current = self._start(value, line)
        else:
            self._current.words.append(value)
        self._key = ""

    def _string(self, value: str, line: int) -> None:
        if self._current is None:
            self._current = self._start("", line)
        self._current.strings.append((self._key, value))
        self._key = value if self._current.name == "parallel" else ""

    def _mark(self, value: str) -> None:
        if value in "([":
            self._brackets[-1] += 1
        elif value in ")]":
            self._brackets[-1] = max(0, self._brackets[-1] - 1)
        elif value == ":" and self._current is not None:
            self._key = self._key or (self._current.words or [""])[-1]
            if self._current.name not in ("parallel", *SHELLS) and not self._current.words:
                self._key = self._current.name
        elif value == "=" and self._brackets[-1] == 0:
            self._end()  # what is assigned matters, not to what
        elif value == ";":
            self._end()
        elif value == ",":
            self._key = ""


def _unquoted(text: str) -> str:
    quote = text[:3] if text[:3] in ("'''", '"""') else text[:1]
    body = text[len(quote) :].removesuffix(quote)
    return re.sub(r"\\(.)", _escaped, body, flags=re.DOTALL)


def _escaped(match: re.Match[str]) -> str:
    return {"n": "\n", "t": "\t", "r": "", "\n": ""}.get(match[1], match[1])
