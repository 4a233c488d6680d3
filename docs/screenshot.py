"""Makes `docs/report.png`: a real report on the invented capstone of `screenshot.yml`, as a terminal shows it.

    python docs/screenshot.py [--lang fr] [--output FILE]

Works from a clone with Jalon’s dependencies, git and Chromium (or Chrome, or Edge). The capstone is made in a folder
that goes away; its commits have fixed days and authors, so that the same program makes the same picture.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

import msgspec
import yaml
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "kit"), str(HERE.parent)]

from docs import png  # noqa: E402  (what stands beside this script is found, installed or not)

from jalon.audit import Request, audit  # noqa: E402
from jalon.messages import Say  # noqa: E402
from jalon.reports import Style, render  # noqa: E402

NAME = "repair-cafe"
BLOCKS = ("BC01", "BC03")  # two of them are enough to read a report, and fit a page
COLUMNS = 100
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
FONT, LINE, MARGIN = 14.949, 21, 22  # pixels; a letter is exactly 9 wide, so that each looks the same everywhere
LETTER = 9
# every colour stands out from the background by 7 to 1 or more, dim text (half of the way) by 4.5 to 1
INK, PAPER = (255, 255, 255), (16, 19, 26)
RED, GREEN, YELLOW = (255, 138, 128), (126, 211, 133), (247, 203, 88)
BLUE, MAGENTA, CYAN = (130, 177, 255), (225, 160, 255), (120, 220, 232)
THEME = TerminalTheme(PAPER, INK, [PAPER, RED, GREEN, YELLOW, BLUE, MAGENTA, CYAN, INK])
PAGE = (
    '<!doctype html><meta charset="utf-8">'
    f'<body style="margin: 0; padding: {MARGIN}px; background: {{background}}; color: {{foreground}}">'
    f"<pre style=\"margin: 0; font: {FONT}px/{LINE}px 'DejaVu Sans Mono', Menlo, Consolas, monospace\">"
    '<code style="font: inherit">{code}</code></pre>'
)
QUIET = (
    "--headless --no-sandbox --disable-gpu --disable-quic --disable-background-networking --disable-component-update "
    "--disable-sync --no-first-run --hide-scrollbars"
)


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A commit to make, with the files that it writes: path → text."""

    day: date
    author: str
    subject: str
    files: dict[str, str]


def main() -> int:
    """Make the capstone, audit it, print the report, take the picture."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--lang", choices=("fr", "en"), default="en")
    parser.add_argument("--output", type=Path, default=HERE / "report.png")
    given = parser.parse_args()
    browser = next((found for one in BROWSERS if (found := shutil.which(one))), None)
    if not browser:
        sys.stderr.write("no browser: install Chromium\n")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        capstone = make(Path(folder, NAME))
        text = f"$ jalon check {NAME} --blocks {','.join(BLOCKS)}\n\n{report(capstone, given.lang)}"
        sheet = Path(folder, "report.html")
        sheet.write_text(html(text), encoding="utf-8")
        picture(browser, sheet, lines=text.count("\n"), output=given.output.resolve())
    given.output.write_bytes(png.indexed(given.output.read_bytes()))
    sys.stdout.write(f"{given.output}: {given.output.stat().st_size / 1000:.0f} kB\n")
    return 0


def make(folder: Path) -> Path:
    """The capstone, with its history."""
    steps = msgspec.convert(yaml.safe_load((HERE / "screenshot.yml").read_text(encoding="utf-8")), list[Step])
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    for step in steps:
        for path, text in step.files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8", newline="\n")
        git(folder, "add", "--all")
        git(folder, "commit", "--quiet", f"--message={step.subject}", step=step)
    return folder


def git(folder: Path, *arguments: str, step: Step | None = None) -> None:
    """Run git without the settings of this machine, at the day of the step."""
    known = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    known |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    if step:
        for who in ("AUTHOR", "COMMITTER"):
            known |= {f"GIT_{who}_NAME": step.author, f"GIT_{who}_EMAIL": f"{step.author.lower()}@example.invalid"}
            known[f"GIT_{who}_DATE"] = f"{step.day.isoformat()}T18:00:00+0100"
    subprocess.run(["git", "-C", str(folder), *arguments], check=True, env=known)


def report(capstone: Path, language: str) -> str:
    """The terminal report, in colour."""
    found = audit(Request(capstone, language=language, blocks=BLOCKS))
    return render("terminal", found, Say(language), Style(width=COLUMNS, colour=True))


def html(text: str) -> str:
    """A page that shows a coloured text as a terminal would."""
    console = Console(record=True, width=COLUMNS + 2, file=io.StringIO(), force_terminal=True, color_system="standard")
    console.print(Text.from_ansi(text), end="")
    return console.export_html(theme=THEME, code_format=PAGE, inline_styles=True)


def picture(browser: str, sheet: Path, lines: int, output: Path) -> None:
    """Photograph a page of so many lines."""
    size = f"--window-size={LETTER * COLUMNS + 2 * MARGIN},{lines * LINE + 2 * MARGIN}"
    profile = f"--user-data-dir={sheet.parent / 'profile'}"
    command = [browser, *QUIET.split(), profile, size, f"--screenshot={output}", sheet.as_uri()]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)


if __name__ == "__main__":
    sys.exit(main())
