"""What leaves the house: no e-mail address anywhere in a report, and evidence where its own repository has it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from jalon.facts.mentions import addresses

SHORTEST_CUT = 80  # characters from which an excerpt may have been cut
_CUT_ADDRESS = re.compile(r"(?<![\w.+%'-])[\w.+%'-]+@[\w.-]*$")
# what ends the name of a file oftener than an address: logo@2x.png, plugin@next.js
_OF_FILES = re.compile(
    r"\.(?:css|csv|docx|gif|gz|html|ico|jar|jpe?g|jsx?|json|lock|map|md|odt|pdf|png|pptx|py|scss|svg|tgz|toml|tsx?|txt|"
    r"webp|xlsx|xml|ya?ml|zip)$",
    re.IGNORECASE,
)


def hide_addresses(text: str) -> str:
    """The text without e-mail addresses, nor the beginning of one where a long excerpt was cut."""
    if "@" not in text:
        return text
    text = _hidden(text)
    return _CUT_ADDRESS.sub("…", text) if len(text) >= SHORTEST_CUT else text


def hide_in_path(path: str) -> str:
    """A path whose components hold no e-mail address; `logo@2x.png` and `@types` hold none."""
    return "/".join(_component(one) for one in path.split("/")) if "@" in path else path


def _component(name: str) -> str:
    stem = _OF_FILES.sub("", name)
    return _hidden(stem) + name[len(stem) :]


def _hidden(text: str) -> str:
    """`actions/checkout@v4.2.1` ends with a number: a version, or a machine, and nobody's mail."""
    for address in addresses(text):
        if not address.rpartition(".")[2].isdigit():
            text = text.replace(address, "…")
    return text


class Edge:
    """The last thing done to a report, as plain data: addresses hidden, authors' names too unless they are wanted,
    and each place given to the repository that its path begins with."""

    def __init__(self, labels: Sequence[str], commits: Mapping[str, int], names: Sequence[str]) -> None:
        """`labels` are empty for a single repository; `commits`: id → repository; `names` are to be hidden."""
        self._labels = {label: number for number, label in enumerate(labels)}
        self._commits = commits
        hidden = sorted((one for one in names if len(one) >= 5), key=len, reverse=True)
        self._names = re.compile("|".join(rf"(?<!\w){re.escape(one)}(?!\w)" for one in hidden)) if hidden else None

    def __call__(self, data: Any) -> Any:
        """The same data, discreet and in place."""
        if isinstance(data, str):
            return hide_addresses(data)
        if isinstance(data, list | tuple):
            return [self(one) for one in data]
        if isinstance(data, dict):
            return self._place({key: self._value(key, value) for key, value in data.items()})
        return data

    def _value(self, key: Any, value: Any) -> Any:
        return hide_in_path(value) if key == "path" and isinstance(value, str) else self(value)

    def _place(self, data: dict[Any, Any]) -> dict[Any, Any]:
        """Evidence and remarks: what has both a path and a repository."""
        if "repository" not in data or "path" not in data:
            return data
        commit = (data.get("at") or {}).get("commit")
        if commit and self._names:
            data["excerpt"] = self._names.sub("…", data["excerpt"])
        label, _, rest = data["path"].partition("/")
        if label in self._labels:
            return {**data, "repository": self._labels[label], "path": rest}
        return {**data, "repository": self._commits.get(commit, 0)} if commit else data
