"""What is said to people, in French and in English. Reports and the command line translate; nothing else does."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from jalon.messages.en import MESSAGES as ENGLISH
from jalon.messages.fr import MESSAGES as FRENCH

LANGUAGES: Mapping[str, Mapping[str, str | tuple[str, str]]] = {"fr": FRENCH, "en": ENGLISH}


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
        shown = {key: self._shown(value) for key, value in values.items()}
        return message.format_map(_Known(shown))

    def percent(self, share: float) -> str:
        """A share from 0 to 1 as a percentage, with the spacing of the language."""
        return f"{share * 100:.0f}\u202f%" if self.language == "fr" else f"{share * 100:.0f}%"

    def list(self, values: Any) -> str:
        """Names in a row, each said in the language when there is a message for it."""
        return ", ".join(self(f"word.{one}") if f"word.{one}" in self._messages else str(one) for one in values)

    def _shown(self, value: Any) -> str:
        if isinstance(value, list | tuple):
            return self.list(value)
        if isinstance(value, Mapping):
            return ", ".join(f"{self.list([key])} {self._shown(one)}" for key, one in value.items())
        if isinstance(value, float) and self.language == "fr":
            return str(value).replace(".", ",")
        return str(value)


class _Known(dict[str, str]):
    """A value that the finding does not have is left out rather than fatal: foreign probes choose their own."""

    def __missing__(self, key: str) -> str:
        return "…"


def _is_one(number: float, language: str) -> bool:
    return abs(number) < 2 if language == "fr" else number == 1


def language_of_environment() -> str:
    """ "fr" or "en" when the environment says so, else "" (`C`, `POSIX` and `C.UTF-8` mean nothing)."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        start = os.environ.get(name, "").split(":")[0][:2].lower()
        if start in LANGUAGES:
            return start
    return ""
