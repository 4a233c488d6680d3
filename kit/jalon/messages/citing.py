"""What a piece of evidence shows, in words: most quote the repository, some name what a program recognised."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jalon.messages import VOCABULARY, Say


def cite(probe: str, excerpt: str, say: Say) -> str:
    """The excerpt; in the words of the language when it is made of ids that we know, else as it stands."""
    told = _CITED.get(probe)
    return (told(excerpt, say) if told else "") or excerpt


def _tests(excerpt: str, say: Say) -> str:
    level, _, cases = excerpt.partition(": ")
    known = say.knows(f"level.{level}") and cases.isdecimal() and len(cases) < 10
    return say("cited.tests", levels=say(f"level.{level}"), n=int(cases)) if known else ""


def _diagram(excerpt: str, say: Say) -> str:
    notation, _, type_ = excerpt.partition(": ")
    if not (say.knows(f"diagram.{notation}") and say.knows(f"diagram.{type_}")):
        return ""
    return say("cited.diagram", type=say(f"diagram.{type_}"), notation=say(f"diagram.{notation}"))


def _pages(excerpt: str, say: Say) -> str:
    cares = excerpt.split(", ")
    vocabulary = VOCABULARY["pages.good"]
    known = all(say.knows(f"{vocabulary}.{one}") for one in cares)
    return say.every(say.words(vocabulary, cares)) if known else ""


def _platform(excerpt: str, say: Say) -> str:
    return say(f"platform.{excerpt}") if say.knows(f"platform.{excerpt}") else ""


_CITED: Mapping[str, Callable[[str, Say], str]] = {
    "tests": _tests,
    "diagram": _diagram,
    "pages": _pages,
    "platform": _platform,
}
