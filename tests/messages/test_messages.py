"""Everything said exists in both languages, with the same values and the same forms."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import jalon
from jalon.catalogue import built_in, load_checklist
from jalon.messages import LANGUAGES, VOCABULARY, Say, language_of_environment
from jalon.messages.en import MESSAGES as ENGLISH
from jalon.messages.fr import MESSAGES as FRENCH
from jalon.messages.words import WORDS
from jalon.probes import PROBES

PACKAGE = Path(jalon.__file__).parent
SIGNS = '< > : " | ? *'  # shown as they are
FIELD = re.compile(r"\{(\w+)\}")
OUTCOMES = ("met", "partial", "missing", "unknown", "error", "jury", "not-applicable", "waived")
# the codes that `snapshot` and `facts` declare in their docstrings
REASONS = [
    "vendored",
    "environment",
    "generated",
    "lockfile",
    "brief",
    "grid",
    "sheet",
    "framework-readme",
    "example",
    "settings-of-tools",
    "settings",
    "absent",
    "too-large",
    "too-deep",
    "not-a-file",
    "changed",
    "no-permission",
    "not-text",
    "damaged",
    "timeout",
    "budget",
    "encrypted",
    "no-text",
    "unsupported",
    "too-many",
    "link-outside",
    "link-broken",
    "too-many-entries",
    "name-clash",
    "not-checked-out",
    "none",
    "git-missing",
    "git-failed",
    "alternates-outside",
    "special-file",
    "refs-format",
    "object-format",
    "incomplete",
    "not-built-in",
]


def forms(message: str | tuple[str, str]) -> tuple[str, ...]:
    return message if isinstance(message, tuple) else (message,)


# --- one language against the other ---


def test_both_languages_have_the_same_messages() -> None:
    assert FRENCH.keys() == ENGLISH.keys()
    assert FRENCH.keys().isdisjoint(WORDS), "a word must not hide a message"


@pytest.mark.parametrize("name", sorted(FRENCH))
def test_a_message_takes_the_same_values_in_the_same_forms(name: str) -> None:
    french, english = forms(FRENCH[name]), forms(ENGLISH[name])
    assert len(french) == len(english)
    fields = {frozenset(FIELD.findall(one)) for one in (*french, *english)}
    assert len(fields) == 1, fields
    if len(french) == 2:
        assert "{n}" in french[1]


@pytest.mark.parametrize("name", sorted(FRENCH))
def test_typography(name: str) -> None:
    french, english = (
        [one.replace("--format {name}:", "").replace(SIGNS, "") for one in forms(said[name])]
        for said in (FRENCH, ENGLISH)
    )
    for one in french:
        assert not re.search(r"[^\W\d_]'[^\W\d_]", one)
        assert not re.search(r"[^\s\u00a0\u202f?!:][?!;:](?:\s|$)", one)
        assert not re.search(r"«(?![\s\u00a0\u202f])|(?<![\s\u00a0\u202f])»", one)
    for one in english:
        assert not re.search(r"[^\W\d_]'[^\W\d_]", one)
        assert not re.search(r"\s[?!;:](?:\s|$)|[«»]", one)


@pytest.mark.parametrize("name", sorted(WORDS))
def test_a_word_is_there_in_both_languages(name: str) -> None:
    french, english = WORDS[name]
    assert french == french.strip() != ""
    assert english == english.strip() != ""
    assert name.partition(".")[0] in {*VOCABULARY.values(), "wrong", "platform"}


# --- nothing is said that nobody wrote ---


def files(room: str) -> list[Path]:
    """The modules of a room, or the module of that name."""
    return sorted((PACKAGE / room).rglob("*.py")) or [PACKAGE / f"{room}.py"]


@cache
def calls(room: str) -> tuple[ast.Call, ...]:
    """Every call written in the modules of a room of the package."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in files(room))
    return tuple(node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call))


def called(name: str, *rooms: str) -> Iterator[ast.Call]:
    """Every call of `name` in some rooms."""
    for room in rooms:
        for node in calls(room):
            if name in (getattr(node.func, "id", ""), getattr(node.func, "attr", "")):
                yield node


