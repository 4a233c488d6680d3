"""What the shell text of a pipeline does, scripts and tasks followed where they are written."""

from __future__ import annotations

import posixpath
import re
import shlex
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial

import msgspec

from jalon.facts.pipelines import gates
from jalon.facts.pipelines.shell import Command, commands, reached
from jalon.facts.pipelines.task_files import HERE, OTHERS, Tasks, by_kind, tasks_of
from jalon.facts.pipelines.tools import (
    IDLE,
    NOTHING,
    Effect,
    Runner,
    command_effect,
    is_no_delivery,
    level_of,
    name_effect,
    tools,
)

MAX_DEPTH = 5
MAX_CHARACTERS = 3_000_000  # of shell text, each time it is followed


_SCRIPT_FILE = (".sh", ".bash", ".ps1", ".zsh", ".cmd", ".bat")
_CODE_FILE = (".py", ".js", ".mjs", ".cjs", ".ts", ".rb", ".php")
_SHELLS = frozenset({"bash", "sh", "zsh", "pwsh", "powershell", "node", "tsx", "ts-node", "deno", "bun", "dash"})
_DELIVERY = frozenset({"deploy", "publish", "release"})
_ADDED_BY_NAME = frozenset({"build", "coverage"})  # `"build": "tsc"` builds, though `tsc` alone checks types


