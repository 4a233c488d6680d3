"""Where the template is: a git bundle in the wheel, else the checkout that this code runs from."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from jalon.resources import resource


def template_source() -> Path:
    """What Copier copies from: a bundle (updates work later), a checkout, or the plain template.

    Raises:
        FileNotFoundError: this installation carries no template.
    """
    for name in ("jalon.bundle", "template", "copier.yml"):
        try:
            found = resource(name)
        except FileNotFoundError:
            continue
        return found.parent if name == "copier.yml" else found
    raise FileNotFoundError("jalon.bundle")


@cache
def question_file() -> dict[str, Any]:
    """`copier.yml` as data: settings start with an underscore, the rest are questions."""
    try:
        path = resource("copier.yml")
    except FileNotFoundError:
        path = resource("template", "copier.yml")
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return data
