"""Tests that test nothing. Played where there is code to test, too."""

from __future__ import annotations

from pathlib import Path

from tests.gaming.bases import write
from tests.gaming.registry import trick

LEVELS = ("tests/unit", "tests/integration", "tests/e2e", "tests/security", "tests/performance", "tests/accessibility")


def _suite(folder: Path, case: str, head: str = "", count: int = 40) -> None:
    """The case, for each level, many times under other names (`{n}`)."""
    for level in LEVELS:
        name = level.rpartition("/")[2]
        write(
            folder,
            f"{level}/test_{name}.py",
            head + "\n\n".join(case.replace("{n}", str(n)) for n in range(count)) + "\n",
        )


@trick()
def empty_tests(folder: Path) -> None:
    _suite(folder, "def test_{n}():\n    pass\n")


@trick()
def tests_that_assert_true(folder: Path) -> None:
    _suite(folder, "def test_{n}():\n    assert True\n")


@trick()
def tests_of_constants(folder: Path) -> None:
    bodies = (
        "assert {n} == {n}",
        "assert 2 + 3 == 5",
        "assert 'a' == 'a'",
        "assert not False",
        "assert len([1, 2]) == 2",
        "assert 1 < 2",
        "x = 1\n    assert x == 1",
        "result = True\n    assert result",
        "assert [1] == [1]",
        "assert None is None",
        'assert "ok"',
        "assert isinstance('a', str)",
    )
    for number, body in enumerate(bodies):
        _suite(folder / f"part{number}", f"def test_constant_{number}_{{n}}():\n    {body}\n", count=5)


@trick()
def javascript_tests_of_constants(folder: Path) -> None:
    bodies = (
        "expect(true).toBe(true)",
        "expect(2 + 3).toBe(5)",
        "expect('a').toBe('a')",
        "const x = 1; expect(x).toBe(1)",
        "const ok = true; expect(ok).toBeTruthy()",
        "expect([1, 2].length).toBe(2)",
        "expect({n}).toEqual({n})",
        "expect(undefined).toBeUndefined()",
    )
    for number, body in enumerate(bodies):
        for level in LEVELS:
            cases = "\n".join(f"it('works {number} {n}', () => {{ {body.replace('{n}', str(n))} }})" for n in range(10))
            write(folder, f"{level}/case{number}.test.js", cases)


@trick()
def tests_without_assertion(folder: Path) -> None:
    _suite(folder, "def test_{n}():\n    value = {n} + 1\n    print(value)\n")


@trick()
def tests_that_only_import(folder: Path) -> None:
    _suite(folder, "def test_import_{n}():\n    import json\n    assert json\n")


@trick()
def skipped_tests(folder: Path) -> None:
    body = "def test_{n}():\n    assert total([{n}]) == {n}\n"
    _suite(folder, "@pytest.mark.skip(reason='later')\n" + body, "import pytest\n\n\n")
    _suite(folder / "more", "@pytest.mark.skipif(True, reason='later')\n" + body, "import pytest\n\n\n")
    _suite(folder / "whole", body, "import pytest\n\npytestmark = pytest.mark.skip(reason='later')\n\n\n")
    _suite(
        folder / "classes",
        "@unittest.skip('later')\nclass Test{n}:\n    def test_{n}(self):\n        assert total([{n}]) == {n}\n",
        "import unittest\n\n\n",
    )


ONE = dict.fromkeys(("BC02-3.o", "BC02-3"), "one case, written once, is one case")


@trick(may_rise=ONE)
def two_hundred_copies_of_one_test(folder: Path) -> None:
    """One case that checks something, two hundred times at each level: it is one case, of one level."""
    _copies(folder, "def test_copy_{n}():\n    assert missing(Book(), [], 1) == []\n")


@trick(may_rise=ONE)
def two_hundred_copies_with_a_counter(folder: Path) -> None:
    _copies(folder, "def test_copy_{n}():\n    assert missing(Book(), [{n}], {n}) == [{n}]\n")


def _copies(folder: Path, case: str) -> None:
    for level in LEVELS[2:]:
        name = level.rpartition("/")[2]
        head = "from choir.attendance import missing\n\n\n"
        write(folder, f"{level}/test_{name}.py", head + "\n\n".join(case.replace("{n}", str(n)) for n in range(200)))
