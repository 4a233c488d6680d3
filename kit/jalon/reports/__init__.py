"""The same audit in every form that its readers use: one module a form, imported when asked for.

Each module has `render(audit, say, style) -> str`.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from jalon.audit import Audit
    from jalon.messages import Say

FORMATS: Mapping[str, str] = {
    "terminal": "jalon.reports.terminal",
    "json": "jalon.reports.json",
}


class Style(msgspec.Struct, frozen=True):
    """How a report is shown: columns, colours or not, every requirement or the essential."""

    width: int = 100
    colour: bool = False
    details: bool = False


def render(name: str, audit: Audit, say: Say, style: Style) -> str:
    """The report in the format `name`, a key of `FORMATS`, ending with a line feed."""
    text: str = importlib.import_module(FORMATS[name]).render(audit, say, style)
    return text
