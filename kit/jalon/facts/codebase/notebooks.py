"""The code of a notebook, as one text."""

from __future__ import annotations

import json


def code_of(text: str) -> str:
    """The code cells of a Jupyter notebook, one after the other; empty when it cannot be read."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    cells = data.get("cells") if isinstance(data, dict) else None
    parts = [_source(cell) for cell in (cells if isinstance(cells, list) else [])[:5_000]]
    return "\n".join(part for part in parts if part)


def _source(cell: object) -> str:
    if not isinstance(cell, dict) or cell.get("cell_type") != "code":
        return ""
    source = cell.get("source")
    if isinstance(source, list):
        return "".join(line for line in source if isinstance(line, str))
    return source if isinstance(source, str) else ""
