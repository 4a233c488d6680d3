"""Is a document the candidates' own? By its first words and its name."""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache

from jalon.facts.ignored import Cues, Readme, Sheet, knowledge
from jalon.facts.shingles import normalised, shingles
from jalon.resources import resource

_CASE = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")  # between the words of `ModelePlanning`
_POINTS = r"\(?\d{1,2}(?:[.,]\d{1,2})?[ \u00a0]?(?:pts?|points?)\)?[ \t.;]{0,3}$"
_TASK_WITH_POINTS = re.compile(
    rf"^[ \t]{{0,8}}[-*+•][ \t]{{1,4}}[^\W\d_]{{2,20}}(?:er|ir|re)\b[^\n]{{5,300}}?{_POINTS}", re.MULTILINE
)
_HEADING_WITH_POINTS = re.compile(rf"^#{{1,6}}[ \t][^\n]{{3,200}}?{_POINTS}", re.MULTILINE)
_SPRINT = re.compile(
    r"\b(?:sprint|it[ée]ration|epic|[ée]pop[ée]e|lot|release|version|backlog|done|todo)\b", re.IGNORECASE
)
TASKS_WITH_POINTS, HEADINGS_WITH_POINTS = 5, 2
WORD = re.compile(r"[a-z]+[0-9]*")


def not_theirs(text: str, path: str = "") -> str:
    """Why a document is not the candidates' (brief · grid · sheet · data-sheet ·
    framework-readme · generated-docs · example), or empty.

    It is judged on its first 65,536 characters, and by its name when `path` is given.
    """
    known = knowledge()
    text = text[: known.text_characters]
    flat = normalised(text)
    if reason := _generated(flat):
        return reason
    if any(hint in flat for hint in known.sheet.hints) and _is_sheet(text, known.sheet):
        return "sheet"
    if sum(flat.count(phrase) for phrase in known.own) > known.own_at_most:
        return ""
    for reason, cues in (("data-sheet", known.data_sheet), ("grid", known.grid)):
        if _has(flat, cues):
            return reason
    if _has(flat, known.brief) or _gives_points(text):
        return "brief"
    return "example" if is_named_example(path) and _words(flat) <= known.papers.words else ""


def _gives_points(text: str) -> bool:
    """Tasks in the infinitive, under headings, each with the points that it is worth: somebody will mark them. A
    backlog estimates stories, and its headings are sprints."""
    return (
        sum(1 for _ in _TASK_WITH_POINTS.finditer(text)) >= TASKS_WITH_POINTS
        and sum(1 for one in _HEADING_WITH_POINTS.finditer(text) if not _SPRINT.search(one[0])) >= HEADINGS_WITH_POINTS
    )


def is_named_example(path: str) -> bool:
    """Whether the name of a document says that it is an example or a blank form."""
    known = knowledge().papers
    stem = posixpath.splitext(posixpath.basename(path))[0].replace("_", " ")
    words = WORD.findall(normalised(_CASE.sub(" ", stem)))
    if not words or not is_paper(path) or is_hidden(path) or not known.unless.isdisjoint(words):
        return False
    if words[0] in known.models:
        return not known.forms.isdisjoint(words[1:])
    return not known.names.isdisjoint((words[0], words[-1]))


def is_hidden(path: str) -> bool:
    """In a hidden folder: forms of merge requests and issues live in `.github` and `.gitlab`."""
    return path.startswith(".") or "/." in path


def is_paper(path: str) -> bool:
    """Whether a file is a document by its ending."""
    return path.lower().endswith(knowledge().papers.suffixes)


@lru_cache(maxsize=1)
def _sheet_runs() -> frozenset[int]:
    lines = resource("checklists", "knowledge", "sheet-rncp38822.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(int(line, 16) for line in lines if line and not line.startswith("#"))


def _generated(flat: str) -> str:
    """Whether a tool, or a well-known project, wrote a text."""
    known = knowledge()
    if _is_readme(flat, known.framework_readmes):
        return "framework-readme"
    return "generated-docs" if _is_readme(flat, known.generated_docs) else ""


def _is_readme(flat: str, readmes: tuple[Readme, ...]) -> bool:
    return any(
        _words(flat) <= readme.words and sum(marker in flat for marker in readme.markers) >= readme.at_least
        for readme in readmes
    )


def _is_sheet(text: str, sheet: Sheet) -> bool:
    runs = shingles(text)
    common = len(runs & _sheet_runs())
    return common >= sheet.runs and common >= sheet.share * len(runs)


def _has(flat: str, cues: Cues) -> bool:
    found = [sum(phrase in flat for phrase in phrases) for phrases in cues.groups.values()]
    return (
        sum(found) >= max(cues.cues, _words(flat) / cues.words_a_cue)
        and sum(count > 0 for count in found) >= cues.groups_at_least
    )


def _words(flat: str) -> int:
    return flat.count(" ") + 1
