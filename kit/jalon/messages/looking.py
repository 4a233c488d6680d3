"""How the program looks, probe by probe: what is said of a question of the checklist, whole and without an id.

Each sentence completes « Le programme cherche » and "The program looks for".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from jalon.messages import VOCABULARY, Say

if TYPE_CHECKING:
    from jalon.catalogue.model import ProbeCall

Subjects = Mapping[str, str]  # topic or deliverable → what it is called inside a sentence
TELLING = frozenset({"section", "records", "revised", "written", "both", "picture"})  # what is told, not shown
MOST_TOOLS = 5  # names that a sentence bears


def looks(call: ProbeCall, say: Say, subjects: Subjects, *, kind: str = "") -> str:
    """What a probe looks for, without a full stop.

    Args:
        call: the question.
        say: the language.
        subjects: names of the topics; an id that has none is shown in quotation marks.
        kind: the requirement's, which tells why some evidence is worth "partial" at best.
    """
    wanted, ask = call.parameters, _LOOKS.get(call.name)
    said = ask(wanted, _Words(call.name, say, subjects)) if ask else say("probe.foreign", name=call.name)
    if call.at_most == "partial":
        said += " " + say("looks.claim" if kind == "artefact" and call.name in TELLING else "looks.partial")
    elif call.name == "section" and wanted.running == "partial":
        said += " " + say("looks.partial-running")
    return said


class _Words:
    """The words for the parameters of one probe."""

    def __init__(self, probe: str, say: Say, subjects: Subjects) -> None:
        self._probe, self._subjects, self.say = probe, subjects, say

    def of(self, field: str, ids: Iterable[str]) -> list[str]:
        """What the ids of a parameter are called."""
        return self.say.words(VOCABULARY[f"{self._probe}.{field}"], ids)

    def about(self, topics: Iterable[str]) -> str:
        """« A, B ou C » for some topics."""
        return self.say.either(subjects_of(topics, self.say, self._subjects))


def subjects_of(topics: Iterable[str], say: Say, subjects: Subjects) -> list[str]:
    """What topics are called, each once."""
    return list(dict.fromkeys(subjects[one] if one in subjects else say.quoted([one])[0] for one in topics))


def _section(wanted: Any, words: _Words) -> str:
    say = words.say
    holds = [say("looks.words", n=wanted.words)]
    holds += [
        say(f"holds.one.{kind}" if least == 1 else f"holds.{kind}", n=least) for kind, least in wanted.holds.items()
    ]
    name = "looks.text" if wanted.running == "met" else "probe.section"
    parts = [say(name, topics=words.about(wanted.topics))]
    if wanted.within:
        parts.append(say("looks.within", topics=words.about(wanted.within)))
    return ", ".join([*parts, say("looks.holds", holds=say.every(holds))])


def _table(wanted: Any, words: _Words) -> str:
    say, columns = words.say, words.of("columns", wanted.columns)
    about = say("looks.about", topics=words.about(wanted.topics)) if wanted.topics else ""
    name = "looks.column" if len(columns) == 1 else "probe.table"
    said = say(name, topics=about, columns=say.every(say.quoted(columns)))
    said += ", " + say("looks.rows", n=wanted.rows)
    return said + (say("looks.agree", checks=say.every(words.of("agree", wanted.agree))) if wanted.agree else "")


def _records(wanted: Any, words: _Words) -> str:
    say = words.say
    parts = [say("looks.entries", n=wanted.at_least) + say("looks.about", topics=words.about(wanted.topics))]
    if wanted.days > 1:
        parts.append(say("probe.records", days=wanted.days))
    return ", ".join([*parts, say("looks.in-all", n=wanted.words)])


def _revised(wanted: Any, words: _Words) -> str:
    about = words.about(wanted.topics)
    return words.say("probe.revised", topics=about) + " " + words.say("looks.days", n=wanted.days)


def _activity(wanted: Any, words: _Words) -> str:
    asked = {name: least for name in FIGURES if (least := getattr(wanted, name))}
    return words.say("probe.activity", figures=words.say.every(figure(words.say, *one) for one in asked.items()))


FIGURES = ("commits", "authors", "days", "merges", "tags", "regular", "conventional")
SHARES = frozenset({"regular", "conventional"})  # from 0 to 1


def figure(say: Say, name: str, value: float) -> str:
    """A figure of the history in words: « 30 commits », « des commits dans 50 % des semaines »."""
    if name in SHARES:
        return say(f"figure.{name}", share=say.percent(value))
    if not say.knows(f"figure.{name}"):
        return f"{name} {value}"
    return say(f"figure.{name}", n=value) if value else say(f"figure.none.{name}")


def _code(wanted: Any, words: _Words) -> str:
    say = words.say
    kinds = words.of("kinds", wanted.kinds) or words.of("facet", [wanted.facet])
    tools = words.of("names", wanted.names)
    if wanted.distinct and wanted.at_least > 1:
        said = say("looks.different", n=wanted.at_least, kinds=say.every(kinds))
    elif wanted.at_least > 1:
        said = say("looks.places", n=wanted.at_least, kinds=say.either(kinds))
    else:
        said = say("probe.code", kinds=say.either(kinds))
    return said + (say("looks.tools", tools=say.either(_some(tools, say))) if tools else "")


def _some(tools: list[str], say: Say) -> list[str]:
    """A few of many names, and how many others."""
    return tools if len(tools) <= MOST_TOOLS else [*tools[:MOST_TOOLS], say("looks.others", n=len(tools) - MOST_TOOLS)]


def _sources(wanted: Any, words: _Words) -> str:
    return words.say("probe.sources", lines=wanted.lines, sides=words.say.either(words.of("sides", wanted.sides)))


def _tests(wanted: Any, words: _Words) -> str:
    say, levels = words.say, words.of("levels", wanted.levels)
    least = say("looks.cases", n=wanted.cases)
    if wanted.distinct > 1:
        return say("looks.levels", n=wanted.distinct, levels=say.every(levels), cases=least)
    return say("probe.tests", levels=say.either(levels), cases=least)


def _pipeline(wanted: Any, words: _Words) -> str:
    say = words.say
    row = say.every if wanted.does else say.either
    parts = [say("probe.pipeline", steps=steps_of(wanted.does or wanted.any_of, wanted.levels, say, row))]
    if wanted.on:
        parts.append(say("looks.on", triggers=say.either(words.of("on", wanted.on))))
    if wanted.automatic:
        parts.append(say("looks.automatic"))
    if wanted.blocking:
        parts.append(say("looks.blocking"))
    return ", ".join(parts)


def steps_of(steps: Iterable[str], levels: Iterable[str], say: Say, row: Callable[[Iterable[str]], str]) -> str:
    """Steps of a pipeline in a row, with the levels of the tests that it runs."""
    which, steps = say.either(say.words("level", levels)), list(steps)
    if which and "test" in steps:
        return row(say("looks.tests", levels=which) if one == "test" else say.words("step", [one])[0] for one in steps)
    return row(say.words("step", steps)) + (say("looks.tested", levels=which) if which else "")


def _diagram(wanted: Any, words: _Words) -> str:
    say = words.say
    types = words.of("types", wanted.types) or words.of("notations", wanted.notations)
    said = say("probe.diagram") if wanted.at_least == 1 else say("looks.diagrams", n=wanted.at_least)
    if types:
        said += say("looks.different-types" if wanted.distinct else "looks.types", types=say.either(types))
    return f"{said}, {say('looks.elements', n=wanted.elements)}"


def _picture(wanted: Any, words: _Words) -> str:
    about = words.about(wanted.topics)
    return words.say("looks.pictures", n=wanted.at_least) + words.say("probe.picture", topics=about)


def _written(wanted: Any, words: _Words) -> str:
    language = "".join(words.of("language", [wanted.language]))
    said = words.say("probe.written", words=words.say("looks.words", n=wanted.words), language=language)
    return said + (words.say("looks.about", topics=words.about(wanted.topics)) if wanted.topics else "")


def _both(wanted: Any, words: _Words) -> str:
    said = words.say("looks.pairs", n=wanted.pairs)
    if wanted.topics:
        said += words.say("looks.about", topics=words.about(wanted.topics))
    return said + words.say("probe.both", words=words.say("looks.words", n=wanted.words))


def _pages(wanted: Any, words: _Words) -> str:
    say, cares = words.say, words.of("good", wanted.good)
    pages = say("looks.pages", n=wanted.at_least)
    if wanted.distinct > 1:
        return pages + say("looks.cares", n=wanted.distinct, cares=say.every(cares))
    return pages + say("probe.pages", good=say.either(cares))


_LOOKS: Mapping[str, Callable[[Any, _Words], str]] = {
    "section": _section,
    "table": _table,
    "records": _records,
    "revised": _revised,
    "activity": _activity,
    "code": _code,
    "sources": _sources,
    "tests": _tests,
    "pipeline": _pipeline,
    "gate": lambda wanted, words: words.say("probe.gate"),
    "platform": lambda wanted, words: words.say("probe.platform"),
    "diagram": _diagram,
    "picture": _picture,
    "written": _written,
    "both": _both,
    "pages": _pages,
}
