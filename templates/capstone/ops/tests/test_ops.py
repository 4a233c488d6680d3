"""Alerts, dashboard, delivery and scans hold together with the rest of the repository."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

OPS = Path(__file__).resolve().parent.parent
ROOT = OPS.parent
sys.path.insert(0, str(OPS))

import deploy  # noqa: E402
import scan  # noqa: E402

SUFFIXES = re.compile(r"_(bucket|count|sum)$")
NOT_OURS = re.compile(r"^(up|node_\w+)$")  # of Prometheus itself and of node-exporter
WORDS = {"sum", "by", "le", "rate", "increase", "histogram_quantile", "and", "route", "status"}


def rules() -> list[dict[str, Any]]:
    groups = yaml.safe_load((OPS / "alerts.yml").read_text("utf-8"))["groups"]
    return [rule for group in groups for rule in group["rules"]]


def panels() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((OPS / "dashboard.json").read_text("utf-8"))["panels"]
    return found


def metrics_of(expression: str) -> set[str]:
    """Return the names of metrics in a PromQL expression."""
    bare = re.sub(r"\{[^}]*\}|\[[^\]]*\]|\"[^\"]*\"", "", expression)
    return {SUFFIXES.sub("", name) for name in re.findall(r"[a-z_]\w+", bare)} - WORDS


@pytest.fixture(scope="module")
def exposed() -> set[str]:
    """Ask the API for the metrics that it really exposes."""
    program = (
        "from api.observability import Metrics; from prometheus_client import generate_latest; "
        "print(generate_latest(Metrics().registry).decode())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT / "api-python", capture_output=True, text=True, check=True
    )  # fmt: skip
    return set(re.findall(r"^# TYPE (\w+)", done.stdout, re.MULTILINE))


# --- Alerts and dashboard --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: str(rule["alert"]))
def test_a_rule_says_how_serious_it_is_from_where_and_what_to_do(rule: dict[str, Any]) -> None:
    assert rule["labels"]["severity"] in {"critical", "warning"}
    assert all(rule["annotations"][name] for name in ("threshold", "summary_fr", "summary_en"))
    assert re.search(r"[<>]=?|==", rule["expr"]), "a rule compares with a threshold"
    assert re.fullmatch(r"bc03-production/runbooks/[\w.-]+\.md", rule["annotations"]["runbook"])


@pytest.mark.skipif(not (ROOT / "bc03-production").is_dir(), reason="the documents of block 3 were not asked for")
@pytest.mark.parametrize("rule", rules(), ids=lambda rule: str(rule["alert"]))
def test_its_runbook_exists(rule: dict[str, Any]) -> None:
    path = ROOT / rule["annotations"]["runbook"]
    assert path.is_file() or path.with_name(path.name + ".jinja").is_file()


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: str(rule["alert"]))
def test_a_rule_watches_metrics_that_exist(rule: dict[str, Any], exposed: set[str]) -> None:
    ours = {name for name in metrics_of(rule["expr"]) if not NOT_OURS.match(name)}
    assert ours <= exposed | {name.removesuffix("_total") for name in exposed}, ours - exposed


@pytest.mark.parametrize("panel", panels(), ids=lambda panel: str(panel["title"]))
def test_a_panel_shows_metrics_that_exist(panel: dict[str, Any], exposed: set[str]) -> None:
    for target in panel["targets"]:
        assert {name for name in metrics_of(target["expr"]) if not NOT_OURS.match(name)} <= exposed


def test_application_business_and_infrastructure_are_all_watched() -> None:
    groups = yaml.safe_load((OPS / "alerts.yml").read_text("utf-8"))["groups"]
    assert {"application", "business", "infrastructure"} <= {group["name"] for group in groups if group["rules"]}


def test_every_rule_has_a_case_that_rings_and_one_that_does_not() -> None:
    text = (OPS / "alerts.test.yml").read_text("utf-8")
    cases = [case for test in yaml.safe_load(text)["tests"] for case in test["alert_rule_test"]]
    ringing = {case["alertname"] for case in cases if case["exp_alerts"]}
    assert ringing == {rule["alert"] for rule in rules()}


def test_every_severity_has_somebody_who_hears_of_it_and_no_address_is_written() -> None:
    text = (OPS / "alertmanager.yml").read_text("utf-8")
    settings = yaml.safe_load(text)
    named = {receiver["name"] for receiver in settings["receivers"]}
    routes = settings["route"]["routes"]
    assert {settings["route"]["receiver"], *(route["receiver"] for route in routes)} == named
    assert "http" not in re.sub(r"#.*", "", text).replace("webhook", "")


# --- Delivery --------------------------------------------------------------------------------------------------------


class FakeDocker:
    """Docker as deploy.py sees it: keeps the calls, answers what the test wants."""

    def __init__(self, health: str = "healthy", first: bool = False, size: int = 1) -> None:
        """Answer `health` for a container and `size` bytes for an image; `first`: nothing runs yet."""
        self.calls: list[str] = []
        self.health, self.first, self.size = health, first, size

    def __call__(self, *words: str, text: str | None = None) -> str:
        call = " ".join(words)
        self.calls.append(call)
        if "{{.Size}}" in call:
            return str(self.size)
        if "{{.Id}}" in call:
            if self.first:
                raise deploy.DeliveryError("no such image")
            return "sha256:before"
        if "{{.State.Health.Status}}" in call:
            return self.health
        return "container" if "ps --quiet" in call else ""


@pytest.fixture
def docker(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeDocker]:
    fake = FakeDocker()
    monkeypatch.setattr(deploy, "docker", fake)
    for name in ("REGISTRY_USER", "REGISTRY_TOKEN", "DEPLOY_KEY", "DEPLOY_HOST_KEY"):
        monkeypatch.delenv(name, raising=False)
    yield fake


def test_images_are_those_of_the_compose_file() -> None:
    services = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]
    built = {service["image"] for service in services.values() if "build" in service}
    assert built == set(deploy.IMAGES.values())
    assert set(deploy.SIZE_BUDGET) == set(deploy.IMAGES) <= set(services)


def test_an_image_over_its_budget_is_refused(docker: FakeDocker, capsys: pytest.CaptureFixture[str]) -> None:
    assert deploy.main(["build"]) == 0
    docker.size = 10**12
    assert deploy.main(["build"]) == 1
    assert "over its size budget" in capsys.readouterr().err


def test_without_docker_a_build_says_that_it_cannot_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert deploy.main(["build"]) == deploy.CANNOT_RUN


def test_publishing_names_and_pushes_every_image(docker: FakeDocker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGISTRY_USER", "builder")
    monkeypatch.setenv("REGISTRY_TOKEN", "not-shown")
    assert deploy.main(["publish", "--registry", "Registry.example/Owner/Project", "--tag", "v1.2.0"]) == 0
    assert docker.calls == [
        "login registry.example --username builder --password-stdin",
        "tag capstone-api registry.example/owner/project/api:v1.2.0",
        "push registry.example/owner/project/api:v1.2.0",
        "tag capstone-data registry.example/owner/project/data:v1.2.0",
        "push registry.example/owner/project/data:v1.2.0",
    ]


def test_a_healthy_version_replaces_the_one_before(docker: FakeDocker) -> None:
    assert deploy.main(["deploy", "--registry", "r", "--tag", "v2"]) == 0
    assert docker.calls.count("compose up --detach --no-build") == 1
    assert "tag sha256:before capstone-api" not in docker.calls


def test_a_version_that_is_not_healthy_gives_way_to_the_one_before(docker: FakeDocker) -> None:
    docker.health = "unhealthy"
    assert deploy.main(["deploy", "--registry", "r", "--tag", "v2"]) == 1
    assert docker.calls[-3:] == [
        "tag sha256:before capstone-api",
        "tag sha256:before capstone-data",
        "compose up --detach --no-build",
    ]


def test_a_first_version_that_is_not_healthy_fails(docker: FakeDocker, capsys: pytest.CaptureFixture[str]) -> None:
    docker.health, docker.first = "unhealthy", True
    assert deploy.main(["deploy", "--registry", "r", "--tag", "v1"]) == 1
    assert "no version before it" in capsys.readouterr().err


def test_the_key_of_the_target_is_only_written_in_a_pipeline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEPLOY_KEY", "key")
    monkeypatch.setenv("DEPLOY_HOST_KEY", "server.example ssh-ed25519 AAAA")
    monkeypatch.delenv("CI", raising=False)
    deploy.trust_target(tmp_path)
    assert not (tmp_path / ".ssh").exists()
    monkeypatch.setenv("CI", "true")
    deploy.trust_target(tmp_path)
    assert (tmp_path / ".ssh" / "id_ed25519").read_text("utf-8") == "key\n"
    assert (tmp_path / ".ssh" / "known_hosts").read_text("utf-8") == "server.example ssh-ed25519 AAAA\n"


# --- Scans -----------------------------------------------------------------------------------------------------------

KEY = "AKIA" + "QYLPMN5HFIQR7XYA"  # the form of a cloud key, of nobody


@pytest.mark.parametrize(
    ("path", "line", "kind"),
    [
        ("a.py", f'ACCESS = "{KEY}"', "AWS Access Key"),
        ("tests/a.py", f'ACCESS = "{KEY}"', "AWS Access Key"),
        ("a.py", 'password = "correct horse battery"', "Secret Keyword"),
        ("key.txt", "-----BEGIN RSA PRIVATE KEY-----", "Private Key"),  # pragma: allowlist secret
    ],
)
def test_a_secret_is_found_and_not_shown(tmp_path: Path, path: str, line: str, kind: str) -> None:
    (tmp_path / path).parent.mkdir(exist_ok=True)
    (tmp_path / path).write_text(f"first\n{line}\n", "utf-8")
    found = scan.secrets_in(tmp_path, [path])
    assert f"{path}:2: {kind}" in found
    assert KEY not in "".join(found)


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("a.py", 'password = "of an invented account"  # noqa: S105 - invented'),
        ("a.py", f'ACCESS = "{KEY}"  # pragma: allowlist secret'),
        ("tests/a.py", 'password = "of an invented account"'),
        ("manifest.json", f'{{"sha256": "{"0123456789abcdef" * 4}"}}'),
    ],
)
def test_a_reviewed_line_and_the_words_of_tests_are_let_through(tmp_path: Path, path: str, line: str) -> None:
    (tmp_path / path).parent.mkdir(exist_ok=True)
    (tmp_path / path).write_text(line, "utf-8")
    assert scan.secrets_in(tmp_path, [path]) == []


def test_vulnerabilities_are_told_apart_from_a_list_that_cannot_be_reached() -> None:
    good = {"name": "a", "version": "1", "vulns": []}
    bad = {"name": "b", "version": "2", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2.1"]}]}
    unknown = {"name": "c", "skip_reason": "not found"}
    assert scan.verdict([good]) == (0, ["1 packages, no known vulnerability"])
    assert scan.verdict([good, bad]) == (1, ["b 2: PYSEC-1, fixed in 2.1"])
    assert scan.verdict([good, unknown]) == (1, ["c: not audited"])
    assert scan.verdict([unknown, unknown])[0] == scan.CANNOT_RUN
