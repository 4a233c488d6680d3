"""Files in which tasks are written: package.json, composer.json, Makefile, justfile, Taskfile, pyproject, tox, nox.

Each reader gives name → shell text; `HERE` is what runs when no name is asked for, and `OTHERS` what stands for a name
that is not written.
"""

from __future__ import annotations

import configparser
import json
import posixpath
import re
import shlex
from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from typing import Any

from jalon.facts import safe_toml, safe_yaml

Tasks = dict[str, str]

HERE = ""  # of a package: its own name; of tox and nox: the names that run by default, separated by spaces
OTHERS = "*"
MAX_NAMES = 60
MAX_CHARACTERS = 20_000  # of one task of tox or nox

_KINDS = {
    "package.json": ("package.json",),
    "composer.json": ("composer.json",),
    "makefile": ("Makefile",),
    "gnumakefile": ("Makefile",),
    "justfile": ("justfile",),
    ".justfile": ("justfile",),
    "taskfile.yml": ("Taskfile",),
    "taskfile.yaml": ("Taskfile",),
    "pyproject.toml": ("poe", "tox"),
    "tox.ini": ("tox",),
    "setup.cfg": ("tox",),
    "tox.toml": ("tox",),
    "noxfile.py": ("nox",),
}
_TARGET = re.compile(r"^([A-Za-z0-9_.%/-]{1,80}(?:[ \t][A-Za-z0-9_.%/-]{1,80}){0,20})[ \t]*:(?!=)([^\n]*)$")
_TOX_FACTOR = re.compile(r"^([!\w.,{}-]{1,80}):\s{1,20}(?=\S)")
_TOX_NAME = re.compile(r"[^\s,{}]{0,80}(?:\{[^{}\s]{0,200}\}[^\s,{}]{0,80}){1,5}|[^\s,{}]{1,80}")
_TOX_WAYS = re.compile(r"\{([^{}]{0,200})\}")
_TOX_PYTHON = re.compile(r"\{(?:envpython|envbindir|env_bin_dir|env_python)\}(?:/python\b)?")
_TOX_SAME = re.compile(r"\{\[(testenv(?::[\w.-]{1,80})?)\]commands\}")
_NOX_SESSION = re.compile(
    r"^@(?:nox\.)?session\b(?:\([^\n]{0,300})?\n(?:[@ \t)][^\n]{0,300}\n){0,20}(?:async[ \t]+)?def[ \t]+(\w{1,80})",
    re.MULTILINE,
)
_NOX_END = re.compile(r"\n(?=[^\s)#])")
_NOX_NAMED = re.compile(r"\bname\s{0,3}=\s{0,3}[\"']([\w.-]{1,80})[\"']")
_NOX_RUN = re.compile(r"\.run(?:_always)?\(((?:[^()\n]|\n(?!def )|\([^()]{0,200}\)){0,1500})\)")
_NOX_WORD = re.compile(r"[\"']([^\"'\n]{1,200})[\"']|\b\w{1,40}\s{0,3}=")
_NOX_DEFAULT = re.compile(r"^nox\.options\.sessions\s{0,5}=\s{0,5}[\[(]([^\])]{0,1000})", re.MULTILINE)


def kinds_of(path: str) -> tuple[str, ...]:
    """Which tasks a file may hold, by its name."""
    return _KINDS.get(posixpath.basename(path).lower(), ())


def tasks_of(kind: str, text: str) -> Tasks | None:
    """The tasks written in a file of that kind; None when it is not what its name says."""
    try:
        return _READERS[kind](text) if text else {}
    except (ValueError, RecursionError, configparser.Error):
        return None


def _json_scripts(text: str) -> Tasks:
    found = json.loads(text)
    if not isinstance(found, dict):
        return {}
    scripts = found.get("scripts")
    listed = {name: _lines(value) for name, value in scripts.items()} if isinstance(scripts, dict) else {}
    return {**listed, HERE: str(found.get("name", ""))}


