"""The rules that need no database."""

from datetime import date

import pytest
from api.lending import is_late
from api.models import Loan
from api.routes.common import containing


@pytest.mark.parametrize(
    ("returned", "seen", "late"),
    [
        (None, date(2026, 3, 10), False),  # still out on the due day
        (None, date(2026, 3, 11), True),
        (date(2026, 3, 10), date(2026, 5, 1), False),
        (date(2026, 3, 12), date(2026, 5, 1), True),
    ],
)
def test_a_loan_is_late_after_its_due_day(returned: date | None, seen: date, late: bool) -> None:
    loan = Loan(borrowed_on=date(2026, 3, 1), due_on=date(2026, 3, 10), returned_on=returned)
    assert is_late(loan, seen) is late


def test_wildcards_in_a_search_mean_themselves() -> None:
    assert containing("50%_a\\b") == "%50\\%\\_a\\\\b%"
