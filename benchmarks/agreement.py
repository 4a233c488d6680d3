"""How far the verdicts agree with people's labels: plain, and with each repository judged by what the others taught.

    python benchmarks/agreement.py REPOSITORIES LABELS [--left-out]

REPOSITORIES holds folders `owner+name`; LABELS holds `owner+name.yaml` with `kind` and, for each competency, `label`
and perhaps `also_acceptable`. The checklist was tuned while looking at repositories, so the plain figure flatters.
`--left-out` judges each repository twice more, by a checklist refitted without it:

- words: every cue that, of all the repositories, only this one holds is taken out of the checklist. Some of these were
  there from the start, so the figure is a lower bound;
- thresholds: the three scales that multiply or shift every threshold (words asked, cues asked, rows asked) take the
  values that agree best with the labels of the other repositories.

Prints raw agreement, linear-weighted and two-class kappa, false `met`, precision and recall of `met`. Nothing of the
repositories is run.
"""

from __future__ import annotations

import argparse
import itertools
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import yaml

from jalon.assessment import assess
from jalon.catalogue import Checklist, find_checklist, load_checklist
from jalon.catalogue.model import ProbeCall
from jalon.facts import Facts
from jalon.facts.cues import tokens
from jalon.settings import read_settings
from jalon.snapshot import open_snapshot

ORDER = {"missing": 0, "partial": 1, "met": 2}
LONGEST_CUE = 8  # words

Verdicts = dict[str, str]
Pairs = list[tuple[str, str]]  # (label, verdict)


class Scales(NamedTuple):
    """What multiplies the words asked for, and is added to the cues and to the rows asked for."""

    words: float = 1.0
    cues: int = 0
    rows: int = 0


GRID = tuple(Scales(*one) for one in itertools.product((0.5, 0.75, 1.0, 1.5, 2.0), (-1, 0, 1), (-1, 0, 1)))


class Labelled(NamedTuple):
    """A repository with its kind and, by competency, the labels that careful readers may give, the best one first."""

    path: Path
    kind: str
    labels: Mapping[str, tuple[str, ...]]


class Read(NamedTuple):
    """What one repository says: its verdicts for each scale asked for, and the cues of the checklist it holds."""

    verdicts: dict[Scales, Verdicts]
    cues: frozenset[str]


