"""The door to the database: engine, sessions, migrations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from alembic import command
from alembic.config import Config
from fastapi import Depends, Request
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from .settings import HERE


def make_engine(url: str) -> Engine:
    """Open a pool of connections to `url`; on SQLite, foreign keys are enforced and readers do not wait for writers."""
    # hide_parameters: an error that reaches the log must not carry a name or an e-mail address.
    engine = create_engine(url, pool_pre_ping=True, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", prepare_sqlite)
    return engine


def prepare_sqlite(connection: Any, _record: object) -> None:
    """Set what SQLite forgets at each connection."""
    cursor = connection.cursor()
    for pragma in ("foreign_keys = ON", "journal_mode = WAL", "busy_timeout = 5000", "synchronous = NORMAL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def make_sessions(engine: Engine) -> sessionmaker[Session]:
    """Make sessions whose objects can still be read after a commit."""
    return sessionmaker(engine, expire_on_commit=False)


def session_of(request: Request) -> Iterator[Session]:
    """Give a request its session; what was not committed is undone."""
    with request.app.state.sessions() as session:
        yield session


Database = Annotated[Session, Depends(session_of)]


def reachable(session: Session) -> bool:
    """Tell whether the database answers."""
    try:
        session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return False
    return True


def migrations(url: str) -> Config:
    """Build Alembic's settings without a file: the address of the database stays in one place."""
    config = Config()
    config.set_main_option("script_location", str(HERE / "migrations"))
    config.attributes["url"] = url
    return config


def migrate(url: str) -> None:
    """Bring the database to the newest version of the tables."""
    command.upgrade(migrations(url), "head")
