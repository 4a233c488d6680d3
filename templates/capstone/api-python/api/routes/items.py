"""The catalogue: anyone reads it, administrators keep it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from sqlalchemy import Select, or_, select

from ..database import Database
from ..errors import Problem
from ..lending import open_loan_exists, retire
from ..models import Category, Item
from ..schemas import ItemIn, ItemOut, ItemPatch, Key, Page
from ..security import CurrentAdmin
from .common import PageNumber, PageSize, Search, containing, errors, page_of

router = APIRouter(prefix="/items", tags=["items"])


def catalogue() -> Select[Item, bool]:
    """Select the items that are shown, each with “is on loan”."""
    return select(Item, open_loan_exists()).where(Item.retired.is_(False)).order_by(Item.name, Item.id)


def item_out(item: Item, lent: bool) -> ItemOut:
    """Show an item."""
    return ItemOut(id=item.id, name=item.name, category=item.category, description=item.description, available=not lent)


def shown_item(session: Database, item_id: Key) -> tuple[Item, bool]:
    """Return an item of the catalogue and whether it is on loan, or answer 404."""
    row = session.execute(catalogue().where(Item.id == item_id)).one_or_none()
    if row is None:
        raise Problem(404, "not-found", f"There is no item {item_id}.")
    return row[0], row[1]


@router.get("", responses=errors(422))
def list_items(
    session: Database,
    search: Search = "",
    category: Annotated[Category | None, Query(description="Only this category")] = None,
    available: Annotated[bool | None, Query(description="Only what can, or cannot, be borrowed now")] = None,
    page: PageNumber = 1,
    size: PageSize = 20,
) -> Page[ItemOut]:
    """List the catalogue, page by page."""
    query = catalogue()
    if search:
        pattern = containing(search)
        query = query.where(or_(Item.name.ilike(pattern, escape="\\"), Item.description.ilike(pattern, escape="\\")))
    if category is not None:
        query = query.where(Item.category == category)
    if available is not None:
        query = query.where(~open_loan_exists() if available else open_loan_exists())
    rows, total = page_of(session, query, page, size)
    return Page(items=[item_out(item, lent) for item, lent in rows], total=total, page=page, size=size)


@router.get("/{item_id}", responses=errors(404, 422))
def read_item(session: Database, item_id: Key) -> ItemOut:
    """Read one item."""
    return item_out(*shown_item(session, item_id))


@router.post("", status_code=201, responses=errors(401, 403, 422))
def add_item(session: Database, _admin: CurrentAdmin, new: ItemIn) -> ItemOut:
    """Add an item."""
    item = Item(name=new.name, category=new.category, description=new.description)
    session.add(item)
    session.commit()
    return item_out(item, lent=False)


@router.patch("/{item_id}", responses=errors(401, 403, 404, 422))
def change_item(session: Database, _admin: CurrentAdmin, item_id: Key, change: ItemPatch) -> ItemOut:
    """Change some fields of an item."""
    item, lent = shown_item(session, item_id)
    for field, value in change.model_dump(exclude_none=True).items():
        setattr(item, field, value)
    session.commit()
    return item_out(item, lent)


@router.delete("/{item_id}", status_code=204, responses=errors(401, 403, 404, 409, 422))
def remove_item(session: Database, _admin: CurrentAdmin, item_id: Key) -> None:
    """Take an item out of the catalogue; its past loans stay."""
    item, _ = shown_item(session, item_id)
    retire(session, item)
