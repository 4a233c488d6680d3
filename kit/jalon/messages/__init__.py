"""What is said to people, in French and in English. Reports and the command line translate; nothing else does."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Any

from jalon.messages.en import MESSAGES as ENGLISH
from jalon.messages.fr import MESSAGES as FRENCH
from jalon.messages.words import WORDS

LANGUAGES: Mapping[str, Mapping[str, str | tuple[str, str]]] = {
    "fr": FRENCH | {name: french for name, (french, _) in WORDS.items()},
    "en": ENGLISH | {name: english for name, (_, english) in WORDS.items()},
}
# The same id is a verb in a pipeline and a heading in a table: which words a message takes for its lists.
VOCABULARY: Mapping[str, str] = {
    "code": "kind",
    "code-none": "kind",
    "probe.code": "kind",
    "table-columns": "column",
    "table-none": "column",
    "probe.table": "column",
    "diagram": "diagram",
    "diagram-none": "diagram",
    "probe.diagram": "diagram",
    "probe.pages": "care",
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
        vocabulary = VOCABULARY.get(name, "word")
        return message.format_map(_Known({key: self._shown(value, vocabulary) for key, value in values.items()}))

    def percent(self, share: float) -> str:
        """A share from 0 to 1 as a percentage, with the spacing of the language."""
        return f"{share * 100:.0f}\u202f%" if self.language == "fr" else f"{share * 100:.0f}%"

    def points(self, share: float) -> str:
        """What an action gains, as a percentage; never nothing."""
        return self.percent(share) if share >= 0.005 else "<" + self.percent(0.01)

    def reason(self, code: str) -> str:
        """Why something was left out or not read, in words; a code nobody wrote stays as it is."""
        said = self(f"reason.{code}")
        return code if said == f"reason.{code}" else said

    def list(self, values: Iterable[Any], vocabulary: str = "word") -> str:
        """Names in a row, each said in the language when there is a word for it."""
        names = ((f"{vocabulary}.{one}", str(one)) for one in values)
        return ", ".join(self(key) if key in self._messages else one for key, one in names)

    def _shown(self, value: Any, vocabulary: str) -> str:
        if isinstance(value, list | tuple):
            return self.list(value, vocabulary)
        if isinstance(value, Mapping):
            pairs = value.items()
            return ", ".join(f"{self.list([key], vocabulary)} {self._shown(one, vocabulary)}" for key, one in pairs)
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
        for wanted in os.environ.get(name, "").split(":"):
            start = wanted[:2].lower()
            if start in LANGUAGES:
                return start
    return ""
