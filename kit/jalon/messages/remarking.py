"""A remark in one sentence: figures and dates written as the language writes them, lists joined."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from jalon.messages import Say

MOST_NAMED = 5  # of a list; the others are counted
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def remarked(kind: str, values: Mapping[str, Any], say: Say) -> str:
    """The sentence; a kind that nobody wrote is said by its name."""
    told = {name: _value(value, say) for name, value in values.items()}
    told |= {name: say(f"remark.{kind}.unnamed") for name, value in values.items() if value == ""}
    if say.knows(f"language.{values.get('language')}"):
        told["language"] = say(f"language.{values['language']}")
    number = values.get("n")
    return say(f"remark.{kind}", **(told | {"n": number} if isinstance(number, int) else told))


def _value(value: Any, say: Say) -> str:
    if isinstance(value, float | int):
        return figure(value, say.language)
    if isinstance(value, list | tuple):
        named = [_value(one, say) for one in value[:MOST_NAMED]]
        rest = len(value) - len(named)
        return say.every([*named, say("remarks.others", n=rest)] if rest else named)
    if isinstance(value, str) and (day := _DAY.fullmatch(value)) and say.language == "fr":
        return f"{day[3]}/{day[2]}/{day[1]}"
    return str(value)


def figure(value: float, language: str) -> str:
    """1234.5 as « 1 234,5 » or "1,234.5"."""
    written = f"{value:,.2f}".rstrip("0").rstrip(".") if value % 1 else f"{value:,.0f}"
    return written.replace(",", "\u202f").replace(".", ",") if language == "fr" else written
