"""Who may do what (OWASP Top 10 2025, A01): one row an operation, and no operation without its row."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

API = "/api/v1"
# Operation, body, then the status for a visitor, a member, an administrator. Item 1 and loan 1 belong to nobody here.
MATRIX: list[tuple[str, str, dict[str, Any] | None, int, int, int]] = [
    ("POST", "/auth/token", None, 422, 422, 422),
    ("POST", "/members", {"email": "n@example.org", "name": "N", "password": "une phrase de passe"}, 201, 201, 201),
    ("GET", "/members/me", None, 401, 200, 200),
    ("GET", "/members/me/export", None, 401, 200, 200),
    ("DELETE", "/members/me", None, 401, 204, 409),
    ("GET", "/items", None, 200, 200, 200),
    ("GET", "/items/{item_id}", None, 200, 200, 200),
    ("POST", "/items", {"name": "Scie", "category": "workshop"}, 401, 403, 201),
    ("PATCH", "/items/{item_id}", {"name": "Scie"}, 401, 403, 200),
    ("DELETE", "/items/{item_id}", None, 401, 403, 204),
    ("GET", "/loans", None, 401, 200, 200),
    ("POST", "/loans", {"item_id": 1}, 401, 201, 201),
    ("POST", "/loans/{loan_id}/return", None, 401, 404, 200),
    ("GET", "/admin/members", None, 401, 403, 200),
    ("PATCH", "/admin/members/{member_id}", {"role": "admin"}, 401, 403, 200),
    ("GET", "/indicators", None, 404, 404, 404),
    ("GET", "/health", None, 200, 200, 200),
    ("GET", "/health/live", None, 200, 200, 200),
    ("GET", "/metrics", None, 200, 200, 200),
]
CASES = [
    pytest.param(method, path, body, who, status, id=f"{who} {method} {path}")
    for method, path, body, *statuses in MATRIX
    for who, status in zip(("visitor", "member", "admin"), statuses, strict=True)
]


@pytest.mark.parametrize(("method", "path", "body", "who", "status"), CASES)
def test_each_role_may_do_what_the_matrix_says(
    client: TestClient, admin: Any, member: Any, other: Any, add_item: Callable[..., int],
    method: str, path: str, body: dict[str, Any] | None, who: str, status: int,
) -> None:  # fmt: skip
    add_item()
    lent = add_item("Prêtée")
    loan = client.post(f"{API}/loans", json={"item_id": lent}, headers=other.headers).json()["id"]
    headers = {"visitor": {}, "member": member.headers, "admin": admin.headers}[who]
    address = path.format(item_id=1, loan_id=loan, member_id=member.id)
    assert client.request(method, API + address, json=body, headers=headers).status_code == status


def test_no_operation_is_missing_from_the_matrix(client: TestClient) -> None:
    paths = client.get(f"{API}/openapi.json").json()["paths"]
    operations = {(method.upper(), path.removeprefix(API)) for path in paths for method in paths[path]}
    assert operations == {(method, path) for method, path, *_ in MATRIX}


def test_a_member_cannot_give_themselves_a_role(client: TestClient) -> None:
    new = {"email": "eve@example.org", "name": "Ève", "password": "une phrase de passe", "role": "admin"}
    assert client.post(f"{API}/members", json=new).status_code == 422


def test_a_demotion_acts_on_sessions_already_open(client: TestClient, admin: Any, join: Callable[..., Any]) -> None:
    second = join("second", "admin")
    assert client.get(f"{API}/admin/members", headers=second.headers).status_code == 200
    client.patch(f"{API}/admin/members/{second.id}", json={"role": "member"}, headers=admin.headers)
    assert client.get(f"{API}/admin/members", headers=second.headers).status_code == 403
