"""The tables themselves: migrations, constraints, two requests at the same moment."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from api.database import make_engine, make_sessions, migrate, migrations
from api.models import Base, Item, Loan
from api.seed import seed
from fastapi.testclient import TestClient
from sqlalchemy import Engine, func, inspect, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    url = f"sqlite:///{(tmp_path / 'new.sqlite').as_posix()}"
    migrate(url)
    opened = make_engine(url)
    yield opened
    opened.dispose()


def test_the_migrations_make_the_tables_of_the_models(engine: Engine) -> None:
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_the_migrations_go_back_and_forth(engine: Engine) -> None:
    url = engine.url.render_as_string()
    command.downgrade(migrations(url), "base")
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    migrate(url)
    assert set(Base.metadata.tables) <= set(inspect(engine).get_table_names())


@pytest.mark.parametrize(
    "wrong",
    [
        Loan(item_id=1, borrowed_on=date(2026, 2, 2), due_on=date(2026, 2, 1)),
        Loan(item_id=1, borrowed_on=date(2026, 2, 2), due_on=date(2026, 2, 9), returned_on=date(2026, 2, 1)),
        Loan(item_id=999, borrowed_on=date(2026, 2, 2), due_on=date(2026, 2, 9)),
        Loan(item_id=1, member_id=999, borrowed_on=date(2026, 2, 2), due_on=date(2026, 2, 9)),
    ],
    ids=["due before it began", "returned before it began", "of no item", "to no member"],
)
def test_the_database_refuses_an_impossible_loan(session: Session, add_item: Callable[..., int], wrong: Loan) -> None:
    assert add_item() == 1
    session.add(wrong)
    with pytest.raises(IntegrityError):
        session.commit()
    session.rollback()


def test_the_database_refuses_an_unknown_category(session: Session) -> None:
    session.execute(Item.__table__.insert().values(name="A", category="garden", description="", retired=False))  # type: ignore[attr-defined]
    with pytest.raises(IntegrityError):
        session.connection().exec_driver_sql("UPDATE items SET category = 'boats'")


def test_of_two_requests_at_the_same_moment_one_gets_the_item(
    client: TestClient, member: Any, other: Any, add_item: Callable[..., int]
) -> None:
    item = add_item()

    def ask(who: Any) -> int:
        return client.post("/api/v1/loans", json={"item_id": item}, headers=who.headers).status_code

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(ask, [member, other])) == [201, 409]


def test_the_invented_data_is_put_in_once(engine: Engine) -> None:
    with make_sessions(engine)() as session:
        assert seed(session, date(2026, 6, 1)) is True
        assert seed(session, date(2026, 6, 1)) is False
        assert session.scalar(select(func.count(Item.id))) == 12
        assert session.scalar(select(func.count(Loan.id)).where(Loan.returned_on.is_(None))) == 2
