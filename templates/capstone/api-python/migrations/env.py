"""What Alembic runs for every migration command; the address comes from the caller, never from a file."""

from __future__ import annotations

from alembic import context
from api.database import make_engine
from api.models import Base

engine = make_engine(context.config.attributes["url"])
with engine.connect() as connection:
    # render_as_batch: SQLite cannot alter a table, so Alembic copies it.
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True, compare_type=True)
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
