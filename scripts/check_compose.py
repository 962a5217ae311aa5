"""Checks docker-compose.yml and the Dockerfiles as far as that goes without an engine.

Services and networks, settings that the portal knows, no secret in the file, build steps that are calls of our own
scripts and make targets, copied paths that exist. Where the Docker client is there, it reads the file as well.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

from portal.config import KNOWN, PREFIX

ROOT = Path(__file__).parents[1]
SERVICES = {"caddy", "migrate", "portal", "worker", "postgres", "redis", "bot"}
SECRET_NAMES = ("PASSWORD", "SECRET_KEY", "BOT_TOKEN")
# What a Dockerfile may run beside our own scripts: packages of the base image and a user without rights.
OTHER_STEPS = re.compile(r"^(apt-get update|useradd )")


def compose_faults() -> list[str]:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    services = compose["services"]
    listed = []
    if set(services) != SERVICES:
        listed.append(f"services are {sorted(services)}, expected {sorted(SERVICES)}")
    for name, service in services.items():
        if name != "caddy" and (
            service.get("ports") or "inner" not in service["networks"] or len(service["networks"]) > 1
        ):
            listed.append(f"{name}: only caddy may be reached from outside")
        for variable, value in (service.get("environment") or {}).items():
            known = variable.removeprefix(PREFIX)
            if variable.startswith(PREFIX) and known not in KNOWN and known != "HOST":
                listed.append(f"{name}: {variable} is no setting of the portal")
            if variable.endswith(SECRET_NAMES) and not str(value).startswith("${"):
                listed.append(f"{name}: {variable} stands in the file")
        build = service.get("build")
        if build and not (ROOT / build["dockerfile"]).exists():
            listed.append(f"{name}: {build['dockerfile']} is missing")
    if not compose["networks"]["inner"].get("internal"):
        listed.append("the inner network reaches the outside")
    if services["portal"]["environment"].get(f"{PREFIX}MODE") != "production":
        listed.append("portal: the mode is not production")
    return listed


def dockerfile_faults(path: Path, targets: set[str]) -> list[str]:
    listed = []
    for line in path.read_text().splitlines():
        if line.startswith("COPY "):
            *sources, _ = line.split()[1:]
            listed += [f"{path.name}: {s} does not exist" for s in sources if not (ROOT / s).exists()]
        if not line.startswith("RUN "):
            continue
        step = line.removeprefix("RUN ")
        if step.startswith("make "):
            wanted = [word for word in step.split()[1:] if "=" not in word]
            listed += [f"{path.name}: make has no target {w}" for w in wanted if w not in targets]
        elif step.startswith("scripts/"):
            if not (ROOT / step.split()[0]).exists():
                listed.append(f"{path.name}: {step.split()[0]} is missing")
        elif not OTHER_STEPS.match(step):
            listed.append(f"{path.name}: {step!r} is no script that the tests run")
    return listed


def client_faults() -> list[str]:
    """Let the Docker client read the file, where there is one with the compose plugin."""
    if (
        not shutil.which("docker")
        or subprocess.run(["docker", "compose", "version"], capture_output=True, check=False).returncode
    ):
        print("left out: the Docker client with compose is missing, it did not read docker-compose.yml")
        return []
    values = {"POSTGRES_PASSWORD": "x", "VIELSTIMMIG_SECRET_KEY": "x" * 32, "VIELSTIMMIG_BOT_TOKEN": "x"}
    read = subprocess.run(
        ["docker", "compose", "--project-directory", str(ROOT), "config", "--quiet"],
        check=False, capture_output=True, text=True, env={"PATH": "/usr/local/bin:/usr/bin:/bin", **values},
    )  # fmt: skip
    return [f"docker compose: {read.stderr.strip()}"] if read.returncode else []


def main() -> int:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))
    listed = compose_faults() + client_faults()
    for path in sorted((ROOT / "docker").glob("*.Dockerfile")):
        listed += dockerfile_faults(path, targets)
    print("\n".join(listed), file=sys.stderr) if listed else None
    return 1 if listed else 0


if __name__ == "__main__":
    sys.exit(main())
