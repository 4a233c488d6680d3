"""Loans: borrow, give back, and see one's own; administrators see them all."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from ..database import Database
from ..errors import Problem
from ..lending import borrow, loans_of, take_back, today
from ..models import Loan, Role
from ..schemas import Key, LoanIn, LoanOut, Page
from ..security import CurrentMember
from .common import PageNumber, PageSize, errors, page_of
from .items import shown_item

router = APIRouter(prefix="/loans", tags=["loans"])


@router.get("", responses=errors(401, 422))
def list_loans(
    session: Database,
    member: CurrentMember,
    open: Annotated[bool | None, Query(description="Only what is, or is not, still out")] = None,  # noqa: A002
    mine: Annotated[bool, Query(description="For an administrator: only their own")] = False,
    page: PageNumber = 1,
    size: PageSize = 20,
) -> Page[LoanOut]:
    """List one's own loans, or everybody's for an administrator."""
    everybody = member.role is Role.ADMIN and not mine
    query = loans_of(None if everybody else member.id)
    if open is not None:
        query = query.where(Loan.returned_on.is_(None) if open else Loan.returned_on.is_not(None))
    rows, total = page_of(session, query, page, size)
    return Page(items=[LoanOut.of(loan, today()) for (loan,) in rows], total=total, page=page, size=size)


@router.post("", status_code=201, responses=errors(401, 404, 409, 422))
def add_loan(session: Database, member: CurrentMember, new: LoanIn) -> LoanOut:
    """Borrow an item."""
    item, _ = shown_item(session, new.item_id)
    return LoanOut.of(borrow(session, member, item, new.days, today()), today())


@router.post("/{loan_id}/return", responses=errors(401, 404, 409, 422))
def return_loan(session: Database, member: CurrentMember, loan_id: Key) -> LoanOut:
    """Give an item back. Somebody else's loan is “not found”: its existence is nobody's business."""
    loan = session.get(Loan, loan_id)
    if loan is None or (loan.member_id != member.id and member.role is not Role.ADMIN):
        raise Problem(404, "not-found", f"There is no loan {loan_id}.")
    take_back(session, loan, today())
    return LoanOut.of(loan, today())
