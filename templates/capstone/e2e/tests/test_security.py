"""What the browser itself enforces: nothing inline, nothing from elsewhere, no frame, no cookie."""

from __future__ import annotations

import re

import httpx2
import pytest
from application import FRONT_END, PAGES, Person
from playwright.sync_api import Page

EXPECTED = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
BLOCKED = """action => new Promise((resolve) => {
  document.addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective), { once: true });
  setTimeout(() => resolve("nothing was blocked"), 2000);
  const element = document.createElement(action.tag);
  for (const [name, value] of Object.entries(action.attributes)) element.setAttribute(name, value);
  element.textContent = action.text ?? "";
  document.body.append(element);
})"""


def directives(policy: str) -> dict[str, str]:
    """Split a Content-Security-Policy into its directives."""
    return dict(part.strip().partition(" ")[::2] for part in policy.split(";") if part.strip())


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_its_security_headers(site: str, path: str) -> None:
    headers = httpx2.get(f"{site}/{path}").headers
    assert {name: headers.get(name) for name in EXPECTED} == EXPECTED
    policy = directives(headers["content-security-policy"])
    assert (policy["default-src"], policy["script-src"], policy["frame-ancestors"]) == ("'none'", "'self'", "'none'")
    assert "unsafe" not in headers["content-security-policy"]


@pytest.mark.parametrize(
    ("action", "directive"),
    [
        ({"tag": "script", "attributes": {}, "text": "document.title = 'run'"}, "script-src-elem"),
        ({"tag": "script", "attributes": {"src": "http://example.invalid/x.js"}}, "script-src-elem"),
        ({"tag": "style", "attributes": {}, "text": "body { display: none }"}, "style-src-elem"),
        ({"tag": "img", "attributes": {"src": "http://example.invalid/x.png"}}, "img-src"),
        ({"tag": "iframe", "attributes": {"src": "index.html"}}, "frame-src"),
    ],
    ids=["inline script", "foreign script", "inline style", "foreign image", "frame"],
)
def test_the_browser_blocks(person: Person, action: dict[str, object], directive: str) -> None:
    page: Page = person.visit("accessibility.html")
    assert page.evaluate(BLOCKED, action) == directive
    assert page.title() != "run"
    person.faults.clear()  # the blocked request was the point of this test


@pytest.mark.parametrize("path", ["lint.py", "nginx.conf", "tests/units.js", "..%2fapi-python%2fapi%2fseed.py"])
def test_what_is_not_for_browsers_is_not_served(person: Person, path: str) -> None:
    answer = person.page.request.get(f"{person.site}/{path}")
    assert answer.status == 404


def test_production_sends_the_same_policy_as_development(site: str) -> None:
    configuration = (FRONT_END / "nginx.conf").read_text("utf-8")
    production = re.search(r'add_header Content-Security-Policy "([^"]+)"', configuration)
    assert production is not None
    development = httpx2.get(f"{site}/index.html").headers["Content-Security-Policy"]
    assert directives(production[1]) == directives(development)
