"""What goes in and out: the contract that OpenAPI publishes and that requests are checked against."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from .lending import is_late
from .models import Category, Loan, Role

Row = TypeVar("Row")


def no_control_characters(text: str) -> str:
    """Refuse characters that no keyboard types and that confuse logs, files and screens."""
    if any(ord(character) < 32 and character not in "\n\t" for character in text):
        raise ValueError("control characters")
    return text


Line = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(no_control_characters)]
Email = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True,
        to_lower=True,
        max_length=254,
        pattern=r"^[^@\s<>\"']{1,64}@[a-zA-Z0-9.-]+\.[a-zA-Z]{2,63}$",
    ),
]
Password = Annotated[str, Field(min_length=12, max_length=128)]
ItemName = Annotated[Line, Field(min_length=2, max_length=120)]
Description = Annotated[Line, Field(max_length=2000)]
Key = Annotated[int, Field(ge=1, le=2**31 - 1, description="Number of a row")]  # what a database's integer holds
Rate = Annotated[float, Field(ge=0, le=1)]


class Input(BaseModel):
    """What a client sends: unknown fields are refused, so that nobody sets a role by adding it."""

    model_config = ConfigDict(extra="forbid")


class Output(BaseModel):
    """What a client receives, read from the attributes of a table's row."""

    model_config = ConfigDict(from_attributes=True)


class FieldError(Output):
    """A field that was refused, and why."""

    field: str
    code: str


class ProblemOut(Output):
    """An error (RFC 9457)."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    request_id: str
    errors: list[FieldError] | None = None


class Token(Output):
    """A session; `expires_in` is in seconds."""

    access_token: str
    token_type: Literal["bearer"] = "bearer"  # noqa: S105 - the kind of token, not a secret
    expires_in: int


class MemberIn(Input):
    """A new account."""

    email: Email
    name: Annotated[Line, Field(min_length=1, max_length=80)]
    password: Password


class MemberOut(Output):
    """An account, as its owner and administrators see it."""

    id: int
    email: str
    name: str
    role: Role
    joined_on: date


class MemberRow(MemberOut):
    """An account in the back office."""

    open_loans: int


class RoleIn(Input):
    """A change of role."""

    role: Role


class ItemIn(Input):
    """A new item."""

    name: ItemName
    category: Category
    description: Description = ""


class ItemPatch(Input):
    """What changes in an item; what is absent stays."""

    name: ItemName | None = None
    category: Category | None = None
    description: Description | None = None


class ItemBrief(Output):
    """An item, inside a loan."""

    id: int
    name: str
    category: Category


class ItemOut(ItemBrief):
    """An item, and whether it can be borrowed now."""

    description: str
    available: bool


class LoanIn(Input):
    """A request to borrow; `days` is the length of the loan."""

    item_id: Key
    days: Annotated[int, Field(ge=1, le=30)] = 14


class MemberBrief(Output):
    """A member, inside a loan."""

    id: int
    name: str


class LoanOut(Output):
    """A loan; `member` is empty once the member has left."""

    id: int
    item: ItemBrief
    member: MemberBrief | None
    borrowed_on: date
    due_on: date
    returned_on: date | None
    late: bool

    @classmethod
    def of(cls, loan: Loan, day: date) -> LoanOut:
        """Show `loan` as it is on `day`."""
        return cls(
            id=loan.id,
            item=ItemBrief.model_validate(loan.item),
            member=MemberBrief.model_validate(loan.member) if loan.member else None,
            borrowed_on=loan.borrowed_on,
            due_on=loan.due_on,
            returned_on=loan.returned_on,
            late=is_late(loan, day),
        )


class Export(Output):
    """All that the service holds about a member (GDPR, articles 15 and 20)."""

    exported_on: date
    member: MemberOut
    loans: list[LoanOut]


class Page(Output, Generic[Row]):
    """One page of a list; `total` counts all the rows."""

    items: list[Row]
    total: int
    page: int
    size: int


class Health(Output):
    """How the service is."""

    status: Literal["ok", "degraded"]
    database: Literal["ok", "unreachable"]
    name: str
    version: str


class Period(Output):
    """First and last day of the loans that were counted."""

    model_config = ConfigDict(populate_by_name=True)
    start: date = Field(alias="from")
    end: date = Field(alias="to")


class Quality(Output):
    """What cleaning did to the source; `score` is the share of the distinct rows that could be used."""

    rows_read: int
    rows_kept: int
    duplicates: int
    rejected: int
    repaired: int
    score: Rate


class Totals(Output):
    """Figures over the whole period; None when there is nothing to count."""

    loans: int
    items: int
    late_rate: Rate | None
    median_days: float | None
    mean_deposit: float | None


class Month(Output):
    """Loans that began in a month (`2025-01`)."""

    month: str
    loans: int
    late: int


class CategoryFigures(Output):
    """Figures of a category; `utilisation` is the share of item-days spent on loan."""

    category: Category
    loans: int
    late_rate: Rate | None
    utilisation: Rate | None
    median_days: float | None


class Weekday(Output):
    """Loans that began on a day of the week, 1 for Monday."""

    weekday: Annotated[int, Field(ge=1, le=7)]
    loans: int


class Indicators(Output):
    """The result of the data part, as written by the analysis."""

    generated_on: date
    period: Period
    quality: Quality
    totals: Totals
    months: list[Month]
    categories: list[CategoryFigures]
    weekdays: list[Weekday]
