"""What is around the domain: the data part's indicators, health, metrics."""

from __future__ import annotations

import hmac
import math
import time
from typing import Annotated

from fastapi import APIRouter, Header, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import ValidationError
from sqlalchemy import func, select

from .. import __version__
from ..database import Database, reachable
from ..errors import Problem
from ..lending import count_open_loans, today
from ..models import Member
from ..schemas import Health, Indicators
from .common import errors

router = APIRouter()


@router.get("/indicators", tags=["data"], responses=errors(404))
def read_indicators(request: Request) -> Indicators:
    """Read the last result of the data part; a file that breaks the contract is as good as none."""
    try:
        return Indicators.model_validate_json(request.app.state.settings.indicators_file.read_bytes())
    except (OSError, ValidationError):
        raise Problem(404, "indicators-not-ready", "Run the data part first: python data/batch.py") from None


@router.get("/health/live", tags=["operations"])
def live() -> dict[str, str]:
    """Tell that the process answers."""
    return {"status": "ok"}


@router.get("/health", tags=["operations"], responses={503: {"model": Health, "description": "Degraded"}})
def health(request: Request, response: Response, session: Database) -> Health:
    """Tell whether the service can work: it answers and so does its database."""
    database_ok = reachable(session)
    response.status_code = 200 if database_ok else 503
    return Health(
        status="ok" if database_ok else "degraded",
        database="ok" if database_ok else "unreachable",
        name=request.app.state.settings.name,
        version=__version__,
    )


@router.get(
    "/metrics",
    tags=["operations"],
    response_class=Response,
    responses={200: {"content": {"text/plain": {}}, "description": "Prometheus text"}, **errors(401)},
)
def metrics(request: Request, session: Database, authorization: Annotated[str, Header()] = "") -> Response:
    """Give the metrics to Prometheus; when METRICS_TOKEN is set, only to whoever knows it."""
    expected = request.app.state.settings.metrics_token
    if expected and not hmac.compare_digest(authorization.encode(), f"Bearer {expected}".encode()):
        raise Problem(401, "not-signed-in", "The metrics need their token.", {"WWW-Authenticate": "Bearer"})
    measure(request, session)
    return Response(generate_latest(request.app.state.metrics.registry), media_type=CONTENT_TYPE_LATEST)


def measure(request: Request, session: Database) -> None:
    """Bring the gauges up to date: they are read from their source at each visit, not kept in step by hand."""
    gauges = request.app.state.metrics
    answers = reachable(session)
    gauges.database_up.set(1 if answers else 0)
    if answers:
        gauges.members.set(session.scalar(select(func.count(Member.id))) or 0)
        gauges.loans_open.set(count_open_loans(session))
        gauges.loans_overdue.set(count_open_loans(session, due_before=today()))
    try:
        gauges.indicators_age.set(time.time() - request.app.state.settings.indicators_file.stat().st_mtime)
    except OSError:
        gauges.indicators_age.set(math.nan)
