"""Find a browser and open it, on any system: what the end-to-end tests and the front ends' unit tests share."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Error, Playwright, sync_playwright

# Names on Linux; Playwright itself knows where Chrome and Edge live on Windows and macOS ("channels").
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
CHANNELS = ("chrome", "msedge")
# A browser under test calls nobody: neither its maker for updates nor anything else than the page's own server.
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]
HELP = (
    "aucun navigateur / no browser: installez / install Chromium, Chrome, Edge, "
    f"ou / or: {sys.executable} -m playwright install chromium"
)


def arguments() -> list[str]:
    """Return the browser's options; as root (a container) Chromium refuses its sandbox."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*QUIET, "--no-sandbox"] if root else list(QUIET)


def open_browser(playwright: Playwright) -> Browser:
    """Open the browser named by CHROMIUM, else an installed one, else Playwright's own; stop when there is none."""
    chosen = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), None)
    if chosen:
        return playwright.chromium.launch(executable_path=chosen, args=arguments())
    for channel in (*CHANNELS, None):
        try:
            return playwright.chromium.launch(channel=channel, args=arguments())
        except Error:
            continue
    pytest.exit(HELP, returncode=77)


@contextmanager
def browser() -> Iterator[Browser]:
    """Give an open browser, closed at the end."""
    with sync_playwright() as playwright:
        opened = open_browser(playwright)
        try:
            yield opened
        finally:
            opened.close()
