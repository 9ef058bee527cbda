"""What no function may load while it starts: heavy packages that few need, and the web where nobody calls."""

import json
import subprocess
import sys
from collections.abc import Sequence

from benchmarks.cold import ENVIRONMENT, shipped
from benchmarks.figures import Figure
from infra.doorways import discover

HEAVY = ("aws_xray_sdk", "boto3", "numpy", "requests", "stripe")
WEB = ("boto3", "fastapi", "mangum", "starlette")
PROGRAM = """
import json, sys
paths, modules, forbidden = json.loads(sys.argv[1])
sys.path[:0] = paths
for module in modules:
    __import__(module)
print(json.dumps([name for name in forbidden if name in sys.modules]))
"""


def measure() -> list[Figure]:
    """How many of them are found after the start of all endpoints, and of all workers."""
    ways = discover()
    endpoints = [way.module for way in ways if way.group == "api"]
    workers = [way.module for way in ways if way.group != "api"]
    return [
        _count("modules that endpoints must not load", endpoints, HEAVY),
        _count("modules that workers must not load", workers, WEB),
    ]


def _count(name: str, modules: Sequence[str], forbidden: Sequence[str]) -> Figure:
    found = loaded(modules, forbidden)
    return Figure(name, len(found), "== 0", f"{len(modules)} functions{': ' * bool(found)}{', '.join(found)}")


def loaded(modules: Sequence[str], forbidden: Sequence[str]) -> list[str]:
    """Those of the forbidden that one process has loaded once it has started all these functions."""
    arguments = json.dumps([[str(path) for path in shipped()], modules, forbidden])
    command = [sys.executable, "-I", "-S", "-c", PROGRAM, arguments]
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=True)
    found: list[str] = json.loads(done.stdout)
    return found
