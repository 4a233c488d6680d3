"""Which files are the candidates' work, and which are not, and why: by path, and for texts by their first words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch, translate
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from jalon.facts.knowledge import read
from jalon.facts.model import Ignored, Inventory
from jalon.facts.reading import Reading
from jalon.facts.shingles import normalised, shingles
from jalon.resources import resource

if TYPE_CHECKING:
    from jalon.snapshot import Snapshot


class Doubtful(msgspec.Struct, frozen=True):
    """Folder names that are ignored only with a sign: a child, a grandchild, a neighbour, or the parent's name."""

    names: tuple[str, ...]
    reason: str
    inside: tuple[str, ...] = ()
    grandchildren: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()


class Cues(msgspec.Struct, frozen=True):
    """Groups of phrases: `cues` different ones in `cue_groups` groups, and at most `own_at_most` hits of `own`."""

    groups: dict[str, tuple[str, ...]]
    cues: int
    cue_groups: int
    own: tuple[str, ...]
    own_at_most: int


class Sheet(msgspec.Struct, frozen=True):
    """A copy of the sheet: that many runs of words found in it, that share of the text's runs."""

    hints: tuple[str, ...]
    runs: int
    share: float


class Readme(msgspec.Struct, frozen=True):
    """A text that a generator wrote."""

    name: str
    markers: tuple[str, ...]
    at_least: int
    words: int


class Knowledge(msgspec.Struct, frozen=True):
    """The shape of `checklists/knowledge/ignored.yml`."""

    folders: dict[str, tuple[str, ...]]
    doubtful_folders: tuple[Doubtful, ...]
    environment_children: frozenset[str]
    files: dict[str, tuple[str, ...]]
    text_suffixes: tuple[str, ...]
    text_characters: int
    texts_at_most: int
    brief: Cues
    grid: Cues
    sheet: Sheet
    framework_readmes: tuple[Readme, ...]


_PYTHON_LIBRARY = re.compile(r"(?:^|/)(?:lib(?:64)?/python[0-9.]{1,6}|lib/site-packages)/$", re.IGNORECASE)
_ACTIVATES = frozenset({"activate", "activate.bat", "activate.ps1", "activate.fish"})
_ONE_TEXT_BYTES = 1_000_000  # a longer text is no brief
_TEXT_BYTES = 40_000_000
_DISTRIBUTIONS = 3  # that many *.dist-info side by side are an installed environment


def inventory(snapshot: Snapshot) -> Inventory:
    """Sort the files of a repository into those that count and those that do not.

    Folders are decided first and reported once; file names next; texts (briefs, marking grids, copies of the sheet,
    READMEs of generators) last, on their first 64 kB.
    """
    knowledge = _knowledge()
    paths = sorted(entry.path for entry in snapshot.files)
    folders = _Folders(knowledge, paths)
    ignored: dict[str, str] = {}
    files: list[str] = []
    for path in paths:
        if found := folders.root(path):
            ignored.setdefault(found.path, found.reason)
        elif reason := _by_name(path.rpartition("/")[2].lower()):
            ignored[path] = reason
        else:
            files.append(path)
    for path, reason in _by_text(snapshot, files, knowledge):
        ignored[path] = reason
    return Inventory(
        files=tuple(path for path in files if path not in ignored),
        ignored=tuple(Ignored(path, reason) for path, reason in sorted(ignored.items())),
    )


def not_theirs(text: str) -> str:
    """Why a text is not the candidates' (brief · grid · sheet · framework-readme), or empty when it may be theirs."""
    knowledge = _knowledge()
    flat = normalised(text)
    if _is_readme(flat, knowledge.framework_readmes):
        return "framework-readme"
    if any(hint in flat for hint in knowledge.sheet.hints) and _is_sheet(text, knowledge.sheet):
        return "sheet"
    if _has(flat, knowledge.grid):
        return "grid"
    return "brief" if _has(flat, knowledge.brief) else ""


@lru_cache(maxsize=1)
def _knowledge() -> Knowledge:
    return read("ignored", Knowledge)


