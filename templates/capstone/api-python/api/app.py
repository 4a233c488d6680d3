"""Put the application together: uvicorn --factory api.app:create_app."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.middleware.trustedhost import TrustedHostMiddleware

from . import __version__
from .database import make_engine, make_sessions
from .errors import add_error_handlers
from .observability import Metrics, Observe
from .protection import Attempts, BodyLimit, SecurityHeaders
from .routes import admin, items, loans, members, system
from .settings import Settings, read_settings
from .website import mount_website

WINDOW = 60  # seconds in which attempts are counted
CLIENT_FACTOR = 4  # a school or a company shares one address: it gets more attempts than one account


def create_app(settings: Settings | None = None) -> FastAPI:
    """Build the application from `settings`, or from the environment."""
    settings = settings or read_settings()
    app = FastAPI(
        title=settings.name,
        version=__version__,
        summary="Members borrow shared equipment.",
        openapi_url="/api/v1/openapi.json",
        # The interactive pages load scripts from another site, which the content security policy forbids.
        docs_url=None,
        redoc_url=None,
        lifespan=close_database,
    )
    keep_state(app, settings)
    add_middleware(app, settings)
    add_error_handlers(app)
    api = APIRouter(prefix="/api/v1")
    for module in (members, items, loans, admin, system):
        api.include_router(module.router)
    app.include_router(api)
    mount_website(app, settings.web_folder)
    return app


@asynccontextmanager
async def close_database(app: FastAPI) -> AsyncIterator[None]:
    """Leave the database cleanly when the service stops."""
    yield
    app.state.engine.dispose()


def keep_state(app: FastAPI, settings: Settings) -> None:
    """Give the application what its requests share."""
    app.state.settings = settings
    app.state.metrics = Metrics()
    app.state.engine = make_engine(settings.database_url)
    app.state.sessions = make_sessions(app.state.engine)
    app.state.attempts_by_account = Attempts(settings.sign_in_attempts, WINDOW)
    app.state.attempts_by_client = Attempts(settings.sign_in_attempts * CLIENT_FACTOR, WINDOW)


def add_middleware(app: FastAPI, settings: Settings) -> None:
    """Wrap the routes; the last one added is the first that a request meets."""
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    app.add_middleware(BodyLimit)
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=list(settings.cors_origins),
            allow_methods=["GET", "POST", "PATCH", "DELETE"],
            allow_headers=["Authorization", "Content-Type"],
        )
    if settings.allowed_hosts:
        # The machine itself may always ask: that is where the container's health check comes from.
        hosts = [*settings.allowed_hosts, "127.0.0.1", "localhost"]
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=hosts)
    app.add_middleware(Observe, metrics=app.state.metrics)
    app.add_middleware(SecurityHeaders, production=settings.production)
