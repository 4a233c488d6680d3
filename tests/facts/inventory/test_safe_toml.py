"""TOML of strangers: a table, or a declared fault, in a bounded time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.facts.safe_toml import TomlFault, load


def test_a_table_comes_out() -> None:
    assert load('[a.b]\nc = ["x.y", 1]\n') == {"a": {"b": {"c": ["x.y", 1]}}}


def test_dots_inside_a_text_are_no_key() -> None:
    assert load(f'a = "{"." * 5_000}"') == {"a": "." * 5_000}


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