class Scripts:
    """The scripts of a repository by folder, read when first needed; `effect` tells what a shell text does.

    `text` gives the text of a file, or an empty one when it cannot be read; `refuse` hears the path of a file of tasks
    that is not what its name says, and why.
    """

    def __init__(
        self,
        text: Callable[[str], str],
        files: Iterable[str],
        refuse: Callable[[str, str], None] = lambda _path, _why: None,
    ) -> None:
        self._text, self._refuse = text, refuse
        self._files = frozenset(files)
        self._manifests = by_kind(self._files)
        self._gates = sorted(path for path in self._files if posixpath.basename(path) == gates.NAME)
        self._read: dict[tuple[str, str], Tasks] = {}
        self._left = MAX_CHARACTERS
        self._known: dict[str, Effect] = {}

    def effect(self, text: str, folder: str = "", depth: int = 0) -> Effect:
        """What a shell text run in `folder` does; scripts are followed five deep, each read once."""
        self._left -= len(text) + 1
        listed = commands(text) if self._left > 0 else []
        effects: list[tuple[Effect, bool]] = []
        alive = reached(listed)
        for position, command in enumerate(listed):
            if position not in alive:
                continue
            words = unwrap(command.words)
            if words and words[0] in ("cd", "pushd") and len(words) > 1:
                folder = _join(folder, words[1])
            effect = self._command(words, folder, depth)
            effects.append((effect, effect.soft or _swallowed(listed, position)))
        return _union(effects)

    def _file(self, path: str, words: Sequence[str], folder: str, depth: int) -> Effect:
        """What a script file of the repository does when called from `folder`: by its commands, else by its name."""
        name = posixpath.basename(path)
        arguments = _arguments(words, name)
        if name == gates.RUNNER and (declared := gates.reached(path, self._gates)):
            found = [gate for one in declared for gate in gates.gates_of(one, self._text(one))]
            return _union([(self._gate(gate, depth), False) for gate in gates.chosen(found, arguments)])
        if path.lower().endswith(_CODE_FILE):
            return _code_effect(name, arguments)
        return self._followed(f"{path} {folder}", name, lambda: self._text(path), folder, depth)

    def _gate(self, gate: gates.Gate, depth: int) -> Effect:
        """What a gate does: by its commands, else by its id; what it is called tells the level of its tests."""
        found = self._followed(f"{gate.folder}#{gate.id}", gate.id, partial(str, gate.text), gate.folder, depth)
        kinds = found.kinds | tools().gates.get(gate.id, frozenset())
        levels = found.levels | level_of(f"{gate.id} {gate.label}") if "test" in kinds else found.levels
        return Effect(kinds, levels, idle=found.idle and not kinds, soft=found.soft)

    def _followed(self, key: str, name: str, text: Callable[[], str], folder: str, depth: int) -> Effect:
        """What a script does, worked out once; one that calls itself adds nothing to itself."""
        if depth >= MAX_DEPTH:
            return self._known.get(key, NOTHING)
        if key not in self._known:
            self._known[key] = NOTHING
            self._known[key] = _named(self.effect(text(), folder, depth + 1), name)
        return self._known[key]

    def _command(self, words: Sequence[str], folder: str, depth: int) -> Effect:
        if len(words) == 1 and " " in words[0]:  # the argument of `sh -c`
            return self.effect(words[0], folder, depth + 1) if depth < MAX_DEPTH else NOTHING
        own = command_effect(words)
        if own.kinds or own.idle:
            return own
        runner = tools().runners.get(words[0])
        if runner is not None:
            follow = self._select if runner.select else self._run
            return follow(runner, words, folder, depth)
        path = self._script_file(words, folder)
        return self._file(path, words, folder, depth) if path else own

    def _select(self, runner: Runner, words: Sequence[str], folder: str, depth: int) -> Effect:
        """What a program does that runs the tasks an option selects (`tox -e lint`), else those written to be run."""
        paths = [one for one in self._manifests[runner.scripts] if self._scripts(runner.scripts, one)]
        path = next((one for one in paths if posixpath.dirname(one) == folder), paths[0] if paths else "")
        tasks = self._scripts(runner.scripts, path) if path else {}
        names = _selected(runner, words[1:]) or tasks.get(HERE, "").split()
        effects = [
            (self._followed(f"{path}#{name}", name, partial(str, text), posixpath.dirname(path), depth), False)
            for name in names
            if (text := tasks.get(name, tasks.get(OTHERS))) is not None
        ]
        found = _union(effects)
        return found if found.kinds or path else Effect(runner.unknown)

    def _run(self, runner: Runner, words: Sequence[str], folder: str, depth: int) -> Effect:
        request = _request(runner, words[1:])
        options = request.options
        more = " ".join(shlex.quote(word) for word in request.handed_on) if runner.scripts.endswith(".json") else ""
        directed = next((options[key] for key in ("--prefix", "-C", "--cwd", "--dir", "-d") if key in options), "")
        asked = next((options[key] for key in ("-w", "--workspace", "--filter", "-F") if key in options), None)
        if asked is None and any(key in options for key in ("--workspaces", "-r", "-ws", "--recursive")):
            asked = ""
        effects = []
        for name in request.names:
            for path, content in self._find(runner.scripts, name, _join(folder, directed), asked):
                text = f"{content} {more}"
                found = self._followed(
                    f"{path}#{name} {more}", name, partial(str, text), posixpath.dirname(path), depth
                )
                effects.append((found, False))
        return _union(effects)

    def _find(self, kind: str, name: str, folder: str, package: str | None) -> list[tuple[str, str]]:
        """(manifest, content) of the script of that name: of the package asked for, else of the folder, else anywhere.

        `package` is None when none is asked for, and empty for all of them.
        """
        paths = self._manifests[kind][:200]
        if package:
            chosen = [path for path in paths if self._is_package(kind, path, package.strip("'\"./{}*"))]
        else:
            chosen = [path for path in paths if posixpath.dirname(path) == folder and package is None]
        for candidates in (chosen, [] if chosen else paths):
            found = [(path, text) for path in candidates if (text := self._scripts(kind, path).get(name)) is not None]
            if found:
                return found
        return []

    def _is_package(self, kind: str, path: str, package: str) -> bool:
        folder = posixpath.dirname(path)
        named = self._scripts(kind, path).get(HERE) == package
        return bool(package) and (named or f"/{folder}".endswith(f"/{package}"))

    def _scripts(self, kind: str, path: str) -> Tasks:
        if (kind, path) not in self._read:
            found = tasks_of(kind, self._text(path))
            if found is None:
                self._refuse(path, "damaged")
            self._read[kind, path] = found or {}
        return self._read[kind, path]

    def _script_file(self, words: Sequence[str], folder: str) -> str:
        candidates = [word for word in words if not word.startswith("-")][:2]
        if candidates and candidates[0] in _SHELLS:
            candidates = candidates[1:]
        for word in candidates[:1]:
            for path in (_join(folder, word), _join("", word)):
                if path in self._files and path.lower().endswith((*_SCRIPT_FILE, *_CODE_FILE)):
                    return path
                if path in self._files and word.startswith("./"):
                    return path
        return ""


def unwrap(words: Sequence[str]) -> tuple[str, ...]:
    """A command without assignments, `sudo`, `npx`, `poetry run`, `python -m`…, its program reduced to its name."""
    words = tuple(words)
    for _ in range(8):
        while words and re.match(r"[A-Za-z_]\w{0,80}=", words[0]):
            words = words[1:]
        shorter = _shorter(words)
        if shorter == words:
            break
        words = shorter
    if not words or " " in words[0]:
        return words
    base = words[0] if words[0].startswith("@") else posixpath.basename(words[0].replace("\\", "/")) or words[0]
    if "/" in words[0] and base.endswith((*_SCRIPT_FILE, *_CODE_FILE)) and base != "manage.py":
        return words  # a script of the repository keeps its path
    if words[0].startswith("./") and base not in tools().aliases and base not in _known_programs():
        return words
    return (*tools().aliases.get(base, base.removesuffix(".exe")).split(), *words[1:])


@lru_cache(maxsize=1)
def _known_programs() -> frozenset[str]:
    return frozenset(way.split()[0] for rule in tools().commands for way in rule.run.split("|"))