def said(name: str, *rooms: str) -> set[str]:
    """The first argument of every call of `name`, when it is written as it is (either side of a condition too)."""
    found: set[str] = set()
    for node in called(name, *rooms):
        if node.args:
            first = node.args[0]
            options = (first.body, first.orelse) if isinstance(first, ast.IfExp) else (first,)
            found |= {one.value for one in options if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    return found


def test_every_advice_of_a_probe_has_its_sentence() -> None:
    advice = said("Advice", "probes", "assessment")
    assert len(advice) >= 20
    assert sorted(advice - FRENCH.keys()) == []


def test_every_counted_advice_has_a_sentence_for_none() -> None:
    names = {
        str(keyword.value.value)
        for node in called("counted", "probes")
        for keyword in node.keywords
        if keyword.arg == "advice" and isinstance(keyword.value, ast.Constant)
    }
    positional = {"code", "revised"}  # given by place
    assert names | positional >= {"diagram", "picture", "pages"}
    assert sorted({f"{one}{end}" for one in names | positional for end in ("", "-none")} - FRENCH.keys()) == []


@pytest.mark.parametrize("call", ["say", "speaker", "Refused"])
def test_every_sentence_that_the_commands_and_reports_say_exists(call: str) -> None:
    names = said(call, "cli", "reports")
    assert names
    assert sorted(names - FRENCH.keys()) == []


def test_every_refusal_of_the_template_has_its_sentence() -> None:
    assert sorted(said("NotCreated", "scaffold") - FRENCH.keys()) == []


def test_every_fault_of_a_checklist_has_its_sentence() -> None:
    given_by = [*called("Fault", "catalogue"), *called("_fault", "catalogue")]
    third = [node.args[2] for node in given_by if len(node.args) > 2]
    faults = {str(one.value) for one in third if isinstance(one, ast.Constant)}
    assert {"unreadable", "syntax", "shape", "unknown-topic"} <= faults
    assert sorted({f"fault.{one}" for one in faults} - FRENCH.keys()) == []


@pytest.mark.parametrize("reason", REASONS)
def test_every_declared_reason_has_its_words(reason: str) -> None:
    assert f"reason.{reason}" in FRENCH


def test_every_reason_that_the_code_gives_is_declared() -> None:
    rooms = ("snapshot", "facts")
    codes = set().union(*(said(name, *rooms) for name in ("Refused", "Failed", "Problem", "Refusal")))
    second = [node.args[1] for name in ("Unread", "Unreadable") for node in called(name, *rooms) if len(node.args) > 1]
    codes |= {str(one.value) for one in second if isinstance(one, ast.Constant)}
    assert len(codes) >= 12
    assert sorted(codes - set(REASONS)) == []


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_outcome_and_effort_has_its_word(outcome: str) -> None:
    assert outcome in FRENCH
    assert {"effort.low", "effort.medium", "effort.high"} <= FRENCH.keys()


def test_every_probe_can_be_explained() -> None:
    for name, probe in PROBES.items():
        fields = {field.name for field in msgspec.structs.fields(probe.parameters)}
        wanted = set(FIELD.findall("".join(forms(FRENCH[f"probe.{name}"]))))
        assert wanted <= fields | {"kinds", "steps", "types", "figures"}, name


def test_what_the_checklist_asks_for_is_said_in_words() -> None:
    """Kinds of code, columns, steps, levels…; the names of tools are names in every language."""
    fields = {
        "code": ("kinds", "facet", "names"),
        "table": ("columns", "agree"),
        "diagram": ("types", "notations"),
        "pages": ("good",),
        "pipeline": ("does", "any_of", "levels", "on"),
        "sources": ("sides",),
        "tests": ("levels",),
        "section": ("holds",),
        "written": ("language",),
    }
    checklist = load_checklist(built_in()["rncp38822"])
    asked = [call for one in checklist.requirements() for call in one.probes]
    asked += [call for one in checklist.deliverables for part in one.contains for call in part.probes]
    bare = set()
    for call in asked:
        for field in fields.get(call.name, ()):
            value = getattr(call.parameters, field)
            for one in [value] if isinstance(value, str) else value:
                bare |= {f"{VOCABULARY[f'{call.name}.{field}']}.{one}"} - LANGUAGES["fr"].keys()
    assert sorted(bare) == []


# --- saying ---


@pytest.mark.parametrize(
    ("language", "n", "sentence"),
    [
        ("fr", 0, "0 exigence n’a pas pu être vérifiée"),
        ("fr", 1, "1 exigence n’a pas pu être vérifiée"),
        ("fr", 2, "2 exigences n’ont pas pu être vérifiées"),
        ("en", 0, "0 requirements could not be checked"),
        ("en", 1, "1 requirement could not be checked"),
        ("en", 2, "2 requirements could not be checked"),
    ],
)
def test_one_and_many(language: str, n: int, sentence: str) -> None:
    assert Say(language)("report.unknown", n=n) == sentence


def test_lists_end_as_the_language_wants() -> None:
    french, english = Say("fr"), Say("en")
    assert [french.either("AB"), french.every("ABC"), french.neither("ABC")] == ["A ou B", "A, B et C", "A, B ni C"]
    assert [english.either("AB"), english.every("ABC"), english.neither("ABC")] == ["A or B", "A, B and C", "A, B or C"]
    assert (french.every(["A"]), french.either([])) == ("A", "")
    assert (french.quoted(["A"]), english.quoted(["A"])) == (["«\u00a0A\u00a0»"], ["“A”"])


def test_the_same_id_is_a_verb_in_a_pipeline_and_an_adjective_of_tests() -> None:
    say = Say("fr")
    assert say.words("step", ["accessibility", "format"]) == ["contrôler l’accessibilité", "vérifier la mise en forme"]
    assert say.words("level", ["accessibility", "meteorite"]) == ["d’accessibilité", "meteorite"]


def test_percentages_have_the_spacing_of_the_language() -> None:
    assert (Say("fr").percent(0.123), Say("en").percent(0.123)) == ("12\u202f%", "12%")
    assert (Say("fr").points(0.001), Say("en").points(0.04)) == ("<1\u202f%", "4%")


def test_a_reason_nobody_wrote_stays_as_it_is() -> None:
    assert (Say("fr").reason("timeout"), Say("fr").reason("meteorite")) == ("lecture trop longue", "meteorite")


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_value_is_never_read_as_a_form(name: str, value: str) -> None:
    assert Say("en")("bad.format", name=f"{{{name}}}", known=value) == (
        f"there is no format “{{{name}}}”; known: {value}."
    )


# --- the language of the environment ---


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, ""),
        ({"LANG": "POSIX"}, ""),
        ({"LANG": "de_DE.UTF-8"}, ""),
        ({}, ""),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "C.UTF-8"}, "fr"),
        ({"LANG": "fr_FR.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8", "LANGUAGE": "en"}, "en"),
        ({"LANG": "C.UTF-8", "LANGUAGE": "de:en:fr"}, "en"),
        ({"LANG": ""}, ""),
    ],
)
def test_what_the_environment_says(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], language: str) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert language_of_environment() == language
