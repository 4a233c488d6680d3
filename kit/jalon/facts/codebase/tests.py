"""Test files: which they are, what level, and how many of their cases check something (`tests.yml`)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from fnmatch import translate
from functools import lru_cache
from itertools import islice

import msgspec

from jalon.facts.codebase.text import line_at
from jalon.facts.knowledge import read, regex
from jalon.facts.model import At, TestFile

MAX_CASES = 1_000
MAX_GROUPS = 50
MAX_BODY = 20_000
MAX_USES = 400
PATTERN = 5
_DIGITS = re.compile(r"\d+")
_STRING = re.compile(r"""'[^'\n]{0,2000}'|"[^"\n]{0,2000}"|`[^`]{0,2000}`""")
_FIXTURE = re.compile(r"[A-Za-z_]\w{1,60}")
_USED = re.compile(
    r"(?<![\w.$>@])(?P<name>\$?[A-Za-z_][\w$]{0,80})\s{0,3}(?:\(|\[|<|::|(?:\?\.|\.|->)(?P<member>\w{1,80}))"
)
_SELF = frozenset({"self", "this", "$this"})
_FRAMEWORK = ("assert", "expect", "fail", "skip", "mark")


class Names(msgspec.Struct, frozen=True):
    """File names that are tests, by language."""

    languages: tuple[str, ...]
    patterns: tuple[str, ...]


class Family(msgspec.Struct, frozen=True):
    """How languages write a case."""

    languages: tuple[str, ...]
    case: str
    checks: str
    trivial: str = ""
    skipped: str = ""
    skipped_group: str = ""
    skipped_file: str = ""
    idle: frozenset[str] = frozenset()
    ends: str = ""
    level: str = "unit"


class Level(msgspec.Struct, frozen=True):
    """The signs of a level."""

    level: str
    name_words: frozenset[str]
    folder_words: frozenset[str]
    texts: tuple[str, ...]


class Tool(msgspec.Struct, frozen=True):
    """A test framework by what its files hold."""

    name: str
    texts: tuple[str, ...]


class Scenario(msgspec.Struct, frozen=True):
    """Load tests and collections."""

    name: str
    level: str
    languages: tuple[str, ...]
    needs: tuple[str, ...]
    case: str
    also: tuple[str, ...] = ()


class Found(msgspec.Struct, frozen=True):
    """A test file, with the text of each of its cases when they are written one by one."""

    file: TestFile
    bodies: tuple[str, ...] = ()


class Conventions(msgspec.Struct, frozen=True):
    """The shape of `tests.yml`."""

    names: tuple[Names, ...]
    folders: tuple[str, ...]
    families: tuple[Family, ...]
    generated: tuple[str, ...]
    levels: tuple[Level, ...]
    unit_words: frozenset[str]
    frameworks: tuple[Tool, ...]
    scenarios: tuple[Scenario, ...]


def test_file(path: str, language: str, text: str) -> Found | None:
    """The test file that a source is with its cases, or None. `text` has its comments blanked."""
    scenario = _scenario(language, text)
    if scenario is not None:
        count = len(regex(scenario.case).findall(text))
        return Found(TestFile(path, scenario.level, count, scenario.name, At(line=1))) if count else None
    named = _is_named(path, language)
    family = _family(language)
    if family is None or not (named or _in_test_folder(path)):
        return None
    cases, line = _cases(family, text)
    if not named and not line:
        return None  # a helper among the tests
    level = _level(path, text, family.level)
    return Found(TestFile(path, level, len(cases), _framework(text), At(line=line or 1)), cases)


def without_copies(found: Sequence[Found]) -> tuple[TestFile, ...]:
    """The test files in their order; a case copied under other names counts once, as a unit test when one of its
    copies is one. From `PATTERN` cases on, those that differ by their figures alone are copies too."""
    times = Counter(_DIGITS.sub("0", body) for one in found for body in one.bodies)
    seen: set[str] = set()
    cases: dict[str, int] = {}
    for one in sorted(found, key=lambda one: (one.file.level != "unit", one.file.path)):
        kept = 0
        for body in one.bodies:
            pattern = _DIGITS.sub("0", body)
            known = pattern if times[pattern] >= PATTERN else body
            kept += known not in seen
            seen.add(known)
        cases[one.file.path] = kept if one.bodies else one.file.cases
    return tuple(msgspec.structs.replace(one.file, cases=cases[one.file.path]) for one in found)


def in_tests(path: str, language: str) -> bool:
    """Whether a source belongs to the tests (a test, or a helper in a folder of tests)."""
    return _is_named(path, language) or _in_test_folder(path)


@lru_cache(maxsize=1)
def _conventions() -> Conventions:
    return read("tests", Conventions)


@lru_cache(maxsize=64)
def _family(language: str) -> Family | None:
    return next((family for family in _conventions().families if language in family.languages), None)


@lru_cache(maxsize=64)
def _name_pattern(language: str) -> re.Pattern[str]:
    globs = [glob for rule in _conventions().names if language in rule.languages for glob in rule.patterns]
    return re.compile("|".join(map(translate, globs)) or r"(?!)")


