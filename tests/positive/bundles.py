"""Small student repositories of several stacks, one YAML file each: path → text.

Code lives in YAML, and not in a tree of files, so that no tool of ours takes it for ours. What ends with `.docx` is
written as Markdown and becomes a Word document.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from tests.positive.helpers import Files, as_docx

FOLDER = Path(__file__).parent / "repositories"


@cache
def _texts(name: str) -> dict[str, str]:
    texts: dict[str, str] = yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
    return texts


def bundle(name: str) -> Files:
    """The repository `repositories/NAME.yml`."""
    texts = _texts(name)
    words = [path for path in texts if path.endswith(".docx")]
    files: Files = {path.replace(".docx", ".md") if path in words else path: text for path, text in texts.items()}
    for path in words:
        files = as_docx(files, path.replace(".docx", ".md"))
    return files


def names() -> tuple[str, ...]:
    """Every repository there is."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yml")))


def less(name: str, *paths: str) -> Files:
    """The repository without these files, or the files of these folders (ending with `/`)."""
    files = bundle(name)
    kept: Files = {
        path: content
        for path, content in files.items()
        if not any(path == gone or (gone.endswith("/") and path.startswith(gone)) for gone in paths)
    }
    assert len(kept) < len(files), paths
    return kept


def changed(name: str, path: str, old: str, new: str = "") -> Files:
    """The repository with one text of a file replaced."""
    files = bundle(name)
    text = files[path]
    assert isinstance(text, str)
    assert old in text, f"{path}: {old!r} is not there"
    return {**files, path: text.replace(old, new)}