@lru_cache(maxsize=1)
def _sheet_runs() -> frozenset[int]:
    lines = resource("checklists", "knowledge", "sheet-rncp38822.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(int(line, 16) for line in lines if line and not line.startswith("#"))


@lru_cache(maxsize=1)
def _name_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    files = _knowledge().files
    return tuple((reason, re.compile("|".join(map(translate, globs)))) for reason, globs in files.items())


def _by_name(name: str) -> str:
    plain = name if name.isascii() else normalised(name)
    return next((reason for reason, pattern in _name_patterns() if pattern.match(plain)), "")


class _Folders:
    """Decides folders, each once; a file belongs to its outermost ignored folder."""

    def __init__(self, knowledge: Knowledge, paths: Iterable[str]) -> None:
        self._reasons = {name: reason for reason, names in knowledge.folders.items() for name in names}
        self._doubtful: dict[str, list[Doubtful]] = defaultdict(list)
        for rule in knowledge.doubtful_folders:
            for name in rule.names:
                self._doubtful[name].append(rule)
        self._environment_children = knowledge.environment_children
        self._known: dict[str, Ignored | None] = {"": None}
        self._names: dict[str, set[str]] = defaultdict(set)  # folder → lower-case names of its children
        self._inner: dict[str, set[str]] = defaultdict(set)  # folder → paths of its sub-folders
        seen: set[str] = set()
        for path in paths:
            self._register(path, seen)

    def root(self, path: str) -> Ignored | None:
        """The outermost ignored folder that holds a file, if there is one."""
        folder = path.rpartition("/")[0]
        todo = []
        while folder not in self._known:
            todo.append(folder)
            folder = folder.rpartition("/")[0]
        found = self._known[folder]
        for inner in reversed(todo):
            if found is None and (reason := self._reason(inner)):
                found = Ignored(f"{inner}/", reason)
            self._known[inner] = found
        return found

    def _register(self, path: str, seen: set[str]) -> None:
        is_folder = False
        while path and path not in seen:
            seen.add(path)
            parent, _, name = path.rpartition("/")
            self._names[parent].add(name.lower())
            if is_folder:
                self._inner[parent].add(path)
            path, is_folder = parent, True

    def _reason(self, folder: str) -> str:
        parent, _, name = folder.rpartition("/")
        name = name.lower()
        if reason := self._reasons.get(name):
            return reason
        if self._is_environment(folder, parent, name):
            return "environment"
        if name.endswith((".egg-info", ".dist-info")):
            return "generated"
        rules = self._doubtful.get(name, ())
        return next((rule.reason for rule in rules if self._has_sign(rule, folder, parent)), "")

    def _is_environment(self, folder: str, parent: str, name: str) -> bool:
        """An environment: of its own, mixed with the candidates' files, or a folder of installed packages."""
        names = self._names[folder]
        if _marks_environment(names) and names <= self._environment_children:
            return True
        if _PYTHON_LIBRARY.search(f"{folder}/"):
            return True
        if name in ("bin", "scripts") and _marks_environment(self._names[parent]):
            return not names.isdisjoint(_ACTIVATES)
        return sum(child.endswith(".dist-info") for child in names) >= _DISTRIBUTIONS

    def _has_sign(self, rule: Doubtful, folder: str, parent: str) -> bool:
        if parent.rpartition("/")[2].lower() in rule.parents or not self._names[folder].isdisjoint(rule.inside):
            return True
        if any(fnmatch(name, pattern) for pattern in rule.beside for name in self._names[parent]):
            return True
        inner = self._inner[folder] if rule.grandchildren else ()
        return any(not self._names[child].isdisjoint(rule.grandchildren) for child in inner)


def _marks_environment(names: set[str]) -> bool:
    return "pyvenv.cfg" in names or "conda-meta" in names


def _by_text(snapshot: Snapshot, files: list[str], knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    texts = [path for path in files if path.lower().endswith(knowledge.text_suffixes)]
    reading = Reading(snapshot, _TEXT_BYTES)
    for path in texts[: knowledge.texts_at_most]:
        text = reading.text(path, limit=_ONE_TEXT_BYTES)
        if reason := not_theirs(text[: knowledge.text_characters]):
            yield path, reason


def _is_readme(flat: str, readmes: tuple[Readme, ...]) -> bool:
    words = flat.count(" ") + 1
    return any(
        words <= readme.words and sum(marker in flat for marker in readme.markers) >= readme.at_least
        for readme in readmes
    )


def _is_sheet(text: str, sheet: Sheet) -> bool:
    runs = shingles(text)
    common = len(runs & _sheet_runs())
    return common >= sheet.runs and common >= sheet.share * len(runs)


def _has(flat: str, cues: Cues) -> bool:
    found = {name: sum(phrase in flat for phrase in phrases) for name, phrases in cues.groups.items()}
    return (
        sum(found.values()) >= cues.cues
        and sum(count > 0 for count in found.values()) >= cues.cue_groups
        and sum(flat.count(phrase) for phrase in cues.own) <= cues.own_at_most
    )
