"""Comments out of the way, lines counted: text of a source file with every offset and line kept."""

from __future__ import annotations

import re

_STRINGS = r"""\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'"""
_SLASHES = r"(?<![:/\\])//[^\n]*|/\*.*?(?:\*/|\Z)"
_MARKUP = r"<!--.*?(?:-->|\Z)"

# what is a string stays, what is a comment goes: the first group of each pattern
_COMMENTS = {
    "c": re.compile(rf"`(?:[^`\\]|\\.)*`|{_STRINGS}|({_SLASHES})", re.DOTALL),
    "markup": re.compile(rf"{_STRINGS}|({_SLASHES}|{_MARKUP})", re.DOTALL),
    "html": re.compile(rf"({_MARKUP})", re.DOTALL),
    "hash": re.compile(rf"{_STRINGS}|((?<![\w$\{{])\#[^\n]*)", re.DOTALL),
    "php": re.compile(rf"{_STRINGS}|({_SLASHES}|{_MARKUP}|\#(?!\[)[^\n]*)", re.DOTALL),
    "sql": re.compile(r"'(?:[^'\\]|\\.)*'|(--[^\n]*|/\*.*?(?:\*/|\Z))", re.DOTALL),
    "python": re.compile(
        rf"\"{{3}}.*?(?:\"{{3}}|\Z)|'{{3}}.*?(?:'{{3}}|\Z)|{_STRINGS}|(\#[^\n]*)", re.DOTALL
    ),
}  # fmt: skip
_MARKS = {
    "c": ("//", "/*"),
    "markup": ("//", "/*", "<!--"),
    "html": ("<!--",),
    "hash": ("#",),
    "php": ("//", "/*", "#", "<!--"),
    "sql": ("--", "/*"),
    "python": ("#",),
}
_NOT_BLANK = re.compile(r"^[ \t]*\S", re.MULTILINE)
_NOT_NEWLINE = re.compile(r"[^\n]+")


def without_comments(text: str, comments: str) -> str:
    """The text with comments replaced by spaces, newlines kept; `comments` is a kind of `languages.yml`."""
    pattern = _COMMENTS.get(comments)
    if pattern is None or not any(mark in text for mark in _MARKS[comments]):
        return text
    return pattern.sub(_blank, text)


def lines_of(text: str) -> int:
    """How many lines are not blank."""
    return len(_NOT_BLANK.findall(text))


def line_at(text: str, offset: int) -> int:
    """The line, from 1, of an offset."""
    return text.count("\n", 0, offset) + 1


def _blank(match: re.Match[str]) -> str:
    if match[1] is None:
        return match[0]
    return _NOT_NEWLINE.sub(lambda part: " " * len(part[0]), match[1])
