"""Whether the rest of a repository is judged as if the bad file were not there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.hostile.judge import Judged

RANK = {"error": 0, "missing": 1, "unknown": 1, "partial": 2, "met": 3}


def same_but_for(bad: str, before: Judged, after: Judged) -> None:
    """No probe failed; every outcome is as good as before; the evidence of other files is where it was."""
    assert after.report["summary"]["error"] == 0
    assert after.report["summary"]["score"] >= before.report["summary"]["score"]
    now = dict(_requirements(after))
    for name, one in _requirements(before):
        assert RANK.get(now[name]["outcome"], 4) >= RANK.get(one["outcome"], 4), name
        shown = _places(now[name])
        if bad not in {path for _, path in shown}:  # what it adds may come before what was shown
            assert _places(one) <= shown, name


def _requirements(found: Judged) -> Iterator[tuple[str, dict[str, Any]]]:
    for block in found.report["blocks"]:
        for competency in block["competencies"]:
            for one in competency["requirements"]:
                yield one["id"], one


def _places(one: dict[str, Any]) -> set[tuple[str, str]]:
    return {(found["probe"], found["path"]) for found in one["evidence"]}
