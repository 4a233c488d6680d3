"""Where the data files of the project are: in the installed wheel, else in the checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_ROOTS = (_PACKAGE / "_data", _PACKAGE.parents[1])


def resource(*parts: str) -> Path:
    """The path of a data file or folder, such as `resource("checklists", "knowledge", "tools.yml")`.

    Raises:
        FileNotFoundError: neither the wheel nor the checkout has it.
    """
    for root in _ROOTS:
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise FileNotFoundError("/".join(parts))
