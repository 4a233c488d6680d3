"""The tables. Any change here needs a migration: python -m api revision "what changes"."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, Enum, ForeignKey, Index, MetaData, String, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Role(StrEnum):
    """What a member may do."""

    MEMBER = "member"
    ADMIN = "admin"


class Category(StrEnum):
    """The kinds of equipment, the same as in the data part."""

    GARDEN = "garden"
    WORKSHOP = "workshop"
    KITCHEN = "kitchen"
    CAMPING = "camping"
    CLEANING = "cleaning"


def stored_by_value(kind: type[StrEnum], length: int) -> Enum:
    """Store an enumeration as its text values, with a check constraint, on any database."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        length=length,
        name=kind.__name__.lower(),
        values_callable=lambda members: [member.value for member in members],
    )


class Base(DeclarativeBase):
    """Names every constraint, so that migrations can find them on any database."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Member(Base):
    """A person with an account. Personal data: keep no more than what lending needs."""

    __tablename__ = "members"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    password_hash: Mapped[str] = mapped_column(String(255))
    role: Mapped[Role] = mapped_column(stored_by_value(Role, 10), default=Role.MEMBER)
    joined_on: Mapped[date]


class Item(Base):
    """One object that can be lent. A retired item keeps its past loans but is no longer shown."""

    __tablename__ = "items"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120), index=True)
    category: Mapped[Category] = mapped_column(stored_by_value(Category, 20), index=True)
    description: Mapped[str] = mapped_column(String(2000), default="")
    retired: Mapped[bool] = mapped_column(default=False)


class Loan(Base):
    """An item in the hands of a member; `member_id` is emptied when the member leaves."""

    __tablename__ = "loans"
    __table_args__ = (
        CheckConstraint("due_on >= borrowed_on", name="due_after_borrowed"),
        CheckConstraint("returned_on IS NULL OR returned_on >= borrowed_on", name="returned_after_borrowed"),
        # The database itself forbids lending the same item twice, whatever two requests do at the same moment.
        Index(
            "uq_loans_open_item",
            "item_id",
            unique=True,
            sqlite_where=text("returned_on IS NULL"),
            postgresql_where=text("returned_on IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id", ondelete="RESTRICT"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id", ondelete="SET NULL"), index=True)
    borrowed_on: Mapped[date]
    due_on: Mapped[date]
    returned_on: Mapped[date | None]

    item: Mapped[Item] = relationship(lazy="joined")
    member: Mapped[Member | None] = relationship(lazy="joined")
