"""The rules of lending, apart from HTTP: this is the domain to replace by your own."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, exists, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from .errors import Problem
from .models import Item, Loan, Member, Role

MOST_LOANS = 3


def today() -> date:
    """Return the day, the same everywhere: UTC."""
    return datetime.now(UTC).date()


def is_late(loan: Loan, day: date) -> bool:
    """Tell whether a loan came back, or is still out, after its due day."""
    return (loan.returned_on or day) > loan.due_on


def open_loan_exists() -> Any:
    """Return the condition “this item is lent now”, to use in a query on items."""
    return exists().where(Loan.item_id == Item.id, Loan.returned_on.is_(None))


def loans_of(member_id: int | None) -> Select[Loan]:
    """Select the loans of a member, or of everybody for None, the newest first."""
    query = select(Loan).order_by(Loan.borrowed_on.desc(), Loan.id.desc())
    return query if member_id is None else query.where(Loan.member_id == member_id)


def count_open_loans(session: Session, member_id: int | None = None, due_before: date | None = None) -> int:
    """Count the loans not yet returned: of one member or all, due before a day or all."""
    query = select(func.count(Loan.id)).where(Loan.returned_on.is_(None))
    if member_id is not None:
        query = query.where(Loan.member_id == member_id)
    if due_before is not None:
        query = query.where(Loan.due_on < due_before)
    return session.scalar(query) or 0


def borrow(session: Session, member: Member, item: Item, days: int, day: date) -> Loan:
    """Lend `item` to `member` from `day` for `days` days; Problem 409 when a rule forbids it."""
    if count_open_loans(session, member.id) >= MOST_LOANS:
        raise Problem(409, "too-many-loans", f"A member may borrow {MOST_LOANS} items at a time.")
    loan = Loan(item_id=item.id, member_id=member.id, borrowed_on=day, due_on=day + timedelta(days=days))
    session.add(loan)
    try:
        session.commit()
    except IntegrityError:  # The unique index on open loans: somebody has it, perhaps since a moment ago.
        session.rollback()
        raise Problem(409, "item-unavailable", "This item is on loan.") from None
    return loan


def take_back(session: Session, loan: Loan, day: date) -> None:
    """Record the return of a loan; Problem 409 when it was recorded before."""
    if loan.returned_on is not None:
        raise Problem(409, "already-returned", "This loan is closed.")
    loan.returned_on = day
    session.commit()


def retire(session: Session, item: Item) -> None:
    """Take an item out of the catalogue; Problem 409 while it is on loan."""
    if session.scalar(select(Loan.id).where(Loan.item_id == item.id, Loan.returned_on.is_(None))):
        raise Problem(409, "item-on-loan", "This item must come back first.")
    item.retired = True
    session.commit()


def is_last_admin(session: Session, member: Member) -> bool:
    """Tell whether nobody could administer the service without `member`."""
    others = select(func.count(Member.id)).where(Member.role == Role.ADMIN, Member.id != member.id)
    return member.role is Role.ADMIN and not session.scalar(others)
