"""Which files are the candidates' work, and which are not, and why: by path, and for texts by their first words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch, translate
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from jalon.facts.ignored import Doubtful, Knowledge, knowledge
from jalon.facts.lessons import FRONT_PAGE, is_collection
from jalon.facts.model import Ignored, Inventory
from jalon.facts.papers import papers_of_folders
from jalon.facts.reading import Reading
from jalon.facts.shingles import normalised
from jalon.facts.theirs import is_paper, not_theirs
from jalon.memory import remembered
from jalon.settings import Settings

if TYPE_CHECKING:
    from jalon.snapshot import Snapshot

_PYTHON_LIBRARY = re.compile(r"(?:^|/)(?:lib(?:64)?/python[0-9.]{1,6}|lib/site-packages)/$", re.IGNORECASE)
_ACTIVATES = frozenset({"activate", "activate.bat", "activate.ps1", "activate.fish"})
_ONE_TEXT_BYTES = 1_000_000  # a longer text is no brief
_TEXT_BYTES = 40_000_000
_DEFAULTS = Settings()
_PICTURES = (".png", ".jpg", ".jpeg", ".svg", ".gif", ".webp", ".drawio", ".graffle")
_DISTRIBUTIONS = 3  # that many *.dist-info side by side are an installed environment


def inventory(snapshot: Snapshot, settings: Settings = _DEFAULTS) -> Inventory:
    """Sort the files of a repository into those that count and those that do not.

    What the settings set aside and folders are decided first, and reported once; file names next, then documents that
    are examples, and texts (briefs, marking grids, copies of the sheet, READMEs of generators) last.
    """
    known = knowledge()
    paths = sorted(entry.path for entry in snapshot.files)
    folders = _Folders(known, paths)
    aside = frozenset(path.removeprefix("./").strip("/") for path in settings.ignore)
    ignored: dict[str, str] = {}
    files: list[str] = []
    for path in paths:
        if found := _set_aside(path, aside) or folders.root(path):
            ignored.setdefault(found.path, found.reason)
        elif reason := _by_name(path.rpartition("/")[2]):
            ignored[path] = reason
        else:
            files.append(path)
    of_folders = papers_of_folders(files)
    ignored |= {found.path: found.reason for found in of_folders.values()}
    files = [path for path in files if path not in of_folders]
    of_texts = dict(_by_text(snapshot, files, known)) | dict(_of_lessons(snapshot, files))
    ignored |= of_texts
    return Inventory(
        files=tuple(path for path in files if path not in of_texts),
        ignored=tuple(Ignored(path, reason) for path, reason in sorted(ignored.items())),
    )


def _set_aside(path: str, aside: frozenset[str]) -> Ignored | None:
    """The file, or the folder that holds it, when the settings set it aside."""
    if not aside:
        return None
    end = len(path)
    while end >= 0:
        if path[:end] in aside:
            return Ignored(path if end == len(path) else f"{path[:end]}/", "settings")
        end = path.rfind("/", 0, end)
    return None


@lru_cache(maxsize=1)
def _name_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    files = knowledge().files
    return tuple((reason, re.compile("|".join(map(translate, globs)))) for reason, globs in files.items())


def _by_name(name: str) -> str:
    plain = name.lower() if name.isascii() else normalised(name)
    return next((reason for reason, pattern in _name_patterns() if pattern.match(plain) or pattern.match(name)), "")


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


def _of_lessons(snapshot: Snapshot, files: list[str]) -> Iterator[tuple[str, str]]:
    """Every document and picture of a repository whose front page is that of a collection."""
    reading = Reading(snapshot, _TEXT_BYTES)
    fronts = [path for path in files if FRONT_PAGE.match(path)]
    if any(is_collection(reading.text(path, limit=_ONE_TEXT_BYTES)) for path in fronts):
        yield from ((path, "collection") for path in files if is_paper(path) or path.lower().endswith(_PICTURES))


def _by_text(snapshot: Snapshot, files: list[str], known: Knowledge) -> Iterator[tuple[str, str]]:
    texts = [path for path in files if path.lower().endswith(known.text_suffixes)]
    reading = Reading(snapshot, _TEXT_BYTES)
    for path in texts[: known.texts_at_most]:
        text = reading.text(path, limit=_ONE_TEXT_BYTES)
        if text and (reason := remembered(str, partial(not_theirs, text, path), "theirs", path, text)):
            yield path, reason
