"""Settings from the environment, and the form of the logs."""

import json
import logging
import sys
from pathlib import Path

import pytest
from api import settings as module
from api.observability import JsonLines
from api.settings import SettingsError, read_settings

LONG = "x" * 32


def test_development_starts_with_nothing_set_and_a_secret_of_its_own() -> None:
    first, second = read_settings({}), read_settings({})
    assert not first.production
    assert first.database_url.startswith("sqlite:///")
    assert len(first.secret) >= 32
    assert first.secret != second.secret
    assert first.cors_origins == ()


@pytest.mark.parametrize("secret", ["", "short", "x" * 31])
def test_production_refuses_to_start_without_a_long_secret(secret: str) -> None:
    with pytest.raises(SettingsError, match="APP_SECRET"):
        read_settings({"APP_ENV": "production", "APP_SECRET": secret})


def test_production_takes_its_settings_from_the_environment() -> None:
    settings = read_settings(
        {
            "APP_ENV": "production",
            "APP_SECRET": LONG,
            "APP_NAME": "Outilthèque",
            "DATABASE_URL": "sqlite:///x.sqlite",
            "CORS_ORIGINS": " https://a.example , https://b.example,",
            "ALLOWED_HOSTS": "a.example",
            "METRICS_TOKEN": "m",
            "SIGN_IN_ATTEMPTS": "3",
        }
    )
    assert settings.production
    assert settings.secret == LONG
    assert settings.name == "Outilthèque"
    assert settings.cors_origins == ("https://a.example", "https://b.example")
    assert settings.allowed_hosts == ("a.example",)
    assert settings.sign_in_attempts == 3


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('[project]\nname = "Grainothèque"', "Grainothèque"),
        ('project = "Grainothèque"', "Prêt d’outils"),
        ("broken = ", "Prêt d’outils"),
        (None, "Prêt d’outils"),
    ],
)
def test_the_name_comes_from_the_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str | None, name: str
) -> None:
    monkeypatch.setattr(module, "ROOT", tmp_path)
    if text is not None:
        (tmp_path / "jalon.toml").write_text(text, "utf-8")
    assert read_settings({}).name == name


def test_a_log_line_is_json_and_holds_only_the_fields_that_are_named() -> None:
    record = logging.makeLogRecord({"name": "api", "msg": "reçu", "levelno": 20, "levelname": "INFO"})
    record.status, record.email = 200, "max@example.org"
    line = json.loads(JsonLines().format(record))
    assert line["message"] == "reçu"
    assert line["status"] == 200
    assert "max@example.org" not in str(line)


def test_a_log_line_keeps_the_story_of_an_error() -> None:
    try:
        raise ValueError("why")
    except ValueError:
        record = logging.LogRecord("api", logging.ERROR, "file", 1, "failed", (), sys.exc_info())
    assert "ValueError: why" in json.loads(JsonLines().format(record))["exception"]
