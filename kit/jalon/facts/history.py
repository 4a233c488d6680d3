"""History: who changed what and when, from git, or from an exported `svn log --xml` when there is no git history.

Authors are pseudonym indices, in the order of their first commit. Two identities are one person only when the name
or the address is the same, apart from names and addresses that many people share; `.mailmap` is never read, because
the audited repository wrote it. A helper that speaks of people's work leaves the robots out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from jalon.facts.hardened_xml import BadXml, elements_of
from jalon.facts.model import Commit, History, Inventory
from jalon.snapshot import Unreadable

if TYPE_CHECKING:
    from jalon.snapshot import Snapshot
    from jalon.snapshot.history import RawCommit

MOST_COMMITS = 20_000
COUNTED = 8  # commits whose subjects differ by their figures alone
_DIGITS = re.compile(r"\d+")
A_DAY = timedelta(days=1)  # clocks and time zones differ
MOST_SVN_BYTES = 16 * 1024 * 1024
MOST_SVN_FILES = 20

_BOT_NAME = re.compile(
    r"\[bot\]$|^(?:dependabot|renovate|github-actions|gitlab-bot|semantic-release-bot|snyk-bot|pre-commit-ci|weblate"
    r"|allcontributors|imgbot|greenkeeper|release-please|mergify|codecov|deepsource-autofix|whitesource|crowdin-bot"
    r"|jenkins|travis ci|restyled|pyup-bot|web-flow)(?:[\s_\[-]|$)|(?:^|[\s_-])bot$",
    re.IGNORECASE,
)
_BOT_ADDRESS = re.compile(r"\[bot\]@|^(?:bot|dependabot|renovate|jenkins)@|noreply@dependabot", re.IGNORECASE)
_SHARED_NAMES = frozenset({"", "root", "user", "admin", "administrator", "unknown", "your name", "student", "github"})
_SHARED_ADDRESSES = frozenset({"", "noreply@github.com", "you@example.com", "your@email.com", "root@localhost"})
_SQUASHED = re.compile(r"\((?:#|!|GH-)\d{1,7}\)\s{0,3}$")
_MERGED = re.compile(
    r"Merge (?:pull request|branch|remote-tracking branch|merge request|PR)\b|Merged? .{0,80}[#!]\d", re.IGNORECASE
)
_CONVENTIONAL = re.compile(
    r"^(?:[^\w\s(]{1,4}\s?|:\w{1,30}:\s?)?(?:build|chore|ci|docs|feat|fix|perf|refactor|revert|style|test|wip|hotfix|release|security|deps)"
    r"(?:\([^()\r\n]{1,60}\))?!?: \S",
    re.IGNORECASE,
)


def history(snapshot: Snapshot, inventory: Inventory) -> History:
    """What HEAD's history tells.

    `known` is False without a git repository or when git could not be read; a repository without a commit is known and
    empty. `shallow` says that commits are missing: a shallow clone, absent objects, or more than are read.
    """
    raw = snapshot.log(MOST_COMMITS)
    if raw:
        return _from_git(snapshot, raw)
    found = _from_svn(snapshot, inventory)
    return found or History(known=not snapshot.history_problem, shallow=snapshot.shallow)


# --- git -----------------------------------------------------------------------------------------------------------


def _from_git(snapshot: Snapshot, raw: Sequence[RawCommit]) -> History:
    identities = [(one.author, one.address) for one in reversed(raw)]
    index, people = pseudonyms(identities)
    commits = tuple(
        Commit(
            id=one.id,
            author=index[(one.author, one.address)],
            when=_when(one),
            subject=one.subject,
            parents=len(one.parents),
            paths=one.paths,
        )
        for one in _without_counters(raw)
        if _happened(one)
    )
    cut = snapshot.shallow or bool(snapshot.history_problem) or len(raw) >= MOST_COMMITS
    there = {one.id for one in raw}  # a tag of another branch, or of what came later, is no part of this history
    tags = [tag for tag in snapshot.tags() if cut or tag.id in there]
    return History(
        known=True,
        shallow=cut,
        commits=commits,
        people=people,
        tags=tuple((tag.name, tag.when.date() if tag.when else None) for tag in tags),
        branches=tuple(dict.fromkeys(branch.name for branch in snapshot.branches())),
        bots=_bots(index),
    )


def _when(one: RawCommit) -> datetime:
    """When a commit was made: the later of its two dates, since a date can be given backwards at no cost."""
    return max(one.authored, one.committed)


def _without_counters(raw: Sequence[RawCommit]) -> list[RawCommit]:
    """The commits, newest first; of those of a machine that counts (« part 1 », « part 2 »…) only the oldest stay, as
    many as nobody would have doubted: one more commit never makes the others worth less."""
    kept: list[RawCommit] = []
    times: Counter[str] = Counter()
    for one in reversed(raw):
        pattern = _DIGITS.sub("0", one.subject) if _DIGITS.search(one.subject) else one.id
        times[pattern] += 1
        if times[pattern] < COUNTED or len(one.parents) > 1:
            kept.append(one)
    return kept[::-1]


def _happened(one: RawCommit) -> bool:
    """Not a commit of the future, nor one that changes nothing."""
    empty = not one.paths and len(one.parents) < 2 and not one.partial
    return not empty and _when(one) <= datetime.now(UTC) + A_DAY


def _aware(when: datetime) -> datetime:
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def _bots(index: dict[tuple[str, str], int]) -> frozenset[int]:
    return frozenset(number for identity, number in index.items() if is_bot(*identity))


def is_bot(name: str, address: str) -> bool:
    """Whether this identity is a robot's: an update bot, a release bot, a CI account."""
    return bool(_BOT_NAME.search(name.strip()) or _BOT_ADDRESS.search(address.strip()))


