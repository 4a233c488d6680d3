"""Collection, from files and from a web server of the test's own."""

import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import collect
import pytest

HEADER = collect.COLUMNS.encode() + b"\n"
ROW = b"P1;A-1;Scie;atelier;2025-01-02;2025-01-09;;20\n"


def manifest(data: Path) -> list[dict[str, object]]:
    entries: list[dict[str, object]] = json.loads((data / "raw" / "manifest.json").read_text("utf-8"))
    return entries


def test_a_source_is_kept_as_it_is_once_for_each_content(tmp_path: Path) -> None:
    source, data = tmp_path / "export.csv", tmp_path / "data"
    source.write_bytes(HEADER + ROW)
    assert collect.main(["--data", str(data), "--source", str(source)]) == 0
    assert collect.collect(data, str(source)) is False
    source.write_bytes(HEADER + ROW + ROW)
    assert collect.collect(data, str(source)) is True
    first, second = manifest(data)
    assert (data / "raw" / str(first["file"])).read_bytes() == HEADER + ROW
    assert (data / "raw" / str(second["file"])).read_bytes() == HEADER + ROW + ROW
    assert first["source"] == "export.csv"
    assert len(list((data / "raw").iterdir())) == 3


@pytest.mark.parametrize(
    ("content", "why"), [(b"", "columns"), (b"a;b\n1;2\n", "columns"), (HEADER.replace(b";", b","), "columns")]
)
def test_other_columns_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, why: str
) -> None:
    source = tmp_path / "export.csv"
    source.write_bytes(content)
    assert collect.main(["--data", str(tmp_path), "--source", str(source)]) == 1
    assert why in capsys.readouterr().err
    assert not (tmp_path / "raw").exists()


def test_a_byte_order_mark_is_allowed(tmp_path: Path) -> None:
    source = tmp_path / "export.csv"
    source.write_bytes(b"\xef\xbb\xbf" + HEADER + ROW)
    assert collect.collect(tmp_path, str(source)) is True


def test_a_missing_or_huge_source_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(collect.CollectionError, match="cannot read"):
        collect.collect(tmp_path, str(tmp_path / "nowhere.csv"))
    monkeypatch.setattr(collect, "LARGEST", 10)
    with pytest.raises(collect.CollectionError, match="more than 10 bytes"):
        collect.collect(tmp_path, str(collect.SAMPLE))


class Server(http.server.BaseHTTPRequestHandler):
    """Fails once, then answers; `/gone` never does."""

    asked: list[str] = []  # noqa: RUF012 - shared on purpose, cleared by the fixture

    def do_GET(self) -> None:
        self.asked.append(self.path)
        status = 404 if self.path == "/gone" else 503 if len(self.asked) == 1 else 200
        self.send_response(status)
        self.end_headers()
        self.wfile.write(HEADER + ROW if status == 200 else b"")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    Server.asked.clear()
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server) as running:
        threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://user:secret@127.0.0.1:{running.server_port}"
        running.shutdown()


def test_a_web_source_is_tried_again_after_a_failure(server: str) -> None:
    waits: list[float] = []
    plain = server.replace("user:secret@", "")
    assert collect.fetch(f"{plain}/loans.csv", waits.append) == HEADER + ROW
    assert waits == [2.0]


def test_a_source_that_is_gone_is_not_tried_again(server: str) -> None:
    plain = server.replace("user:secret@", "")
    with pytest.raises(collect.CollectionError, match="404"):
        collect.fetch(f"{plain}/gone", lambda _: None)
    assert Server.asked == ["/gone"]


def test_no_key_or_password_is_written_down(server: str) -> None:
    assert collect.public(f"{server}/loans.csv?key=secret").endswith("/loans.csv")
    assert "secret" not in collect.public(f"{server}/loans.csv?key=secret")
    assert collect.public("https://data.example/loans.csv?key=secret") == "https://data.example/loans.csv"
