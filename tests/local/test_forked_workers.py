"""Functions run in processes of their own that start quickly."""

import os
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from local import aws
from tests.local.emulator import Emulator, eventually, running

TELLING = """
import os, random, sys, uuid
seen = []
def handler(event, context):
    seen.append(event.get("word"))
    return {"pid": os.getpid(), "parent": os.getppid(), "env": dict(os.environ), "seen": seen,
            "cwd": os.getcwd(), "argv": sys.argv, "path": sys.path, "chance": random.random(),
            "uuid": str(uuid.uuid4()), "loaded": sorted(sys.modules)}
"""
SLEEPING = "import time\ndef handler(event, context): time.sleep(60)"
DYING = "import os\ndef handler(event, context): os._exit(3)"
SHELLING = "import subprocess\ndef handler(event, context): return subprocess.run(['false']).returncode"
BROKEN = "raise ValueError('at import')"
HEAVY = "import botocore.session, fastapi, pydantic\ndef handler(event, context): return 1"


@pytest.fixture(scope="module")
def told(emulator: Emulator) -> list[dict[str, Any]]:
    """What two functions say of themselves."""
    for name in ("first", "second"):
        emulator.function(f"telling-{name}", TELLING, Environment={"Variables": {"WHO": name}})
    return [emulator.invoke(f"telling-{name}", {"word": name})[0] for name in ("first", "second")]


def test_every_function_is_a_process_of_its_own(told: list[dict[str, Any]]) -> None:
    first, second = told
    assert first["pid"] != second["pid"]
    assert first["parent"] == second["parent"]
    assert (first["seen"], second["seen"]) == (["first"], ["second"])
    assert first["chance"] != second["chance"]
    assert first["uuid"] != second["uuid"]


def test_every_function_has_its_own_environment_and_program(told: list[dict[str, Any]]) -> None:
    assert [each["env"]["WHO"] for each in told] == ["first", "second"]
    assert [each["env"]["AWS_LAMBDA_FUNCTION_NAME"] for each in told] == ["telling-first", "telling-second"]
    assert told[0]["argv"] != told[1]["argv"]


def test_a_function_stands_where_its_code_lies(told: list[dict[str, Any]]) -> None:
    assert [Path(each["cwd"], "door.py").is_file() for each in told] == [True, True]


def test_a_function_sees_nothing_of_the_repository(told: list[dict[str, Any]]) -> None:
    root = str(Path(__file__).parents[2])
    outside = [entry for each in told for entry in each["path"] if ".venv" not in entry]
    assert not any(entry.startswith(root) for entry in outside)
    assert not {"local", "tutti", "functions"} & {name.partition(".")[0] for name in told[0]["loaded"]}


def test_a_warm_function_keeps_its_process(emulator: Emulator, told: list[dict[str, Any]]) -> None:
    again, _ = emulator.invoke("telling-first", {"word": "again"})
    assert (again["pid"], again["seen"]) == (told[0]["pid"], ["first", "again"])


def test_a_function_that_takes_too_long_is_ended(emulator: Emulator) -> None:
    emulator.function("sleeping", SLEEPING, Timeout=1)
    answer, failure = emulator.invoke("sleeping")
    assert (failure, answer["errorType"]) == ("Unhandled", "Sandbox.Timedout")


def test_a_function_whose_process_dies_is_started_anew(emulator: Emulator) -> None:
    emulator.function("dying", DYING)
    for _ in range(2):
        answer, failure = emulator.invoke("dying")
        assert (failure, answer["errorMessage"]) == ("Unhandled", "Worker process died")


def test_a_function_may_wait_for_programs_of_its_own(emulator: Emulator) -> None:
    emulator.function("shelling", SHELLING)
    assert emulator.invoke("shelling") == (1, None)


def test_a_function_that_cannot_be_imported_says_why(emulator: Emulator) -> None:
    emulator.function("broken", BROKEN)
    answer, failure = emulator.invoke("broken")
    assert failure == "Unhandled"
    assert "at import" in answer["errorMessage"]


def test_the_first_call_costs_a_fraction_of_a_python_started_for_it(
    emulator: Emulator, bare: Emulator
) -> None:
    def first_call(cloud: Emulator, name: str) -> float:
        cloud.function(name, HEAVY)
        start = perf_counter()
        cloud.invoke(name)
        return perf_counter() - start

    forked = min(first_call(emulator, f"heavy-{number}") for number in range(3))
    assert forked < 0.6 * min(first_call(bare, f"heavy-{number}") for number in range(3))


@pytest.mark.emulator
def test_no_process_outlives_its_cloud(tmp_path: Path) -> None:
    with running(tmp_path) as own:
        own.function("telling", TELLING)
        told, _ = own.invoke("telling")
        aws.stop(own.place)
        assert eventually(lambda: not any(is_there(told[name]) for name in ("pid", "parent")))
        aws.start(own.place)


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
