"""The local cloud from its first start to its reset."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from time import monotonic
from typing import Any

import httpx
import pytest

from local import aws, processes
from local.cloud import Cloud
from tests.local.emulator import free_port, is_free

LISTENING = Path("/proc/net/tcp")
PERSON = {"studio": "forte", "role": "owner", "email": "owner@forte.example", "password": "a secret"}


class Seeds:
    """Remembers how often a cloud was seeded, with what, and how long the first start took."""

    def __init__(self) -> None:
        self.given: list[Mapping[str, Any]] = []
        self.first_start = 0.0

    def __call__(self, outputs: Mapping[str, Any]) -> list[dict[str, str]]:
        self.given.append(outputs)
        return [PERSON]


@pytest.fixture(scope="module")
def seeds() -> Seeds:
    return Seeds()


@pytest.fixture(scope="module")
def cloud(tmp_path_factory: pytest.TempPathFactory, seeds: Seeds) -> Iterator[Cloud]:
    own = Cloud(tmp_path_factory.mktemp("own"), free_port(), seed=seeds)
    began = monotonic()
    try:
        own.start()
        seeds.first_start = monotonic() - began
        yield own
    finally:
        own.reset()


def test_says_where_everything_is(cloud: Cloud, seeds: Seeds) -> None:
    page = f"http://127.0.0.1:{cloud.place.port}"
    assert cloud.outputs == {
        "page": page,
        "api": f"{page}/api",
        "mail": f"{page}/_mail",
        "stripe": f"http://127.0.0.1:{cloud.place.port + 2}",
        "people": [PERSON],
    }
    assert {"aws", "region", "stacks"} <= set(seeds.given[0])


def test_answers_on_every_address_it_names(cloud: Cloud) -> None:
    with httpx.Client(trust_env=False) as web:
        assert web.get(f"{cloud.outputs['api']}/v1/me").status_code in {401, 404}
        assert web.get(cloud.outputs["mail"]).json()["messages"] == {}
        assert web.get(cloud.outputs["stripe"]).status_code < 500


def test_listens_on_this_machine_only(cloud: Cloud) -> None:
    ports = {f"{cloud.place.port + step:04X}" for step in range(3)}
    sockets = [line.split()[1:4] for line in LISTENING.read_text().splitlines()[1:]]
    ours = [own.split(":") for own, _, state in sockets if state == "0A"]
    assert {(address, port) for address, port in ours if port in ports} == {
        ("0100007F", port) for port in ports
    }


def test_stops_keeps_its_state_and_starts_again_without_a_deploy(cloud: Cloud, seeds: Seeds) -> None:
    pools = cloud.client("cognito-idp").list_user_pools(MaxResults=5)["UserPools"]
    cloud.stop()
    assert not cloud.is_running
    assert all(is_free(cloud.place.port + step) for step in range(3))
    said: list[str] = []
    cloud.say = said.append
    started = monotonic()
    cloud.start()
    assert monotonic() - started < seeds.first_start
    assert not any("Deploying" in line for line in said)
    assert cloud.client("cognito-idp").list_user_pools(MaxResults=5)["UserPools"] == pools
    assert len(seeds.given) == 1


def test_starting_what_runs_changes_nothing(cloud: Cloud) -> None:
    before = processes.running(cloud.place.state, aws.NAME)
    cloud.start()
    assert processes.running(cloud.place.state, aws.NAME) == before


@pytest.mark.emulator
def test_forgets_everything_when_reset(tmp_path: Path) -> None:
    other = Cloud(tmp_path / "state", free_port(), seed=Seeds())
    aws.start(other.place)
    (tmp_path / "state" / "not-ours").touch()
    other.reset()
    assert [path.name for path in other.place.state.iterdir()] == ["not-ours"]
    assert is_free(other.place.port + 1)
