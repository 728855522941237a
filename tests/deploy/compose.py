"""`compose.yaml` as records: a key that Compose does not know, or that nobody meant, is an error.

The fields are those of the Compose Specification that the file uses.
"""

from pathlib import Path
from typing import Literal

import msgspec


class _Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of all parts."""


class Build(_Part, frozen=True):
    context: str
    dockerfile: str


class Healthcheck(_Part, frozen=True):
    test: list[str]
    interval: str
    timeout: str
    retries: int
    start_period: str = "0s"


class Dependency(_Part, frozen=True):
    condition: Literal["service_healthy", "service_completed_successfully"]


class Limit(_Part, frozen=True):
    soft: int
    hard: int


class Service(_Part, frozen=True):
    image: str
    build: Build | None = None
    user: str = ""
    read_only: bool = False
    tmpfs: list[str] = []
    cap_drop: list[str] = []
    security_opt: list[str] = []
    restart: Literal["no", "always", "on-failure", "unless-stopped"] = "no"
    init: bool = False
    entrypoint: list[str] = []
    command: list[str] = []
    environment: dict[str, str] = {}
    secrets: list[str] = []
    volumes: list[str] = []
    networks: list[str] = []
    ports: list[str] = []
    depends_on: dict[str, Dependency] = {}
    healthcheck: Healthcheck | None = None
    ulimits: dict[str, Limit] = {}


class Subnet(_Part, frozen=True):
    subnet: str
    gateway: str


class Addresses(_Part, frozen=True):
    config: list[Subnet]


class Network(_Part, frozen=True):
    internal: bool = False
    ipam: Addresses | None = None


class Volume(_Part, frozen=True):
    pass


class Secret(_Part, frozen=True):
    file: str


class Compose(msgspec.Struct, frozen=True):
    """The whole file; its `x-…` keys only serve to be repeated."""

    name: str
    services: dict[str, Service]
    networks: dict[str, Network]
    volumes: dict[str, Volume]
    secrets: dict[str, Secret]


def load(path: Path) -> Compose:
    """The file at `path`. Raises msgspec.ValidationError naming what is wrong in it."""
    return msgspec.yaml.decode(path.read_bytes(), type=Compose)