def pseudonyms(
    identities: Iterable[tuple[str, str]],
) -> tuple[dict[tuple[str, str], int], tuple[tuple[str, str], ...]]:
    """Number the people behind (name, address) pairs, oldest first.

    Returns the index of each pair, and the first (name, address) seen for each index. A robot never merges with a
    person, even when it borrows the person's address.
    """
    seen = dict.fromkeys(identities)
    first_with: dict[tuple[str, str, bool], tuple[str, str]] = {}
    parent = {identity: identity for identity in seen}

    def root(identity: tuple[str, str]) -> tuple[str, str]:
        while parent[identity] != identity:
            parent[identity] = parent[parent[identity]]
            identity = parent[identity]
        return identity

    order = {identity: rank for rank, identity in enumerate(seen)}
    for identity in seen:
        for key in _merge_keys(*identity):
            other = first_with.setdefault(key, identity)
            low, high = sorted((root(identity), root(other)), key=order.__getitem__)
            parent[high] = low
    people = [identity for identity in seen if root(identity) == identity]
    number = {identity: rank for rank, identity in enumerate(people)}
    return {identity: number[root(identity)] for identity in seen}, tuple(people)


def _merge_keys(name: str, address: str) -> Iterator[tuple[str, str, bool]]:
    robot = is_bot(name, address)
    plain_name = " ".join(name.casefold().split())
    plain_address = address.strip().casefold()
    if plain_name not in _SHARED_NAMES:
        yield "name", plain_name, robot
    if plain_address not in _SHARED_ADDRESSES:
        yield "address", plain_address, robot
    if plain_name in _SHARED_NAMES and plain_address in _SHARED_ADDRESSES:
        yield "both", f"{plain_name}\0{plain_address}", robot


# --- subversion ----------------------------------------------------------------------------------------------------


def _from_svn(snapshot: Snapshot, inventory: Inventory) -> History | None:
    sizes = {entry.path: entry.size for entry in snapshot.files}
    candidates = [path for path in inventory.files if path.lower().endswith((".xml", ".svnlog"))]
    for path in sorted(candidates, key=lambda one: ("svn" not in one.lower() and "log" not in one.lower(), one))[
        :MOST_SVN_FILES
    ]:
        if not 0 < sizes.get(path, 0) <= MOST_SVN_BYTES:
            continue
        try:
            found = svn_history(snapshot.read(path, limit=MOST_SVN_BYTES))
        except Unreadable:
            continue
        if found:
            return found
    return None


