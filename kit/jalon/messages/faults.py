"""What a parser found wrong, in the words of whoever wrote the file; the parser's own text comes after, in brackets."""

from __future__ import annotations

import re
from collections.abc import Mapping

from jalon.messages import Say

# what the parsers say (msgspec, PyYAML) → the message; groups are its values
_PROBLEMS = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (r"missing required field `([^`]*)`", "missing"),
        (r"unknown field `([^`]*)`", "extra"),
        (r"Expected `([^`]*)`, got `([^`]*)`", "type"),
        (r"Invalid enum value '([^']*)'", "choice"),
        (r"of length >=", "short"),
        (r"of length <=", "long"),
        (r"matching regex", "pattern"),
        (r"Unknown probe `([^`]*)`", "probe"),
        (r"repeated key (.*)", "repeated"),
        (r"mapping values are not allowed", "mapping"),
        (r"cannot start any token", "tab"),
        (r"could not find expected|unexpected end of stream|found unexpected end|expected ',' or", "unclosed"),
        (r"did not find expected|expected <block end>", "indent"),
    )
)


def fault_said(message: str, values: Mapping[str, str], say: Say) -> str:
    """A fault in one sentence."""
    told = dict(values)
    if "problem" in told:
        told["problem"] = _explained(told["problem"], say)
    return say(f"fault.{message}", **told)


def _explained(problem: str, say: Say) -> str:
    for pattern, name in _PROBLEMS:
        if found := pattern.search(problem):
            one, two = (*(_named(group, say) for group in found.groups()), "", "")[:2]
            return f"{say(f'problem.{name}', one=one, two=two)} ({problem})"
    return problem


def _named(word: str, say: Say) -> str:
    """« un texte » for `str`; any other word as it is."""
    names = [one.strip() for one in word.split("|")]
    known = [say(f"problem.name.{one}") for one in names if say.knows(f"problem.name.{one}")]
    return say.either(known) if len(known) == len(names) else word
