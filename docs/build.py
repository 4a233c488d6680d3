"""Writes `docs/probes.md` from the probes themselves, so that the page cannot say what the code does not.

    python docs/build.py           writes the page
    python docs/build.py --check   exits with 1 when the page differs

A probe's own docstring says what it answers, that of its parameters what each of them means.
"""

from __future__ import annotations

import inspect
import re
import sys
import types
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

PAGE = Path(__file__).with_name("probes.md")
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "kit"))

from jalon.facts import model  # noqa: E402  (found beside this script, installed or not)
from jalon.probes import PROBES, Probe  # noqa: E402

INTRODUCTION = """\
# The probes

*Written by `docs/build.py` from the code; do not edit. How to use them: [checklists.md](checklists.md).*

A probe is a question that a program can put to facts. In a checklist it is one entry of a `probes` list, its name and
its parameters: `- table: {columns: [item, amount], rows: 4}`. Every probe also takes `at_most: partial`, which caps its
answer. Of several probes the most favourable answer counts.
"""
VOCABULARY = """\
## The words that parameters take

What the facts call things: the values of `facet`, `kinds`, `does`, `on`, `levels`, `types`, `notations`, `good` and
`sides`. Canonical columns are in `checklists/knowledge/columns.yml`.
"""
# the facts whose docstrings list the words, and where a checklist uses them
WORDS: dict[type, str] = {
    model.Codebase: "`code`: facets, and the kinds of each",
    model.SourceFile: "`sources`: sides",
    model.TestFile: "`tests`: levels",
    model.Step: "`pipeline`: kinds of step, and levels",
    model.Pipeline: "`pipeline`: platforms and triggers",
    model.Diagram: "`diagram`: notations and types",
    model.Page: "`pages`: rules",
}
PLAIN = {str: "word", int: "whole number", float: "number", bool: "true or false", type(None): "nothing"}


def main() -> int:
    """Write the page, or tell whether it is up to date."""
    text = page()
    if "--check" in sys.argv:
        current = PAGE.is_file() and PAGE.read_text(encoding="utf-8") == text
        sys.stdout.write("up to date\n" if current else f"{PAGE.name} differs: run python docs/build.py\n")
        return 0 if current else 1
    PAGE.write_text(text, encoding="utf-8", newline="\n")
    return 0


def page() -> str:
    """The whole page, from what stands in the code now."""
    parts = [INTRODUCTION, *(_probe(one) for one in own_probes()), VOCABULARY, *_words()]
    return "\n".join(parts)


def own_probes() -> list[Probe]:
    """The probes of this package by name, without those that other packages add."""
    return sorted((one for one in PROBES.values() if one.ask.__module__.startswith("jalon.")), key=lambda one: one.name)


def _probe(probe: Probe) -> str:
    lead, meanings = explained(probe.parameters)
    lines = [f"## {probe.name}", "", _prose(probe.ask), ""]
    lines += [lead, ""] if lead else []
    lines += [f"Reads: {', '.join(_facts(probe))}.", ""]
    fields = msgspec.structs.fields(probe.parameters)
    if fields:
        lines += ["| parameter | takes | default | meaning |", "| --- | --- | --- | --- |"]
        lines += [f"| `{one.name}` | {in_words(one.type)} | {_default(one)} | {meanings[one.name]} |" for one in fields]
        lines += [""]
    return "\n".join(lines)


def explained(parameters: type) -> tuple[str, dict[str, str]]:
    """What the docstring of a probe's parameters says of all of them, and of each: `name: …; name and name: …`."""
    text = " ".join((inspect.getdoc(parameters) or "").split()).removeprefix("Parameters.").strip()
    names = [one.name for one in msgspec.structs.fields(parameters)]
    name = "|".join(names) or "(?!)"
    said = re.split(rf"(?:^|(?<=[.;] ))((?:{name})(?:(?:, | and )(?:{name}))*): ", text)
    meanings = dict.fromkeys(names, "")
    for heads, meaning in zip(said[1::2], said[2::2], strict=True):
        for one in re.split(", | and ", heads):
            meanings[one] = meaning.strip().rstrip(".;").replace("|", "\\|")
    lead = said[0].removeprefix("None: ").strip().rstrip(".;")
    return f"{lead[:1].upper()}{lead[1:]}." if lead else "", meanings


def _facts(probe: Probe) -> Iterator[str]:
    return (f"`{name}`" for name in inspect.signature(probe.ask).parameters if name != "wanted")


def _prose(documented: Any) -> str:
    """A docstring as paragraphs, each on one line."""
    text = inspect.getdoc(documented) or ""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))


def in_words(type_: Any) -> str:
    """A type as somebody who writes YAML would say it."""
    origin, inside = typing.get_origin(type_), typing.get_args(type_)
    if origin is typing.Annotated:
        return in_words(inside[0])
    if origin is typing.Literal:
        return " · ".join(f"`{one}`" for one in inside)
    if origin in (typing.Union, types.UnionType):
        return " or ".join(in_words(one) for one in inside)
    if origin in (tuple, list, frozenset):
        return f"list of: {in_words(inside[0])}"
    if origin is dict:
        return f"mapping, {in_words(inside[0])} → {in_words(inside[1])}"
    return PLAIN[type_]


def _default(field: msgspec.structs.FieldInfo) -> str:
    if field.required:
        return "*required*"
    value = field.default_factory() if field.default is msgspec.NODEFAULT else field.default
    if isinstance(value, bool):
        return str(value).lower()
    return "none" if value in ((), [], {}, frozenset(), None) else str(value)


def _words() -> Iterator[str]:
    for fact, where in WORDS.items():
        sentences = re.split(r"\.\s+", _prose(fact).rstrip("."))
        yield "\n".join([f"**{where}**", "", *(f"- {one}" for one in sentences if " · " in one), ""])


if __name__ == "__main__":
    sys.exit(main())
