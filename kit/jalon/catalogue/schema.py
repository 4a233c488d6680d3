"""The JSON Schema of a checklist's files, made from the types that read them."""

from __future__ import annotations

from typing import Any

import msgspec

from jalon.catalogue.model import Block, Deliverable, EvaluationRule, Header, ProbeCall, SubjectNames, Topic
from jalon.probes import PROBES

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Any]:
    """One schema that fits each file: the header, a block, a deliverable, a list of topics or of rules, the names."""
    types = [Header, Block, Deliverable, tuple[Topic, ...], tuple[EvaluationRule, ...], SubjectNames]
    parameters = {name: probe.parameters for name, probe in PROBES.items()}
    found, shapes = msgspec.json.schema_components([*types, *parameters.values()], ref_template="#/$defs/{name}")
    shapes[ProbeCall.__name__] = _call(dict(zip(parameters, found[len(types) :], strict=True)), shapes)
    return {"$schema": DIALECT, "title": "Jalon checklist", "anyOf": list(found[: len(types)]), "$defs": shapes}


def _call(parameters: dict[str, dict[str, Any]], shapes: dict[str, Any]) -> dict[str, Any]:
    """In YAML a probe is written `name: {parameters}`, with `at_most` among the parameters."""
    calls = {}
    for name, reference in parameters.items():
        shape = dict(shapes[reference["$ref"].rpartition("/")[2]])
        shape["properties"] = {**shape["properties"], "at_most": {"enum": ["met", "partial"]}}
        calls[name] = shape
    return {
        "type": "object",
        "properties": calls,
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": False,
    }
