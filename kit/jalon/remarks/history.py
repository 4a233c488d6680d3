"""What documents claim beside what the history shows, said without a judgement."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jalon.facts.history import MOST_COMMITS, commits_by_author, human_commits, is_bot, span
from jalon.facts.model import At, Document, Documents, History, Inventory
from jalon.facts.registers.words import without_accents
from jalon.facts.scaffold import Scaffold
from jalon.remarks.knowledge import knowledge
from jalon.remarks.remark import Remark, Rule
from jalon.snapshot import Snapshot

LARGE = 30  # files from which one day of history is surprising
FAR = 30  # days between the two dates of a commit
LEAST_REDATED = 3
REDATED = 0.2  # share of the commits; less is the daily life of branches that are rebased
SHORTER = 0.5  # share of the sprints' length below which the history is said to be shorter
_COUNT = r"(?P<n>\d{1,2}|[a-z]{3,6})"
_TEAM = re.compile(
    rf"\b(?:(?:notre|mon|une|l')\s?(?:petite\s)?equipe(?:\sprojet|\sde\sprojet|\sde\sdeveloppement|\setait|\sest|\sreelle){{0,2}}"
    rf"\s(?:composee\s|constituee\s|formee\s)?(?:de|d'|compte|comporte|comprend)\s{_COUNT}\s"
    r"(?:personnes|membres|developpeurs|etudiants|collaborateurs|apprenants|alternants)"
    rf"|(?:our|a|the)\s(?:small\s)?team\s(?:is\s)?(?:made\sup\s)?(?:consists\s)?(?:of\s){_COUNT.replace('<n>', '<m>')}"
    r"\s(?:people|members|developers|students|persons|engineers)"
    rf"|nous\s(?:sommes|etions)\s{_COUNT.replace('<n>', '<o>')}\s(?:developpeurs|etudiants|apprenants|personnes))\b"
)
_SPRINTS = re.compile(
    rf"\b{_COUNT}\ssprints\s(?:de|d'|of)\s?(?P<weeks>\d{{1,2}}|[a-z]{{2,6}})[\s-](?:semaines?|weeks?)\b"
)


# a team that somebody once led elsewhere
_LED = re.compile(r"\b(?:manag|encadr|dirig|ger|pilot|anim|led|lead|supervis|head)\w{0,6}\s?(?:une|a|d')?\s?\Z")


def team(documents: Documents, history: History) -> Iterator[Remark]:
    """A team of more people than the history has authors."""
    authors = len(commits_by_author(history))
    if not history.known or history.shallow or not authors:
        return
    for document in documents.items:
        claims = [
            (count, at)
            for text, at in _sentences(document, "quipe", "team", "nous")
            if (count := _claimed(_TEAM, text))
        ]
        larger = [(count, at) for count, at in claims if count > authors]
        if larger and len(larger) == len(claims):
            count, at = max(larger, key=lambda one: one[0])
            yield Remark("team", document.path, at, {"claimed": count, "n": authors})


def sprints(documents: Documents, history: History) -> Iterator[Remark]:
    """More weeks of sprints than the history lasts."""
    period = span(history)
    if not period or history.shallow:
        return
    days = (period[1] - period[0]).days + 1
    for document in documents.items:
        for text, at in _sentences(document, "sprints"):
            match = _SPRINTS.search(text)
            weeks = _number(match["n"]) * _number(match["weeks"]) if match else 0
            if weeks and days < weeks * 7 * SHORTER:
                yield Remark("sprints", document.path, at, {"weeks": weeks, "n": days})
                break


def _sentences(document: Document, *words: str) -> Iterator[tuple[str, At]]:
    """The paragraphs that hold one of the words, in small letters without accents."""
    for section in document.sections:
        for one in section.paragraphs:
            low = one.text.lower()
            if any(word in low for word in words):
                yield " ".join(without_accents(low).replace("’", "'").split()), one.at


def _claimed(pattern: re.Pattern[str], text: str) -> int:
    match = pattern.search(text[:2000])
    if match and _LED.search(text[max(match.start() - 30, 0) : match.start()]):
        return 0
    return next((_number(one) for one in match.groups() if one), 0) if match else 0


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else knowledge().numbers.get(word, 0)


def one_day(history: History, inventory: Inventory, scaffold: Scaffold) -> Iterator[Remark]:
    """A whole project committed in one day: the history then tells nothing of how it was made."""
    commits = human_commits(history)
    days = {one.when.date() for one in commits}
    if len(days) != 1 or history.shallow or scaffold.state != "none" or len(inventory.files) < LARGE:
        return
    yield Remark("one-day", at=At(commit=commits[0].id), values={"n": len(commits), "day": days.pop().isoformat()})


def redated(snapshot: Snapshot) -> Iterator[Remark]:
    """Commits written long before they were recorded: a rebase, an import, or dates that were set."""
    commits = [one for one in snapshot.log(MOST_COMMITS) if not is_bot(one.author, one.address)]
    apart = [one for one in commits if abs((one.committed - one.authored).days) >= FAR]
    if len(apart) >= max(LEAST_REDATED, REDATED * len(commits)):
        furthest = max(apart, key=lambda one: abs(one.committed - one.authored))
        days = abs((furthest.committed - furthest.authored).days)
        yield Remark("redated", at=At(commit=furthest.id), values={"n": len(apart), "all": len(commits), "days": days})


RULES = (Rule("team", team), Rule("sprints", sprints), Rule("one-day", one_day), Rule("redated", redated))
