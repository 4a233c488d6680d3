"""Who is asking: passwords, signed tokens, and the member behind a request."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Annotated

import jwt
from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from fastapi import Depends, Request
from fastapi.security import OAuth2PasswordBearer
from sqlalchemy import select

from .database import Database
from .errors import Problem
from .models import Member, Role
from .settings import Settings

ALGORITHM = "HS256"
AUDIENCE = "api"
HASHER = PasswordHasher()  # argon2id with the parameters of RFC 9106 for ordinary memory
token_in_header = OAuth2PasswordBearer(tokenUrl="/api/v1/auth/token", auto_error=False)


def hash_password(password: str) -> str:
    """Hash a password with a salt of its own."""
    return HASHER.hash(password)


def right_password(member: Member | None, password: str) -> bool:
    """Check a password; take as long for an account that does not exist, so that time tells nothing."""
    reference = member.password_hash if member else absent_member_hash()
    try:
        return HASHER.verify(reference, password) and member is not None
    except (Argon2Error, InvalidHashError):
        return False


@cache
def absent_member_hash() -> str:
    """Return the hash that is checked when there is no account, made once and as costly as the others."""
    return HASHER.hash("no account has this password")


def sign_token(settings: Settings, member_id: int, now: datetime | None = None) -> str:
    """Sign a token that names the member, and nothing else about them."""
    start = now or datetime.now(UTC)
    claims = {
        "sub": str(member_id),
        "aud": AUDIENCE,
        "iat": start,
        "exp": start + timedelta(minutes=settings.token_minutes),
    }
    return jwt.encode(claims, settings.secret, ALGORITHM)


def member_id_of(settings: Settings, token: str) -> int | None:
    """Return the member that a token names; None when it is forged, changed, expired or malformed."""
    try:
        options: jwt.types.Options = {"require": ["sub", "aud", "exp", "iat"]}
        claims = jwt.decode(token, settings.secret, [ALGORITHM], options, audience=AUDIENCE)
        return int(claims["sub"])
    except (jwt.InvalidTokenError, ValueError):
        return None


def current_member(
    request: Request, session: Database, token: Annotated[str | None, Depends(token_in_header)]
) -> Member:
    """Return the member who asks. The role is read again each time: a demotion acts at once."""
    member_id = member_id_of(request.app.state.settings, token) if token else None
    member = session.get(Member, member_id) if member_id is not None else None
    if member is None:
        raise Problem(401, "not-signed-in", "Sign in first.", {"WWW-Authenticate": "Bearer"})
    return member


CurrentMember = Annotated[Member, Depends(current_member)]


def current_admin(member: CurrentMember) -> Member:
    """Return the member who asks, when they are an administrator."""
    if member.role is not Role.ADMIN:
        raise Problem(403, "forbidden", "Only an administrator may do this.")
    return member


CurrentAdmin = Annotated[Member, Depends(current_admin)]


def find_by_email(session: Database, email: str) -> Member | None:
    """Find a member by address, whatever its case."""
    return session.scalar(select(Member).where(Member.email == email.strip().lower()))


def client_of(request: Request) -> str:
    """Return the address that asks; behind a proxy, uvicorn reads the one that the trusted proxy gives."""
    return request.client.host if request.client else "unknown"


def account_key(email: str) -> str:
    """Return a key to count the attempts on an account without keeping its address."""
    return hashlib.sha256(email.strip().lower().encode()).hexdigest()
