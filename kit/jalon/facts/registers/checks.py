"""What a probe may ask of a register, in one place: its columns, its rows, and whether its figures agree."""

from jalon.facts.registers.links import date_order, dates_in, duplicate_ids, references, rows_referring
from jalon.facts.registers.raci import raci, raci_faults
from jalon.facts.registers.rows import (
    cells,
    column,
    columns_for,
    has_columns,
    is_total,
    numbers,
    place_of,
    rows_filled,
    with_columns,
)
from jalon.facts.registers.scales import criticality_agrees, scores_agree
from jalon.facts.registers.sums import products_agree, total, totals_agree
from jalon.facts.registers.values import day, is_placeholder, level, measure, number

__all__ = [
    "cells",
    "column",
    "columns_for",
    "criticality_agrees",
    "date_order",
    "dates_in",
    "day",
    "duplicate_ids",
    "has_columns",
    "is_placeholder",
    "is_total",
    "level",
    "measure",
    "number",
    "numbers",
    "place_of",
    "products_agree",
    "raci",
    "raci_faults",
    "references",
    "rows_filled",
    "rows_referring",
    "scores_agree",
    "total",
    "totals_agree",
    "with_columns",
]
