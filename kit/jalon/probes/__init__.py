"""Questions that a program can put to facts.

A probe names the facts it needs as parameters, like a pytest fixture, and gets its own parameters as `wanted`. It
never touches a path, never opens a file and never imports a report. Third parties add theirs through the entry-point
group `jalon.probes`: each entry points at a `Probe`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jalon.probes import code, diagram, history, language, page, pipeline, record, section, table
from jalon.probes.finding import Advice, Evidence, Finding, Probe

_OWN = {
    probe.name: probe
    for module in (code, diagram, history, language, page, pipeline, record, section, table)
    for probe in module.PROBES
}


class _Probes(Mapping[str, Probe]):
    """The probes by name; entry points are looked up only for a name that is not ours, because that takes time."""

    def __init__(self) -> None:
        self._foreign: dict[str, Probe] | None = None

    def __getitem__(self, name: str) -> Probe:
        return _OWN[name] if name in _OWN else self._others()[name]

    def __iter__(self) -> Iterator[str]:
        yield from _OWN
        yield from self._others()

    def __len__(self) -> int:
        return len(_OWN) + len(self._others())

    def _others(self) -> dict[str, Probe]:
        if self._foreign is None:
            from importlib.metadata import entry_points  # noqa: PLC0415  (only for a foreign name)

            self._foreign = {entry.name: entry.load() for entry in entry_points(group="jalon.probes")}
        return self._foreign


PROBES: Mapping[str, Probe] = _Probes()

__all__ = ["PROBES", "Advice", "Evidence", "Finding", "Probe"]
