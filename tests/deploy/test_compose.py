"""`compose.yaml`: what it names exists, and nothing is more open than it must be."""

import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.deploy.compose import Compose, Service, load

FILE = "compose.yaml"


@pytest.fixture(scope="module")
def compose(deploy: Path) -> Compose:
    """The file as records; reading it checks every key and type."""
    return load(deploy / FILE)


def _own(compose: Compose) -> list[Service]:
    """The services that run this program."""
    return [each for each in compose.services.values() if each.build is not None]


def test_it_is_what_the_compose_specification_allows(deploy: Path) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    checked = subprocess.run([*command, deploy / FILE], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout


def test_the_whole_set_is_there(compose: Compose) -> None:
    assert {"postgres", "opensearch", "prefect", "worker", "web"} <= compose.services.keys()


def test_every_service_that_goes_on_running_is_watched(compose: Compose) -> None:
    running = {name for name, each in compose.services.items() if each.restart != "no"}
    assert {name for name in running if compose.services[name].healthcheck is None} == set()


def test_a_service_waits_only_for_what_can_be_waited_for(compose: Compose) -> None:
    for each in compose.services.values():
        for name, dependency in each.depends_on.items():
            waited = compose.services[name]
            healthy = dependency.condition == "service_healthy"
            assert (waited.healthcheck is not None) == healthy
            assert (waited.restart != "no") == healthy


def test_whatever_is_used_is_declared(compose: Compose) -> None:
    for each in compose.services.values():
        named = {volume.split(":")[0] for volume in each.volumes if volume[0] not in "./"}
        assert set(each.secrets) <= compose.secrets.keys()
        assert set(each.networks) <= compose.networks.keys()
        assert named <= compose.volumes.keys()


def test_files_that_are_named_exist(compose: Compose, deploy: Path) -> None:
    for each in compose.services.values():
        if each.build is not None:
            assert (deploy / each.build.context / each.build.dockerfile).is_file()
        for volume in each.volumes:
            if volume.startswith("."):
                assert (deploy / volume.split(":")[0]).exists()


def test_the_program_runs_without_rights(compose: Compose) -> None:
    for each in _own(compose):
        assert each.user == "10001:10001"
        assert each.read_only
        assert each.cap_drop == ["ALL"]
        assert "no-new-privileges:true" in each.security_opt


def test_only_the_page_is_open_and_only_to_this_machine(compose: Compose) -> None:
    ports = [port for each in compose.services.values() for port in each.ports]
    assert ports == ["127.0.0.1:8710:8710"]


def test_database_index_and_scheduler_are_on_a_network_without_a_way_out(compose: Compose) -> None:
    for name in ("postgres", "opensearch", "prefect"):
        networks = compose.services[name].networks
        assert networks
        assert all(compose.networks[each].internal for each in networks)


def test_no_secret_stands_in_the_file(compose: Compose) -> None:
    for each in compose.services.values():
        for key, value in each.environment.items():
            assert "PASSWORD" not in key or key.endswith("_FILE") or value.startswith("/run/")
            assert urlsplit(value).password is None


def test_images_have_a_version_and_no_host(compose: Compose) -> None:
    for each in compose.services.values():
        name, _, version = each.image.rpartition(":")
        assert name
        assert version != "latest"
        assert "." not in name.split("/")[0]


def test_compose_itself_takes_the_file(deploy: Path) -> None:
    program = shutil.which("docker")
    has_plugin = program is not None and (
        subprocess.run([program, "compose", "version"], capture_output=True, check=False).returncode
        == 0
    )
    if not has_plugin:
        pytest.skip("这台机器上没有 docker compose；文件只按 Compose 规范核对过")
    command = [str(program), "compose", "-f", str(deploy / FILE), "config", "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
