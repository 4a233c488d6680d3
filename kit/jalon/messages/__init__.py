"""What is said to people, in French and in English. Reports and the command line translate; nothing else does."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Any

from jalon.messages.en import MESSAGES as ENGLISH
from jalon.messages.fr import MESSAGES as FRENCH
from jalon.messages.remarked import REMARKS
from jalon.messages.words import WORDS
from jalon.typography import typeset

Message = str | tuple[str, str]  # one form, or singular and plural


def _set(message: Message) -> Message:
    if isinstance(message, str):
        return typeset(message, "fr")
    one, many = message
    return typeset(one, "fr"), typeset(many, "fr")


def _both(messages: Mapping[str, Message], side: int) -> dict[str, Message]:
    """The messages of a language with those written side by side: 0 the French, 1 the English."""
    beside = {name: said[side] for name, said in (WORDS | REMARKS).items()}
    return {**messages, **beside}


LANGUAGES: Mapping[str, Mapping[str, Message]] = {
    "fr": {name: _set(said) for name, said in _both(FRENCH, 0).items()},
    "en": _both(ENGLISH, 1),
}
# The same id is a verb in a pipeline and a heading in a table: which words say what a parameter of a probe asks for.
VOCABULARY: Mapping[str, str] = {
    "code.facet": "facet",
    "code.kinds": "kind",
    "code.names": "tool",
    "diagram.notations": "diagram",
    "diagram.types": "diagram",
    "pages.good": "care",
    "pipeline.any_of": "step",
    "pipeline.does": "step",
    "pipeline.levels": "level",
    "pipeline.on": "trigger",
    "section.holds": "lack",
    "sources.sides": "side",
    "table.agree": "agree",
    "table.columns": "column",
    "tests.levels": "level",
    "written.language": "language",
}


class Say:
    """Says a message in one language: `say("exit", n=3)`. A pair of forms is chosen by `n`: singular, plural."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._messages = LANGUAGES[language]

    def __call__(self, name: str, /, **values: Any) -> str:
        """The sentence; a message nobody wrote is said by its name, which a test forbids."""
        message = self._messages.get(name, name)
        if isinstance(message, tuple):
            message = message[0 if _is_one(values.get("n", 2), self.language) else 1]
        return message.format_map(_Known({key: str(value) for key, value in values.items()}))

    def knows(self, name: str) -> bool:
        """Whether somebody wrote this message."""
        return name in self._messages

    def words(self, vocabulary: str, ids: Iterable[str]) -> list[str]:
        """What these ids are called, each once; an id of somebody else's checklist or probe stays as it is."""
        keys = {one: f"{vocabulary}.{one}" for one in ids}
        return list(dict.fromkeys(self(key) if self.knows(key) else one for one, key in keys.items()))

    def either(self, said: Iterable[str]) -> str:
        """« A, B ou C »."""
        return self._row(said, "join.or")

    def every(self, said: Iterable[str]) -> str:
        """« A, B et C »."""
        return self._row(said, "join.and")

    def neither(self, said: Iterable[str]) -> str:
        """« A, B ni C », after a negation."""
        return self._row(said, "join.nor")

    def quoted(self, said: Iterable[str]) -> list[str]:
        """Each in the quotation marks of the language."""
        return [self("join.quoted", text=one) for one in said]

    def percent(self, share: float) -> str:
        """A share from 0 to 1 as a percentage, with the spacing of the language."""
        return f"{share * 100:.0f}\u202f%" if self.language == "fr" else f"{share * 100:.0f}%"

    def points(self, share: float) -> str:
        """What an action gains, as a percentage; never nothing."""
        return self.percent(share) if share >= 0.005 else "<" + self.percent(0.01)

    def day(self, iso: str) -> str:
        """A day given as 2026-11-20, as the language writes it; anything else as it is."""
        parts = iso[:10].split("-")
        return "/".join(reversed(parts)) if self.language == "fr" and len(parts) == 3 else iso[:10]

    def reason(self, code: str) -> str:
        """Why something was left out or not read, in words; a code nobody wrote stays as it is."""
        said = self(f"reason.{code}")
        return code if said == f"reason.{code}" else said

    def _row(self, said: Iterable[str], last: str) -> str:
        *rest, end = list(said) or [""]
        return self(last, rest=", ".join(rest), end=end) if rest else end


class _Known(dict[str, str]):
    """A value that the finding does not have is left out rather than fatal: foreign probes choose their own."""

    def __missing__(self, key: str) -> str:
        return "…"


def _is_one(number: float, language: str) -> bool:
    return abs(number) < 2 if language == "fr" else number == 1


def language_of_environment() -> str:
    """ "fr" or "en" when the environment says so, else "" (`C`, `POSIX` and `C.UTF-8` mean nothing)."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        for wanted in os.environ.get(name, "").split(":"):
            start = wanted[:2].lower()
            if start in LANGUAGES:
                return start
    return ""