def main() -> int:
    """Read, judge, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("repositories", type=Path)
    parser.add_argument("labels", type=Path)
    parser.add_argument("--left-out", action="store_true", help="judge each repository without what it alone taught")
    given = parser.parse_args()
    every = list(labelled(given.repositories, given.labels))
    if not every:
        sys.exit(f"no labelled repository in {given.repositories}")
    with ProcessPoolExecutor(2) as pool:
        scales = GRID if given.left_out else (Scales(),)
        found = list(pool.map(read, [one.path for one in every], itertools.repeat(scales)))
        tell("plain", every, [one.verdicts[Scales()] for one in found])
        if given.left_out:
            alone = list(only_here([one.cues for one in found]))
            without = pool.map(read, [one.path for one in every], itertools.repeat((Scales(),)), alone)
            tell("words left out", every, [one.verdicts[Scales()] for one in without])
            fitted = [best_scales(every, found, place) for place in range(len(every))]
            tell("thresholds left out", every, [one.verdicts[by] for one, by in zip(found, fitted, strict=True)])
            say(f"scales chosen: {dict(Counter(fitted))}")
            say(f"cues taken out, by repository: {[len(one) for one in alone]}")
    return 0


def labelled(repositories: Path, labels: Path) -> Iterator[Labelled]:
    """Each repository that is there and has labels."""
    for file in sorted(labels.glob("*.yaml")):
        if (path := repositories / file.stem).is_dir():
            said = yaml.safe_load(file.read_text(encoding="utf-8"))
            asked = {
                name: (one["label"], *filter(None, [one.get("also_acceptable")]))
                for name, one in said["competences"].items()
            }
            yield Labelled(path, said["kind"], asked)


# --- judging ---------------------------------------------------------------------------------------------------------


def read(path: Path, scales: Iterable[Scales], without: frozenset[str] = frozenset()) -> Read:
    """The verdicts of one repository by the checklist, less some cues, at each of the scales."""
    whole = load_checklist(find_checklist("rncp38822"))
    checklist = less(whole, without)
    with open_snapshot(path) as snapshot:
        facts = Facts(snapshot=snapshot, settings=read_settings(snapshot), catalogue=checklist)
        verdicts = {one: judged(scaled(checklist, one), facts) for one in scales}
        return Read(verdicts, frozenset(held(whole, facts)))


def judged(checklist: Checklist, facts: Facts) -> Verdicts:
    """competency → verdict."""
    found = assess(checklist, facts)
    return {one.id: one.verdict for block in found.blocks for one in block.competencies}


def scaled(checklist: Checklist, scales: Scales) -> Checklist:
    """The checklist with its thresholds moved; deliverables stay out, they make no verdict."""
    if scales == Scales():
        return checklist
    return changed(checklist, lambda call: msgspec.structs.replace(call, parameters=moved(call.parameters, scales)))


def moved(parameters: Any, scales: Scales) -> Any:
    """The parameters of a probe with their thresholds moved; none falls below one."""
    known = {name: getattr(parameters, name, None) for name in ("words", "cues", "telling", "rows")}
    new = {
        name: max(1, round(value * scales.words) if name == "words" else value + added(name, scales))
        for name, value in known.items()
        if isinstance(value, int) and value
    }
    return msgspec.structs.replace(parameters, **new) if new else parameters


def added(name: str, scales: Scales) -> int:
    """What is added to a threshold of that name."""
    return scales.rows if name == "rows" else scales.cues


def changed(checklist: Checklist, change: Callable[[ProbeCall], ProbeCall]) -> Checklist:
    """The checklist with `change` made to every probe call of its requirements."""
    blocks = []
    for block in checklist.blocks:
        competencies = []
        for one in block.competencies:
            asked = tuple(
                msgspec.structs.replace(each, probes=tuple(change(call) for call in each.probes))
                for each in one.requirements
            )
            competencies.append(msgspec.structs.replace(one, requirements=asked))
        blocks.append(msgspec.structs.replace(block, competencies=tuple(competencies)))
    return msgspec.structs.replace(checklist, blocks=tuple(blocks))


# --- cues ------------------------------------------------------------------------------------------------------------


def cues_of(checklist: Checklist) -> Iterator[str]:
    """Every cue of the checklist's topics, and every other name of its deliverables."""
    for topic in checklist.topics:
        yield from (*topic.heading, *topic.body)
    for one in checklist.deliverables:
        yield from (*one.also.fr, *one.also.en)


def less(checklist: Checklist, without: frozenset[str]) -> Checklist:
    """The checklist without some of its cues."""
    if not without:
        return checklist

    def keep(cues: Iterable[str]) -> tuple[str, ...]:
        return tuple(one for one in cues if one not in without)

    topics = tuple(
        msgspec.structs.replace(one, heading=keep(one.heading), body=keep(one.body)) for one in checklist.topics
    )
    deliverables = tuple(
        msgspec.structs.replace(one, also=msgspec.structs.replace(one.also, fr=keep(one.also.fr), en=keep(one.also.en)))
        for one in checklist.deliverables
    )
    return msgspec.structs.replace(checklist, topics=topics, deliverables=deliverables)


