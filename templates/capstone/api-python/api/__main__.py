"""Start the service and look after its database: python -m api serve, migrate, revision, seed, admin or openapi."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import uvicorn
from alembic import command
from sqlalchemy.orm import Session

from .app import create_app
from .database import make_engine, make_sessions, migrate, migrations
from .lending import today
from .models import Role
from .observability import configure_logs
from .security import find_by_email
from .seed import PASSWORD, PEOPLE, seed
from .settings import Settings, SettingsError, read_settings


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line; `serve` when it is empty."""
    parser = argparse.ArgumentParser(prog="python -m api", description=__doc__)
    commands = parser.add_subparsers(dest="verb")
    serve = commands.add_parser("serve", help="start the service (in development: migrate and seed first)")
    serve.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"))
    serve.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
    commands.add_parser("migrate", help="bring the database to the newest version")
    revision = commands.add_parser("revision", help="write a migration from what changed in the models")
    revision.add_argument("message")
    commands.add_parser("seed", help="fill an empty development database with invented data")
    admin = commands.add_parser("admin", help="make a member administrator: the first one, in production")
    admin.add_argument("email")
    commands.add_parser("openapi", help="print the OpenAPI description")
    return parser.parse_args(arguments if arguments is None or arguments else ["serve"])


def run_server(settings: Settings, host: str, port: int) -> None:
    """Serve until stopped. Production migrates in a step of its own, before any process starts."""
    if not settings.production:
        migrate(settings.database_url)
        run_seed(settings)
    configure_logs()
    uvicorn.run(
        lambda: create_app(settings), factory=True, host=host, port=port, log_config=None, access_log=False,
        server_header=False,
    )  # fmt: skip


def run_seed(settings: Settings) -> None:
    """Fill the development database when it is empty, and say how to sign in."""
    if settings.production:
        raise SettingsError("invented data has no place in production")
    with one_session(settings) as session:
        if seed(session, today()):
            say(f"{', '.join(email for email, _, _ in PEOPLE)} : {PASSWORD}")


@contextmanager
def one_session(settings: Settings) -> Iterator[Session]:
    """Open the database for one command."""
    engine = make_engine(settings.database_url)
    try:
        with make_sessions(engine)() as session:
            yield session
    finally:
        engine.dispose()


def make_admin(settings: Settings, email: str) -> None:
    """Give the role of administrator to an existing member."""
    with one_session(settings) as session:
        member = find_by_email(session, email)
        if member is None:
            raise SettingsError("no member has this address: sign up first")
        member.role = Role.ADMIN
        session.commit()


def say(text: str) -> None:
    """Print a line to the person at the terminal."""
    sys.stdout.write(text + "\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks; 2 with one line on the standard error when it cannot be done."""
    options = parse(sys.argv[1:] if arguments is None else arguments)
    try:
        settings = read_settings()
        if options.verb == "serve":
            run_server(settings, options.host, options.port)
        elif options.verb == "migrate":
            migrate(settings.database_url)
        elif options.verb == "revision":
            command.revision(migrations(settings.database_url), options.message, autogenerate=True)
        elif options.verb == "seed":
            run_seed(settings)
        elif options.verb == "admin":
            make_admin(settings, options.email)
        else:
            say(json.dumps(create_app(settings).openapi(), indent=2, ensure_ascii=False))
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
