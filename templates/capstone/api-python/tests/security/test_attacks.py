"""What an attacker tries: forged tokens, injections, guesses, floods, and what the answers give away."""

import base64
import json
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest
from api.security import sign_token
from api.settings import Settings
from fastapi.testclient import TestClient

API = "/api/v1"
PASSWORD = "une phrase de passe de test"
Start = Callable[[Settings], TestClient]


def read_me(client: TestClient, token: str) -> int:
    return client.get(f"{API}/members/me", headers={"Authorization": f"Bearer {token}"}).status_code


def unsigned(claims: dict[str, Any]) -> str:
    parts = [json.dumps(part).encode() for part in ({"alg": "none", "typ": "JWT"}, claims)]
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts) + "."


def test_tokens_that_are_forged_changed_or_old_are_refused(client: TestClient, settings: Settings, member: Any) -> None:
    now = datetime.now(UTC)
    claims = {"sub": str(member.id), "aud": "api", "iat": now, "exp": now + timedelta(minutes=5)}
    plain = {"sub": str(member.id), "aud": "api", "iat": 0, "exp": 4102444800}
    good = sign_token(settings, member.id)
    header, payload, signature = good.split(".")
    refused = {
        "expired": sign_token(settings, member.id, now - timedelta(hours=2)),
        "signed by somebody else": jwt.encode(claims, "another secret, as long as the first one", "HS256"),
        "not signed": unsigned(plain),
        "for another audience": jwt.encode(claims | {"aud": "other"}, settings.secret, "HS256"),
        "without an end": jwt.encode({"sub": str(member.id), "aud": "api"}, settings.secret, "HS256"),
        "of nobody": sign_token(settings, 999),
        "with a subject that is no number": jwt.encode(claims | {"sub": "1 OR 1=1"}, settings.secret, "HS256"),
        "with another signature": f"{header}.{payload}.{signature[:-4]}AAAA",
        "garbage": "not.a.token",
        "empty": "",
    }
    assert read_me(client, good) == 200
    assert {name: read_me(client, token) for name, token in refused.items()} == dict.fromkeys(refused, 401)


INJECTIONS = [
    "' OR '1'='1",
    "'; DROP TABLE members; --",
    '" UNION SELECT password_hash FROM members --',
    "<script>alert(1)</script>",
    "{{7*7}}${7*7}",
    "../../../../etc/passwd",
]


@pytest.mark.parametrize("text", INJECTIONS)
def test_injections_are_plain_text(client: TestClient, admin: Any, text: str) -> None:
    found = client.get(f"{API}/items", params={"search": text})
    assert found.json()["items"] == []
    signed = client.post(f"{API}/auth/token", data={"username": text, "password": text})
    assert signed.status_code == 401
    item = client.post(f"{API}/items", json={"name": text, "category": "garden"}, headers=admin.headers)
    assert item.json()["name"] == text
    assert item.headers["content-type"] == "application/json"
    assert client.get(f"{API}/admin/members", headers=admin.headers).json()["total"] == 1


@pytest.mark.parametrize("path", ["/items/1%20OR%201=1", "/items?category=garden'--", "/items?page=-1", "/items/0x1"])
def test_what_is_not_of_the_right_type_is_refused(client: TestClient, path: str) -> None:
    assert client.get(API + path).status_code == 422


@pytest.mark.parametrize("number", ["0", "-1", "2147483648", "9" * 40])
def test_a_number_that_no_row_has_is_refused(client: TestClient, member: Any, number: str) -> None:
    read = client.get(f"{API}/items/{number}")
    lent = client.post(f"{API}/loans", json={"item_id": int(number)}, headers=member.headers)
    assert [read.status_code, lent.status_code] == [422, 422]


