"""The regular expressions of the kit and of its data, how each is used, and texts that make a bad one slow.

A pattern backtracks where one of its repeats can begin, or end, in many places. So a text is made for each of its
repeats: what leads there, the repeated part over and over, and an end that fits nothing. The standard library's own
parser of patterns (`re._parser`, private) says what the parts are.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

import jalon
from jalon.facts.knowledge import bounded

ROOT = Path(__file__).resolve().parents[2]
SHORT = 1_000  # characters of the text that tells which attack is worth a long one
END = "\x00"  # fits nothing
MOST_ATTACKS = 40  # of one pattern
_DATA_KEYS = ("pattern", "case", "ends", "skipped_group", "checks", "trivial", "skipped", "skipped_file")
_USUAL = (" ", "\n", "a", "0", ".", "-", "/", '"', "(", "|", "=")
_ANCHORED = ("match", "fullmatch")
_SCANS = ("search", "findall", "finditer", "sub", "subn", "split")
_PARSER: Any = re._parser  # type: ignore[attr-defined]


class Regex(NamedTuple):
    """A compiled pattern, where it comes from (`module.NAME`, `file:line`), and whether it only looks at the start."""

    compiled: re.Pattern[Any]
    where: str
    is_anchored: bool


class Attack(NamedTuple):
    """A text: `head`, then `piece` over and over, then what fits nothing."""

    head: str
    piece: str

    def text(self, length: int) -> str:
        """The text, of about that many characters."""
        return self.head + self.piece * (max(length - len(self.head), 1) // len(self.piece)) + END


def regexes() -> list[Regex]:
    """Those of the data, those that modules keep under a name, and those that the sources write where they use them."""
    return [*_of_data(), *_named(), *_written()]


def _of_data() -> Iterator[Regex]:
    for path in sorted((ROOT / "checklists/knowledge").glob("*.yml")):
        for pattern in sorted(set(_strings(yaml.safe_load(path.read_text("utf-8")), ""))):
            yield Regex(re.compile(bounded(pattern), re.MULTILINE), path.name, False)


def _strings(data: Any, key: str) -> Iterator[str]:
    if isinstance(data, dict):
        for name, value in data.items():
            yield from _strings(value, str(name))
    elif isinstance(data, list):
        for value in data:
            yield from _strings(value, key)
    elif isinstance(data, str) and key in _DATA_KEYS:
        yield data


def _named() -> Iterator[Regex]:
    for found in pkgutil.walk_packages(jalon.__path__, "jalon."):
        if found.name.endswith("__main__"):
            continue
        module = importlib.import_module(found.name)
        patterns = {name: value for name, value in vars(module).items() if isinstance(value, re.Pattern)}
        if patterns and module.__file__:
            uses = _uses(ast.parse(Path(module.__file__).read_text("utf-8")))
            for name, pattern in patterns.items():
                yield Regex(pattern, f"{found.name}.{name}", uses[name] == {True})


def _uses(tree: ast.AST) -> dict[str, set[bool]]:
    """Names → whether they are used at the start of a text alone (`NAME.match(text)`); no use seen: anywhere."""
    used: dict[str, set[bool]] = defaultdict(set)
    placed = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call) and len(node.args) > 1}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            # a second argument is a place to start from: such a pattern is tried all along the text
            used[node.value.id].add(node.attr in _ANCHORED and id(node) not in placed)
    return used


def _written() -> Iterator[Regex]:
    """`re.x("…")` where it is used."""
    for path in sorted((ROOT / "kit/jalon").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
                continue
            first, how = node.args[0], node.func.attr
            is_module = isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
            if is_module and how in (*_ANCHORED, *_SCANS) and isinstance(first, ast.Constant):
                where = f"{path.relative_to(ROOT / 'kit')}:{node.lineno}"
                yield Regex(re.compile(first.value, _flags(node)), where, how in _ANCHORED)


def _flags(call: ast.Call) -> int:
    parts = (*call.args[1:], *(one.value for one in call.keywords if one.arg == "flags"))
    names = {one.attr for part in parts for one in ast.walk(part) if isinstance(one, ast.Attribute)}
    return sum(int(getattr(re, name)) for name in ("IGNORECASE", "MULTILINE", "DOTALL", "VERBOSE") if name in names)


# --- texts -----------------------------------------------------------------------------------------------------------


def attacks(regex: Regex) -> list[Attack]:
    """The texts for a pattern: one for each of its repeats, then its own words and usual characters repeated."""
    tree = _PARSER.parse(regex.compiled.pattern, regex.compiled.flags)
    found: dict[Attack, None] = {Attack("", piece): None for piece in _USUAL}
    for head, body in _repeats(tree, ""):
        for piece in (body, head + body, f"{head}{body} ", f"{head}{body}\n"):
            found[Attack(head if piece == body else "", piece)] = None
    whole = _example(tree)
    for piece in (whole, whole[:-1], whole[: len(whole) // 2]):
        found[Attack("", piece)] = None
    return [one for one in found if one.piece and len(one.head) + len(one.piece) < SHORT][:MOST_ATTACKS]


def _repeats(tree: Any, head: str) -> Iterator[tuple[str, str]]:
    """(what leads to a repeat, what it repeats), the parts of the tree in order."""
    for operation, value in tree:
        name = str(operation)
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            yield head, _example(value[2])
            yield from _repeats(value[2], head)
        elif name == "SUBPATTERN":
            yield from _repeats(value[3], head)
        elif name == "BRANCH":
            for branch in value[1]:
                yield from _repeats(branch, head)
        elif name in ("ASSERT", "ASSERT_NOT"):
            yield from _repeats(value[1], head)
        head += _one(name, value)


def _example(tree: Any) -> str:
    return "".join(_one(str(operation), value) for operation, value in tree)


def _one(name: str, value: Any) -> str:
    """A text that such a part of a pattern fits, as well as can be told without matching."""
    match name:
        case "LITERAL":
            return chr(value)
        case "NOT_LITERAL":
            return "a" if value != ord("a") else "b"
        case "ANY":
            return "a"
        case "IN":
            return _of_class(value)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return _example(value[2]) * min(max(int(value[0]), 1), 40)
        case "SUBPATTERN":
            return _example(value[3])
        case "BRANCH":
            return _example(value[1][0])
        case "ATOMIC_GROUP":
            return _example(value)
        case _:
            return ""


_CATEGORIES = {"CATEGORY_SPACE": " ", "CATEGORY_DIGIT": "1", "CATEGORY_WORD": "a", "CATEGORY_NOT_SPACE": "a",
               "CATEGORY_NOT_DIGIT": "a", "CATEGORY_NOT_WORD": "-"}  # fmt: skip


def _of_class(items: Any) -> str:
    """A character of a class."""
    if str(items[0][0]) == "NEGATE":
        out = _PARSER.SubPattern(_PARSER.State(), [(_PARSER.IN, items)])
        fits = re.compile("[^" + "".join(_escaped(one) for one in out[0][1][1:]) + "]")
        return next((one for one in "a -1\n~" if fits.match(one)), "a")
    operation, value = items[0]
    match str(operation):
        case "LITERAL":
            return chr(value)
        case "RANGE":
            return chr(value[0])
        case _:
            return _CATEGORIES.get(str(value), "a")


_ESCAPES = {"CATEGORY_SPACE": r"\s", "CATEGORY_DIGIT": r"\d", "CATEGORY_WORD": r"\w", "CATEGORY_NOT_SPACE": r"\S",
            "CATEGORY_NOT_DIGIT": r"\D", "CATEGORY_NOT_WORD": r"\W"}  # fmt: skip


def _escaped(item: tuple[Any, Any]) -> str:
    operation, value = item
    match str(operation):
        case "LITERAL":
            return re.escape(chr(value))
        case "RANGE":
            return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
        case _:
            return _ESCAPES.get(str(value), "")


def worst(regex: Regex) -> list[Attack]:
    """The two attacks that take longest on a short text."""
    return sorted(attacks(regex), key=lambda one: seconds(regex, one, SHORT))[-2:]


def seconds(regex: Regex, attack: Attack, length: int) -> float:
    """Processor time of using a pattern on a text the way the kit does."""
    text: Any = attack.text(length)
    if isinstance(regex.compiled.pattern, bytes):
        text = text.encode("latin-1", "replace")
    started = time.process_time()
    if regex.is_anchored:
        regex.compiled.match(text)
        regex.compiled.fullmatch(text)
    else:
        for _ in regex.compiled.finditer(text):
            pass
    return time.process_time() - started
