"""Every reader of what strangers wrote: honest input spoilt in any way gives a value or a refusal that it declares."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.hostile.readers import READERS

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 5  # for one input of a few kilobytes; the slowest measured takes 0.1
# what is no reader: no function that is given bytes of the repository, or one that needs a real folder or process and
# is tried with those (tests/snapshot, tests/facts/documents/test_pdf.py, test_audit_any_bytes.py)
NO_READER = {
    "jalon.snapshot",
    "jalon.facts.merged",  # facts of several repositories put together: tests/test_audit.py
    "jalon.facts.model",
    "jalon.facts.pairs",  # names of files and sections already read: tests/facts
    "jalon.facts.registers.shapes",
    "jalon.facts.documents.limits",
    "jalon.facts.documents.refusal",
    "jalon.facts.documents.pdf",
    "jalon.facts.documents.pdf_child",
    "jalon.snapshot.dirty",
    "jalon.snapshot.errors",
    "jalon.snapshot.git",
    "jalon.snapshot.gitdir",
    "jalon.snapshot.limits",
    "jalon.snapshot.past",
    "jalon.snapshot.snapshot",
    "jalon.snapshot.tree",
    "jalon.snapshot.walk",
}
ENCODINGS = ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be", "cp1252", "utf-7")
ENTERED = """
import sys
from tests.hostile.readers import READERS
entered = set()
def note(frame, event, _):
    if event == "call" and frame.f_code.co_name not in ("<module>", "<lambda>"):
        entered.add(frame.f_globals.get("__name__", ""))
sys.setprofile(note)
for reader in READERS.values():
    for seed in reader.seeds:
        reader.take(seed)
sys.setprofile(None)
print("\\n".join(entered))
"""

spoilt = st.lists(
    st.tuples(
        st.floats(0, 1), st.integers(0, 40), st.sampled_from(["bytes", "token", "copy", "many"]), st.binary(max_size=8)
    ),
    max_size=6,
)


def spoil(seed: bytes, edits: list[tuple[float, int, str, bytes]], tokens: tuple[str, ...]) -> bytes:
    """Parts of the seed left out, repeated, or replaced by bytes or by what its grammar is made of."""
    data = seed
    for where, length, kind, given_bytes in edits:
        at = int(where * len(data))
        if kind == "token" and tokens:
            piece = tokens[sum(given_bytes) % len(tokens)].encode()
        elif kind == "copy":
            piece = data[at : at + 10 * length] * 2
        elif kind == "many":
            piece = (given_bytes or b"[") * 10 * length
        else:
            piece = given_bytes
        data = data[:at] + piece + data[at + (length if kind != "copy" else 0) :]
    return data[:20_000]


@pytest.mark.parametrize("name", READERS)
def test_spoilt_input_is_read_or_refused(name: str) -> None:
    reader = READERS[name]

    @given(st.sampled_from(reader.seeds), spoilt)
    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    def holds(seed: bytes, edits: list[tuple[float, int, str, bytes]]) -> None:
        started = time.process_time()
        reader.take(spoil(seed, edits, reader.tokens))
        assert time.process_time() - started < SECONDS

    holds()


@pytest.mark.parametrize("name", READERS)
def test_any_bytes_are_read_or_refused(name: str) -> None:
    reader = READERS[name]

    @given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
    def holds(data: bytes) -> None:
        reader.take(data)

    holds()


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("name", READERS)
def test_honest_input_in_any_encoding_is_read_or_refused(name: str, encoding: str) -> None:
    for seed in READERS[name].seeds:
        READERS[name].take(seed.decode("utf-8", "replace").encode(encoding, "replace"))


def test_every_module_that_reads_is_tried() -> None:
    """A new reader without a place among `READERS` fails here."""
    modules = {
        ".".join(path.relative_to(ROOT / "kit").with_suffix("").parts).removesuffix(".__init__")
        for room in ("facts", "snapshot")
        for path in (ROOT / "kit/jalon" / room).rglob("*.py")
    } | {"jalon.settings"}
    done = subprocess.run(
        [sys.executable, "-c", ENTERED],
        env={"PYTHONPATH": f"{ROOT / 'kit'}:{ROOT}:{':'.join(sys.path)}"},
        capture_output=True,
        text=True,
        check=True,
    )
    entered = set(done.stdout.split())
    assert modules - entered - NO_READER == set(), "give them a place in tests/hostile/readers.py"
