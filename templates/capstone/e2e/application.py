"""The real application under test: start it on a database of its own, call it, and sit in front of it.

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
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx2
import pytest
from playwright.sync_api import BrowserContext, Page, ViewportSize

ROOT = Path(__file__).resolve().parent.parent
API = ROOT / "api-python"
FRONT_END = ROOT / os.environ.get("FRONT_END", "web-html")
START_LIMIT = 60.0  # seconds for the API to answer
PATIENCE = 15_000  # milliseconds for something to appear on a page, on a busy machine too
PASSWORD = "une phrase de passe assez longue"  # noqa: S105 - of the accounts that the tests create
ADMIN = ("alice@example.org", "outils-de-demonstration")  # from the seed of the API
NARROW: ViewportSize = {"width": 375, "height": 720}
WIDE: ViewportSize = {"width": 1280, "height": 800}
PAGES = ["index.html", "sign-in.html", "account.html", "admin.html", "indicators.html", "accessibility.html"]

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
        with suppress(httpx2.TransportError):
            if httpx2.get(f"{address}/api/v1/health", timeout=1).status_code == 200:
                return
        time.sleep(0.1)
    pytest.fail(f"the API does not start:\n{log.read_text('utf-8')}", pytrace=False)


@contextmanager
def running_application(folder: Path) -> Iterator[str]:
    """Start the API, its files in `folder`, and give its address; stop it at the end."""
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


def call_api(site: str, method: str, path: str, body: object = None, token: str = "") -> Any:
    """Call the API directly: to prepare what a test needs, faster than by hand."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    answer = httpx2.request(method, f"{site}/api/v1{path}", json=body, headers=headers)
    answer.raise_for_status()
    return answer.json() if answer.content else None


def token_of(site: str, email: str, password: str) -> str:
    """Open a session and return its token."""
    answer = httpx2.post(f"{site}/api/v1/auth/token", data={"username": email, "password": password})
    answer.raise_for_status()
    return str(answer.json()["access_token"])


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
