"""What the tests share: a database made by the migrations, an application on it, three accounts."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from api import security
from api.app import create_app
from api.database import migrate
from api.models import Item, Member, Role
from api.settings import Settings
from argon2 import PasswordHasher
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

PASSWORD = "une phrase de passe de test"


@dataclass(frozen=True)
class Account:
    """A member and the headers that speak for them."""

    id: int
    email: str
    headers: dict[str, str]


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> None:
    """Hash with the least cost: the tests are about what is done with a password, not about the time that it takes."""
    security.HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a SQLite file brought up by the real migrations, once."""
    file = tmp_path_factory.mktemp("database") / "empty.sqlite"
    migrate(f"sqlite:///{file.as_posix()}")
    return file


@pytest.fixture
def settings(migrated: Path, tmp_path: Path) -> Settings:
    """Return the settings of an application on a fresh copy of the database."""
    file = tmp_path / "app.sqlite"
    shutil.copy(migrated, file)
    web = tmp_path / "web"
    return Settings(
        name="Essai",
        production=False,
        secret="s" * 48,
        database_url=f"sqlite:///{file.as_posix()}",
        web_folder=web,
        indicators_file=tmp_path / "indicators.json",
    )


@pytest.fixture
def start(settings: Settings) -> Iterator[Callable[[Settings], TestClient]]:
    """Return a function that starts an application with the settings that a test needs."""
    apps: list[FastAPI] = []

    def start_app(wanted: Settings) -> TestClient:
        app = create_app(wanted)
        apps.append(app)
        return TestClient(app)

    yield start_app
    for app in apps:
        app.state.engine.dispose()


@pytest.fixture
def client(start: Callable[[Settings], TestClient], settings: Settings) -> TestClient:
    """Return a client of the application."""
    return start(settings)


@pytest.fixture
def session(client: TestClient) -> Iterator[Session]:
    """Return a session on the application's own database."""
    with client.app.state.sessions() as opened:  # type: ignore[attr-defined]
        yield opened


@pytest.fixture
def join(session: Session, settings: Settings) -> Callable[..., Account]:
    """Return a function that creates an account and signs its token."""

    def create(name: str, role: Role = Role.MEMBER) -> Account:
        email = f"{name}@example.org"
        member = Member(
            email=email,
            name=name,
            role=role,
            password_hash=security.hash_password(PASSWORD),
            joined_on=date(2026, 1, 5),
        )
        session.add(member)
        session.commit()
        token = security.sign_token(settings, member.id)
        return Account(member.id, email, {"Authorization": f"Bearer {token}"})

    return create


@pytest.fixture
def admin(join: Callable[..., Account]) -> Account:
    """Return an administrator."""
    return join("ada", Role.ADMIN)


@pytest.fixture
def member(join: Callable[..., Account]) -> Account:
    """Return a member."""
    return join("max")


@pytest.fixture
def other(join: Callable[..., Account]) -> Account:
    """Return another member."""
    return join("zoe")


@pytest.fixture
def add_item(session: Session) -> Callable[..., int]:
    """Return a function that adds an item to the catalogue and returns its number."""

    def add(name: str = "Perceuse", category: str = "workshop", description: str = "") -> int:
        item = Item(name=name, category=category, description=description)
        session.add(item)
        session.commit()
        return item.id

    return add
