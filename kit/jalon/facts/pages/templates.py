"""Templates without their language: what stands between `{{ }}`, `{% %}`, `<% %>` and `<?php ?>` is set aside.

Lines keep their numbers. An output (`{{ … }}`, `<%= … %>`) leaves a word in its place, because a page will have
something there; a statement leaves nothing, except the path of a static file.
"""

from __future__ import annotations

import re

WORD = "templated"
_TAGS = (
    ("{{", "}}", True),
    ("{%", "%}", False),
    ("{#", "#}", False),
    ("<%=", "%>", True),
    ("<%-", "%>", True),
    ("<%", "%>", False),
    ("<?=", "?>", True),
    ("<?php", "?>", False),
    ("{!!", "!!}", True),
    ("{$", "}", True),
)
_MARK = re.compile("|".join(re.escape(opening) for opening, _, _ in _TAGS))
_STATIC = re.compile(
    r"\b(?:static|asset|url_for|assets|vite|mix)\b[^\n]{0,160}?['\"]([\w./@-]{1,160}\.[a-z0-9]{2,5})['\"]"
)
_CLOSE = {opening: (close, said) for opening, close, said in _TAGS}


def without_language(text: str) -> str:
    """The page with its template language set aside."""
    parts: list[str] = []
    at = 0
    endless: set[str] = set()
    for mark in _MARK.finditer(text):
        opening = mark.group()
        if mark.start() < at or opening in endless:
            continue
        close, said = _CLOSE[opening]
        end = text.find(close, mark.end())
        if end < 0:
            if opening != "<?php":
                endless.add(opening)  # never closed after here: asking again would be quadratic
                continue
            end = len(text)
        inner = text[mark.end() : end]
        static = _STATIC.search(inner[:400])
        parts.append(text[at : mark.start()])
        parts.append(static.group(1) if static else WORD if said and inner.strip() else _echoed(opening, inner))
        parts.append("\n" * inner.count("\n"))
        at = end + len(close)
    parts.append(text[at:])
    return "".join(parts)


def _echoed(opening: str, inner: str) -> str:
    return WORD if opening == "<?php" and re.search(r"\b(?:echo|print)\b", inner[:400]) else ""


def is_part(text: str) -> bool:
    """Whether another file holds the language, the title and the landmarks: a block, a fragment, an included piece."""
    head = text[:6000]
    return _PART.search(head) is not None or ("th:fragment=" in head and "<title" not in head)


_PART = re.compile(r"\{%-?\s*extends\b|@extends\(|layout:decorate|th:replace=|@layout\b")
