"""Accessibility of the running pages: the rules that axe-core can judge, the keyboard, narrow windows.

axe-core comes inside the package axe-playwright-python, under the Mozilla Public Licence 2.0, and runs without network.
A machine finds only part of what hinders people: the audit in bc02-solution/accessibility/ remains to be done by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest
from application import ADMIN, NARROW, PAGES, NewPerson, Person, call_api
from playwright.sync_api import Page, expect

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LANGUAGES = {"fr": "fr-FR", "en": "en-GB"}
# Read without importing the package: on Windows its own import reads the file in the wrong encoding.
PACKAGE = distribution("axe-playwright-python")
AXE = Path(str(PACKAGE.locate_file("axe_playwright_python/axe.min.js"))).read_text("utf-8")
HAS_FOCUS_RING = """() => {
  const style = getComputedStyle(document.activeElement);
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
}"""


def show_errors(page: Page) -> None:
    """Send both empty forms."""
    page.click("#sign-in button")
    page.click("#register button")


def open_data(page: Page) -> None:
    """Open the tables below the drawings."""
    for summary in page.locator("summary").all():
        summary.click()


def open_editor(page: Page) -> None:
    """Open the form of an item."""
    page.click("#add-item")


# Every page, in the state where it shows the most; `None` for a page that has only one.
STATES: dict[str, tuple[str, bool, Callable[[Page], None] | None]] = {
    "catalogue, visitor": ("index.html", False, None),
    "catalogue, member": ("index.html", True, None),
    "catalogue, no result": ("index.html?q=sous-marin", False, None),
    "sign in": ("sign-in.html", False, None),
    "sign in, errors": ("sign-in.html", False, show_errors),
    "account, visitor": ("account.html", False, None),
    "account, member": ("account.html", True, None),
    "back office, visitor": ("admin.html", False, None),
    "back office": ("admin.html", True, open_editor),
    "indicators": ("indicators.html", False, open_data),
    "statement": ("accessibility.html", False, None),
}


def violations(page: Page, run_only: list[str] | None = None) -> list[str]:
    """Return what axe-core finds, one readable line a rule and element."""
    page.evaluate(AXE)
    options = {"runOnly": run_only or RULES, "resultTypes": ["violations"]}
    found: dict[str, Any] = page.evaluate("options => axe.run(options)", options)
    return [
        f"{rule['id']} ({rule['impact']}): {node['target']} – {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def show(person: Person, state: str, token: str) -> Page:
    """Open a page in one of its states."""
    path, signed_in, prepare = STATES[state]
    if signed_in:
        person.use_token(token)
    page = person.visit(path)
    if prepare:
        prepare(page)
    return page


@pytest.fixture(scope="session")
def borrower_token(site: str, admin_token: str) -> str:
    """Give the token of an administrator who has borrowed something, so that no list is empty."""
    number = call_api(site, "GET", "/items?available=true&size=1")["items"][0]["id"]
    call_api(site, "POST", "/loans", {"item_id": number}, admin_token)
    return admin_token


def test_every_page_is_in_the_list(person: Person) -> None:
    assert {path.split("?")[0] for path, _, _ in STATES.values()} == set(PAGES)
    page = person.visit("index.html")
    linked = {link.get_attribute("href") for link in page.locator("header a, footer a").all()}
    assert linked - {"#main"} <= set(PAGES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(new_person: NewPerson, borrower_token: str, state: str, language: str) -> None:
    page = show(new_person(locale=LANGUAGES[language]), state, borrower_token)
    expect(page.locator("html")).to_have_attribute("lang", language)
    assert violations(page) == []
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    assert violations(page, ["color-contrast"]) == [], "in dark colours"
    page.set_viewport_size(NARROW)
    assert violations(page) == [], "in a narrow window"


def test_axe_would_find_something(person: Person) -> None:
    page = person.visit("index.html")
    page.evaluate("document.querySelector('label').remove()")
    assert any(line.startswith("label") for line in violations(page))


@pytest.mark.parametrize("state", STATES)
def test_no_sideways_scrolling_in_a_narrow_window(new_person: NewPerson, borrower_token: str, state: str) -> None:
    page = show(new_person(viewport={"width": 320, "height": 640}), state, borrower_token)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("state", STATES)
def test_the_keyboard_reaches_everything_visibly(new_person: NewPerson, borrower_token: str, state: str) -> None:
    page = show(new_person(), state, borrower_token)
    expected = page.evaluate(
        """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
            .filter((element) => element.checkVisibility() && !element.disabled).length"""
    )
    reached = set()
    for step in range(2 * expected + 2):  # after the last element the browser goes round to the first one
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            continue
        assert page.evaluate(HAS_FOCUS_RING), f"no visible focus at step {step + 1}"
        reached.add(page.evaluate("[...document.querySelectorAll('*')].indexOf(document.activeElement)"))
        if len(reached) == expected:
            return
    pytest.fail(f"the keyboard reaches {len(reached)} elements of {expected}")


def test_the_first_key_skips_to_the_content(person: Person) -> None:
    page = person.visit("index.html")
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Aller au contenu")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#q")).to_be_focused()


def press_until(page: Page, selector: str, limit: int = 60) -> None:
    """Press Tab until the element has the focus, as somebody without a mouse does."""
    for _ in range(limit):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"the keyboard does not reach {selector}")


def test_sign_in_and_borrow_with_the_keyboard_alone(site: str, admin_token: str, person: Person) -> None:
    item = {"name": "Débroussailleuse au clavier", "category": "garden"}
    call_api(site, "POST", "/items", item, admin_token)
    page = person.visit("index.html")
    press_until(page, "nav a[href='sign-in.html']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sign-in.html")
    person.wait_ready()
    press_until(page, "#sign-in-email")
    page.keyboard.type(ADMIN[0])
    page.keyboard.press("Tab")
    page.keyboard.type(ADMIN[1])
    page.keyboard.press("Enter")
    page.wait_for_url("**/index.html")
    person.wait_ready()
    press_until(page, "#q")
    page.keyboard.type("clavier")
    page.keyboard.press("Enter")
    expect(page.locator("#results li")).to_have_count(1)
    press_until(page, "#results button")
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_contain_text("emprunté jusqu’au")
    press_until(page, "nav a[href='account.html']", 200)
    page.keyboard.press("Enter")
    page.wait_for_url("**/account.html")
    person.wait_ready()
    press_until(page, "#loans button")
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_contain_text("rendu, merci")


def test_text_can_be_twice_as_large(person: Person) -> None:
    page = person.visit("index.html")
    page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    cut = page.evaluate(
        """() => [...document.querySelectorAll("button, a, h1, h2, h3, p, label")]
            .filter((element) => element.checkVisibility() && !element.closest(".skip, .unseen"))
            .filter((element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0)
            .map((element) => element.textContent.trim())"""
    )
    assert cut == []
