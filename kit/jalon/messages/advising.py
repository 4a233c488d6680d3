"""What would change an outcome: a probe's advice as one sentence, in the words of the student.

A probe gives the name of a message and some values (counts, ids, lists). Here ids become words, one becomes singular
and what a finding does not say is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from jalon.messages import Say
from jalon.messages.looking import TELLING, Subjects, figure, steps_of, subjects_of

Values = Mapping[str, Any]


def advise(
    message: str, values: Values, say: Say, subjects: Subjects, *, kind: str = "", probes: Iterable[str] = ()
) -> str:
    """The sentence.

    Args:
        message: the name of the message, as the probe gives it.
        values: what the probe says with it.
        say: the language.
        subjects: what topics are called.
        kind: the requirement's: what must exist as files is not met by a description.
        probes: the names of the probes that found the evidence.
    """
    if message == "claim-only" and not (kind == "artefact" and TELLING.issuperset(probes)):
        message = "not-quite"
    instead = values.get("instead")
    if isinstance(instead, Mapping) and (lead := str(instead.get("message", ""))):
        more = advise(lead, instead.get("values", {}), say, subjects, kind=kind, probes=probes)
        return f"{say(message)} {more}"
    if tell := _SENTENCES.get(message):
        return tell(_Told(values, say, subjects))
    return say(message, **values) if say.knows(message) else say("advice.foreign", message=message)


class _Told:
    """The values of one finding, each in words."""

    def __init__(self, values: Values, say: Say, subjects: Subjects) -> None:
        self._values, self._subjects, self.say = values, subjects, say

    def count(self, name: str) -> int:
        """A figure; 0 when the finding does not say."""
        found = self._values.get(name)
        return int(found) if isinstance(found, int | float) else 0

    def ids(self, name: str) -> list[str]:
        """A list of ids; a lone one is a list of one."""
        found = self._values.get(name) or ()
        return [found] if isinstance(found, str) else [str(one) for one in found]

    def figures(self, name: str) -> dict[str, float]:
        """Figures by name."""
        found = self._values.get(name)
        return dict(found) if isinstance(found, Mapping) else {}

    def mappings(self, name: str) -> list[dict[str, str]]:
        """A list of things by name."""
        found = self._values.get(name)
        return [dict(one) for one in found if isinstance(one, Mapping)] if isinstance(found, list | tuple) else []

    def words(self, name: str, vocabulary: str) -> list[str]:
        """What the ids of a list are called."""
        return self.say.words(vocabulary, self.ids(name))

    def about(self, name: str = "topics") -> str:
        """« sur A ou B », with a space before; nothing when the finding names no subject."""
        known = subjects_of(self.ids(name), self.say, self._subjects)
        return self.say("looks.about", topics=self.say.either(known)) if known else ""

    def topics(self) -> str:
        """« A ou B »; « ce sujet » when the finding names none."""
        known = subjects_of(self.ids("topics"), self.say, self._subjects)
        return self.say.either(known) or self.say("advice.this-subject")


def _unread(told: _Told) -> str:
    files = [one for one in told.mappings("files") if "path" in one]
    said = (told.say("advice.unread-file", path=one["path"], reason=told.say.reason(one["reason"])) for one in files)
    return told.say("unread", n=len(files), files=told.say.every(said))


def _enough(told: _Told) -> str:
    return told.say("enough", n=told.count("found"), about=told.about(), wanted=told.count("wanted"))


def _section_short(told: _Told) -> str:
    return told.say("section-short", n=told.count("found"), about=told.about(), wanted=told.count("wanted"))


def _section_lacks(told: _Told) -> str:
    lacking = told.say.neither(told.words("lacking", "lack"))
    return told.say("section-lacks", about=told.about(), lacking=lacking)


def _section_untold(told: _Told) -> str:
    return told.say("section-untold", n=told.count("found"), about=told.about(), path=next(iter(told.ids("path")), ""))


def _section_none(told: _Told) -> str:
    within = told.about("within")
    inside = told.say("advice.within", about=within) if within else ""
    return told.say("section-none", n=told.count("wanted"), about=told.about(), inside=inside)


def _kinds(told: _Told) -> list[str]:
    return told.words("kinds", "kind") or told.words("facet", "facet")


def _code(told: _Told) -> str:
    kinds = told.say.every(_kinds(told))
    return told.say("code", found=told.count("found"), wanted=told.count("wanted"), kinds=kinds)


def _sources(told: _Told) -> str:
    name = "sources" if told.count("found") else "sources-none"
    return told.say(name, n=told.count("found"), wanted=told.count("wanted"))


def _tests(told: _Told) -> str:
    levels, least = told.say.either(told.words("levels", "level")), told.count("wanted")
    several = "tests-levels" if len(told.ids("levels")) > 1 else "tests"
    name = several if told.count("found") else "tests-none"
    return told.say(name, n=told.count("found"), levels=levels, wanted=least)


def _pipeline(told: _Told) -> str:
    say = told.say
    triggers = say.either(told.words("on", "trigger"))
    steps = steps_of(told.ids("missing"), told.ids("levels"), say, say.neither)
    return say("pipeline", steps=steps, when=say("advice.on", triggers=triggers) if triggers else "")


def _types(told: _Told) -> str:
    types = told.words("types", "diagram")
    return told.say("looks.types", types=told.say.either(types)) if types else ""


def _diagram(told: _Told) -> str:
    return told.say("diagram", found=told.count("found"), wanted=told.count("wanted"), types=_types(told))


def _activity(told: _Told) -> str:
    measured, wanted = told.figures("measured"), told.figures("wanted")
    low = told.ids("low") or list(wanted)
    said = (_measured(told.say, name, measured.get(name, 0), wanted[name]) for name in low if name in wanted)
    return told.say("activity", figures=told.say.every(said))


def _measured(say: Say, name: str, measured: float, wanted: float) -> str:
    least = say.percent(wanted) if 0 < wanted < 1 else wanted
    return say("advice.figure", figure=figure(say, name, measured), wanted=least)


def _written(told: _Told) -> str:
    language = "".join(told.words("language", "language"))
    name = "written" if told.count("found") else "written-none"
    return told.say(name, n=told.count("found"), language=language, wanted=told.count("wanted"))


def _both(told: _Told) -> str:
    return told.say("both" if told.count("found") else "both-none", n=told.count("found"), wanted=told.count("wanted"))


def _revised(told: _Told) -> str:
    return told.say("revised", n=told.count("found"), about=told.about(), wanted=told.count("wanted"))


def _records(told: _Told) -> str:
    name = "records" if told.count("found") < told.count("wanted") else "records-close"
    values = {"days": told.count("days"), "wanted": told.count("wanted"), "about": told.about()}
    return told.say(name, n=told.count("found"), **values)


def _columns(told: _Told, one: str, many: str) -> str:
    names = told.say.quoted(told.words("missing", "column"))
    return told.say(one if len(names) == 1 else many, columns=told.say.every(names), about=told.about())


def _close(told: _Told) -> str:
    return _columns(told, "table-column", "table-columns") if told.ids("missing") else told.say("table-shared")


def _pages(told: _Told) -> str:
    cares = told.say.every(told.words("good", "care"))
    return told.say("pages", n=told.count("found"), good=cares, wanted=told.count("wanted"))


_SENTENCES: Mapping[str, Callable[[_Told], str]] = {
    "unread": _unread,
    "enough": _enough,
    "section-short": _section_short,
    "section-lacks": _section_lacks,
    "section-no-heading": lambda told: told.say("section-no-heading", topics=told.topics()),
    "section-untold": _section_untold,
    "section-none": _section_none,
    "code": _code,
    "code-none": lambda told: told.say("code-none", kinds=told.say.either(_kinds(told))),
    "sources": _sources,
    "tests": _tests,
    "pipeline": _pipeline,
    "diagram": _diagram,
    "diagram-none": lambda told: told.say("diagram-none", types=_types(told)),
    "picture": lambda told: told.say("picture", n=told.count("found"), about=told.about(), wanted=told.count("wanted")),
    "picture-none": lambda told: told.say("picture-none", topics=told.topics()),
    "activity": _activity,
    "revised": _revised,
    "revised-none": lambda told: told.say("revised-none", about=told.about()),
    "written": _written,
    "both": _both,
    "records": _records,
    "records-none": lambda told: told.say("records-none", about=told.about()),
    "table": lambda told: told.say("table", n=told.count("found"), wanted=told.count("wanted")),
    "table-columns": _close,
    "table-disagrees": lambda told: told.say("table-disagrees", faults=told.say.every(told.words("faults", "wrong"))),
    "table-none": lambda told: _columns(told, "table-none-one", "table-none"),
    "pages": _pages,
    "pages-none": lambda told: told.say("pages-none", good=told.say.either(told.words("good", "care"))),
}
