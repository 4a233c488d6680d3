"""Deliver the application: the one procedure, whatever calls it (a pipeline, a person) and whatever it targets.

    python deploy.py build                              build the images and hold them to their size budget
    python deploy.py publish --registry R --tag T       name them R/api:T…, push them
    python deploy.py deploy  --registry R --tag T       pull them, start them, wait until healthy, or go back

Settings come from the environment, never from a file of the repository:
    REGISTRY_USER, REGISTRY_TOKEN    to sign in to the registry
    DOCKER_HOST                      the target, for example ssh://deploy@server.example; this machine when empty
    DEPLOY_KEY, DEPLOY_HOST_KEY      the private key and the `known_hosts` line of that target, in a pipeline
    APP_SECRET, ALLOWED_HOSTS…       what compose.yaml needs, see .env.example
Exit codes: 0 done, 1 failed (after a failed deployment the version before runs again), 77 Docker cannot be used here.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
IMAGES = {"api": "capstone-api", "data": "capstone-data"}  # service of compose.yaml → its image
MEGABYTE = 1_000_000
SIZE_BUDGET = {"api": 350, "data": 450}  # megabytes, layers of the base image included
HEALTH_LIMIT = 180.0  # seconds for the new version to be healthy
CANNOT_RUN = 77


class DeliveryError(Exception):
    """A step failed; the message says which."""


def docker(*words: str, text: str | None = None) -> str:
    """Run one docker command from the root of the repository and return what it prints; DeliveryError if it fails."""
    try:
        done = subprocess.run(
            ["docker", *words],  # noqa: S607 - the one that the PATH says
            cwd=ROOT,
            input=text,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            check=False,
        )
    except OSError as error:
        raise DeliveryError(f"docker: {error.strerror}") from None
    if done.returncode:
        raise DeliveryError(f"docker {' '.join(words)}: exit code {done.returncode}")
    return done.stdout.strip()


def say(line: str) -> None:
    """Print a line at once: a pipeline shows it while the next step runs."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def usable() -> bool:
    """Tell whether Docker answers."""
    try:
        docker("version", "--format", "{{.Server.Version}}")
    except DeliveryError:
        return False
    return True


def sign_in(registry: str) -> None:
    """Sign in to the registry when the environment says as whom; the token never shows on a command line."""
    user, token = os.environ.get("REGISTRY_USER"), os.environ.get("REGISTRY_TOKEN")
    if user and token:
        docker("login", registry.partition("/")[0], "--username", user, "--password-stdin", text=token)


def trust_target(home: Path) -> None:
    """In a pipeline, give ssh the key of the target and refuse any other machine that answers in its place."""
    key, host_key = os.environ.get("DEPLOY_KEY"), os.environ.get("DEPLOY_HOST_KEY")
    if not (os.environ.get("CI") and key and host_key):
        return
    folder = home / ".ssh"
    folder.mkdir(mode=0o700, exist_ok=True)
    (folder / "id_ed25519").touch(mode=0o600)
    (folder / "id_ed25519").write_text(key.rstrip() + "\n", "utf-8")
    (folder / "known_hosts").write_text(host_key.rstrip() + "\n", "utf-8")


def build() -> None:
    """Build the images; DeliveryError when one is larger than its budget."""
    os.environ.setdefault("APP_SECRET", "unused while building")  # compose.yaml asks for it, whatever the command
    docker("compose", "build")
    for service, image in IMAGES.items():
        size = int(docker("image", "inspect", "--format", "{{.Size}}", image)) / MEGABYTE
        say(f"{image}: {size:.0f} MB of {SIZE_BUDGET[service]}")
        if size > SIZE_BUDGET[service]:
            raise DeliveryError(f"{image} is over its size budget")


def publish(registry: str, tag: str) -> None:
    """Push each image as registry/service:tag."""
    sign_in(registry)
    for service, image in IMAGES.items():
        docker("tag", image, f"{registry}/{service}:{tag}")
        docker("push", f"{registry}/{service}:{tag}")
        say(f"{registry}/{service}:{tag}")


def image_in_use(image: str) -> str:
    """Return the identity of the image that the target runs now, or nothing on a first deployment."""
    try:
        return docker("image", "inspect", "--format", "{{.Id}}", image)
    except DeliveryError:
        return ""


def start() -> None:
    """Start what compose.yaml describes, with the images that are there."""
    docker("compose", "up", "--detach", "--no-build")


def healthy(limit: float = HEALTH_LIMIT) -> bool:
    """Wait until the API's container says that it is healthy; False when it does not within `limit` seconds."""
    end = time.monotonic() + limit
    while True:
        container = docker("compose", "ps", "--quiet", "api")
        state = container and docker("inspect", "--format", "{{.State.Health.Status}}", container)
        if state == "healthy":
            return True
        if state == "unhealthy" or time.monotonic() >= end:
            return False
        time.sleep(2)


def deploy(registry: str, tag: str) -> None:
    """Replace the running version; when the new one is not healthy, start the one before again and fail."""
    trust_target(Path.home())
    sign_in(registry)
    before = {image: image_in_use(image) for image in IMAGES.values()}
    for service, image in IMAGES.items():
        docker("pull", f"{registry}/{service}:{tag}")
        docker("tag", f"{registry}/{service}:{tag}", image)
    try:
        start()
        well = healthy()
    except DeliveryError as error:
        say(str(error))
        well = False
    if well:
        say(f"{tag} runs")
        return
    for image, identity in before.items():
        if identity:
            docker("tag", identity, image)
    if all(before.values()):
        start()
        raise DeliveryError(f"{tag} is not healthy: the version before was started again")
    raise DeliveryError(f"{tag} is not healthy, and there is no version before it")


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("build", help="build the images and hold them to their size budget")
    for verb in ("publish", "deploy"):
        command = verbs.add_parser(verb)
        command.add_argument("--registry", required=True, type=str.lower, help="for example ghcr.io/owner/repository")
        command.add_argument("--tag", required=True)
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks; return the exit code."""
    options = parse(arguments)
    if options.verb == "build" and not usable():
        say("Docker does not answer")
        return CANNOT_RUN
    try:
        if options.verb == "build":
            build()
        elif options.verb == "publish":
            publish(options.registry, options.tag)
        else:
            deploy(options.registry, options.tag)
    except DeliveryError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
