"""What an office file says of itself: its title, and the days it was created and last changed."""

from __future__ import annotations

import re
from collections.abc import Mapping

from jalon.facts.documents.xml import elements, text_of

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
TITLE = "dc_title"


def properties(part: bytes, days: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """The title, and the days by name; `days` gives the name (created · modified) of each tag that holds one.

    Raises:
        Refusal: the part is damaged.
    """
    title, found = "", {}
    for one in elements(part, TITLE, *days):
        text = text_of(one)
        if one.tag == TITLE:
            title = text
        elif _DAY.match(text):
            found[days[one.tag]] = text[:10]
    return title, found
