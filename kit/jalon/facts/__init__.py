"""Facts by name, computed once and on demand.

A fact is a function whose parameter names are the facts it needs; `snapshot`, `settings` and `catalogue` are given.
Probes are fed in the same way, so that neither ever touches a path.
"""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

# fact → the module that computes it, imported only when somebody asks for the fact
MODULES: Mapping[str, str] = {
    "inventory": "jalon.facts.inventory",
    "documents": "jalon.facts.documents",
    "pipelines": "jalon.facts.pipelines",
    "history": "jalon.facts.history",
    "codebase": "jalon.facts.codebase",
    "diagrams": "jalon.facts.diagrams",
    "registers": "jalon.facts.registers",
    "pages": "jalon.facts.pages",
    "prose": "jalon.facts.prose",
    "topics": "jalon.facts.topics",
    "scaffold": "jalon.facts.scaffold",
}


@cache
def needs_of(ask: Callable[..., Any]) -> tuple[str, ...]:
    """The names of the facts that a function asks for: its parameters."""
    return tuple(inspect.signature(ask).parameters)


class Facts:
    """What is known of one repository. `facts["documents"]` computes it the first time and keeps it."""

    def __init__(self, progress: Callable[[str], None] = lambda _: None, **given: Any) -> None:
        """`progress` hears the name of each fact before it is computed; `given` are facts that need no computing."""
        self._progress = progress
        self._known: dict[str, Any] = dict(given)
        self._failed: dict[str, Exception] = {}

    def __getitem__(self, name: str) -> Any:
        """The fact of that name.

        Raises:
            KeyError: no fact has that name.
            Exception: whatever its reader raised, the same each time: a reader that crashed is not run again.
        """
        if name in self._failed:
            raise self._failed[name]
        if name not in self._known:
            compute: Callable[..., Any] = getattr(importlib.import_module(MODULES[name]), name)
            needs = {need: self[need] for need in needs_of(compute)}
            self._progress(name)
            try:
                self._known[name] = compute(**needs)
            except Exception as error:
                self._failed[name] = error
                raise
        return self._known[name]
