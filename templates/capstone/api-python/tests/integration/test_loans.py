"""The catalogue and the loans, through HTTP and on a real database."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from api.lending import today
from fastapi.testclient import TestClient

API = "/api/v1"


def names(answer: Any) -> list[str]:
    return [item["name"] for item in answer.json()["items"]]


def test_the_catalogue_is_searched_and_filtered(client: TestClient, member: Any, add_item: Callable[..., int]) -> None:
    add_item("Tente", "camping", "Quatre places, 100 % coton")
    add_item("Râteau", "garden")
    drill = add_item("Perceuse", "workshop")
    client.post(f"{API}/loans", json={"item_id": drill}, headers=member.headers)
    assert names(client.get(f"{API}/items")) == ["Perceuse", "Râteau", "Tente"]
    assert names(client.get(f"{API}/items", params={"search": "coton"})) == ["Tente"]
    assert names(client.get(f"{API}/items", params={"search": "0 %"})) == ["Tente"]
    assert names(client.get(f"{API}/items", params={"search": "%"})) == ["Tente"]
    assert names(client.get(f"{API}/items", params={"category": "garden"})) == ["Râteau"]
    assert names(client.get(f"{API}/items", params={"available": False})) == ["Perceuse"]
    assert names(client.get(f"{API}/items", params={"available": True})) == ["Râteau", "Tente"]


def test_the_catalogue_comes_in_pages(client: TestClient, add_item: Callable[..., int]) -> None:
    for number in range(5):
        add_item(f"Outil {number}")
    page = client.get(f"{API}/items", params={"page": 2, "size": 2}).json()
    assert [item["name"] for item in page["items"]] == ["Outil 2", "Outil 3"]
    assert (page["total"], page["page"], page["size"]) == (5, 2, 2)
    assert client.get(f"{API}/items", params={"size": 101}).status_code == 422


def test_an_administrator_keeps_the_catalogue(client: TestClient, admin: Any) -> None:
    new = {"name": "Scie", "category": "workshop", "description": "Neuve"}
    item = client.post(f"{API}/items", json=new, headers=admin.headers).json()
    changed = client.patch(f"{API}/items/{item['id']}", json={"description": "Usée"}, headers=admin.headers)
    assert changed.json() == item | {"description": "Usée"}
    assert client.get(f"{API}/items/{item['id']}").json() == changed.json()
    assert client.delete(f"{API}/items/{item['id']}", headers=admin.headers).status_code == 204
    assert client.get(f"{API}/items/{item['id']}").status_code == 404
    assert names(client.get(f"{API}/items")) == []


def test_an_item_is_lent_and_comes_back(client: TestClient, member: Any, add_item: Callable[..., int]) -> None:
    item = add_item()
    loan = client.post(f"{API}/loans", json={"item_id": item, "days": 7}, headers=member.headers)
    assert loan.status_code == 201
    assert loan.json()["due_on"] == (today() + timedelta(days=7)).isoformat()
    assert loan.json()["late"] is False
    assert client.get(f"{API}/items/{item}").json()["available"] is False
    back = client.post(f"{API}/loans/{loan.json()['id']}/return", headers=member.headers).json()
    assert back["returned_on"] == today().isoformat()
    assert client.get(f"{API}/items/{item}").json()["available"] is True
    again = client.post(f"{API}/loans/{loan.json()['id']}/return", headers=member.headers)
    assert again.json()["code"] == "already-returned"


def test_an_item_is_lent_to_one_member_at_a_time(
    client: TestClient, admin: Any, member: Any, other: Any, add_item: Callable[..., int]
) -> None:
    item = add_item()
    client.post(f"{API}/loans", json={"item_id": item}, headers=member.headers)
    second = client.post(f"{API}/loans", json={"item_id": item}, headers=other.headers)
    removed = client.delete(f"{API}/items/{item}", headers=admin.headers)
    assert (second.status_code, second.json()["code"]) == (409, "item-unavailable")
    assert (removed.status_code, removed.json()["code"]) == (409, "item-on-loan")


def test_a_member_borrows_three_items_at_a_time(client: TestClient, member: Any, add_item: Callable[..., int]) -> None:
    answers = [client.post(f"{API}/loans", json={"item_id": add_item()}, headers=member.headers) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [201, 201, 201, 409]
    assert answers[3].json()["code"] == "too-many-loans"


@pytest.mark.parametrize("days", [0, 31, "seven"])
def test_a_loan_lasts_from_one_to_thirty_days(
    client: TestClient, member: Any, add_item: Callable[..., int], days: object
) -> None:
    answer = client.post(f"{API}/loans", json={"item_id": add_item(), "days": days}, headers=member.headers)
    assert answer.status_code == 422


def test_members_see_their_loans_and_administrators_all(
    client: TestClient, admin: Any, member: Any, other: Any, add_item: Callable[..., int]
) -> None:
    first = client.post(f"{API}/loans", json={"item_id": add_item("A")}, headers=member.headers).json()
    client.post(f"{API}/loans", json={"item_id": add_item("B")}, headers=other.headers)
    client.post(f"{API}/loans/{first['id']}/return", headers=member.headers)

    def seen(who: Any, **filters: Any) -> list[str]:
        rows = client.get(f"{API}/loans", params=filters, headers=who.headers).json()["items"]
        return [loan["item"]["name"] for loan in rows]

    assert seen(member) == ["A"]
    assert seen(member, open=True) == []
    assert seen(member, open=False) == ["A"]
    assert seen(admin) == ["B", "A"]
    assert seen(admin, mine=True) == []


def test_a_date_is_a_date(client: TestClient, member: Any, add_item: Callable[..., int]) -> None:
    loan = client.post(f"{API}/loans", json={"item_id": add_item()}, headers=member.headers).json()
    assert date.fromisoformat(loan["borrowed_on"]) == today()
