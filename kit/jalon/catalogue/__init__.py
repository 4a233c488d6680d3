"""Loads and validates checklists."""

from jalon.catalogue.fault import Fault, InvalidChecklist
from jalon.catalogue.load import built_in, find_checklist, load_checklist
from jalon.catalogue.model import Checklist, Competency, Deliverable, Requirement, Text

__all__ = [
    "Checklist",
    "Competency",
    "Deliverable",
    "Fault",
    "InvalidChecklist",
    "Requirement",
    "Text",
    "built_in",
    "find_checklist",
    "load_checklist",
]