def _shorter(words: tuple[str, ...]) -> tuple[str, ...]:
    for size in (3, 2, 1):
        head = " ".join((posixpath.basename(words[0]), *words[1:size])) if len(words) >= size else ""
        wrapper = tools().wrappers.get(head)
        if wrapper is None or len(words) <= size:
            continue
        rest = list(words[size:])
        while rest and rest[0].startswith("-"):
            option = rest.pop(0)
            if option in wrapper.takes and rest:
                rest.pop(0)
        return tuple(rest[wrapper.arguments :])
    return words


class _Request(msgspec.Struct):
    """What a runner is asked: scripts, its own options, and the words handed on to the script."""

    names: list[str] = []
    options: dict[str, str] = {}
    handed_on: list[str] = []


def _request(runner: Runner, words: Sequence[str]) -> _Request:
    asked = _Request()
    verb = False
    left = list(words)
    while left:
        word = left.pop(0)
        option, _, value = word.partition("=")
        if word == "--":
            asked.handed_on += left
            break
        if word.startswith("-") and (option in runner.options or not asked.names):
            if not value and option in runner.options and left:
                value = left.pop(0)
            asked.options[option] = value
        elif asked.names and not runner.many:
            asked.handed_on.append(word)
        elif not verb and not asked.names and word in runner.verbs:
            verb = True
        elif not verb and not asked.names and word in runner.all_packages:
            asked.options["-r"] = ""
        elif not verb and not asked.names and word in runner.one_package and left:
            asked.options["-w"] = left.pop(0)
        elif "=" in word and not verb:
            continue  # a variable given to make
        elif verb or (runner.direct and word not in runner.built_in) or word in runner.short:
            asked.names.append("test" if word in ("t", "tst") else word)
        else:
            break
    return asked


def _selected(runner: Runner, words: Sequence[str]) -> list[str]:
    """The names that follow the selecting options of a command line, or are glued to them."""
    found: list[str] = []
    selecting = False
    for word in words:
        option, _, value = word.partition("=")
        if word == "--":
            break
        if option in runner.select:
            selecting = not value
            found += value.split(",")
        elif word.startswith("-"):
            glued = next((word[2:] for short in runner.select if len(short) == 2 and word.startswith(short)), "")
            selecting = False
            found += glued.split(",") if not word.startswith("--") else ()
        elif selecting:
            found += word.split(",")
    return [name for name in found if name]


def _arguments(words: Sequence[str], name: str) -> Sequence[str]:
    """What follows the script of that name in a command."""
    at = next((number for number, word in enumerate(words) if posixpath.basename(word) == name), len(words))
    return words[at + 1 :]


def _code_effect(name: str, arguments: Sequence[str]) -> Effect:
    """What a program of the repository does, by its name, or by the verb it is given (`deploy.py build`).

    `deploy.py test` delivers to a test environment: that verb is no proof of a test.
    """
    verb = name_effect(arguments[0]) if arguments and arguments[0].isalpha() else NOTHING
    return verb if verb.kinds and "test" not in verb.kinds else name_effect(name)


def _join(folder: str, part: str) -> str:
    """A path inside the repository; anything with a variable, absolute or leading outside stays in the folder."""
    for root in ("${github.workspace}/", "$GITHUB_WORKSPACE/", "$CI_PROJECT_DIR/", "$WORKSPACE/"):
        part = part.removeprefix(root)
    if not part or "$" in part or part.startswith(("/", "~")):
        return folder
    joined = posixpath.normpath(posixpath.join(folder, part))
    return "" if joined == "." or joined.startswith("..") else joined


def _swallowed(listed: Sequence[Command], position: int) -> bool:
    if listed[position].then != "||" or position + 1 >= len(listed):
        return False
    following = listed[position + 1].words
    return following[0] in tools().idle and following[:2] not in (("exit", "1"), ("exit", "2"))


def _named(found: Effect, name: str) -> Effect:
    """The name of a script adds the level and what it builds; it stands for a content that does something unknown.

    It may also say that what is deployed is not the software.
    """
    told = name_effect(name)
    dropped = _DELIVERY if is_no_delivery(name) else frozenset()
    if found.kinds:
        levels = found.levels or (level_of(name) if "test" in found.kinds else frozenset())
        return Effect(found.kinds - dropped | (told.kinds & _ADDED_BY_NAME), levels, soft=found.soft)
    return IDLE if found.idle else Effect(told.kinds - dropped, told.levels)


def _union(effects: Sequence[tuple[Effect, bool]]) -> Effect:
    telling = [(effect, soft) for effect, soft in effects if effect.kinds]
    return Effect(
        kinds=frozenset[str]().union(*(effect.kinds for effect, _ in telling)),
        levels=frozenset[str]().union(*(effect.levels for effect, _ in telling)),
        idle=all(effect.idle for effect, _ in effects),
        soft=bool(telling) and all(soft for _, soft in telling),
    )
