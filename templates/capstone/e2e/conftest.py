"""Start the real application on a database of its own, and open pages on it as a person would.

The API runs as a process of its own on this machine only, with the invented people of its seed. The front end is the
folder named by FRONT_END (web-html when it is not set), so that these tests judge every front end alike.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(HERE))

from browser import browser as open_browser  # noqa: E402

API = ROOT / "api-python"
FRONT_END = ROOT / os.environ.get("FRONT_END", "web-html")
START_LIMIT = 30.0  # seconds for the API to answer
PATIENCE = 7_000  # milliseconds for something to appear on a page
PASSWORD = "une phrase de passe assez longue"  # of the accounts that the tests create
ADMIN = ("alice@example.org", "outils-de-demonstration")  # from the seed of the API
NARROW, WIDE = {"width": 375, "height": 720}, {"width": 1280, "height": 800}

INDICATORS: dict[str, Any] = {
    "generated_on": "2026-03-02",
    "period": {"from": "2025-01-01", "to": "2025-12-31"},
    "quality": {"rows_read": 420, "rows_kept": 398, "duplicates": 8, "rejected": 14, "repaired": 31, "score": 0.87},
    "totals": {"loans": 1398, "items": 60, "late_rate": 0.142, "median_days": 6.5, "mean_deposit": None},
    "months": [{"month": "2025-01", "loans": 21, "late": 3}, {"month": "2025-02", "loans": 1377, "late": 3}],
    "categories": [
        {"category": "garden", "loans": 988, "late_rate": 0.1, "utilisation": 0.32, "median_days": 6},
        {"category": "camping", "loans": 410, "late_rate": None, "utilisation": 0.2, "median_days": None},
    ],
    "weekdays": [{"weekday": 1, "loans": 699}, {"weekday": 7, "loans": 699}],
}


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_up(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait for the API's health; fail with its log when it stops or takes too long."""
    end = time.monotonic() + START_LIMIT
    while time.monotonic() < end and process.poll() is None:
        with suppress(URLError, OSError), urlopen(f"{address}/api/v1/health", timeout=1) as answer:
            if answer.status == 200:
                return
        time.sleep(0.1)
    pytest.fail(f"the API does not start:\n{log.read_text('utf-8')}", pytrace=False)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of the running application."""
    folder = tmp_path_factory.mktemp("application")
    (folder / "indicators.json").write_text(json.dumps(INDICATORS), "utf-8")
    port = free_port()
    environment = os.environ | {
        "APP_ENV": "development",
        "DATABASE_URL": f"sqlite:///{(folder / 'app.sqlite').as_posix()}",
        "INDICATORS_FILE": str(folder / "indicators.json"),
        "WEB_FOLDER": str(FRONT_END),
        "METRICS_TOKEN": "",
        "PYTHONUTF8": "1",
    }
    with (folder / "api.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "api", "serve", "--port", str(port)],
            cwd=API, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            wait_until_up(f"http://127.0.0.1:{port}", process, folder / "api.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=10)


@pytest.fixture(scope="session")
def opened_browser() -> Iterator[Browser]:
    with open_browser() as opened:
        yield opened


def call_api(site: str, method: str, path: str, body: object = None, token: str = "") -> Any:
    """Call the API directly: to prepare what a test needs, faster than by hand."""
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    data = None if body is None else json.dumps(body).encode()
    with urlopen(Request(f"{site}/api/v1{path}", data, headers, method=method), timeout=10) as answer:
        text = answer.read()
    return json.loads(text) if text else None


def token_of(site: str, email: str, password: str) -> str:
    """Open a session and return its token."""
    form = urlencode({"username": email, "password": password}).encode()
    with urlopen(Request(f"{site}/api/v1/auth/token", form), timeout=10) as answer:
        return str(json.load(answer)["access_token"])


@pytest.fixture(scope="session")
def admin_token(site: str) -> str:
    return token_of(site, *ADMIN)


class Person:
    """Somebody in front of a browser window of their own."""

    def __init__(self, site: str, context: BrowserContext) -> None:
        """Open an empty page and keep note of what goes wrong in it."""
        self.site, self.context = site, context
        self.page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))
        self.page.on("request", lambda request: self.note_foreign(request.url))

    def note_foreign(self, address: str) -> None:
        """Note a request to another site: none is allowed."""
        if not address.startswith((self.site, "data:", "blob:", "about:")):
            self.faults.append(f"request to another site: {address}")

    def visit(self, path: str) -> Page:
        """Open a page of the application and wait until it is ready."""
        self.page.goto(f"{self.site}/{path}")
        self.wait_ready()
        return self.page

    def wait_ready(self) -> None:
        """Wait until the page's own script has drawn everything."""
        self.page.wait_for_selector("html[data-ready]", state="attached")

    def use_token(self, token: str) -> None:
        """Be signed in on every page from now on, without going through the form."""
        self.context.add_init_script(f"sessionStorage.setItem('token', {json.dumps(token)})")

    def sign_in(self, email: str, password: str, then: str = "account.html") -> None:
        """Sign in through the form."""
        self.visit(f"sign-in.html?next={then}")
        self.page.fill("#sign-in-email", email)
        self.page.fill("#sign-in-password", password)
        self.page.click("#sign-in button")
        self.page.wait_for_url(f"**/{then}")
        self.wait_ready()


NewPerson = Callable[..., Person]


@pytest.fixture
def new_person(site: str, opened_browser: Browser) -> Iterator[NewPerson]:
    """Give a function that opens a window: `new_person(locale="en-GB", viewport=NARROW, color_scheme="dark")`."""
    people: list[Person] = []

    def make(**options: Any) -> Person:
        settings = {"locale": "fr-FR", "viewport": WIDE, "reduced_motion": "reduce"} | options
        people.append(Person(site, opened_browser.new_context(**settings)))
        return people[-1]

    yield make
    for person in people:
        person.context.close()
    faults = [fault for person in people for fault in person.faults]
    assert not faults, faults


@pytest.fixture
def person(new_person: NewPerson) -> Person:
    """Give one person, French-speaking, at a wide screen."""
    return new_person()
