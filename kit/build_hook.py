"""Puts the template into the wheel as a git bundle, so that `jalon new` and later updates work offline, and the
project's own YAML in a form that is read at once."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUNDLE = "jalon/_data/jalon.bundle"
PLAIN = "jalon/_data/template"
COMPILED = "jalon/_data/compiled.msgpack"


class TemplateHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the bundle, proven by a clone; a shallow clone or an archive gives the plain template, and says so."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by the builder before it gathers files."""
        if self.target_name != "wheel" or version == "editable":
            return
        included = build_data["force_include"]
        root = Path(self.root)
        included[str(_compiled(root))] = COMPILED
        if _is_whole(root):
            included[str(_bundle(root))] = BUNDLE
        else:
            self.app.display_warning(
                "no whole git history here: this wheel carries the template as plain files; what is made from it "
                "cannot be updated later (git fetch --unshallow, then build again)"
            )
            # from a copy: a path can be included once only, and the checklists have their own place already
            copy = Path(tempfile.mkdtemp(prefix="jalon-build-"))
            shutil.copy(root / "copier.yml", copy)
            for name in ("templates", "checklists"):
                shutil.copytree(root / name, copy / name)
            included[str(copy)] = PLAIN


def _bundle(root: Path) -> Path:
    """What leads to HEAD, as its branch `main`, and the tags. A build from a tag has no branch, and Copier asks a
    mirror for its HEAD, which has to be one."""
    folder = Path(tempfile.mkdtemp(prefix="jalon-build-"))
    whole, bundle, proof = folder / "whole.git", folder / "jalon.bundle", folder / "proof.git"
    _git(root, "clone", "--quiet", "--bare", str(root), str(whole))
    _git(whole, "update-ref", "--no-deref", "refs/heads/main", "HEAD")
    _git(whole, "symbolic-ref", "HEAD", "refs/heads/main")
    _git(whole, "bundle", "create", "--quiet", str(bundle), "HEAD", "refs/heads/main", "--tags")
    _git(root, "clone", "--quiet", "--mirror", str(bundle), str(proof))
    _git(proof, "rev-parse", "--quiet", "--verify", "HEAD^{commit}")
    return bundle


def _compiled(root: Path) -> Path:
    """A file with what `jalon.compiling` makes of the YAML of this checkout."""
    sys.path.insert(0, str(root / "kit"))
    try:
        from jalon.compiling import compiled_data  # noqa: PLC0415  (importable from here on only)

        file = Path(tempfile.mkdtemp(prefix="jalon-build-"), "compiled.msgpack")
        file.write_bytes(compiled_data())
    finally:
        sys.path.remove(str(root / "kit"))
    return file


def _is_whole(root: Path) -> bool:
    try:
        return _git(root, "rev-parse", "--is-shallow-repository", "--show-cdup").split() == ["false"]
    except (OSError, subprocess.CalledProcessError):
        return False


def _git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True, text=True)
    return done.stdout
