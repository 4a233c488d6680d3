"""Markdown: CommonMark blocks with tables, task lists, admonitions, front matter, HTML blocks and exact lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from jalon.facts.documents import html, limits
from jalon.facts.documents.draft import Draft, finish
from jalon.facts.documents.frontmatter import front_matter
from jalon.facts.documents.inline import References, plain
from jalon.facts.model import At, Document, Table

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

# keys of the parser's environment
_BEGUN = "containers begun"
_CELLS = "cells of tables"
_TASK = re.compile(r"\[(?P<mark>[ xX])\][ \t]+")
_ALERT = re.compile(r"\[![A-Za-z]{1,12}\][+-]?[ \t]*\n?")
_BOLD = re.compile(r"(?:\*\*[^*\n]{2,90}\*\*|__[^_\n]{2,90}__)[ ]?:?$")
_BREAK = re.compile(r"(?:[ ]{2,8}|\\)\n|<br[ ]?/?>[ ]?\n?", re.IGNORECASE)
_FENCED_DIRECTIVE = re.compile(r"\{(?P<name>[\w:-]+)\}[ \t]*(?P<argument>.*)")
_COLONS = re.compile(r"[ ]{0,3}:{3,}[ \t]*(?P<rest>.*)$")
_MARKER = re.compile(r"(?:!!!|\?\?\?\+?)[ \t]+\w")
_ADMONITIONS = """
note tip hint important warning caution danger attention error seealso admonition info success question
"""
_SPOKEN = frozenset(_ADMONITIONS.split())


def read(text: str, path: str) -> Document:
    """The document in a Markdown text, lines counted from 1."""
    draft = Draft()
    keys, skipped = front_matter(text)
    draft.metadata = keys
    if skipped:
        text = "\n" * skipped + text.split("\n", skipped)[skipped]
    fill(draft, text, 0)
    return finish(draft, path, "markdown", keys.get("title") or keys.get("titre", ""))


def fill(draft: Draft, text: str, offset: int, depth: int = 0) -> None:
    """Add a Markdown text to a draft; its first line is line `offset` + 1 of the file."""
    lines = text.split("\n", limits.TEXT_LINES)
    if len(lines) > limits.TEXT_LINES:
        text, draft.cut = "\n".join(lines[: limits.TEXT_LINES]), True
    environment: dict[str, Any] = {}
    tokens: list[Token] = []
    parser = _parser()
    parser.block.parse(_admonitions(text), parser, environment, tokens)
    draft.cut = draft.cut or environment.get(_BEGUN, 0) > limits.CONTAINERS
    draft.cut = draft.cut or environment.get(_CELLS, 0) > limits.TABLE_CELLS
    _Walk(draft, offset, environment.get("references", {}), depth).over(tokens)


@cache
def _parser() -> MarkdownIt:
    # 60 ms that a run without Markdown does not pay
    from markdown_it import MarkdownIt  # noqa: PLC0415
    from markdown_it.rules_block import blockquote, list_block, table  # noqa: PLC0415

    parser = MarkdownIt("commonmark", {"maxNesting": limits.NESTING}).enable("table")
    for name, rule in (("list", list_block), ("blockquote", blockquote)):
        terminates = ["paragraph", "reference", "blockquote"] + ([] if name == "list" else ["list"])
        parser.block.ruler.at(name, _counted(rule), {"alt": terminates})
    parser.block.ruler.at("table", _measured(table), {"alt": ["paragraph", "reference"]})
    return parser


def _counted(rule: Callable[[StateBlock, int, int, bool], bool]) -> Callable[[StateBlock, int, int, bool], bool]:
    """The rule of a container, which stops matching once too many were begun: each costs more the deeper it stands."""

    def wrapped(state: StateBlock, first: int, last: int, silent: bool) -> bool:
        if state.env.get(_BEGUN, 0) > limits.CONTAINERS or not rule(state, first, last, silent):
            return False
        state.env[_BEGUN] = state.env.get(_BEGUN, 0) + (not silent)
        return True

    return wrapped


def _measured(rule: Callable[[StateBlock, int, int, bool], bool]) -> Callable[[StateBlock, int, int, bool], bool]:
    """The rule of tables, which sees no more rows than the cells of one text may be: each costs a kilobyte to parse."""

    def wrapped(state: StateBlock, first: int, last: int, silent: bool) -> bool:
        columns = state.src.count("|", state.bMarks[first], state.eMarks[first]) + 1
        met = state.env.get(_CELLS, 0)
        if met + columns > limits.TABLE_CELLS:
            state.env[_CELLS] = limits.TABLE_CELLS + 1
            return False
        rows = (limits.TABLE_CELLS - met) // columns
        found = rule(state, first, min(last, first + 1 + rows), silent)
        if found and not silent:
            state.env[_CELLS] = met + columns * (state.line - first)
        return found

    return wrapped


class _Walk:
    """One pass over the block tokens of a text."""

    def __init__(self, draft: Draft, offset: int, references: References, depth: int) -> None:
        self.draft, self.offset, self.references, self.depth = draft, offset, references, depth
        self.containers: list[str] = []

    def over(self, tokens: list[Token]) -> None:
        """Tell the draft everything, in order."""
        stream = iter(tokens)
        for token in stream:
            match token.type:
                case "heading_open":
                    self.heading(token, next(stream))
                case "paragraph_open":
                    self.paragraph(token, next(stream).content)
                case "table_open":
                    self.table(token, stream)
                case "fence":
                    self.fence(token)
                case "code_block":
                    self.draft.code("", token.content, self.at(token))
                case "html_block":
                    html.fill(self.draft, token.content, self.line(token))
                case "blockquote_open" | "list_item_open":
                    self.containers.append(token.type)
                case "blockquote_close" | "list_item_close":
                    self.containers.pop()

    def line(self, token: Token) -> int:
        return (token.map[0] if token.map else 0) + 1 + self.offset

    def at(self, token: Token) -> At:
        return At(line=self.line(token))

    def plain(self, text: str, line: int) -> str:
        return plain(text, line, self.draft, self.references)

    def heading(self, token: Token, inside: Token) -> None:
        text = self.plain(inside.content, self.line(token))
        if self.containers:  # in a quote or an item it divides nothing
            self.draft.paragraph(text, self.at(token), self.kind())
        else:
            self.draft.heading(text, int(token.tag[1:]), self.at(token))

    def kind(self) -> str:
        if not self.containers:
            return "prose"
        return "quote" if self.containers[-1] == "blockquote_open" else "item"

    def paragraph(self, token: Token, content: str) -> None:
        kind, line = self.kind(), self.line(token)
        if kind == "quote" and content.startswith("[!"):
            marker = _ALERT.match(content)
            line += marker[0].count("\n") if marker else 0
            content = content[marker.end() :] if marker else content
        elif kind == "item":
            task = _TASK.match(content)
            if task:
                kind = "task" if task["mark"] == " " else "task-done"
                content = content[task.end() :]
        if kind == "prose" and _BOLD.match(content):
            self.draft.subheading(self.plain(content, line).rstrip(" :"), At(line=line))
            return
        for text, start in _broken(content, line):
            self.draft.paragraph(self.plain(text, start), At(line=start), kind)

    def table(self, opening: Token, stream: Iterator[Token]) -> None:
        header: tuple[str, ...] = ()
        rows: list[tuple[str, ...]] = []
        lines: list[int] = []
        row: list[str] = []
        line, cut = self.line(opening), False
        for token in stream:
            if token.type == "table_close":
                break
            if token.type == "tr_open":
                row, line = [], self.line(token) if token.map else line
            elif token.type == "inline":
                row.append(" ".join(self.plain(token.content, line).split()))
            elif token.type == "tr_close" and not header:
                header = tuple(row)
            elif token.type == "tr_close" and len(rows) < limits.ROWS:
                rows.append(tuple(row))
                lines.append(line)
            elif token.type == "tr_close":
                cut = True
        self.draft.table(Table(header, tuple(rows), self.at(opening), lines=tuple(lines), cut=cut))

    def fence(self, token: Token) -> None:
        directive = _FENCED_DIRECTIVE.match(token.info.strip())
        if not directive:
            words = token.info.split(None, 1)
            self.draft.code(words[0].strip("{}.") if words else "", token.content, self.at(token))
            return
        name, argument = directive["name"].lower(), directive["argument"].strip()
        if name in _SPOKEN and self.depth < 2:
            self.draft.paragraph(self.plain(argument, self.line(token)), self.at(token), "quote")
            fill(self.draft, token.content, self.line(token), self.depth + 1)
        elif name in ("figure", "image"):
            self.draft.figure(argument, _option(token.content, "alt"), self.at(token))
        else:
            language = argument if name in ("code-block", "code", "sourcecode", "code-cell") else name
            self.draft.code(language, token.content, self.at(token))


def _broken(content: str, line: int) -> Iterator[tuple[str, int]]:
    """The lines that a hard break divides, each with its number."""
    if "  \n" not in content and "\\\n" not in content and "<br" not in content.lower():
        yield content, line
        return
    position = 0
    for match in _BREAK.finditer(content):
        yield content[position : match.start()], line
        line += content.count("\n", position, match.end())
        position = match.end()
    yield content[position:], line


def _option(content: str, name: str) -> str:
    prefix = f":{name}:"
    return next((line[len(prefix) :].strip() for line in content.split("\n") if line.startswith(prefix)), "")


def _admonitions(text: str) -> str:
    """The text with the frames of `:::` and `!!!` admonitions taken off, line for line."""
    if ":::" not in text and "!!! " not in text and "???" not in text:
        return text
    lines = text.split("\n")
    code = indented = False
    for number, line in enumerate(lines):
        stripped = line.lstrip(" ")
        if stripped.startswith(("```", "~~~")):
            code = not code
        if code:
            continue
        colons = _COLONS.match(line)
        if colons:
            lines[number] = _colon_fence(colons["rest"].strip(), diagram=indented)
            indented = colons["rest"].strip().lower() == "mermaid"
        elif _MARKER.match(line):
            lines[number] = ""
            _dedent(lines, number + 1)
    return "\n".join(lines)


def _colon_fence(rest: str, *, diagram: bool) -> str:
    if rest.lower() == "mermaid":
        return "```mermaid"
    return "```" if diagram and not rest else ""


def _dedent(lines: list[str], start: int) -> None:
    for number in range(start, len(lines)):
        if lines[number].strip() and not lines[number].startswith("    "):
            return
        lines[number] = lines[number][4:]
