"""How much memory transcoding takes: the peaks of a process that does nothing else and of its FFmpeg."""

import json
import os
import resource
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from tutti.recordings.sound import prepare

LIMIT = timedelta(hours=2)


def weighed(source: Path, workdir: Path) -> tuple[int, int]:
    """The recording's milliseconds and the bytes that it took, measured in a process of its own."""
    command = [sys.executable, "-m", "tests.support.weighing", str(source), str(workdir)]
    env = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    reply = subprocess.run(command, check=True, capture_output=True, env=env, text=True).stdout
    milliseconds, weight = json.loads(reply)
    return milliseconds, weight


def own_peak() -> int:
    """This process's peak in bytes.

    Its resource usage begins with the peak of whoever started it, which may be large; this does not.
    """
    status = Path("/proc/self/status").read_text()
    [line] = [line for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(line.split()[1]) * 1024


def main() -> None:
    """Transcode a file, and say its milliseconds and what it took."""
    source, workdir = map(Path, sys.argv[1:])
    made = prepare(source, workdir, limit=LIMIT)
    ffmpeg = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    sys.stdout.write(json.dumps([made.duration_ms, own_peak() + ffmpeg]))


if __name__ == "__main__":
    main()
