"""Test files: recognised, levelled, and only the cases that check something counted."""

from __future__ import annotations

import pytest

from jalon.facts import model
from jalon.facts.codebase.languages import tongue_of
from jalon.facts.codebase.tests import in_tests, test_file, without_copies
from jalon.facts.codebase.text import without_comments

vars(test_file)["__test__"] = False  # a function of ours, not a test


def read(path: str, text: str) -> model.TestFile | None:
    tongue = tongue_of(path)
    assert tongue is not None
    found = test_file(path, tongue.name, without_comments(text, tongue.comments))
    return found.file if found else None


PYTHON = """import pytest

# def test_commented(): assert x == 1

def helper():
    assert 1

def test_total():
    assert total([1, 2]) == 3

def test_raises():
    with pytest.raises(ValueError):
        total(None)

def test_nothing():
    pass

def test_pretends():
    assert True

def test_arithmetic():
    assert 1 + 1 == 2

@pytest.mark.skip(reason="later")
def test_skipped():
    assert total([]) == 0

class TestMore:
    def test_in_class(self):
        self.assertEqual(total([]), 0)
"""
JAVASCRIPT = """import { it, expect } from 'vitest';
it('adds', () => { expect(add(1, 2)).toBe(3); });
it('is empty', () => {});
it('pretends', () => { expect(true).toBe(true); });
// it('is commented', () => { expect(add(1, 2)).toBe(3); });
/* it('too', () => { expect(1) }) */
it.skip('later', () => { expect(add(1, 2)).toBe(3); });
it.todo('one day');
xit('no', () => { expect(add(1, 2)).toBe(3); });
test.each([[1, 2]])('of %s', (a, b) => { expect(add(a, b)).toBe(3); });
it('should expect nothing', () => { add(1, 2); });
describe.skip('later', () => {
  it('adds', () => { expect(add(1, 2)).toBe(3); });
});
describe('now', () => {
  it('adds', () => { expect(add(1, 2)).toBe(3); });
});
"""
JAVA = """import org.junit.jupiter.api.*;
class CartTest {
  @Test
  void adds() { assertEquals(3, cart.add(1, 2)); }
  @Test
  void contextLoads() { }
  @Test
  void pretends() { assertTrue(true); }
  @Disabled
  @Test
  void later() { assertEquals(3, cart.add(1, 2)); }
  @ParameterizedTest
  void of(int a) { assertThat(cart.add(a)).isPositive(); }
}
"""
PHP = """<?php
class CartTest extends TestCase {
  public function testAdds() { $this->assertSame(3, add(1, 2)); }
  public function testNothing() { }
  public function testPretends() { $this->assertTrue(true); }
}
"""
CSHARP = """using Xunit;
public class CartTests {
  [Fact] public void Adds() { Assert.Equal(3, Cart.Add(1, 2)); }
  [Fact] public void Nothing() { }
  [Fact(Skip = "later")] public void Later() { Assert.Equal(3, Cart.Add(1, 2)); }
}
"""
GO = """package cart
import "testing"
func TestAdd(t *testing.T) { if add(1, 2) != 3 { t.Fatal("no") } }
func TestNothing(t *testing.T) {}
"""
GHERKIN = (
    "Feature: cart\n  Scenario: add\n    Given a cart\n    Then it holds 3\n  Scenario: nothing\n    Given a cart\n"
)
K6 = """import http from 'k6/http';
import { check } from 'k6';
export default () => { const r = http.get('x'); check(r, {}); };
"""
LOCUST = """from locust import HttpUser, task
class Visitor(HttpUser):
    @task
    def home(self):
        self.client.get('/')
"""


@pytest.mark.parametrize(
    ("path", "text", "cases", "line", "framework"),
    [
        ("tests/test_total.py", PYTHON, 3, 8, "pytest"),
        ("src/add.test.ts", JAVASCRIPT, 3, 2, "vitest"),
        ("src/test/java/CartTest.java", JAVA, 2, 3, "junit"),
        ("tests/CartTest.php", PHP, 1, 3, "phpunit"),
        ("Tests/CartTests.cs", CSHARP, 1, 3, "xunit"),
        ("cart_test.go", GO, 1, 3, "go"),
        ("features/cart.feature", GHERKIN, 1, 2, ""),
        ("load/run.js", K6, 2, 1, "k6"),
        ("locustfile.py", LOCUST, 1, 1, "locust"),
        ("app/tests.py", "from django.test import TestCase\n\n# Create your tests here.\n", 0, 1, "django"),
    ],
)
def test_only_cases_that_check_something_count(path: str, text: str, cases: int, line: int, framework: str) -> None:
    found = read(path, text)
    assert found is not None
    assert (found.cases, found.at.line, found.framework) == (cases, line, framework)


@pytest.mark.parametrize(
    "text",
    [
        "test('renders learn react link', () => { expect(screen.getByText(/learn react/i)).toBeVisible(); });\n",
        "it('should create', () => { expect(component).toBeTruthy(); });\n",
        "it('should be defined', () => { expect(service).toBeDefined(); });\n",
    ],
)
def test_the_tests_that_a_generator_wrote_check_its_example(text: str) -> None:
    found = read("src/App.test.js", text)
    assert found is not None
    assert found.cases == 0