def held(checklist: Checklist, facts: Facts) -> Iterator[str]:
    """The cues that occur anywhere in the repository's prose, headings, tables' names and paths."""
    runs: dict[tuple[str, ...], set[str]] = {}
    prose = facts["prose"]
    texts = {text for one in prose.passages for text in (one.text, one.heading, one.path, *one.section.trail)}
    texts |= {text for one in prose.tables for text in (one.name, one.path)}
    for text in texts:
        words = tokens(text.replace("/", " "))
        for place, length in itertools.product(range(len(words)), range(LONGEST_CUE)):
            if place + length < len(words):
                runs.setdefault(tuple(words[place : place + length]), set()).add(words[place + length])
    for cue in cues_of(checklist):
        *before, last = tokens(cue.rstrip("*")) or [""]
        ends = runs.get(tuple(before), set())
        if last in ends or (cue.endswith("*") and any(one.startswith(last) for one in ends)):
            yield cue


def only_here(found: list[frozenset[str]]) -> Iterator[frozenset[str]]:
    """For each repository, the cues that no other one holds."""
    count = Counter(cue for one in found for cue in one)
    for one in found:
        yield frozenset(cue for cue in one if count[cue] == 1)


# --- agreement -------------------------------------------------------------------------------------------------------


def best_scales(every: list[Labelled], found: list[Read], out: int) -> Scales:
    """The scales that agree best with the labels of all repositories but one; the nearest to none of equal ones."""
    others = [place for place in range(len(every)) if place != out]

    def worth(scales: Scales) -> tuple[float, float]:
        pairs = [pair for one in others for pair in paired(every[one], found[one].verdicts[scales])]
        far = abs(scales.words - 1) + abs(scales.cues) + abs(scales.rows)
        return round(kappa(pairs), 4), -far

    return max(GRID, key=worth)


def paired(one: Labelled, verdicts: Verdicts) -> Pairs:
    """(label, verdict) of each competency; a second acceptable label counts as agreement."""
    pairs = []
    for name, labels in one.labels.items():
        said = verdicts.get(name, "missing")
        said = said if said in ORDER else "missing"
        pairs.append((said if said in labels else labels[0], said))
    return pairs


def kappa(pairs: Pairs, two: bool = False) -> float:
    """Cohen's kappa with linear weights; of two classes, missing or not, when `two`."""
    if two:
        pairs = [tuple("missing" if one == "missing" else "met" for one in pair) for pair in pairs]  # type: ignore[misc]
    count, left, right = len(pairs), Counter(one for one, _ in pairs), Counter(one for _, one in pairs)
    observed = sum(abs(ORDER[one] - ORDER[other]) for one, other in pairs) / count
    expected = sum(left[x] * right[y] * abs(ORDER[x] - ORDER[y]) for x in left for y in right) / count / count
    return 1 - observed / expected if expected else 1.0


def tell(name: str, every: list[Labelled], verdicts: list[Verdicts]) -> None:
    """One line for all, one for each kind of repository."""
    kinds: dict[str, Pairs] = {}
    for one, said in zip(every, verdicts, strict=True):
        kinds.setdefault(one.kind, []).extend(paired(one, said))
    say(f"{name}: {figures([pair for pairs in kinds.values() for pair in pairs])}")
    for kind, pairs in sorted(kinds.items()):
        say(f"  {kind}: {figures(pairs)}")


def figures(pairs: Pairs) -> str:
    """The figures of agreement, in one line."""
    said = [label for label, verdict in pairs if verdict == "met"]
    are = [verdict for label, verdict in pairs if label == "met"]
    return (
        f"n {len(pairs)} · raw {sum(one == other for one, other in pairs) / len(pairs):.3f} · "
        f"linear kappa {kappa(pairs):.3f} · two-class kappa {kappa(pairs, two=True):.3f} · "
        f"false met {sum(pair == ('missing', 'met') for pair in pairs)} · "
        f"met: precision {said.count('met') / max(1, len(said)):.2f} of {len(said)}, "
        f"recall {are.count('met') / max(1, len(are)):.2f} of {len(are)} · "
        f"false evidence {sum(label == 'missing' != verdict for label, verdict in pairs)} · "
        f"missed {sum(label != 'missing' == verdict for label, verdict in pairs)}"
    )


def say(text: str) -> None:
    """One line."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
