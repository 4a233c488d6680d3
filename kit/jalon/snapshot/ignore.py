"""Which files a `.gitignore` leaves out: git's rules, in time linear in the name.

Written here because every matcher at hand translates a pattern into a regular expression that backtracks: twenty
stars against a name of 255 letters never end. Here each star gives up what it took only as a whole, and `**` is
matched component by component. As in git, a pattern matches bytes, so that `?` is one of the two bytes of an `é`:
names and patterns are compared as one character a byte. Source of the rules: `man gitignore`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from itertools import islice
from typing import NamedTuple

from jalon.snapshot import limits

Match = Callable[[str], object]
ANY = None  # stands for `**` among the components of a pattern

_CLASSES = {
    "alnum": "a-zA-Z0-9", "alpha": "a-zA-Z", "blank": r" \t", "cntrl": r"\x00-\x1f\x7f", "digit": "0-9",
    "graph": r"\x21-\x7e", "lower": "a-z", "print": r"\x20-\x7e", "punct": r"!-/:-@\[-`{-~", "space": r"\s",
    "upper": "A-Z", "xdigit": "0-9A-Fa-f",
}  # fmt: skip


class Rule(NamedTuple):
    """One pattern: `components` has one matcher for a bare name, several (None for `**`) for an anchored path."""

    keeps: bool
    folders_only: bool
    anchored: bool
    components: tuple[Match | None, ...]


class Rules(NamedTuple):
    """The rules of one folder, last one first, over those of the folders above it."""

    above: Rules | None
    folder: str
    rules: tuple[Rule, ...]
    total: int


def with_file(above: Rules | None, folder: str, content: bytes) -> Rules | None:
    """The rules in force in `folder` (POSIX, `""` for the root) once its `.gitignore` is read."""
    lines = content.removeprefix(b"\xef\xbb\xbf").decode("latin-1").split("\n")
    total = above.total if above else 0
    room = max(limits.IGNORE_RULES - total, 0)
    rules = list(islice((rule for line in lines if (rule := _rule(line))), room))
    return Rules(above, folder, tuple(reversed(rules)), total + len(rules)) if rules else above


def ignored(rules: Rules | None, path: str, is_folder: bool) -> bool:
    """Whether a path, whose folders are not ignored themselves, is."""
    name = _as_bytes(path.rpartition("/")[2])
    while rules:
        inner = path[len(rules.folder) + 1 :] if rules.folder else path
        components: list[str] | None = None
        for rule in rules.rules:
            if rule.folders_only and not is_folder:
                continue
            if not rule.anchored:
                found = rule.components[0](name)  # type: ignore[misc]
            else:
                components = components or _as_bytes(inner).split("/")
                found = _path_matches(rule.components, components)
            if found:
                return not rule.keeps
        rules = rules.above
    return False


def _as_bytes(path: str) -> str:
    return path if path.isascii() else os.fsencode(path).decode("latin-1")


def _path_matches(pattern: tuple[Match | None, ...], path: list[str]) -> bool:
    """Components against components; a `**` takes any number of them, and only the last one ever takes more."""
    at = here = 0
    retry: tuple[int, int] | None = None
    while here < len(path):
        if at < len(pattern) and pattern[at] is ANY:
            retry = (at, here)
            at += 1
        elif at < len(pattern) and pattern[at](path[here]):  # type: ignore[misc]
            at += 1
            here += 1
        elif retry:
            at, here = retry[0] + 1, retry[1] + 1
            retry = (retry[0], here)
        else:
            return False
    return at == len(pattern)


def _rule(line: str) -> Rule | None:
    line = _trimmed(line.removesuffix("\r"))
    if not line or line.startswith("#") or len(line) > limits.PATTERN:
        return None
    keeps = line.startswith("!")
    pattern = line[1:] if keeps else line
    folders_only = pattern.endswith("/")
    pattern = pattern.removesuffix("/")
    anchored = "/" in pattern
    parts = pattern.removeprefix("/").split("/")
    wild = [anchored and len(part) > 1 and not part.strip("*") for part in parts]
    matches = [ANY if any_depth else _component(part) for part, any_depth in zip(parts, wild, strict=True)]
    if wild[-1]:
        matches.append(_component("*"))  # what is inside, not the folder itself
    if "" in parts or _NEVER in matches:
        return None
    return Rule(keeps, folders_only, anchored, tuple(matches))


def _trimmed(line: str) -> str:
    """Without the spaces at its end, unless a backslash keeps the first of them."""
    bare = line.rstrip(" ")
    escapes = len(bare) - len(bare.rstrip("\\"))
    return bare + " " if escapes % 2 and len(bare) < len(line) else bare


def _NEVER(_name: str) -> object:  # noqa: N802  # a constant that happens to be a function
    return None


def _component(pattern: str) -> Match:
    """A matcher for one component: `*`, `?`, `[a-z]` and `\\` have their meaning, everything else is itself."""
    if not re.search(r"[*?\[\\]", pattern):
        return pattern.__eq__
    chunks = _chunks(pattern)
    if chunks is None:
        return _NEVER
    if len(chunks) == 1:
        return re.compile(chunks[0], re.DOTALL).fullmatch
    first, *middle, last = chunks
    # (?>…) never gives back: the leftmost place where a chunk fits is as good as any other, so this stays linear
    body = first + "".join(f"(?>.*?{chunk})" for chunk in middle if chunk) + f".*{last}"
    return re.compile(body, re.DOTALL).fullmatch


def _chunks(pattern: str) -> list[str] | None:
    """The pieces between stars as regular expressions of a fixed length; None when the pattern is malformed."""
    chunks = [""]
    at = 0
    while at < len(pattern):
        char = pattern[at]
        at += 1
        if char == "*":
            chunks.append("")
            continue
        if char == "?":
            piece = "."
        elif char == "[":
            end, piece = _bracket(pattern, at)
            if not end:
                return None
            at = end
        elif char == "\\":
            if at == len(pattern):
                return None
            piece = re.escape(pattern[at])
            at += 1
        else:
            piece = re.escape(char)
        chunks[-1] += piece
    return chunks


def _bracket(pattern: str, at: int) -> tuple[int, str]:
    """The place after a class that opened before `at`, and its regular expression; 0 when it never closes."""
    negated = pattern[at : at + 1] in {"!", "^"}
    at += negated
    body = ""
    first = True
    while at < len(pattern) and (pattern[at] != "]" or first):
        first = False
        if pattern.startswith("[:", at):
            end = pattern.find(":]", at)
            if end < 0 or pattern[at + 2 : end] not in _CLASSES:
                return 0, ""
            body += _CLASSES[pattern[at + 2 : end]]
            at = end + 2
            continue
        low, at = _member(pattern, at)
        high = low
        if pattern.startswith("-", at) and at + 1 < len(pattern) and pattern[at + 1] != "]":
            high, at = _member(pattern, at + 1)
        body += re.escape(low) + (f"{re.escape(low)}-{re.escape(high)}" if low < high else "")
    if at >= len(pattern):
        return 0, ""
    return at + 1, f"[{'^' if negated else ''}{body}]"


def _member(pattern: str, at: int) -> tuple[str, int]:
    if pattern[at] == "\\" and at + 1 < len(pattern):
        return pattern[at + 1], at + 2
    return pattern[at], at + 1
