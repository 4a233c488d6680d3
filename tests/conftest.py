"""What every test wants."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _without_the_users_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads what an earlier run left behind; those of the cache ask for one of their own."""
    monkeypatch.setenv("JALON_NO_CACHE", "1")
