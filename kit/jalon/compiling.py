"""Compiles the project's own YAML for a wheel; see `jalon.compiled` for who reads it."""

from __future__ import annotations

import msgspec

from jalon.cache import key
from jalon.catalogue.load import built_in, name_of, read_checklist
from jalon.compiled import bundled
from jalon.facts.cues import compiled_index, index_name
from jalon.facts.knowledge import parsed
from jalon.facts.topics import in_headings, in_texts
from jalon.resources import resource


def compiled_data() -> bytes:
    """The content of `jalon.compiled.BUNDLE`: every built-in checklist and all that the readers know.

    Raises:
        InvalidChecklist: a checklist has faults; nothing wrong is compiled.
    """
    found: dict[str, bytes] = {}
    for path in sorted(resource("checklists", "knowledge").glob("*.yml")):
        content = path.read_bytes()
        found[key("knowledge", content)] = msgspec.msgpack.encode(parsed(content))
    for folder in built_in().values():
        if name := name_of(folder):
            checklist = read_checklist(folder)
            found[name] = msgspec.msgpack.encode(checklist)
            for pairs in (in_headings(checklist), in_texts(checklist)):
                found[index_name(pairs)] = compiled_index(pairs)
    return bundled(found)
