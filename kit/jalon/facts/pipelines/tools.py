"""What commands, actions and templates do: `checklists/knowledge/tools.yml`, typed and indexed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from fnmatch import fnmatchcase, translate
from functools import lru_cache
from itertools import pairwise

import msgspec

from jalon.facts.knowledge import read
from jalon.facts.shingles import normalised


class Effect(msgspec.Struct, frozen=True):
    """What a command, step or script does: kinds and levels of `jalon.facts.model.Step`.

    `idle` when it does nothing at all (`echo`, `exit 0`…); `soft` when its failure is swallowed (`|| true`).
    """

    kinds: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    idle: bool = False
    soft: bool = False
    approval: bool = False


NOTHING = Effect()
IDLE = Effect(idle=True)


class Wrapper(msgspec.Struct, frozen=True):
    """Words in front of a command; `takes` are options that swallow a word, `arguments` words swallowed after them."""

    takes: tuple[str, ...] = ()
    arguments: int = 0


class CommandRule(msgspec.Struct, frozen=True):
    """See the comments of the data file."""

    run: str
    kinds: frozenset[str]
    any: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    alone: bool = False
    levels: frozenset[str] = frozenset()


class Runner(msgspec.Struct, frozen=True):
    """A program that runs scripts written elsewhere.

    `select`: the options that name them, instead of verbs; `unknown`: what it does when they cannot be read.
    """

    scripts: str
    verbs: tuple[str, ...] = ()
    select: frozenset[str] = frozenset()
    unknown: frozenset[str] = frozenset()
    short: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    built_in: tuple[str, ...] = ()
    one_package: tuple[str, ...] = ()
    all_packages: tuple[str, ...] = ()
    direct: bool = False
    many: bool = False


class NameRule(msgspec.Struct, frozen=True):
    """What the name of a script tells."""

    words: frozenset[str]
    kinds: frozenset[str]
    unless: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()


class UseRule(msgspec.Struct, frozen=True):
    """What an action, a task, an orb, a template or a Jenkins step does; `none` are names that only look like it."""

    uses: tuple[str, ...]
    kinds: frozenset[str]
    none: tuple[str, ...] = ()
    levels: frozenset[str] = frozenset()
    with_: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict, name="with")
    approval: bool = False


class Tools(msgspec.Struct, frozen=True):
    """The shape of `tools.yml`."""

    wrappers: dict[str, Wrapper]
    aliases: dict[str, str]
    idle: frozenset[str]
    commands: tuple[CommandRule, ...]
    runners: dict[str, Runner]
    names: tuple[NameRule, ...]
    level_words: dict[str, frozenset[str]]
    actions: tuple[UseRule, ...]
    jenkins_steps: tuple[UseRule, ...]
    gitlab_includes: tuple[UseRule, ...]
    production: frozenset[str]
    gates: dict[str, frozenset[str]]
    no_delivery: frozenset[str]


@lru_cache(maxsize=1)
def tools() -> Tools:
    """The data, loaded once."""
    return read("tools", Tools)


_WORDS = re.compile(r"[a-z0-9]+")
_INSTALLED = ("/usr/", "/opt/", "/bin/", "~/")  # folders of installed programs: their name alone tells
_EXCLUDED = re.compile(r"--(?:exclude|ignore|deselect|testPathIgnorePatterns)[= ]\S{0,300}|\bnot \w{1,60}")


def command_effect(words: Sequence[str]) -> Effect:
    """What a command does by itself: wrappers and aliases already removed."""
    if not words or words[0] in tools().idle:
        return IDLE
    if words[0].startswith(_INSTALLED):
        words = [words[0].rpartition("/")[2], *words[1:]]
    kinds: set[str] = set()
    levels: set[str] = set()
    for tokens, rule in _rules().get(words[0].lower(), ()):
        rest = after(words, tokens)
        if rest is not None and _holds(rule, rest):
            kinds |= rule.kinds
            levels |= rule.levels
    if "test" in kinds and not levels:
        levels |= level_of(_EXCLUDED.sub(" ", " ".join(words)))
    return Effect(frozenset(kinds), frozenset(levels))


def after(words: Sequence[str], tokens: Sequence[str]) -> Sequence[str] | None:
    """The arguments once `tokens` are found in order at the start, options and their values skipped; else None."""
    matched, skip = 0, False
    for position, word in enumerate(words):
        if matched == len(tokens):
            break
        if word.lower() == tokens[matched]:
            matched += 1
            skip = False
            if matched == len(tokens):
                return [*(w for w in words[1:position] if w.startswith("-")), *words[position + 1 :]]
        elif word.startswith("-"):
            skip = "=" not in word
        elif skip:
            skip = False
        else:
            return None
    return None


def use_effect(name: str, inputs: dict[str, str], rules: Sequence[UseRule]) -> Effect:
    """What an action, task, orb, template or Jenkins step does, by its name without version."""
    kinds: set[str] = set()
    levels: set[str] = set()
    approval = False
    for rule in rules:
        named = _use_pattern(rule.uses).match(name.lower()) and not _use_pattern(rule.none).fullmatch(name.lower())
        if named and _inputs_hold(rule, inputs):
            kinds |= rule.kinds
            levels |= rule.levels
            approval = approval or rule.approval
    return Effect(frozenset(kinds), frozenset(levels), approval=approval)


def name_effect(name: str) -> Effect:
    """What the name of a script, a task or a script file tells: whole words of it."""
    words = frozenset(_words(name))
    rules = [rule for rule in tools().names if words & rule.words and not words & rule.unless]
    kinds = frozenset[str]().union(*(rule.kinds for rule in rules))
    levels = frozenset[str]().union(*(rule.levels for rule in rules))
    return Effect(kinds, levels | level_of(name) if "test" in kinds else levels)


def is_no_delivery(name: str) -> bool:
    """Whether the name of a script says that it is about translations, documentation or a database."""
    return not tools().no_delivery.isdisjoint(_words(name))


def level_of(text: str) -> frozenset[str]:
    """The levels of tests that the words of a text name."""
    words = set(_words(text))
    return frozenset(level for level, names in tools().level_words.items() if words & names)


def is_production(environment: str) -> bool:
    """Whether an environment's name is one that is usually protected."""
    return not tools().production.isdisjoint(_words(environment))


