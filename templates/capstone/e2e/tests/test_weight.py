"""The page-weight budget, measured in the browser on a first visit: nothing cached, everything counted.

Limits are in the front end's budget.json; what was measured is kept in reports/page-weight.json, to be followed over
time in the eco-design register.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from application import FRONT_END, ROOT, NewPerson
from playwright.sync_api import Request

BUDGET = json.loads((FRONT_END / "budget.json").read_text("utf-8"))
REPORT = ROOT / "reports" / "page-weight.json"


def transferred(request: Request) -> int:
    """Return the bytes that a request brought over the network: headers and body, compressed as they were."""
    sizes = request.sizes()
    return sizes["responseHeadersSize"] + sizes["responseBodySize"]


def measure(new_person: NewPerson, path: str, token: str) -> dict[str, int]:
    """Open a page as a first visit and return its figures."""
    person = new_person()
    if path != "sign-in.html":  # who is signed in has no business there and is sent away
        person.use_token(token)
    requests: list[Request] = []

    def note(request: Request) -> None:
        if request.url.startswith("http"):
            requests.append(request)

    person.page.on("requestfinished", note)
    page = person.visit(path)
    page.wait_for_load_state("networkidle")
    scripts = [request for request in requests if request.resource_type == "script"]
    return {
        "requests": len(requests),
        "bytes": sum(map(transferred, requests)),
        "script_bytes": sum(map(transferred, scripts)),
        "elements": page.evaluate("document.querySelectorAll('*').length"),
    }


def keep(path: str, figures: dict[str, int]) -> None:
    """Add the figures of a page to the report."""
    REPORT.parent.mkdir(exist_ok=True)
    try:
        report: dict[str, Any] = json.loads(REPORT.read_text("utf-8"))
    except (OSError, ValueError):
        report = {}
    report[path] = figures
    REPORT.write_text(json.dumps(report, indent=2, sort_keys=True) + "\n", "utf-8")


def test_every_page_has_a_budget() -> None:
    assert set(BUDGET["pages"]) == {page.name for page in FRONT_END.glob("*.html")}


@pytest.mark.parametrize("path", BUDGET["pages"])
def test_a_page_keeps_to_its_budget(new_person: NewPerson, admin_token: str, path: str) -> None:
    figures = measure(new_person, path, admin_token)
    keep(path, figures)
    limits = BUDGET["default"] | BUDGET["pages"][path]
    over = {name: (figures[name], limit) for name, limit in limits.items() if figures[name] > limit}
    assert not over, f"(measured, limit) in {path}: {over}"
