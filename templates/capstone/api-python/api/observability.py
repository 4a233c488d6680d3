"""What operations see: one JSON line a request, metrics for Prometheus, a request id that ties both to an answer."""

from __future__ import annotations

import json
import logging
import re
import sys
import time
import uuid
from datetime import UTC, datetime

from fastapi import Request
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from . import __version__
from .errors import Problem, problem_response

logger = logging.getLogger("api")
REQUEST_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)  # seconds
FIELDS = ("request_id", "method", "route", "status", "duration_ms", "event")


class JsonLines(logging.Formatter):
    """One JSON object a line. Only named fields get in: no address, no body, no header, so no personal data."""

    def format(self, record: logging.LogRecord) -> str:
        """Return `record` as one line of JSON."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line.update({field: getattr(record, field) for field in FIELDS if hasattr(record, field)})
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def configure_logs() -> None:
    """Send every log to the standard output as JSON lines; the platform keeps them."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.getLogger("alembic").setLevel(logging.WARNING)


class Metrics:
    """The metrics of one application; their names are a contract with ops/ (dashboards and alert rules)."""

    def __init__(self) -> None:
        """Register everything in a registry of its own, so that two applications can live in one process (tests)."""
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "http_requests", "Requests answered", ["method", "route", "status"], registry=self.registry
        )
        self.durations = Histogram(
            "http_request_duration_seconds",
            "Time to answer",
            ["method", "route"],
            registry=self.registry,
            buckets=BUCKETS,
        )
        self.sign_in_failures = Counter("sign_in_failures", "Sign-ins refused", registry=self.registry)
        self.database_up = Gauge("database_up", "1 when the database answers", registry=self.registry)
        self.members = Gauge("members_registered", "Members with an account", registry=self.registry)
        self.loans_open = Gauge("loans_open", "Items now lent", registry=self.registry)
        self.loans_overdue = Gauge("loans_overdue", "Items lent and due before today", registry=self.registry)
        self.indicators_age = Gauge(
            "indicators_age_seconds", "Age of the data part's last result, NaN without one", registry=self.registry
        )
        Gauge("app_info", "Version that runs", ["version"], registry=self.registry).labels(__version__).set(1)


class Observe:
    """Give each request an id, measure it, log it; answer a bug with a problem and log the whole story."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        """Wrap `app` and count into `metrics`."""
        self.app, self.metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope["request_id"] = incoming_id(scope) or uuid.uuid4().hex
        start, status = time.perf_counter(), 0

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (b"x-request-id", scope["request_id"].encode())]
            await send(message)

        try:
            await self.app(scope, receive, send_with_id)
        except Exception:
            logger.exception("unexpected error", extra={"request_id": scope["request_id"]})
            if status:  # The answer has begun: the server can only cut it.
                raise
            crash = Problem(500, "internal", "The incident is recorded under this request id.")
            await problem_response(Request(scope), crash)(scope, receive, send_with_id)
        finally:
            self.record(scope, status, time.perf_counter() - start)

    def record(self, scope: Scope, status: int, seconds: float) -> None:
        """Count and log a request under its route (`/items/{item_id}`), never under the address itself."""
        route, method = route_of(scope), method_of(scope)
        self.metrics.requests.labels(method, route, str(status)).inc()
        self.metrics.durations.labels(method, route).observe(seconds)
        fields = {"method": method, "route": route, "status": status, "duration_ms": round(seconds * 1000, 1)}
        logger.info("request", extra={"request_id": scope["request_id"], **fields})


def incoming_id(scope: Scope) -> str:
    """Return the id that a proxy gave the request, when it is harmless."""
    for name, value in scope["headers"]:
        if name == b"x-request-id" and REQUEST_ID.fullmatch(value.decode("latin-1")):
            return str(value.decode("latin-1"))
    return ""


def route_of(scope: Scope) -> str:
    """Return the pattern that matched, so that the number of different labels stays small."""
    if "route" in scope:
        return str(getattr(scope["route"], "path", "unmatched"))
    return "unmatched" if scope["path"].startswith("/api/") else "static"


def method_of(scope: Scope) -> str:
    """Return the method, or `other` for an invented one, for the same reason."""
    known = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
    return scope["method"] if scope["method"] in known else "other"