def _is_named(path: str, language: str) -> bool:
    return bool(_name_pattern(language).match(path.rpartition("/")[2]))


def _in_test_folder(path: str) -> bool:
    folder = f"/{path.rpartition('/')[0].lower()}/"
    return any(f"/{name}/" in folder for name in _conventions().folders)


def _scenario(language: str, text: str) -> Scenario | None:
    for scenario in _conventions().scenarios:
        if language not in scenario.languages or not any(need in text for need in scenario.needs):
            continue
        if not scenario.also or any(other in text for other in scenario.also):
            return scenario
    return None


def _cases(family: Family, text: str) -> tuple[tuple[str, ...], int]:
    """The bodies of the cases that check something, and the line of the first case written (0 when there is none)."""
    text = _without_skipped_groups(family, text)
    starts = [match.start() for match in islice(regex(family.case).finditer(text), MAX_CASES)]
    if not starts:
        return (), 0
    never = bool(family.skipped_file and regex(family.skipped_file).search(text))
    bodies = []
    previous = 0
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        body = text[start : min(end, start + MAX_BODY)]
        if family.ends and (stop := regex(family.ends).search(body, body.find("\n") + 1 or len(body))):
            body = body[: stop.start()]
        skipped = never or _is_skipped(family, text[max(previous, start - 300) : start], body)
        if not skipped and _checks(family, body) and _acts(family, body):
            bodies.append("".join(body[body.find("(") + 1 :].partition("\n")[2].split()) or _title_cut(body))
        previous = start
    return tuple(bodies), line_at(text, starts[0])


def _title_cut(body: str) -> str:
    """A case written on one line, without its title."""
    return "".join(_STRING.sub('""', body, count=1).split())


def _acts(family: Family, body: str) -> bool:
    """Whether a case uses something besides constants, built-in names and the test framework: a call, a member or an
    element of it, or a parameter that a fixture gives."""
    if not family.idle:
        return True
    plain = _STRING.sub('""', body)
    head, _, rest = plain[plain.find("(") + 1 :].partition(")")
    if plain.lstrip().startswith(("def ", "async def ")):
        given = frozenset(_FIXTURE.findall(head)) - _SELF
        if not given.isdisjoint(_FIXTURE.findall(rest)):
            return True
    used = ((match["name"], match["member"] or "") for match in islice(_USED.finditer(rest), MAX_USES))
    return any(not member.startswith(_FRAMEWORK) if name in _SELF else name not in family.idle for name, member in used)


def _without_skipped_groups(family: Family, text: str) -> str:
    """The text with the groups that never run blanked, up to the next line written at their indentation."""
    if not family.skipped_group:
        return text
    for match in islice(regex(family.skipped_group).finditer(text), MAX_GROUPS):
        indentation = re.escape(re.match(r"[ \t]*", match[0])[0])  # type: ignore[index]
        end = re.compile(rf"^{indentation}(?=[\w/@])", re.MULTILINE).search(text, match.end())
        stop = end.start() if end else len(text)
        text = text[: match.start()] + re.sub(r"[^\n]", " ", text[match.start() : stop]) + text[stop:]
    return text


def _is_skipped(family: Family, before: str, body: str) -> bool:
    if not family.skipped:
        return False
    decorators = before[before.rstrip().rfind("\n\n") + 1 :]
    return bool(regex(family.skipped).search(decorators) or regex(family.skipped).search(body[:300]))


def _checks(family: Family, body: str) -> bool:
    if any(phrase in body for phrase in _conventions().generated):
        return False
    first_line = body.find("(") + 1  # `test("it should …")`: the title is not a check
    rest = regex(r"^\s*(?:'[^'\n]*'|\"[^\"\n]*\"|`[^`]*`)").sub("", body[first_line:], count=1)
    real = regex(family.trivial).sub(" ", rest) if family.trivial else rest
    return bool(regex(family.checks).search(real))


def _level(path: str, text: str, default: str) -> str:
    folder, _, base = path.rpartition("/")
    name_words, folder_words = _words(base), _words(folder)
    conventions = _conventions()
    for words, signs in ((name_words, "name_words"), (folder_words, "folder_words")):
        if words & conventions.unit_words:
            return "unit"
        for level in conventions.levels:
            if words & getattr(level, signs):
                return level.level
    return next((level.level for level in conventions.levels if any(sign in text for sign in level.texts)), default)


def _words(text: str) -> frozenset[str]:
    """Words in lower case, cut where the case changes; `end-to-end` also whole."""
    text = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", text).lower()
    joined = re.findall(r"(?<![a-z0-9])[a-z0-9]++(?:-[a-z0-9]++){1,3}", text)
    return frozenset(re.findall(r"[a-z0-9]+", text)) | frozenset(joined)


def _framework(text: str) -> str:
    return next((tool.name for tool in _conventions().frameworks if any(sign in text for sign in tool.texts)), "")