def _lines(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(_lines(item) for item in value[:100] if isinstance(item, str))
    return value.removeprefix("@") if isinstance(value, str) else ""


def _targets(text: str) -> Tasks:
    """The recipes of a Makefile or justfile; prerequisites are called as `make NAME` lines."""
    found: Tasks = {}
    names: list[str] = []
    for line in text.splitlines()[:5_000]:
        if names and line[:1] in ("\t", " "):
            for name in names:
                found[name] += line.strip().lstrip("@-+") + "\n"
        elif match := _TARGET.match(line[:2_000]):
            names = [name for name in match[1].split() if name != ".PHONY"]
            needs = "".join(f"make {need}\n" for need in match[2].split("#")[0].split()[:50] if need.isidentifier())
            for name in names:
                found[name] = found.get(name, "") + needs
        elif line.strip() and not line.startswith("#"):
            names = []
    return found


def _just(text: str) -> Tasks:
    return {name.split()[0]: body.replace("make ", "just ") for name, body in _targets(text).items()}


def _taskfile(text: str) -> Tasks:
    found = safe_yaml.load(text)
    tasks = found.get("tasks") if isinstance(found, dict) else None
    return {name: _task(task) for name, task in tasks.items()} if isinstance(tasks, dict) else {}


def _task(task: Any) -> str:
    if isinstance(task, dict):
        needs = [f"task {need}" for need in _listed(task.get("deps")) if isinstance(need, str)]
        steps = _listed(task.get("cmds")) or [task.get("cmd")]
        task = needs + [_task_step(step) for step in steps]
    return _lines(task)


def _task_step(step: Any) -> Any:
    return (step.get("cmd") or f"task {step.get('task', '')}") if isinstance(step, dict) else step


def _poe(text: str) -> Tasks:
    found = _table(safe_toml.load(text), "tool", "poe", "tasks")
    return {name: _lines(_poe_command(task)) for name, task in found.items()}


def _poe_command(task: Any) -> Any:
    return (task.get("cmd") or task.get("shell") or "") if isinstance(task, dict) else task


def _tox(text: str) -> Tasks:
    """The environments of tox, as INI (tox.ini, setup.cfg, `legacy_tox_ini`) or as TOML."""
    try:
        found = safe_toml.load(text)
    except safe_toml.TomlFault:
        return _tox_ini(text)
    settings = _table(found, "tool", "tox") if "tool" in found else found
    legacy = settings.get("legacy_tox_ini")
    return _tox_ini(legacy) if isinstance(legacy, str) else _tox_toml(settings)


def _tox_ini(text: str) -> Tasks:
    parser = configparser.ConfigParser(interpolation=None, strict=False, allow_no_value=True)
    try:
        parser.read_string(text)
    except AttributeError as error:  # a key without a value goes on in the next line: not foreseen before Python 3.13
        raise configparser.Error("continued without a value") from error
    commands = {
        section: parser.get(section, "commands", fallback="") or ""
        for section in parser.sections()
        if section == "testenv" or section.startswith("testenv:")
    }
    if not commands:
        return {}
    head = "tox" if parser.has_section("tox") else "tox:tox"
    listed = [parser.get(head, key, fallback="") or "" for key in ("envlist", "env_list")]
    names = [way for token in _TOX_NAME.findall(" ".join(listed)) for way in _ways(token)][:MAX_NAMES]
    known = {section.partition(":")[2] for section in commands}
    base = commands.get("testenv", "")
    texts = {name: _tox_lines(commands.get(f"testenv:{name}") or base, name, commands) for name in {*names, *known}}
    return {**texts, OTHERS: _tox_lines(base, "", commands), HERE: " ".join(names) or OTHERS}


def _tox_lines(text: str, name: str, commands: Mapping[str, str]) -> str:
    """The commands of an environment; a line for some factors only is kept when the name has one of them."""
    text = _TOX_SAME.sub(lambda match: commands.get(match[1], "")[:MAX_CHARACTERS], text, count=5)
    kept = []
    for line in map(str.strip, _TOX_PYTHON.sub("python", text.replace("{envbindir}/", "")).splitlines()[:200]):
        factor = _TOX_FACTOR.match(line)
        if factor is None or not name or any(one.strip("{}!") in name for one in factor[1].split(",")):
            kept.append((line[factor.end() :] if factor else line).lstrip("-! "))
    return "\n".join(kept)


def _ways(token: str) -> list[str]:
    """`py{311,312}-web` → py311-web, py312-web; the first sixty of them."""
    found = [token]
    for _ in range(token.count("{")):
        split = [(one, _TOX_WAYS.search(one)) for one in found]
        found = [
            f"{one[: match.start()]}{way}{one[match.end() :]}" if match else one
            for one, match in split
            for way in (match[1].split(",") if match else ("",))
        ][:MAX_NAMES]
    return found


def _tox_toml(settings: Mapping[str, Any]) -> Tasks:
    base = _commands(_table(settings, "env_run_base").get("commands"))
    own = _table(settings, "env")
    names = [name for name in _listed(settings.get("env_list")) if isinstance(name, str)][:MAX_NAMES]
    texts = {name: _commands(_table(own, name).get("commands")) or base for name in {*names, *own}}
    return {**texts, OTHERS: base, HERE: " ".join(names) or OTHERS} if base or texts else {}


def _commands(value: Any) -> str:
    """Lists of words as shell lines."""
    return "\n".join(shlex.join(map(str, words)) for words in _listed(value)[:100] if isinstance(words, list))


def _nox(text: str) -> Tasks:
    """The sessions of a noxfile, by what they hand to `session.run`; the file is not executed."""
    found: Tasks = {}
    for start in islice(_NOX_SESSION.finditer(text), MAX_NAMES):
        named = _NOX_NAMED.search(start[0])
        body = text[start.end() : start.end() + MAX_CHARACTERS]
        end = _NOX_END.search(body)
        calls = _NOX_RUN.findall(body[: end.start()] if end else body)
        found[named[1] if named else start[1]] = "\n".join(map(_nox_line, calls))
    default = _NOX_DEFAULT.search(text)
    names = [word for word in _NOX_WORD.findall(default[1]) if word] if default else list(found)
    return {**found, HERE: " ".join(names)} if found else {}


def _nox_line(arguments: str) -> str:
    """The words of a call as a shell line; keyword arguments, and what is no plain text, say nothing."""
    words = []
    for word in _NOX_WORD.findall(arguments):
        if not word:
            break
        words.append(word)
    return shlex.join(words)


def _table(found: Mapping[str, Any], *keys: str) -> Mapping[str, Any]:
    """The table under a chain of keys; an empty one when there is none."""
    for key in keys:
        inner = found.get(key)
        found = inner if isinstance(inner, dict) else {}
    return found


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


_READERS: dict[str, Callable[[str], Tasks]] = {
    "package.json": _json_scripts,
    "composer.json": _json_scripts,
    "Makefile": _targets,
    "justfile": _just,
    "Taskfile": _taskfile,
    "poe": _poe,
    "tox": _tox,
    "nox": _nox,
}


def by_kind(paths: Iterable[str]) -> dict[str, list[str]]:
    """The files of each kind, those nearest to the root first."""
    found: dict[str, list[str]] = {kind: [] for kind in _READERS}
    for path in sorted(paths, key=lambda path: (path.count("/"), path)):
        for kind in kinds_of(path):
            found[kind].append(path)
    return found
