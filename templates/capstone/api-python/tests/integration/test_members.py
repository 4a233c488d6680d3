"""Accounts, through HTTP and on a real database."""

from collections.abc import Callable
from typing import Any

import pytest
from api.models import Loan, Member
from fastapi.testclient import TestClient
from sqlalchemy import select
from sqlalchemy.orm import Session

API = "/api/v1"
NEW = {"email": " Lea@Example.org ", "name": "Léa", "password": "une phrase de passe"}


def test_a_person_signs_up_signs_in_and_reads_their_account(client: TestClient) -> None:
    created = client.post(f"{API}/members", json=NEW)
    assert created.status_code == 201
    assert created.json()["email"] == "lea@example.org"
    assert created.json()["role"] == "member"
    assert "password" not in created.text
    token = client.post(f"{API}/auth/token", data={"username": "LEA@example.org", "password": NEW["password"]})
    assert token.status_code == 200
    assert token.json()["expires_in"] == 30 * 60
    mine = client.get(f"{API}/members/me", headers={"Authorization": f"Bearer {token.json()['access_token']}"})
    assert mine.json() == created.json()


def test_an_address_has_one_account(client: TestClient) -> None:
    client.post(f"{API}/members", json=NEW)
    again = client.post(f"{API}/members", json=NEW | {"email": "lea@example.org"})
    assert again.status_code == 409
    assert again.json()["code"] == "email-taken"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"email": "not an address"}, "email"),
        ({"email": "a@b"}, "email"),
        ({"name": "  "}, "name"),
        ({"name": "bell\x07"}, "name"),
        ({"password": "too short"}, "password"),
        ({"password": "x" * 129}, "password"),
    ],
)
def test_what_does_not_fit_is_named_but_not_repeated(client: TestClient, change: dict[str, str], field: str) -> None:
    refused = client.post(f"{API}/members", json=NEW | change)
    assert refused.status_code == 422
    assert [error["field"] for error in refused.json()["errors"]] == [field]
    assert refused.headers["content-type"] == "application/problem+json"
    assert next(iter(change.values())) not in refused.text


def test_the_export_holds_all_that_is_known(client: TestClient, member: Any, add_item: Callable[..., int]) -> None:
    client.post(f"{API}/loans", json={"item_id": add_item()}, headers=member.headers)
    export = client.get(f"{API}/members/me/export", headers=member.headers).json()
    assert export["member"]["email"] == member.email
    assert [loan["item"]["name"] for loan in export["loans"]] == ["Perceuse"]


def test_leaving_erases_the_person_and_keeps_the_loan(
    client: TestClient, session: Session, member: Any, add_item: Callable[..., int]
) -> None:
    loan = client.post(f"{API}/loans", json={"item_id": add_item()}, headers=member.headers).json()
    refused = client.delete(f"{API}/members/me", headers=member.headers)
    assert (refused.status_code, refused.json()["code"]) == (409, "open-loans")
    client.post(f"{API}/loans/{loan['id']}/return", headers=member.headers)
    assert client.delete(f"{API}/members/me", headers=member.headers).status_code == 204
    session.expire_all()
    assert session.scalars(select(Member)).all() == []
    assert session.scalars(select(Loan.member_id)).all() == [None]
    assert client.get(f"{API}/members/me", headers=member.headers).status_code == 401


def test_the_back_office_lists_members_and_changes_roles(
    client: TestClient, admin: Any, member: Any, add_item: Callable[..., int]
) -> None:
    client.post(f"{API}/loans", json={"item_id": add_item()}, headers=member.headers)
    found = client.get(f"{API}/admin/members", params={"search": "MAX@"}, headers=admin.headers).json()
    assert [(row["name"], row["open_loans"]) for row in found["items"]] == [("max", 1)]
    changed = client.patch(f"{API}/admin/members/{member.id}", json={"role": "admin"}, headers=admin.headers)
    assert changed.json()["role"] == "admin"
    assert client.get(f"{API}/admin/members", headers=member.headers).json()["total"] == 2
    missing = client.patch(f"{API}/admin/members/999", json={"role": "admin"}, headers=admin.headers)
    assert missing.status_code == 404


def test_there_is_always_an_administrator(client: TestClient, admin: Any) -> None:
    demoted = client.patch(f"{API}/admin/members/{admin.id}", json={"role": "member"}, headers=admin.headers)
    left = client.delete(f"{API}/members/me", headers=admin.headers)
    assert [demoted.json()["code"], left.json()["code"]] == ["last-admin", "last-admin"]
