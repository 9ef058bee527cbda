"""What is measured on a local cloud of its own, which is started once for all of it."""

import socket
from contextlib import closing, suppress
from pathlib import Path
from subprocess import CalledProcessError
from tempfile import TemporaryDirectory

from benchmarks import until_ready, warm
from benchmarks.figures import Figure, say
from local.cloud import Cloud


def measure() -> list[Figure]:
    """Warm latency, and how soon an upload plays; nothing when the local cloud does not start here."""
    with TemporaryDirectory() as folder:
        cloud = Cloud(Path(folder), free_ports(), say=lambda line: say(f"  {line}"))
        try:
            cloud.start()
            return [*warm.figures(cloud), *until_ready.figures(cloud)]
        except (CalledProcessError, FileNotFoundError, RuntimeError, TimeoutError) as error:
            say(f"  left out: the local cloud does not start here ({error})")
            return []
        finally:
            with suppress(ProcessLookupError):
                cloud.stop()


def free_ports(first: int = 4900, *, so_many: int = 3) -> int:
    """The first of three neighbouring ports that nobody listens on."""
    for port in range(first, 65_000, so_many):
        if all(_is_free(port + more) for more in range(so_many)):
            return port
    raise RuntimeError("no three neighbouring ports are free")


def _is_free(port: int) -> bool:
    with closing(socket.socket()) as tried:
        return tried.connect_ex(("127.0.0.1", port)) != 0
