"""What the tests share: one running application and one browser for all, a window for each person."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from application import ADMIN, PATIENCE, WIDE, NewPerson, Person, running_application, token_of
from browser import browser

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of the running application."""
    with running_application(tmp_path_factory.mktemp("application")) as address:
        yield address


@pytest.fixture(scope="session")
def opened_browser() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


@pytest.fixture(scope="session")
def admin_token(site: str) -> str:
    return token_of(site, *ADMIN)


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
