"""What several routes share: pages of results, searches, the documented errors."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Query
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from ..schemas import Line, ProblemOut

PageNumber = Annotated[int, Query(ge=1, le=100_000, description="Page, from 1")]
PageSize = Annotated[int, Query(ge=1, le=100, description="Rows of a page")]
Search = Annotated[Line, Query(max_length=80, description="Text to look for")]


def page_of(session: Session, query: Select[*tuple[Any, ...]], page: int, size: int) -> tuple[list[Any], int]:
    """Return the rows of one page, and how many rows there are in all."""
    total = session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    return list(session.execute(query.limit(size).offset((page - 1) * size)).all()), total


def containing(text: str) -> str:
    """Return a LIKE pattern for `text`, where % and _ mean themselves (escape character: a backslash)."""
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def errors(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Document the errors that a route answers with."""
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemOut"}}}
    return {status: {"model": ProblemOut, "content": content, "description": "Problem"} for status in statuses}
