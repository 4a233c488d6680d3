"""Conditions that no run can change: `false`, `1 == 2`, `'a' == 'b'`, `!true`."""

from __future__ import annotations

import re

_LITERAL = r"(?:true|false|null|-?\d+(?:\.\d+)?|'[^'\n]{0,200}'|\"[^\"\n]{0,200}\")"
_COMPARED = re.compile(rf"(?P<left>{_LITERAL})\s{{0,5}}(?P<sign>==|!=)\s{{0,5}}(?P<right>{_LITERAL})", re.IGNORECASE)
_NEVER_EMPTY = re.compile(r"github\.(?:actor|repository|sha|ref|event_name)\s{0,5}==\s{0,5}(?:''|\"\")")
_EXPRESSION = re.compile(r"\$\{\{(.{0,2000}?)\}\}", re.DOTALL)


def is_never(condition: str) -> bool:
    """Whether a condition is false whatever happens: one side of its `&&`s is, and it has no `||`."""
    plain = _EXPRESSION.sub(r" \1 ", condition)
    return "||" not in plain and any(_is_false(part.strip().strip("()").strip()) for part in plain.split("&&"))


def _is_false(part: str) -> bool:
    if part.lower() in ("false", "!true", "! true", "!(true)", "0", "''", '""', "null"):
        return True
    if _NEVER_EMPTY.fullmatch(part):
        return True
    if found := _COMPARED.fullmatch(part):
        return (_value(found["left"]) == _value(found["right"])) != (found["sign"] == "==")
    return False


def _value(literal: str) -> str:
    return literal.strip("'\"").lower()
