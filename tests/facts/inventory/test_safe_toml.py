"""TOML of strangers: a table, or a declared fault, in a bounded time."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.facts.safe_toml import TomlFault, load


def test_a_table_comes_out() -> None:
    assert load('[a.b]\nc = ["x.y", 1]\n') == {"a": {"b": {"c": ["x.y", 1]}}}


def test_dots_inside_a_text_are_no_key() -> None:
    assert load(f'a = "{"." * 5_000}"') == {"a": "." * 5_000}


def test_brackets_and_dots_in_texts_and_comments_are_neither() -> None:
    text = '# [[[[ a.b\na = """\n[[ \\""" x.y\n"""\nb = \'\'\'{{ "\'\'\'\n' + "c = 'it.is'\n"
    assert load(text) == {"a": '[[ """ x.y\n', "b": '{{ "', "c": "it.is"}
    assert load(f"a = '{'[' * 500}' # {'{' * 500}") == {"a": "[" * 500}


def test_many_brackets_side_by_side_are_not_deep() -> None:
    assert load(f"a = [{'[1], ' * 500}]")["a"] == [[1]] * 500


PARTS = "b." * 20_000 + "b = 1"


@pytest.mark.parametrize(
    "text",
    [
        '"\x85".' * 40_000 + "a = 1",
        '"\u2028".' * 40_000 + "a = 1",
        f'a = ["""\n\'""", {{{PARTS}}}, "\'"]\n',
        f"a = ['''\n\"''', {{{PARTS}}}, '\"']\n",
        f'a = ["""""""", {{{PARTS}}}]\n',
        f"# '\n{PARTS} # '",
        f'a = "\\"" # "\n{PARTS}',
        "".join(f"x{n}.{'a.' * 398}b = 1\n" for n in range(450)),
        "a = " + "[\n" * 200 + "]\n" * 200,
        "a = " + "[{a=" * 30,
    ],
    ids=["nel", "ls", "text before", "literal before", "eight quotes", "comment", "escape", "many", "lines", "tables"],
)
def test_nothing_hides_what_costs(text: str) -> None:
    start = time.process_time()
    with pytest.raises(TomlFault, match="too-deep"):
        load(text)
    assert time.process_time() - start < 1


@pytest.mark.parametrize("unit", ['"""', "'''", '"', "'", '\\"""', '"""\\', "#", '""', "[", "a."])
def test_the_guard_itself_is_linear(unit: str) -> None:
    start = time.process_time()
    with contextlib.suppress(TomlFault):
        load(unit * 200_000)
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    "text", ["a", "a = ", f"a{'.a' * 100_000} = 1", f"a = {'[' * 50_000}", f"a = {'9' * 50_000}", "a = 1\na = 2"]
)
def test_anything_else_is_a_fault_and_takes_no_time(text: str) -> None:
    start = time.perf_counter()
    with pytest.raises(TomlFault):
        load(text)
    assert time.perf_counter() - start < 2


@given(st.text(alphabet="[]{}.,=\"ab\n#'1", max_size=200))
def test_any_text_is_a_table_or_a_fault(text: str) -> None:
    try:
        assert isinstance(load(text), dict)
    except TomlFault as fault:
        assert str(fault)
