"""What docx, xlsx and pptx share: relations between parts, core properties."""

from __future__ import annotations

import posixpath

from jalon.facts.documents.archive import Archive
from jalon.facts.documents.properties import properties
from jalon.facts.documents.xml import elements


def relations(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """id → (kind, target) of a part's relations; internal targets are names of parts, external ones addresses."""
    folder, name = posixpath.split(part)
    found = {}
    data = archive.part(posixpath.join(folder, "_rels", f"{name}.rels"))
    for relation in elements(data, "rel_Relationship"):
        target = relation.get("Target", "")
        if relation.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        found[relation.get("Id", "")] = (relation.get("Type", "").rpartition("/")[2], target)
    return found


def main_part(archive: Archive, default: str) -> str:
    """The name of the part where the document itself stands."""
    for kind, target in relations(archive, "").values():
        if kind == "officeDocument" and target:
            return target
    return default


def core(archive: Archive) -> tuple[str, dict[str, str]]:
    """The title of the core properties, and the days of creation and last change as `created` and `modified`."""
    days = {"dcterms_created": "created", "dcterms_modified": "modified"}
    return properties(archive.part("docProps/core.xml"), days)
