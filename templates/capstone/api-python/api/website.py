"""The front end, served by the same process: one origin, so no CORS, and one command in development."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Scope

FOLDERS = {"assets", "css", "fonts", "i18n", "img", "js"}
ROOT_SUFFIXES = {".html", ".ico", ".svg", ".webmanifest", ".txt"}


class Website(StaticFiles):
    """Serve what a browser needs, by a list of what is allowed: never the tests, settings or packages beside it."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Answer with the file at `path`, or 404."""
        parts = Path(path).parts
        hidden = any(part.startswith(".") and part != "." for part in parts)
        in_folder = len(parts) > 1 and parts[0] in FOLDERS
        at_root = path == "." or (len(parts) == 1 and Path(path).suffix in ROOT_SUFFIXES)
        if hidden or not (in_folder or at_root):
            raise HTTPException(404)
        return await super().get_response(path, scope)


def mount_website(app: FastAPI, folder: Path) -> None:
    """Serve `folder` at / when it exists; a bundled front end is in its folder `dist`."""
    for candidate in (folder / "dist", folder):
        if (candidate / "index.html").is_file():
            app.mount("/", Website(directory=candidate, html=True), name="website")
            return
