"""One thing shown as many, and settings that praise themselves."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

from tests.gaming import material
from tests.gaming.bases import write
from tests.gaming.registry import trick


@trick()
def one_document_under_twenty_names(folder: Path) -> None:
    for place in material.places():
        write(folder, f"livrables/{place}", f"# {Path(place).stem}\n\n{material.PROSE}\n")


@trick()
def one_document_under_every_name_and_title(folder: Path) -> None:
    for one in material.checklist().deliverables:
        for language in ("fr", "en"):
            write(folder, f"livrables/{language}/{one.id}.md", f"# {one.name.in_(language)}\n\n{material.PROSE}\n")


FRENCH = {"BC03-6.j": "one of the two is a text in French, which it is", "BC03-6": "by that requirement alone"}


@trick(may_rise=FRENCH)
def translated_headings_over_untranslated_text(folder: Path) -> None:
    for language, heading in (("fr", "Guide d’utilisation"), ("en", "User guide")):
        write(folder, f"notice/{language}/guide.md", f"# {heading}\n\n{material.PROSE}\n")


@trick()
def one_english_readme_twice(folder: Path) -> None:
    text = (
        "# Notice\n\nThe counter at the entrance reads the code of each book and tells the server. When the network is "
        "down, the reader keeps the last two hundred codes and sends them later. Press the blue button to see what has "
        "not been sent yet, and the red one to start again from nothing. The lamp is green while everything works.\n\n"
        "Change the batteries every second month, and write the date on the sticker under the lid.\n"
    )
    write(folder, "notice/fr/notice.md", text)
    write(folder, "notice/en/notice.md", text)


@trick()
def a_deleted_git(folder: Path) -> None:
    shutil.rmtree(folder / ".git")


@trick(may_rise=FRENCH)
def settings_that_point_at_junk(folder: Path) -> None:
    write(folder, "junk/a.md", "# A\n\n" + "Voilà le travail que nous rendons. " * 60)
    write(folder, "junk/b.md", f"# B\n\n{material.PROSE}\n")
    places = "\n".join(f'{one.id} = ["junk/a.md", "junk/b.md", "junk/"]' for one in material.checklist().deliverables)
    write(
        folder,
        "jalon.toml",
        'checklist = "rncp38822"\nlanguage = "fr"\nblocks = ["BC01"]\nignore = ["guides", "docs/none"]\n'
        f'weights = 0\nnot_applicable = ["BC04"]\n\n[evidence]\n{places}\n',
    )


@trick()
def files_that_no_reader_survives(folder: Path) -> None:
    write(folder, "bombs/a.md", "[" * 60_000 + "\n" + "> " * 5_000 + "x\n")
    write(folder, "bombs/risques.csv", '"' * 30_001)
    write(folder, ".github/workflows/bomb.yml", "on: push\njobs: " + "[" * 20_000)
    write(folder, "bombs/compose.yml", "a: &a [x]\n" + "\n".join(f"b{n}: [*a, *a]" for n in range(200)))
    (folder / "bombs" / "etude.pdf").write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 40)
    (folder / "bombs" / "budget.xlsx").write_bytes(b"PK\x03\x04" + b"\0" * 2_000)
    (folder / "bombs" / "plan.docx").write_bytes(b"\xff" * 4_000)


def _shipped(folder: Path) -> list[Path]:
    """The template's documents, of a capstone or of its guides elsewhere."""
    return sorted(one for one in folder.rglob("*.md") if ".git" not in one.parts)


@trick(bases=("capstone",))
def template_moved_and_renamed(folder: Path) -> None:
    for number, path in enumerate(_shipped(folder)):
        target = folder / "travail" / f"{number}-{material.topics()[number % len(material.topics())]}.md"
        target.parent.mkdir(exist_ok=True)
        path.rename(target)


@trick(bases=("capstone",))
def template_with_other_case_marks_and_headings(folder: Path) -> None:
    for number, path in enumerate(_shipped(folder)):
        text = path.read_text(encoding="utf-8")
        text = re.sub(r"<!--(.*?)-->", r"\1", text, flags=re.DOTALL)  # the hints, shown
        text = re.sub(r"(?m)^- ", "* ", text).replace("**", "__")
        text = "```".join(one if number % 2 else one.upper() for number, one in enumerate(text.split("```")))
        heading = material.heading(material.topics()[number % len(material.topics())])
        path.write_text(f"# {heading}\n\n{text}", encoding="utf-8", newline="\n")


@trick(bases=("capstone",))
def template_as_one_shuffled_document(folder: Path) -> None:
    texts = []
    for path in _shipped(folder):
        text = re.sub(r"<!--\s*[\w-]+ : (.*?)-->", r"\1", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        texts += [one for one in text.split("\n\n") if not one.startswith(("#", "<!--")) and len(one.split()) > 3]
    random.Random(5).shuffle(texts)
    headings = [material.heading(one) for one in material.topics()]
    write(
        folder,
        "rendu.md",
        "# Rendu\n\n" + "\n\n".join(f"## {headings[at % len(headings)]}\n\n{one}" for at, one in enumerate(texts)),
    )


@trick(bases=("capstone",))
def template_code_renamed_and_without_comments(folder: Path) -> None:
    for path in sorted(folder.rglob("*.py")):
        if ".git" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        text = re.sub(r'(?s)"""(?:.*?)"""', '"""Notre code."""', text)
        text = re.sub(r"(?m)^\s*#.*$", "", text)
        for old, new in (("item", "thing"), ("request", "query"), ("settings", "options"), ("response", "answer")):
            text = re.sub(rf"\b{old}(s?)\b", rf"{new}\1", text)
        path.write_text(text, encoding="utf-8", newline="\n")
        path.rename(path.with_name(f"our_{path.name}") if not path.name.startswith(("test_", "__")) else path)


@trick(bases=("capstone",))
def template_code_in_other_folders(folder: Path) -> None:
    for name in ("api-python", "web-html"):
        if (folder / name).exists():
            (folder / name).rename(folder / f"notre-{name}")