def svn_history(data: bytes) -> History | None:
    """Read an `svn log --xml` export (with `-v` for the paths); None when it is not one or holds no revision."""
    head = data[:2000]
    if b"<log>" not in head and b"<log " not in head:
        return None
    try:
        root = elements_of(data)
    except BadXml:
        return None
    if root.tag != "log":
        return None
    entries = [entry for entry in root.findall("logentry") if entry.get("revision")][:MOST_COMMITS]
    dated = [(entry, when) for entry in entries if (when := _svn_date(entry.findtext("date") or ""))]
    if not dated:
        return None
    dated.sort(key=lambda one: one[1], reverse=True)
    index, people = pseudonyms(((entry.findtext("author") or "", "") for entry, _ in reversed(dated)))
    commits = []
    tags: dict[str, datetime] = {}
    branches: dict[str, None] = {}
    for entry, when in dated:
        paths = tuple((path.text or "").strip("/ \n") for path in entry.iter("path"))
        message = (entry.findtext("msg") or "").strip()
        commits.append(
            Commit(
                id=f"r{entry.get('revision')}"[:20],
                author=index[(entry.findtext("author") or "", "")],
                when=when,
                subject=(message.splitlines() or [""])[0][:300],
                parents=1,
                paths=tuple(_below_trunk(path) for path in paths if path),
            )
        )
        for path in paths:
            parts = path.split("/")
            if "tags" in parts[:-1]:
                tags[parts[parts.index("tags") + 1]] = when
            if "branches" in parts[:-1]:
                branches.setdefault(parts[parts.index("branches") + 1])
    return History(
        known=True,
        commits=tuple(commits),
        people=people,
        tags=tuple((name, when.date()) for name, when in tags.items()),
        branches=tuple(sorted(branches)),
        bots=_bots(index),
        kind="svn",
    )


def _svn_date(text: str) -> datetime | None:
    try:
        return _aware(datetime.fromisoformat(text.strip()))
    except ValueError:
        return None


def _below_trunk(path: str) -> str:
    parts = path.split("/")
    return "/".join(parts[parts.index("trunk") + 1 :]) if "trunk" in parts[:-1] else path


# --- helpers for probes --------------------------------------------------------------------------------------------


def human_commits(history: History) -> tuple[Commit, ...]:
    """The commits that people made, newest first."""
    return tuple(one for one in history.commits if one.author not in history.bots)


def changes_of(history: History, path: str) -> tuple[Commit, ...]:
    """The commits that changed `path`, newest first; a `path` that ends with `/` is a folder with all it holds."""
    if path.endswith("/"):
        return tuple(one for one in history.commits if any(each.startswith(path) for each in one.paths))
    return tuple(one for one in history.commits if path in one.paths)


def span(history: History) -> tuple[datetime, datetime] | None:
    """When people's first and last commits were made; None without any."""
    moments = [one.when for one in human_commits(history)]
    return (min(moments), max(moments)) if moments else None


def active_days(history: History) -> int:
    """On how many calendar days (each in its author's own time zone) people committed."""
    return len({one.when.date() for one in human_commits(history)})


def cadence(history: History) -> float:
    """Share (0 to 1) of the calendar weeks between the first and the last commit in which people committed."""
    days = [one.when.date() for one in human_commits(history)]
    if not days:
        return 0.0
    weeks = {day - timedelta(days=day.weekday()) for day in days if day.toordinal() > 7}
    if not weeks:
        return 0.0
    return len(weeks) / ((max(weeks) - min(weeks)).days // 7 + 1)


def merges(history: History) -> tuple[Commit, ...]:
    """The commits with two parents or more, newest first."""
    return tuple(one for one in history.commits if one.parents > 1)


def merge_requests(history: History) -> tuple[Commit, ...]:
    """The commits that a merge request brought, newest first: merges of a branch, and squashed ones that end with its
    number ("Fix the total (#12)", "See merge request group/project!7")."""
    return tuple(
        one
        for one in history.commits
        if _SQUASHED.search(one.subject) or (one.parents > 1 and _MERGED.match(one.subject))
    )


def is_conventional(subject: str) -> bool:
    """Whether a subject follows Conventional Commits 1.0.0: a type, an optional scope, a colon, a description.

    A pictogram before the type does no harm.
    """
    return bool(_CONVENTIONAL.match(subject))


def conventional_share(history: History) -> float:
    """Share (0 to 1) of people's commits, merges apart, whose subject follows Conventional Commits."""
    subjects = [one.subject for one in human_commits(history) if one.parents < 2]
    return sum(map(is_conventional, subjects)) / len(subjects) if subjects else 0.0


def commits_by_author(history: History) -> dict[int, int]:
    """How many commits each person made, merges apart; by author index, most active first."""
    counted = Counter(one.author for one in human_commits(history) if one.parents < 2)
    return dict(counted.most_common())
