"""A process that has imported the heavy packages once, and becomes each Lambda worker by a fork.

It speaks over one socket: a request holds the worker's program, folder and environment as JSON and
its three standard streams; the answer is the new process's id. It ends with whoever holds the other end.
"""

import gc
import importlib
import json
import os
import runpy
import signal
import socket
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

HEAVY = (
    *("aws_lambda_powertools", "aws_lambda_powertools.metrics", "aws_lambda_powertools.utilities.batch"),
    *(
        "botocore.client",
        "botocore.credentials",
        "botocore.endpoint",
        "botocore.handlers",
        "botocore.session",
    ),
    *("fastapi", "fastapi.routing", "jinja2", "mangum", "pydantic", "pynamodb.models", "pynamodb.connection"),
    *("dateutil.rrule", "stripe", "zoneinfo"),
)
LONGEST_REQUEST = 1 << 20
STREAMS = 3


def main() -> None:
    """Import, then fork a worker for every request."""
    for name in HEAVY:
        with suppress(ImportError):
            importlib.import_module(name)
    arm_workers()
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(fileno=int(sys.argv[1])) as home:
        while True:
            data, streams, _, _ = socket.recv_fds(home, LONGEST_REQUEST, STREAMS)
            if not data:
                return
            pid = os.fork()
            if pid == 0:
                home.close()
                become(json.loads(data), streams)
            for stream in streams:
                os.close(stream)
            home.send(str(pid).encode())


def arm_workers() -> None:
    """Let those workers die between two writes for which a test asks it."""
    with suppress(ImportError):
        from pynamodb.connection import Connection

        from local import killing

        killing.arm(Connection)


def become(worker: dict[str, Any], streams: list[int]) -> NoReturn:
    """Be this worker, from its streams to its end, as if the program had been started on its own."""
    code = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for target, stream in enumerate(streams):
            os.dup2(stream, target)
            os.close(stream)
        os.chdir(worker["cwd"])
        os.environ.clear()
        os.environ.update(worker["env"])
        program = Path(worker["program"])
        sys.argv, sys.path[0] = [str(program)], str(program.parent)
        sys.stdin, sys.stdout, sys.stderr = os.fdopen(0), os.fdopen(1, "w"), os.fdopen(2, "w", buffering=1)
        for name in [name for name in sys.modules if name.partition(".")[0] == "local"]:
            del sys.modules[name]
        runpy.run_path(str(program), run_name="__main__")
        code = 0
    except BaseException:  # noqa: BLE001 - a process ends with its traceback
        traceback.print_exc()
    finally:
        os._exit(code)


if __name__ == "__main__":
    main()
