"""Making a capstone: Copier behind a guard."""

from jalon.scaffold.new import Created, NotCreated, create, questions

__all__ = ["Created", "NotCreated", "create", "questions"]
