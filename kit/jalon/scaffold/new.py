"""A new capstone: answers checked first, written whole or not at all, first commit made."""

from __future__ import annotations

import re
import shutil
import tempfile
import warnings
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from jalon.scaffold.source import question_file, template_source

FIRST_COMMIT = {"fr": "chore: démarrer depuis le modèle Jalon", "en": "chore: start from the Jalon template"}
NOBODY = ("DEV-1", "dev-1@example.invalid")  # when git knows no author


class NotCreated(Exception):  # noqa: N818
    """Why there is no capstone: the message's name and its values."""

    def __init__(self, name: str, /, **values: Any) -> None:
        super().__init__(name)
        self.name, self.values = name, values


class Created(msgspec.Struct, frozen=True):
    """A capstone: its folder, how many files, the id of its first commit ("" without git)."""

    path: Path
    files: int
    commit: str


def questions() -> dict[str, Any]:
    """The questions of the template by name, as `copier.yml` words them."""
    return {name: one for name, one in question_file().items() if not name.startswith("_")}


def create(destination: Path, answers: Mapping[str, str], language: str, ask: bool = False) -> Created:
    """Make a capstone in `destination`, which must not hold anything yet.

    Args:
        destination: the folder to make.
        answers: name of a question → answer; several choices are separated by commas.
        language: the language when the answers give none.
        ask: ask in the terminal what the answers leave open, instead of taking the defaults.

    Raises:
        NotCreated: with the reason; nothing was written.
    """
    data = _checked(answers) | ({} if "language" in answers else {"language": language})
    parent = _free(destination)
    with tempfile.TemporaryDirectory(prefix=".jalon-", dir=parent, ignore_cleanup_errors=True) as work:
        made = Path(work, destination.name)
        _copy(made, data, ask)
        commit = _first_commit(made, data["language"])
        files = sum(one.is_file() for one in made.rglob("*") if ".git" not in one.relative_to(made).parts)
        if destination.exists():
            destination.rmdir()
        shutil.move(made, destination)
    return Created(destination, files, commit)


def _checked(answers: Mapping[str, str]) -> dict[str, Any]:
    """The answers in the types that the questions want."""
    known = questions()
    data: dict[str, Any] = {}
    for name, answer in answers.items():
        if name not in known:
            raise NotCreated("new.question", name=name, known=", ".join(known))
        choices = known[name].get("choices")
        values = list(choices.values() if isinstance(choices, dict) else choices or ())
        several = bool(known[name].get("multiselect"))
        given = [one.strip() for one in answer.split(",") if one.strip()] if several else [answer]
        if wrong := [one for one in given if values and one not in values]:
            raise NotCreated("new.choice", name=name, value=wrong[0], known=", ".join(values))
        data[name] = given if several else answer
    for name in ("start_date", "jury_date"):
        if name in data and not _is_day(data[name]):
            raise NotCreated("new.date", name=name, value=data[name])
    return data


def _is_day(text: str) -> bool:
    try:
        return bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}", text)) and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _free(destination: Path) -> Path:
    """The parent of a destination that is free and can be written to."""
    try:
        taken = destination.exists() and not (destination.is_dir() and not any(destination.iterdir()))
        if destination.is_symlink() or taken:
            raise NotCreated("new.not-empty", path=destination)
        destination.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotCreated("new.cannot-write", path=destination, reason=error.strerror or "") from None
    if not destination.name or re.search(r'[<>:"|?*\x00-\x1f]|[ .]$', destination.name):
        raise NotCreated("new.name", path=destination)
    return destination.parent


def _copy(made: Path, data: dict[str, Any], ask: bool) -> None:
    try:
        import copier  # noqa: PLC0415  (heavy, and behind the extra `template`)
        from copier.errors import CopierError  # noqa: PLC0415
    except ImportError:
        raise NotCreated("new.no-copier") from None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a checkout with changes is the developer's own choice
            copier.run_copy(str(template_source()), made, data=data, defaults=not ask, vcs_ref="HEAD", quiet=not ask)
    except KeyboardInterrupt:
        raise NotCreated("new.interrupted") from None
    except FileNotFoundError:
        raise NotCreated("new.no-template") from None
    except (CopierError, ValueError) as error:
        raise NotCreated("new.refused", reason=_reason(error)) from None
    except OSError as error:
        raise NotCreated("new.cannot-write", path=made.name, reason=error.strerror or "") from None


def _reason(error: Exception) -> str:
    """The validator's own sentence, which is in the project's language already."""
    return str(error).strip().splitlines()[-1].partition("': ")[2] or str(error).strip().splitlines()[-1]


def _first_commit(made: Path, language: str) -> str:
    """The id of the first commit; "" when there is no git on this machine."""
    try:
        import git  # noqa: PLC0415  (behind the extra `template`; it runs `git` on import)
    except ImportError:
        return ""
    repository = git.Repo.init(made, initial_branch="main")
    repository.git.add(all=True)
    reader = repository.config_reader()
    named = reader.has_option("user", "name") and reader.has_option("user", "email")
    author = git.Actor(reader.get("user", "name"), reader.get("user", "email")) if named else git.Actor(*NOBODY)
    commit = repository.index.commit(FIRST_COMMIT[language], author=author, committer=author, skip_hooks=True)
    repository.close()
    return commit.hexsha
