"""Errors as RFC 9457 problems: one shape, a stable code to translate, nothing about the inside.

A bug is answered by `observability.Observe`, outside of everything that can fail.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

CODES = {401: "not-signed-in", 403: "forbidden", 404: "not-found", 405: "method-not-allowed", 413: "too-large"}


class Problem(Exception):  # noqa: N818 - the name that the norm gives
    """Raised by any part of the application to answer with an error."""

    def __init__(self, status: int, code: str, detail: str = "", headers: dict[str, str] | None = None) -> None:
        """Take the HTTP `status`, the `code` that the front end translates, and a sentence for developers."""
        super().__init__(code)
        self.status, self.code, self.detail, self.headers = status, code, detail, headers


def problem_response(request: Request, problem: Problem, errors: list[dict[str, str]] | None = None) -> JSONResponse:
    """Turn a problem into its answer; `errors` names the fields that were refused, never their values."""
    content: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "code": problem.code,
        "detail": problem.detail,
        "request_id": request.scope.get("request_id", ""),
    }
    if errors is not None:
        content["errors"] = errors
    return JSONResponse(content, problem.status, problem.headers, media_type="application/problem+json")


async def on_problem(request: Request, error: Exception) -> JSONResponse:
    """Answer a Problem."""
    assert isinstance(error, Problem)  # noqa: S101 - registered for this type only
    return problem_response(request, error)


async def on_http_error(request: Request, error: Exception) -> JSONResponse:
    """Answer what the framework itself refuses: unknown address, wrong method…"""
    assert isinstance(error, HTTPException)  # noqa: S101
    code = CODES.get(error.status_code, "error")
    return problem_response(request, Problem(error.status_code, code, headers=dict(error.headers or {})))


async def on_invalid(request: Request, error: Exception) -> JSONResponse:
    """Answer a request that does not fit its schema, without repeating what was sent (a password, say)."""
    assert isinstance(error, RequestValidationError)  # noqa: S101
    errors = [{"field": str(fault["loc"][-1]), "code": str(fault["type"])} for fault in error.errors()]
    return problem_response(request, Problem(422, "invalid", "Some fields are missing or wrong."), errors)


def add_error_handlers(app: FastAPI) -> None:
    """Give every kind of error its handler."""
    app.add_exception_handler(Problem, on_problem)
    app.add_exception_handler(HTTPException, on_http_error)
    app.add_exception_handler(RequestValidationError, on_invalid)
