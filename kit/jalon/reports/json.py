"""The one source of every other report, as JSON; its schema is `schema()`."""

from __future__ import annotations

from typing import Any

import msgspec

from jalon.audit import Audit, Report
from jalon.messages import Say
from jalon.reports import Style
from jalon.reports.escape import for_json


def render(audit: Audit, say: Say, style: Style) -> str:
    """The report, indented, with outcomes and messages by name: a program reads it in any language."""
    return for_json(msgspec.json.format(msgspec.json.encode(audit.report), indent=1).decode()) + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the report, from the types that fill it."""
    found = msgspec.json.schema(Report)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "jalon-report/1", **found}
