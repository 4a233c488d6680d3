"""The count of attempts, with a clock that the test moves."""

import pytest
from api import protection
from api.errors import Problem
from api.protection import Attempts


class Clock:
    """A clock that stands still."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_attempts_are_refused_until_the_window_has_passed() -> None:
    clock = Clock()
    attempts = Attempts(2, 60, clock)
    attempts.take("a")
    clock.now = 20
    attempts.take("a")
    with pytest.raises(Problem) as refused:
        attempts.take("a")
    assert refused.value.status == 429
    assert refused.value.headers == {"Retry-After": "41"}
    attempts.take("b")
    clock.now = 60
    attempts.take("a")


def test_a_success_gives_back_only_its_own_attempt() -> None:
    attempts = Attempts(2, 60, Clock())
    attempts.take("a")
    attempts.take("a")
    attempts.give_back("a")
    attempts.take("a")
    with pytest.raises(Problem):
        attempts.take("a")
    attempts.give_back("never seen")


def test_invented_keys_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protection, "MOST_KEYS", 10)
    attempts = Attempts(2, 60, Clock())
    for number in range(100):
        attempts.take(f"key {number}")
    assert len(attempts.times) == 10
