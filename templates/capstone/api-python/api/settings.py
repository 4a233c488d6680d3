"""What changes from one environment to the next: read once, from environment variables only."""

from __future__ import annotations

import os
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
ROOT = HERE.parent
SHORTEST_SECRET = 32


class SettingsError(Exception):
    """The environment does not allow a safe start; the message says what to set."""


@dataclass(frozen=True)
class Settings:
    """Everything that the application may be told from outside.

    `token_minutes` is the life of a session; `sign_in_attempts` a minute are allowed on one account.
    """

    name: str
    production: bool
    secret: str
    database_url: str
    web_folder: Path
    indicators_file: Path
    cors_origins: tuple[str, ...] = ()
    allowed_hosts: tuple[str, ...] = ()
    metrics_token: str = ""
    token_minutes: int = 30
    sign_in_attempts: int = 5


def project_name() -> str:
    """Read the project's name in jalon.toml; a neutral one when there is none."""
    try:
        settings = tomllib.loads((ROOT / "jalon.toml").read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        settings = {}
    project = settings.get("project")
    name = project.get("name") if isinstance(project, dict) else None
    return str(name or "Prêt d’outils")


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Build the settings from environment variables.

    Raises SettingsError in production when the secret is missing or short: a random one would close every session
    at each restart, a default one would let anybody sign tokens.
    """
    production = environment.get("APP_ENV", "development") == "production"
    secret = environment.get("APP_SECRET", "")
    if production and len(secret) < SHORTEST_SECRET:
        raise SettingsError(f"APP_SECRET must hold at least {SHORTEST_SECRET} characters in production")
    return Settings(
        name=environment.get("APP_NAME") or project_name(),
        production=production,
        secret=secret if len(secret) >= SHORTEST_SECRET else secrets.token_urlsafe(48),
        database_url=environment.get("DATABASE_URL") or f"sqlite:///{(HERE / 'app.sqlite').as_posix()}",
        web_folder=Path(environment.get("WEB_FOLDER") or ROOT / "web-html"),
        indicators_file=Path(environment.get("INDICATORS_FILE") or ROOT / "data" / "output" / "indicators.json"),
        cors_origins=words(environment.get("CORS_ORIGINS", "")),
        allowed_hosts=words(environment.get("ALLOWED_HOSTS", "")),
        metrics_token=environment.get("METRICS_TOKEN", ""),
        sign_in_attempts=int(environment.get("SIGN_IN_ATTEMPTS") or 5),
    )


def words(text: str) -> tuple[str, ...]:
    """Split a comma-separated list, without blanks."""
    return tuple(word.strip() for word in text.split(",") if word.strip())
