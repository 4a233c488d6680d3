"""YAML of strangers: plain data, exact lines, and a declared fault for anything else."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.facts.safe_yaml import YamlFault, load, load_all, parse


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on: push", {"on": "push"}),
        ("yes: no\noff: y", {"yes": "no", "off": "y"}),
        ("a: true\nb: ~\nc: 12\nd: -1.5\ne: 1e3", {"a": True, "b": None, "c": 12, "d": -1.5, "e": 1000.0}),
        ("a: 'true'\nb: \"12\"\nc: |\n  3", {"a": "true", "b": "12", "c": "3"}),
        ("200: ok", {"200": "ok"}),
        ("a: 1\na: 2", {"a": 2}),
        ("a: !reference [x, script]\nb: !vault secret", {"a": ["x", "script"], "b": "secret"}),
        ("d: &d {x: 1, y: 2}\nj:\n  <<: *d\n  y: 3", {"d": {"x": 1, "y": 2}, "j": {"x": 1, "y": 3}}),
        ("d: &d [1, 2]\ne: *d", {"d": [1, 2], "e": [1, 2]}),
        ("", None),
    ],
)
def test_plain_data_comes_out(text: str, expected: object) -> None:
    assert load(text) == expected


def test_every_document_of_a_stream_is_read() -> None:
    assert load_all("a: 1\n---\nb: 2\n") == [{"a": 1}, {"b": 2}]


def test_keys_and_values_know_their_lines() -> None:
    (root,) = parse("name: x\n\njobs:\n  build:\n    steps:\n      - run: make\n      - uses: a/b\n")
    assert root.entries()["jobs"][0] == 3
    steps = root.get("jobs", "build", "steps")
    assert steps is not None
    assert [step.line for step in steps.items] == [6, 7]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("a: [1, 2", 1, "did not find"),
        ("a: 1\n b: 2", 2, "mapping values"),
        ("a: *nobody", 1, "unknown alias"),
        ("a: &a\n  b: *a", 2, "recursive alias"),
        ("ok: 1\nbad: " + "[" * 70, 2, "too deep"),
        ("a\0b", 1, ""),
    ],
)
def test_a_fault_has_a_line_and_a_reason(text: str, line: int, reason: str) -> None:
    with pytest.raises(YamlFault) as caught:
        parse(text)
    assert caught.value.line == line
    assert reason in caught.value.reason


BILLION = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(9)
)
DEEP_ALIASES = "a0: &a0 [x]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}]\n" for i in range(1, 100))


@pytest.mark.parametrize(
    "bomb",
    ["[" * 100_000, "{" * 100_000, "- " * 100_000, "? " * 100_000, BILLION, DEEP_ALIASES, "x" * 2_000_001],
    ids=["brackets", "braces", "dashes", "questions", "billion laughs", "deep aliases", "too long"],
)
def test_a_bomb_is_refused_at_once(bomb: str) -> None:
    begin = time.process_time()
    with pytest.raises(YamlFault):
        load(bomb)
    assert time.process_time() - begin < 2


@pytest.mark.parametrize("text", ["x" * 1_000_000, "a:" + " " * 1_000_000, "a:" + "\n" * 1_000_000])
def test_a_huge_line_is_only_a_long_read(text: str) -> None:
    begin = time.process_time()
    load(text)
    assert time.process_time() - begin < 2


@given(st.text(alphabet=st.sampled_from("ab:-[]{}&*!#|>'\"?,% \n\t") | st.characters(), max_size=200))
def test_any_text_gives_data_or_a_fault(text: str) -> None:
    try:
        data = load(text)
    except YamlFault as fault:
        assert fault.line >= 1
        assert fault.reason
    else:
        assert data is None or isinstance(data, (dict, list, str, int, float, bool))