@pytest.mark.parametrize(
    "body", [b'{"name": "\\ud800"', b"\xff\xfe", b"[" * 60_000, b"null", b'{"email": {"$ne": null}}']
)
def test_a_body_that_makes_no_sense_is_refused(client: TestClient, body: bytes) -> None:
    answer = client.post(f"{API}/members", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in {400, 422}


def test_text_that_cannot_be_stored_is_refused(client: TestClient, admin: Any) -> None:
    for text in ("\\ud800\\ud800", "nul \\u0000 inside"):
        body = f'{{"name": "{text}", "category": "garden"}}'.encode()
        answer = client.post(f"{API}/items", content=body, headers=admin.headers | {"Content-Type": "application/json"})
        assert answer.status_code == 422
    assert client.get(f"{API}/items", params={"search": "\0"}).status_code == 422


def guess(client: TestClient, email: str, password: str) -> Any:
    return client.post(f"{API}/auth/token", data={"username": email, "password": password})


def test_guessing_is_stopped_and_the_right_password_waits_too(client: TestClient, member: Any) -> None:
    guesses = [guess(client, member.email, f"wrong {number}").status_code for number in range(6)]
    assert guesses == [401] * 5 + [429]
    late = guess(client, member.email, PASSWORD)
    assert late.status_code == 429
    assert 0 < int(late.headers["retry-after"]) <= 61


def test_one_client_cannot_try_many_accounts(client: TestClient) -> None:
    guesses = [guess(client, f"person{number}@example.org", "wrong password").status_code for number in range(21)]
    assert guesses == [401] * 20 + [429]


def test_signing_in_is_not_an_attack(client: TestClient, member: Any) -> None:
    assert {guess(client, member.email, PASSWORD).status_code for _ in range(30)} == {200}


def test_an_unknown_account_and_a_wrong_password_look_the_same(client: TestClient, member: Any) -> None:
    unknown, wrong = guess(client, "nobody@example.org", "wrong"), guess(client, member.email, "wrong")
    same = ("status", "code", "detail", "title")
    assert [unknown.json()[key] for key in same] == [wrong.json()[key] for key in same]
    assert "sign_in_failures_total 2.0" in client.get(f"{API}/metrics").text


def test_every_answer_carries_the_security_headers(client: TestClient) -> None:
    for path in (f"{API}/items", f"{API}/nowhere", "/nowhere"):
        headers = client.get(path).headers
        assert "script-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "strict-transport-security" not in headers
    assert client.get(f"{API}/items").headers["cache-control"] == "no-store"


def test_production_asks_for_https_and_known_hosts(start: Start, settings: Settings) -> None:
    client = start(replace(settings, production=True, allowed_hosts=("testserver",)))
    assert "max-age=" in client.get(f"{API}/items").headers["strict-transport-security"]
    assert client.get(f"{API}/items", headers={"Host": "evil.example"}).status_code == 400


def test_other_sites_are_refused_unless_they_are_named(start: Start, settings: Settings) -> None:
    asking = {"Origin": "https://front.example", "Access-Control-Request-Method": "POST"}
    closed = start(settings).options(f"{API}/loans", headers=asking)
    assert "access-control-allow-origin" not in closed.headers
    opened = start(replace(settings, cors_origins=("https://front.example",)))
    assert opened.options(f"{API}/loans", headers=asking).headers["access-control-allow-origin"] == asking["Origin"]
    other = opened.options(f"{API}/loans", headers=asking | {"Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in other.headers


def test_a_large_body_is_refused_announced_or_not(client: TestClient) -> None:
    announced = client.post(f"{API}/members", content=b"x" * 70_000)
    streamed = client.post(f"{API}/members", content=(b"x" * 10_000 for _ in range(7)))
    assert [announced.status_code, streamed.status_code] == [413, 413]
    assert announced.json()["code"] == "too-large"


def test_a_bug_says_nothing_but_its_number(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise RuntimeError("the password of the database")

    monkeypatch.setattr("api.routes.items.catalogue", fail)
    with caplog.at_level(logging.ERROR, "api"):
        answer = client.get(f"{API}/items")
    assert answer.status_code == 500
    assert "password" not in answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    logged = [record for record in caplog.records if record.levelname == "ERROR"]
    assert [record.request_id for record in logged] == [answer.json()["request_id"]]  # type: ignore[attr-defined]


def test_logs_hold_routes_and_no_personal_data(
    client: TestClient, member: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "api"):
        guess(client, member.email, "a secret typed here")
        client.get(f"{API}/items", params={"search": member.email})
        client.get(f"{API}/{member.email}")
    logged = " ".join(str(record.__dict__) for record in caplog.records if record.name == "api")
    assert "/auth/token" in logged
    assert "unmatched" in logged
    assert member.email not in logged
    assert "a secret typed here" not in logged


@pytest.mark.parametrize(
    ("sent", "kept"), [("from-the-proxy-1", True), ("short", False), ("new\nline-in-the-log", False), ("x" * 65, False)]
)
def test_a_request_id_from_outside_is_kept_only_when_it_is_harmless(client: TestClient, sent: str, kept: bool) -> None:
    answer = client.get(f"{API}/health/live", headers={b"X-Request-Id": sent.encode()})
    assert (answer.headers["x-request-id"] == sent) is kept
