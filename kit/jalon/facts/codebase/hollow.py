"""Files that have the name of a thing and nothing of it: an image that copies nothing, a composition of nothing of
theirs, a script that only talks."""

from __future__ import annotations

import re

from jalon.facts.pipelines.shell import commands
from jalon.facts.pipelines.tools import tools

_DOCKERFILE = re.compile(r"(?:^|/)(?:[\w.-]{0,40}\.)?(?:docker|container)file(?:\.[\w-]{1,40})?$", re.IGNORECASE)
_COMPOSE = re.compile(r"(?:^|/)(?:docker-)?compose[\w.-]{0,60}\.ya?ml$", re.IGNORECASE)
_MAKEFILE = re.compile(r"(?:^|/)(?:GNU)?makefile$", re.IGNORECASE)
_SCRIPT = re.compile(r"\.(?:sh|bash|zsh)$", re.IGNORECASE)
_DOES = re.compile(r"^[ \t]{0,8}(?!FROM\b|ARG\b|LABEL\b|MAINTAINER\b)[A-Z]{3,12}[ \t]", re.IGNORECASE | re.MULTILINE)
_OWN = re.compile(
    r"^\s{1,20}(?:build|command|entrypoint|extends|volumes|environment|env_file|configs)\s*:"
    r"|^\s{1,20}image\s*:\s*['\"]?[^\s'\"]*[/$]|^include\s*:",
    re.MULTILINE,
)


def may_be_hollow(path: str) -> bool:
    """Whether a file has the name of such a thing."""
    return any(one.search(path) for one in (_DOCKERFILE, _COMPOSE, _MAKEFILE, _SCRIPT))


def is_hollow(path: str, text: str) -> bool:
    """Whether a container file or a script does nothing for the project, whatever its name."""
    if _DOCKERFILE.search(path):
        return not _DOES.search(text)
    if _COMPOSE.search(path):
        return not _OWN.search(text)
    if _MAKEFILE.search(path):
        text = "\n".join(line.lstrip("\t@- ") for line in text.splitlines() if line.startswith("\t"))
    elif not _SCRIPT.search(path):
        return False
    return all(one.words[0] in tools().idle for one in commands(text))
