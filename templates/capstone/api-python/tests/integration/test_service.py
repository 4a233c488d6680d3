"""What surrounds the domain: health, metrics, indicators, website, commands, OpenAPI."""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from api import __main__ as commands
from api.lending import today
from api.models import Loan
from api.settings import ROOT, Settings
from fastapi.openapi.models import OpenAPI
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

API = "/api/v1"
Start = Callable[[Settings], TestClient]
INDICATORS = {
    "generated_on": "2026-06-01",
    "period": {"from": "2025-01-02", "to": "2025-12-30"},
    "quality": {"rows_read": 3, "rows_kept": 2, "duplicates": 1, "rejected": 0, "repaired": 1, "score": 0.5},
    "totals": {"loans": 2, "items": 1, "late_rate": 0.5, "median_days": 6.5, "mean_deposit": None},
    "months": [{"month": "2025-01", "loans": 2, "late": 1}],
    "categories": [{"category": "garden", "loans": 2, "late_rate": 0.5, "utilisation": 0.1, "median_days": 6.5}],
    "weekdays": [{"weekday": 1, "loans": 2}],
}


def test_health_tells_about_the_database(client: TestClient, start: Start, settings: Settings, tmp_path: Path) -> None:
    assert client.get(f"{API}/health/live").json() == {"status": "ok"}
    assert client.get(f"{API}/health").json() == {
        "status": "ok", "database": "ok", "name": "Essai", "version": "0.1.0",
    }  # fmt: skip
    lost = start(replace(settings, database_url=f"sqlite:///{(tmp_path / 'no' / 'folder.sqlite').as_posix()}"))
    answer = lost.get(f"{API}/health")
    assert answer.status_code == 503
    assert answer.json()["database"] == "unreachable"
    assert "database_up 0.0" in lost.get(f"{API}/metrics").text


def test_metrics_count_requests_by_route_and_loans_by_state(
    client: TestClient, session: Session, member: Any, add_item: Callable[..., int]
) -> None:
    past = today() - timedelta(days=10)
    session.add(Loan(item_id=add_item(), member_id=member.id, borrowed_on=past, due_on=past + timedelta(days=2)))
    session.commit()
    client.get(f"{API}/items/1")
    client.request("BREW", f"{API}/items/1")
    text = client.get(f"{API}/metrics").text
    assert re.search(r'http_requests_total\{method="GET",route="[^"]*/items/\{item_id\}",status="200"\} 1\.0', text)
    assert 'method="other"' in text
    for line in ("loans_open 1.0", "loans_overdue 1.0", "members_registered 1.0", "database_up 1.0"):
        assert line in text
    assert "indicators_age_seconds NaN" in text


def test_metrics_can_ask_for_a_token(start: Start, settings: Settings) -> None:
    client = start(replace(settings, metrics_token="known to Prometheus"))
    assert client.get(f"{API}/metrics").status_code == 401
    assert client.get(f"{API}/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 401
    right = {"Authorization": "Bearer known to Prometheus"}
    assert client.get(f"{API}/metrics", headers=right).status_code == 200


def test_indicators_are_served_once_the_data_part_has_run(client: TestClient, settings: Settings) -> None:
    assert client.get(f"{API}/indicators").json()["code"] == "indicators-not-ready"
    settings.indicators_file.write_text(json.dumps(INDICATORS), "utf-8")
    assert client.get(f"{API}/indicators").json() == INDICATORS
    assert "indicators_age_seconds NaN" not in client.get(f"{API}/metrics").text
    settings.indicators_file.write_text(json.dumps(INDICATORS | {"weekdays": [{"weekday": 8, "loans": 1}]}), "utf-8")
    assert client.get(f"{API}/indicators").status_code == 404


@pytest.mark.skipif(not (ROOT / "data" / "batch.py").is_file(), reason="this repository has no data part")
def test_what_the_data_part_writes_is_what_the_api_serves(start: Start, settings: Settings, tmp_path: Path) -> None:
    batch = [sys.executable, str(ROOT / "data" / "batch.py"), "--data", str(tmp_path)]
    subprocess.run(batch, check=True, capture_output=True)
    written = tmp_path / "output" / "indicators.json"
    served = start(replace(settings, indicators_file=written)).get(f"{API}/indicators")
    assert served.json() == json.loads(written.read_text("utf-8"))


@pytest.fixture
def website(start: Start, settings: Settings) -> TestClient:
    files = ["index.html", "page.html", "css/style.css", "js/.secret", "tests/page.test.js", "package.json", ".env"]
    for name in files:
        file = settings.web_folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"content of {name}", "utf-8")
    return start(settings)


@pytest.mark.parametrize("path", ["/", "/index.html", "/page.html", "/css/style.css"])
def test_the_front_end_is_served(website: TestClient, path: str) -> None:
    answer = website.get(path)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", ["/package.json", "/tests/page.test.js", "/.env", "/js/.secret", "/%2e%2e/app.sqlite"])
def test_what_lies_beside_the_front_end_is_not(website: TestClient, path: str) -> None:
    assert website.get(path).status_code == 404


def test_openapi_is_valid_and_documents_every_operation(client: TestClient) -> None:
    schema = client.get(f"{API}/openapi.json").json()
    OpenAPI.model_validate(schema)
    operations = [operation for path in schema["paths"].values() for operation in path.values()]
    assert len({operation["operationId"] for operation in operations}) == len(operations)
    for operation in operations:
        assert operation["summary"]
        assert operation["description"]
        assert operation["tags"]
        assert any(status.startswith("2") for status in operation["responses"])
    defined = schema["components"]["schemas"]
    references = set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(schema)))
    assert references <= set(defined)


def test_openapi_says_which_operations_need_a_token(client: TestClient) -> None:
    paths = client.get(f"{API}/openapi.json").json()["paths"]
    for path, operations in paths.items():
        for method, operation in operations.items():
            if "security" in operation:
                assert "401" in operation["responses"], (method, path)


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[pytest.MonkeyPatch]:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{(tmp_path / 'commands.sqlite').as_posix()}")
    for name in ("APP_ENV", "APP_SECRET"):
        monkeypatch.delenv(name, raising=False)
    yield monkeypatch


def test_the_commands_prepare_a_database(environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main(["migrate"]) == 0
    assert commands.main(["seed"]) == 0
    assert "alice@example.org" in capsys.readouterr().out
    assert commands.main(["seed"]) == 0
    assert capsys.readouterr().out == ""
    assert commands.main(["admin", "bruno@example.org"]) == 0
    assert commands.main(["admin", "nobody@example.org"]) == 2
    assert "no member has this address" in capsys.readouterr().err
    assert commands.main(["openapi"]) == 0
    assert json.loads(capsys.readouterr().out)["openapi"].startswith("3.")


def test_production_seeds_nothing_and_starts_only_with_a_secret(
    environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    environment.setenv("APP_ENV", "production")
    assert commands.main(["serve"]) == 2
    assert "APP_SECRET" in capsys.readouterr().err
    environment.setenv("APP_SECRET", "x" * 40)
    assert commands.main(["seed"]) == 2


def test_development_starts_with_data(environment: pytest.MonkeyPatch) -> None:
    started: dict[str, Any] = {}
    environment.setattr(uvicorn, "run", lambda make, **options: started.update(app=make(), **options))
    environment.setattr(commands, "configure_logs", lambda: None)
    assert commands.main(["serve", "--port", "8123"]) == 0
    assert started["port"] == 8123
    with TestClient(started["app"]) as client:
        assert client.get(f"{API}/items").json()["total"] == 12
