"""Run each unit test of units.js in a real browser.

Why a browser: the modules use the DOM, Intl and the form rules as browsers have them, and Playwright is there already
for the end-to-end tests, so no JavaScript tool has to be installed. Pages are served from disk by the test itself.
"""

from __future__ import annotations

import mimetypes
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route

WEB = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(WEB.parent / "e2e"))

from browser import browser  # noqa: E402

SITE = "http://units.invalid"
NAMES = re.findall(r'^test\("(.+?)", ', (WEB / "tests" / "units.js").read_text("utf-8"), re.MULTILINE)
# mimetypes asks the Windows registry, where .js may be text/plain: a module of that type would be refused.
TYPES = {".js": "text/javascript", ".json": "application/json", ".html": "text/html"}


def serve(route: Route) -> None:
    """Answer with the file of web-html that the address names."""
    path = WEB / route.request.url.removeprefix(SITE).lstrip("/")
    if path.is_file():
        kind = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "text/plain"
        route.fulfill(body=path.read_bytes(), content_type=f"{kind}; charset=utf-8")
    else:
        route.fulfill(body='<!doctype html><html lang="fr"><title>units</title>', content_type="text/html")


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with browser() as opened:
        page = opened.new_page()
        page.route(f"{SITE}/**", serve)
        page.goto(f"{SITE}/")
        yield page


def test_every_unit_test_is_found() -> None:
    assert len(NAMES) == (WEB / "tests" / "units.js").read_text("utf-8").count("\ntest(")
    assert len(set(NAMES)) == len(NAMES) > 20


@pytest.mark.parametrize("name", NAMES)
def test_unit(page: Page, name: str) -> None:
    page.evaluate("name => import('/tests/units.js').then(module => module.run(name))", name)
