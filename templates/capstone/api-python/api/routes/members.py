"""Accounts: sign up, sign in, and the rights of a person over their data."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.security import OAuth2PasswordRequestForm
from sqlalchemy.exc import IntegrityError

from ..database import Database
from ..errors import Problem
from ..lending import count_open_loans, is_last_admin, loans_of, today
from ..models import Member, Role
from ..schemas import Export, LoanOut, MemberIn, MemberOut, Token
from ..security import (
    CurrentMember,
    account_key,
    client_of,
    find_by_email,
    hash_password,
    right_password,
    sign_token,
)
from .common import errors

router = APIRouter(tags=["members"])


@router.post("/auth/token", responses=errors(401, 422, 429))
def sign_in(request: Request, session: Database, form: Annotated[OAuth2PasswordRequestForm, Depends()]) -> Token:
    """Open a session: `username` is the e-mail address."""
    state = request.app.state
    client, account = client_of(request), account_key(form.username)
    state.attempts_by_client.take(client)
    state.attempts_by_account.take(account)
    member = find_by_email(session, form.username)
    if not right_password(member, form.password) or member is None:
        state.metrics.sign_in_failures.inc()
        raise Problem(401, "sign-in-refused", "Wrong address or password.", {"WWW-Authenticate": "Bearer"})
    state.attempts_by_client.give_back(client)
    state.attempts_by_account.give_back(account)
    return Token(access_token=sign_token(state.settings, member.id), expires_in=state.settings.token_minutes * 60)


@router.post("/members", status_code=201, responses=errors(409, 422, 429))
def sign_up(request: Request, session: Database, new: MemberIn) -> MemberOut:
    """Create an account."""
    request.app.state.attempts_by_client.take(client_of(request))
    member = Member(
        email=new.email, name=new.name, password_hash=hash_password(new.password), role=Role.MEMBER, joined_on=today()
    )
    session.add(member)
    try:
        session.commit()
    except IntegrityError:
        raise Problem(409, "email-taken", "This address has an account already.") from None
    return MemberOut.model_validate(member)


@router.get("/members/me", responses=errors(401))
def read_me(member: CurrentMember) -> MemberOut:
    """Read one's own account."""
    return MemberOut.model_validate(member)


@router.get("/members/me/export", responses=errors(401))
def export_me(session: Database, member: CurrentMember) -> Export:
    """Take away all that the service holds about oneself (GDPR, articles 15 and 20)."""
    loans = session.scalars(loans_of(member.id)).all()
    day = today()
    return Export(
        exported_on=day, member=MemberOut.model_validate(member), loans=[LoanOut.of(loan, day) for loan in loans]
    )


@router.delete("/members/me", status_code=204, responses=errors(401, 409))
def delete_me(session: Database, member: CurrentMember) -> None:
    """Leave: the account is erased, past loans stay without a name (GDPR, article 17)."""
    if count_open_loans(session, member.id):
        raise Problem(409, "open-loans", "Return what is borrowed first.")
    if is_last_admin(session, member):
        raise Problem(409, "last-admin", "Name another administrator first.")
    session.delete(member)
    session.commit()
