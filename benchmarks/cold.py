"""Cold starts in processes of their own, which see the standard library, what they are given, and no more.

Measured is the processor's time, user's and system's: on a shared machine it wavers far less than the clock,
and imports do nothing but compute. Two moments count: `ready`, when the handler stands, and `whole`, when the
process has ended as well. The bars are set in `whole`; a handler that keeps the collector from what the start
made ends faster than others, which no Lambda ever does, so `ready` is told beside it.
"""

import os
import subprocess
import sys
import sysconfig
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from statistics import mean, median

from infra import ROOT
from infra.packaging.code import core_package, function_package
from infra.packaging.runtime import HOST, build_runtime

LEAN = "benchmarks.lean_function"
PROGRAM = """
import os, sys, time
sys.path[:0] = sys.argv[3:]
__import__(sys.argv[1])
exec(sys.argv[2])
os.write(1, str(time.process_time()).encode())
"""
ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "key",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_EXECUTION_ENV": "AWS_Lambda_python3.13",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512",
    "AWS_LAMBDA_FUNCTION_NAME": "function",
    "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
    "AWS_REGION": "us-east-1",
    "AWS_SECRET_ACCESS_KEY": "secret",
    "AWS_SESSION_TOKEN": "token",
    "DIRECTORY_ROLE_ARN": "arn:aws:iam::123456789012:role/directory",
    "LANG": "en_US.UTF-8",
    "LOG_LEVEL": "INFO",
    "PAGE_URL": "https://tutti.test",
    "POWERTOOLS_METRICS_NAMESPACE": "Tutti",
    "POWERTOOLS_SERVICE_NAME": "service",
    "STAGE": "dev",
    "TABLE_NAME": "tutti-dev",
    "TENANT_ROLE_ARN": "arn:aws:iam::123456789012:role/tenant",
    "TZ": ":UTC",
}
"""What Lambda and infra set; the lean function gets the same."""
BETWEEN = 4
"""So many starts are measured between two of the one that they are compared with."""


@dataclass(frozen=True)
class Cost:
    """Seconds of the processor, or what part of another start's they are."""

    ready: float
    whole: float


@dataclass(frozen=True)
class Start:
    """A module to import, the folders that hold all of it, and what it does then before it is `ready`."""

    module: str
    paths: tuple[Path, ...]
    options: tuple[str, ...] = ()
    then: str = ""

    def run(self) -> Cost:
        """Start once."""
        python = [sys.executable, "-I", "-S", *self.options]
        command = [*python, "-c", PROGRAM, self.module, self.then, *map(str, self.paths)]
        with subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            ready = process.stdout.read()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise RuntimeError(f"{self.module} does not start.")
        return Cost(float(ready), usage.ru_utime + usage.ru_stime)


@cache
def shipped() -> tuple[Path, ...]:
    """The runtime layer, the core layer and the functions as they ship, built for this machine."""
    runtime, core = build_runtime(HOST, ROOT), core_package(ROOT, compiled=True)
    return runtime.path / "python", core.path / "python", function_package(ROOT, compiled=True).path


def lean() -> Start:
    """The lean function, with the packages of this environment as they were installed."""
    return Start(LEAN, (ROOT, Path(sysconfig.get_path("purelib"))))


@dataclass
class Race:
    """Starts against one other, which runs again and again between them, so that both meet the same noise."""

    against: Start
    _ratios: dict[Start, list[Cost]] = field(default_factory=lambda: defaultdict(list))

    def run(self, starts: Sequence[Start], laps: int) -> None:
        """Measure each of them so many times more; the first time warms the disk's cache."""
        before = self.against.run()
        for start in starts:
            if start not in self._ratios:
                start.run()
        for at in list(range(0, len(starts), BETWEEN)) * laps:
            costs = {start: start.run() for start in starts[at : at + BETWEEN]}
            after = self.against.run()
            for start, cost in costs.items():
                ready = cost.ready / mean((before.ready, after.ready))
                whole = cost.whole / mean((before.whole, after.whole))
                self._ratios[start].append(Cost(ready, whole))
            before = after

    def ratio(self, start: Start) -> Cost:
        """The median of what was measured of it."""
        found = self._ratios[start]
        return Cost(median(one.ready for one in found), median(one.whole for one in found))
