"""The back office: members and their roles."""

from __future__ import annotations

from fastapi import APIRouter
from sqlalchemy import func, or_, select

from ..database import Database
from ..errors import Problem
from ..lending import count_open_loans, is_last_admin
from ..models import Loan, Member, Role
from ..schemas import Key, MemberOut, MemberRow, Page, RoleIn
from ..security import CurrentAdmin
from .common import PageNumber, PageSize, Search, containing, errors, page_of

router = APIRouter(prefix="/admin/members", tags=["back office"])


def member_row(member: Member, open_loans: int) -> MemberRow:
    """Show a member to an administrator."""
    return MemberRow(**MemberOut.model_validate(member).model_dump(), open_loans=open_loans)


@router.get("", responses=errors(401, 403, 422))
def list_members(
    session: Database, _admin: CurrentAdmin, search: Search = "", page: PageNumber = 1, size: PageSize = 20
) -> Page[MemberRow]:
    """List the members, page by page."""
    lent = select(func.count(Loan.id)).where(Loan.member_id == Member.id, Loan.returned_on.is_(None)).scalar_subquery()
    query = select(Member, lent.label("open_loans")).order_by(Member.name, Member.id)
    if search:
        pattern = containing(search)
        query = query.where(or_(Member.name.ilike(pattern, escape="\\"), Member.email.ilike(pattern, escape="\\")))
    rows, total = page_of(session, query, page, size)
    return Page(items=[member_row(member, count) for member, count in rows], total=total, page=page, size=size)


@router.patch("/{member_id}", responses=errors(401, 403, 404, 409, 422))
def change_role(session: Database, _admin: CurrentAdmin, member_id: Key, change: RoleIn) -> MemberRow:
    """Give a member another role."""
    member = session.get(Member, member_id)
    if member is None:
        raise Problem(404, "not-found", f"There is no member {member_id}.")
    if change.role is not Role.ADMIN and is_last_admin(session, member):
        raise Problem(409, "last-admin", "Name another administrator first.")
    member.role = change.role
    session.commit()
    return member_row(member, count_open_loans(session, member.id))
