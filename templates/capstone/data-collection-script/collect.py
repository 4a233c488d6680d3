"""Collection: bring the source as it is into the raw layer, once for each content.

    python collect.py --data ../data [--source FILE_OR_URL]

Writes `raw/loans-<first digits of its hash>.csv` and `raw/manifest.json` (what came from where, when, how large).
Collecting the same content again changes nothing, so the batch can run as often as one likes. Without --source the
variable LOANS_SOURCE is used, then the invented sample beside this file.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

SAMPLE = Path(__file__).resolve().parent / "source" / "loans.csv"
COLUMNS = "pret;objet;libelle;categorie;emprunt;retour_prevu;retour;caution"
LARGEST = 200 * 1024 * 1024  # bytes
TIMEOUT = 30  # seconds
TRIES = 3


class CollectionError(Exception):
    """The source cannot be taken; the message says why."""


def is_url(source: str) -> bool:
    """Tell whether `source` is an address on the web."""
    return source.startswith(("http://", "https://"))


def fetch(source: str, wait: Callable[[float], None] = time.sleep) -> bytes:
    """Read the source whole; an address is tried three times, since networks fail for a moment."""
    if not is_url(source):
        return read_file(Path(source))
    for attempt in range(1, TRIES + 1):
        try:
            with urllib.request.urlopen(source, timeout=TIMEOUT) as answer:  # noqa: S310 - is_url allowed it
                return bounded(answer.read(LARGEST + 1))
        except (urllib.error.URLError, TimeoutError, ConnectionError) as error:
            gone = isinstance(error, urllib.error.HTTPError) and error.code < 500
            if gone or attempt == TRIES:
                raise CollectionError(f"cannot read {public(source)}: {error}") from None
            wait(2.0**attempt)
    raise AssertionError("the last attempt returns or raises")


def read_file(path: Path) -> bytes:
    """Read a local source."""
    try:
        with path.open("rb") as file:
            return bounded(file.read(LARGEST + 1))
    except OSError as error:
        raise CollectionError(f"cannot read {path}: {error.strerror}") from None


def bounded(content: bytes) -> bytes:
    """Refuse what is larger than expected."""
    if len(content) > LARGEST:
        raise CollectionError(f"the source holds more than {LARGEST} bytes")
    return content


def check_header(content: bytes) -> None:
    """Refuse a source whose columns are not the expected ones: better to stop than to fill the wrong columns."""
    header = content.split(b"\n", 1)[0].decode("utf-8-sig", "replace").strip()
    if header != COLUMNS:
        raise CollectionError(f"the columns are {header[:200]!r} instead of {COLUMNS!r}")


def public(source: str) -> str:
    """Return an address without the password or the key that it may carry; only the name of a local file."""
    if not is_url(source):
        return Path(source).name
    parts = urlsplit(source)
    host = parts.hostname or ""
    return urlunsplit((parts.scheme, f"{host}:{parts.port}" if parts.port else host, parts.path, "", ""))


def collect(data: Path, source: str) -> bool:
    """Put `source` into the raw layer of `data`; return False when its content was there already, as the newest."""
    content = fetch(source)
    check_header(content)
    digest = hashlib.sha256(content).hexdigest()
    raw = data / "raw"
    raw.mkdir(parents=True, exist_ok=True)
    entries = read_manifest(raw)
    if entries and entries[-1]["sha256"] == digest:
        return False
    entry = {
        "file": f"loans-{digest[:12]}.csv",
        "sha256": digest,
        "bytes": len(content),
        "source": public(source),
        "collected_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    write(raw / str(entry["file"]), content)
    write(raw / "manifest.json", json.dumps([*entries, entry], indent=2).encode())
    return True


def read_manifest(raw: Path) -> list[dict[str, Any]]:
    """Read what was collected so far, the newest last."""
    manifest = raw / "manifest.json"
    return json.loads(manifest.read_text("utf-8")) if manifest.is_file() else []


def write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    waiting = path.with_name(path.name + ".part")
    waiting.write_bytes(content)
    waiting.replace(path)


def main(arguments: Sequence[str] | None = None) -> int:
    """Collect once; 1 when the source cannot be taken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--source", default=os.environ.get("LOANS_SOURCE") or str(SAMPLE))
    options = parser.parse_args(arguments)
    try:
        new = collect(options.data, options.source)
    except CollectionError as error:
        sys.stderr.write(f"collection: {error}\n")
        return 1
    sys.stdout.write(f"collection: {'new content' if new else 'nothing new'} from {public(options.source)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
