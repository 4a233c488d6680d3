"""What a trainer or a student should look at: never a mark, and no score depends on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec

from jalon.facts.model import At

MORE = "more"  # the kind of the remark that counts what was left out
# what a clone with fewer branches or tags tells otherwise, though the commit is the same
OF_REFS = frozenset({"other-branch", "version-untagged"})


class Remark(msgspec.Struct, frozen=True):
    """Something worth checking: the message `remark.KIND` says it with `values`, at a place of the repository.

    `about` names the other paths that it concerns; `excerpt` quotes a few words and never a person; `repository` is
    the index in the report. One of the kind `more` ends a kind that has too many: values `of` (that kind) and `n`.
    """

    kind: str
    path: str = ""
    at: At = At()
    values: Mapping[str, Any] = {}
    about: tuple[str, ...] = ()
    excerpt: str = ""
    repository: int = 0


class Rule(msgspec.Struct, frozen=True):
    """A question put to facts; `ask` receives those that its parameters name and tells the remarks."""

    name: str
    ask: Callable[..., Iterable[Remark]]