def _words(text: str) -> list[str]:
    """Words in lower case, without accents: cut at case changes and at what is no letter or digit; `a-b` also whole."""
    spaced = normalised(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text))
    return [*_WORDS.findall(spaced), *re.findall(r"(?<![a-z0-9])[a-z0-9]++(?:-[a-z0-9]++){1,3}", normalised(text))]


@lru_cache(maxsize=1)
def _rules() -> dict[str, list[tuple[tuple[str, ...], CommandRule]]]:
    index: dict[str, list[tuple[tuple[str, ...], CommandRule]]] = defaultdict(list)
    for rule in tools().commands:
        for way in rule.run.split("|"):
            tokens = tuple(way.lower().split())
            index[tokens[0]].append((tokens, rule))
    return dict(index)


def _holds(rule: CommandRule, rest: Sequence[str]) -> bool:
    if rule.alone and any(not word.startswith("-") for word in rest):
        return False
    words = [word.lower() for word in rest[:200]]
    words += [f"{one} {two}" for one, two in pairwise(words)]
    if any(fnmatchcase(word, pattern.lower()) for pattern in rule.none for word in words):
        return False
    return not rule.any or any(fnmatchcase(word, pattern.lower()) for pattern in rule.any for word in words)


@lru_cache(maxsize=512)
def _use_pattern(uses: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(translate(pattern.lower()) for pattern in uses))


def _inputs_hold(rule: UseRule, inputs: dict[str, str]) -> bool:
    return all(
        any(fnmatchcase(inputs.get(key, "").lower(), pattern) for pattern in patterns)
        for key, patterns in rule.with_.items()
    )
