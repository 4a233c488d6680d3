"""Declared dependencies, read from the manifests of every ecosystem without running any of them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any
from xml.etree.ElementTree import Element

from jalon.facts import safe_toml, safe_yaml
from jalon.facts.hardened_xml import BadXml, elements_of
from jalon.facts.model import Dependency

MAX_DEPENDENCIES = 2_000

_REQUIREMENT = re.compile(r"^\s{0,20}([A-Za-z0-9][\w.-]{0,100})(?:\[[^\]\n]{0,200}\])?\s{0,5}([^#;\n]{0,100})")
_GRADLE = re.compile(
    r"\b(implementation|api|compileOnly|runtimeOnly|annotationProcessor|kapt|testImplementation|testRuntimeOnly|"
    r"androidTestImplementation|compile|testCompile|developmentOnly|integrationTestImplementation)\s{0,5}\(?\s{0,5}"
    r"(?:platform\(|enforcedPlatform\()?\s{0,5}['\"]([\w.-]{1,120}):([\w.-]{1,120})(?::([\w.$\{\}-]{1,80}))?"
)
_GRADLE_PLUGIN = re.compile(
    r"\bid\s{0,5}\(?\s{0,5}['\"]([\w.-]{1,120})['\"]\)?(?:\s{1,5}version\s{1,5}['\"]([\w.-]{1,60}))?"
)
_SBT = re.compile(r"\"([\w.-]{1,120})\"\s{1,5}%{1,3}\s{1,5}\"([\w.-]{1,120})\"\s{1,5}%\s{1,5}\"?([\w.-]{1,60})")
_GO = re.compile(
    r"^\s{0,20}(?:require\s{1,5})?([a-z0-9.-]{1,80}\.[a-z]{2,10}/[\w./-]{1,160})\s{1,5}(v[\w.+-]{1,60})", re.MULTILINE
)
_GEM = re.compile(r"^\s{0,20}gem\s{1,5}['\"]([\w-]{1,80})['\"](?:,\s{0,5}['\"]([^'\"\n]{1,40}))?", re.MULTILINE)
_MIX = re.compile(r"\{:(\w{1,80}),\s{0,5}\"([^\"\n]{1,40})\"")

Found = Iterator[tuple[str, str, str, bool]]  # ecosystem, name, version, for development only


def manifest_of(path: str) -> str:
    """The kind of manifest that a path is (a key of the readers below), or empty."""
    base = path.rpartition("/")[2].lower()
    if base in _READERS:
        return base
    if base.endswith((".txt", ".in")) and ("requirements" in base or "/requirements/" in f"/{path.lower()}"):
        return "requirements.txt"
    if base.endswith((".csproj", ".fsproj", ".vbproj")) or base == "directory.packages.props":
        return ".csproj"
    if base.endswith(".versions.toml"):
        return "libs.versions.toml"
    if base.endswith((".gradle", ".gradle.kts")):
        return "build.gradle"
    return ""


def dependencies(
    path: str, kind: str, text: str, refuse: Callable[[str, str], None] = lambda _path, _why: None
) -> tuple[Dependency, ...]:
    """The dependencies a manifest declares; `refuse` hears its path, and why, when it is damaged."""
    found: list[Dependency] = []
    test_file = bool(re.search(r"dev|test|lint|ci", path.rpartition("/")[2].lower())) and kind == "requirements.txt"
    try:
        for ecosystem, name, version, development in _READERS[kind](text):
            found.append(Dependency(name, ecosystem, version[:60], development or test_file, path))
            if len(found) >= MAX_DEPENDENCIES:
                break
    except (ValueError, RecursionError, BadXml, AttributeError, TypeError) as fault:
        if text:
            refuse(path, getattr(fault, "why", "damaged"))
    return tuple(found)  # a damaged manifest declares what could be read of it


def _npm(text: str) -> Found:
    data = json.loads(text)
    for section in ("dependencies", "devDependencies", "peerDependencies", "optionalDependencies"):
        for name, version in _pairs(data.get(section)):
            yield "npm", name, version, section == "devDependencies"


def _composer(text: str) -> Found:
    data = json.loads(text)
    for section, development in (("require", False), ("require-dev", True)):
        for name, version in _pairs(data.get(section)):
            if "/" in name:
                yield "composer", name, version, development


def _requirements(text: str) -> Found:
    for line in text.splitlines()[:5_000]:
        match = _REQUIREMENT.match(line[:400])
        if match and not line.lstrip().startswith(("-", "#")):
            yield "pypi", _pypi(match[1]), match[2].strip(), False


def _pyproject(text: str) -> Found:
    data = safe_toml.load(text)
    project = data.get("project", {})
    yield from _requirement_list(project.get("dependencies"), False)
    for name, listed in _any(project.get("optional-dependencies")).items():
        yield from _requirement_list(listed, name in ("dev", "test", "tests", "lint", "docs"))
    for listed in _any(data.get("dependency-groups")).values():
        yield from _requirement_list(listed, True)
    tool = data.get("tool", {})
    poetry = tool.get("poetry", {})
    for name, version in _pairs(poetry.get("dependencies")):
        if name != "python":
            yield "pypi", _pypi(name), version, False
    for name, version in _pairs(poetry.get("dev-dependencies")):
        yield "pypi", _pypi(name), version, True
    for group in _any(poetry.get("group")).values():
        for name, version in _pairs(group.get("dependencies")):
            yield "pypi", _pypi(name), version, True
    yield from _requirement_list(_any(tool.get("uv")).get("dev-dependencies"), True)
    for group in _any(_any(tool.get("pdm")).get("dev-dependencies")).values():
        yield from _requirement_list(group, True)


def _pipfile(text: str) -> Found:
    data = safe_toml.load(text)
    for section, development in (("packages", False), ("dev-packages", True)):
        for name, version in _pairs(data.get(section)):
            yield "pypi", _pypi(name), version, development


def _setup_cfg(text: str) -> Found:
    match = re.search(r"^install_requires\s{0,5}=([^\[]{0,20000})", text, re.MULTILINE)
    yield from _requirements(match[1] if match else "")


def _setup_py(text: str) -> Found:
    match = re.search(r"install_requires\s{0,5}=\s{0,5}\[([^\]]{0,20000})\]", text)
    for name in re.findall(r"['\"]([^'\"\n]{1,120})['\"]", match[1] if match else ""):
        yield from _requirements(name)


def _conda(text: str) -> Found:
    data = safe_yaml.load(text)
    for item in _any(data).get("dependencies") or ():
        for line in item.get("pip", []) if isinstance(item, dict) else [item]:
            if isinstance(line, str):
                yield from _requirements(line.rpartition("::")[2])


def _maven(text: str) -> Found:
    root = elements_of(text)
    for parent in _children(root, "parent"):
        yield "maven", f"{_child(parent, 'groupId')}:{_child(parent, 'artifactId')}", _child(parent, "version"), False
    for element in root.iter():
        if _local(element) in ("dependency", "plugin", "extension"):
            name = f"{_child(element, 'groupId')}:{_child(element, 'artifactId')}"
            development = _child(element, "scope") == "test" or _local(element) != "dependency"
            yield "maven", name, _child(element, "version"), development


def _gradle(text: str) -> Found:
    for match in _GRADLE.finditer(text):
        yield "maven", f"{match[2]}:{match[3]}", match[4] or "", "test" in match[1].lower()
    for match in _GRADLE_PLUGIN.finditer(text):
        yield "maven", f"{match[1]}:plugin", match[2] or "", True


def _catalog(text: str) -> Found:
    for value in _any(safe_toml.load(text).get("libraries")).values():
        module = value.get("module", "") if isinstance(value, dict) else str(value)
        if isinstance(value, dict) and "group" in value:
            module = f"{value['group']}:{value.get('name', '')}"
        yield "maven", ":".join(module.split(":")[:2]), "", False


def _sbt(text: str) -> Found:
    for match in _SBT.finditer(text):
        yield "maven", f"{match[1]}:{match[2]}", match[3], False


def _go_mod(text: str) -> Found:
    for match in _GO.finditer(text):
        yield "go", match[1], match[2], False


def _cargo(text: str) -> Found:
    data = safe_toml.load(text)
    for section, development in (("dependencies", False), ("dev-dependencies", True)):
        tables = [_any(data.get(section)), _any(_any(data.get("workspace")).get(section))]
        for table in tables:
            for name, version in _pairs(table):
                yield "cargo", name, version, development


def _csproj(text: str) -> Found:
    for element in elements_of(text).iter():
        if _local(element) in ("PackageReference", "PackageVersion"):
            yield "nuget", element.get("Include", ""), element.get("Version", ""), False
    sdk = re.search(r"<Project\s{1,5}Sdk=\"([^\"\n]{1,80})\"", text)
    if sdk and sdk[1].endswith((".Web", ".BlazorWebAssembly", ".Razor")):
        yield "nuget", "Microsoft.AspNetCore.App", "", False


def _gemfile(text: str) -> Found:
    for match in _GEM.finditer(text):
        yield "gem", match[1], match[2] or "", False


def _pubspec(text: str) -> Found:
    data = _any(safe_yaml.load(text))
    for section, development in (("dependencies", False), ("dev_dependencies", True)):
        for name, version in _pairs(data.get(section)):
            yield "pub", name, version, development


def _mix(text: str) -> Found:
    for match in _MIX.finditer(text):
        yield "hex", match[1], match[2], False


def _pypi(name: str) -> str:
    """A name as the index compares it: lower case, one dash for dots, dashes and underscores."""
    return re.sub(r"[-_.]{1,10}", "-", name).lower()


def _requirement_list(listed: Any, development: bool) -> Found:
    for line in listed if isinstance(listed, list) else ():
        if isinstance(line, str):
            for ecosystem, name, version, _ in _requirements(line):
                yield ecosystem, name, version, development


def _pairs(table: Any) -> list[tuple[str, str]]:
    """name → version of a table whose values are texts or tables with a `version`."""
    found = []
    for name, value in _any(table).items():
        version = value.get("version", "") if isinstance(value, dict) else value
        found.append((str(name), version if isinstance(version, str) else ""))
    return found


def _any(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _children(element: Element, name: str) -> list[Element]:
    return [child for child in element if _local(child) == name]


def _child(element: Element, name: str) -> str:
    return next(((child.text or "").strip() for child in _children(element, name)), "")


_READERS: dict[str, Callable[[str], Found]] = {
    "package.json": _npm,
    "composer.json": _composer,
    "requirements.txt": _requirements,
    "pyproject.toml": _pyproject,
    "pipfile": _pipfile,
    "setup.cfg": _setup_cfg,
    "setup.py": _setup_py,
    "environment.yml": _conda,
    "environment.yaml": _conda,
    "pom.xml": _maven,
    "build.gradle": _gradle,
    "build.gradle.kts": _gradle,
    "libs.versions.toml": _catalog,
    "build.sbt": _sbt,
    "go.mod": _go_mod,
    "cargo.toml": _cargo,
    ".csproj": _csproj,
    "gemfile": _gemfile,
    "pubspec.yaml": _pubspec,
    "mix.exs": _mix,
}
