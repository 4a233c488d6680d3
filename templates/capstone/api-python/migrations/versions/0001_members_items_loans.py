"""Members, items and loans."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the three tables."""
    op.create_table(
        "members",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("password_hash", sa.String(255), nullable=False),
        sa.Column("role", sa.String(10), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.CheckConstraint("role IN ('member', 'admin')", name=op.f("ck_members_role")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members")),
        sa.UniqueConstraint("email", name=op.f("uq_members_email")),
    )
    op.create_table(
        "items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("category", sa.String(20), nullable=False),
        sa.Column("description", sa.String(2000), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "category IN ('garden', 'workshop', 'kitchen', 'camping', 'cleaning')", name=op.f("ck_items_category")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_items")),
    )
    op.create_index(op.f("ix_items_name"), "items", ["name"])
    op.create_index(op.f("ix_items_category"), "items", ["category"])
    op.create_table(
        "loans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("borrowed_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.CheckConstraint("due_on >= borrowed_on", name=op.f("ck_loans_due_after_borrowed")),
        sa.CheckConstraint(
            "returned_on IS NULL OR returned_on >= borrowed_on", name=op.f("ck_loans_returned_after_borrowed")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_loans_item_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_loans_member_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loans")),
    )
    op.create_index(op.f("ix_loans_member_id"), "loans", ["member_id"])
    op.create_index(
        "uq_loans_open_item",
        "loans",
        ["item_id"],
        unique=True,
        sqlite_where=sa.text("returned_on IS NULL"),
        postgresql_where=sa.text("returned_on IS NULL"),
    )


def downgrade() -> None:
    """Drop the three tables, and all that they hold."""
    op.drop_table("loans")
    op.drop_table("items")
    op.drop_table("members")