CASE = "it('x', async () => { expect(1 + x).toBe(2); });\n"


@pytest.mark.parametrize(
    ("path", "text", "level"),
    [
        ("src/add.spec.ts", CASE, "unit"),
        ("tests/unit/add.test.ts", "import request from 'supertest';\n" + CASE, "unit"),
        ("tests/integration/add.test.ts", CASE, "integration"),
        ("src/orders.test.ts", "import request from 'supertest';\n" + CASE, "integration"),
        ("e2e/login.spec.ts", CASE, "end-to-end"),
        ("src/login.test.ts", "import { test } from '@playwright/test';\n" + CASE, "end-to-end"),
        ("cypress/login.cy.js", "it('x', () => { cy.visit('/'); cy.contains('x'); });\n", "end-to-end"),
        ("src/csrf.guard.spec.ts", CASE, "security"),
        ("src/home.a11y.test.tsx", CASE, "accessibility"),
        ("src/home.test.tsx", "import { axe } from 'jest-axe';\n" + CASE, "accessibility"),
        ("tests/test_api.py", "def test_x(client):\n    assert client.get('/x').status_code == 200\n", "integration"),
        (
            "src/test/java/OrderIT.java",
            "@SpringBootTest\nclass OrderIT { @Test void a() { assertTrue(x()); } }",
            "integration",
        ),
        ("tests/SecurityHeadersTest.php", PHP, "security"),
        ("features/cart.feature", GHERKIN, "end-to-end"),
        ("load-tests/run.js", K6, "performance"),
    ],
)
def test_the_level_comes_from_the_name_then_the_folder_then_the_imports(path: str, text: str, level: str) -> None:
    found = read(path, text)
    assert found is not None
    assert found.level == level


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("src/app.py", "def test_flight(): assert fly()\n"),  # neither the name nor the folder of a test
        ("tests/helpers.ts", "export const user = { name: 'x' };\n"),
        ("src/latest.ts", CASE),
        ("tests/data.json", "{}"),
    ],
)
def test_what_is_no_test(path: str, text: str) -> None:
    assert read(path, text) is None


def test_a_helper_among_the_tests_belongs_to_them() -> None:
    assert in_tests("tests/helpers.ts", "TypeScript")
    assert not in_tests("src/contest.ts", "TypeScript")
    assert not in_tests("src/integration/payment.ts", "TypeScript")


@pytest.mark.parametrize(
    ("path", "case", "cases"),
    [
        ("test_a.py", "def test_{n}():\n    assert total([{n}]) == {n}\n", 1),
        ("test_a.py", "def test_{n}():\n    assert total([1]) == 1\n", 1),
        ("test_a.py", "def test_{n}(total):\n    assert total.is_empty()\n", 1),
        ("test_a.py", "def test_{n}():\n    wanted = {n}\n    assert wanted == {n}\n", 0),
        ("test_a.py", "def test_{n}():\n    assert len([1, 2]) == 2\n", 0),
        ("test_a.py", "def test_{n}():\n    import json\n    assert json\n", 0),
        ("a.test.js", "it('works {n}', () => { const ok = true; expect(ok).toBeTruthy() })\n", 0),
        ("a.test.js", "it('works {n}', () => { expect(Math.max(1, {n})).toBe({n}) })\n", 0),
        ("a.test.js", "it('adds {n}', () => { expect(add(1, {n})).toBe({n}) })\n", 1),
    ],
)
def test_a_case_copied_with_a_counter_is_one_and_one_about_constants_is_none(path: str, case: str, cases: int) -> None:
    tongue = tongue_of(path)
    assert tongue is not None
    text = "\n".join(case.replace("{n}", str(number)) for number in range(30))
    found = test_file(path, tongue.name, text)
    assert found is not None
    assert [one.cases for one in without_copies([found])] == [cases]


def test_a_few_cases_that_differ_by_their_figures_are_cases() -> None:
    text = "\n".join(f"def test_{n}():\n    assert total([{n}]) == {n}\n" for n in range(3))
    found = test_file("test_a.py", "Python", text)
    assert found is not None
    assert without_copies([found])[0].cases == 3


def test_a_unit_test_copied_to_another_level_stays_a_unit_test() -> None:
    text = "def test_total():\n    assert total([1]) == 1\n"
    found = [test_file(path, "Python", text) for path in ("tests/e2e/test_a.py", "tests/unit/test_a.py")]
    kept = without_copies([one for one in found if one])
    assert [(one.level, one.cases) for one in kept] == [("end-to-end", 0), ("unit", 1)]


@pytest.mark.parametrize(
    "text",
    [
        "import pytest\npytestmark = pytest.mark.skip(reason='later')\ndef test_a():\n    assert total([]) == 0\n",
        "@pytest.mark.skipif(True, reason='later')\ndef test_a():\n    assert total([]) == 0\n",
        "@unittest.skip('later')\nclass TestA:\n    def test_a(self):\n        assert total([]) == 0\n",
    ],
)
def test_what_is_skipped_as_a_whole_is_no_case(text: str) -> None:
    found = read("test_a.py", text)
    assert found is not None
    assert found.cases == 0
