"""python -m local up | down | reset | status | logs"""

import argparse
import os
import sys
import time
from pathlib import Path

from local import follow, report
from local.cloud import Cloud
from local.place import ROOT


def main() -> None:
    """Do what the command line asks."""
    parser = argparse.ArgumentParser(prog="python -m local", description="The local cloud.")
    parser.add_argument("act", choices=["up", "down", "reset", "status", "logs"])
    parser.add_argument("--state", type=Path, default=Path(os.environ.get("STATE_DIR", ROOT / ".local")))
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "4600")))
    asked = parser.parse_args()
    cloud = Cloud(asked.state, asked.port, say=say)
    acts = {"up": up, "down": down, "reset": reset, "status": report.status, "logs": follow.logs}
    try:
        acts[asked.act](cloud)
    except RuntimeError as error:
        sys.exit(str(error))
    except (BrokenPipeError, KeyboardInterrupt):
        sys.exit(130)


def up(cloud: Cloud) -> None:
    """Start it and say where everything is."""
    started = time.monotonic()
    cloud.start()
    say(f"Ready after {time.monotonic() - started:.0f} s.\n")
    report.table(cloud)


def down(cloud: Cloud) -> None:
    """Stop it."""
    cloud.stop()
    say("The local cloud is down; its state stays until `make reset`.")


def reset(cloud: Cloud) -> None:
    """Stop it and forget everything."""
    cloud.reset()
    say("The local cloud is down and forgotten.")


def say(text: str) -> None:
    """Progress, at once."""
    print(text, flush=True)


main()
