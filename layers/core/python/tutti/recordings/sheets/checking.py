"""Sniffing: the first bytes say what a file is, and the rest has to be that.

Readers of foreign files are where foreign files do harm. So a process of its own looks into each, which has
so much time and memory and no credentials; what ends it early is the file's fault, not ours.
"""

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from pydantic import ValidationError

from tutti.recordings.document import Leaves
from tutti.recordings.sheets.kinds import KINDS
from tutti.recordings.sheets.unreadable import REFUSALS, TooIntricate, Unreadable

INSPECTOR = "tutti.recordings.sheets.inspecting"


class InspectorFailed(Exception):
    """The inspector did not get as far as the file: worth another try."""


@dataclass(frozen=True)
class Bounds:
    """What one look into a file may take."""

    patience: timedelta = timedelta(seconds=20)
    memory: int = 512 * 1024 * 1024


USUAL = Bounds()


@dataclass(frozen=True)
class Sheet:
    """What a file is, what there is to see of it, and where that of it lies which is kept."""

    content_type: str
    leaves: Leaves
    kept: Path


def checked(source: Path, workdir: Path, bounds: Bounds = USUAL) -> Sheet:
    """What the file is by its content; refuses (`Unreadable`) what is nothing of ours, broken or absurd.

    Of pictures only the picture is kept. What it takes lies in the work folder.
    """
    picture = workdir / "picture"
    code = _looked_at(source, picture, workdir, bounds)
    if code > 0:
        raise InspectorFailed((workdir / "said").read_text(errors="replace")[-500:])
    if code == -signal.SIGXCPU:
        raise TooIntricate()
    if code:
        raise Unreadable()
    verdict = _verdict(workdir)
    return Sheet(verdict[0], verdict[1], picture if picture.exists() else source)


def _looked_at(source: Path, picture: Path, workdir: Path, bounds: Bounds) -> int:
    """Lets the inspector look, and answers how it ended."""
    seconds = max(1, int(bounds.patience.total_seconds()))
    command = [sys.executable, "-P", "-W", "ignore", "-m", INSPECTOR, str(source), str(picture)]
    with (workdir / "verdict").open("wb") as verdict, (workdir / "said").open("wb") as said:
        try:
            return subprocess.run(
                [*command, str(seconds), str(bounds.memory)],
                cwd=workdir,
                env=_surroundings(),
                stdin=subprocess.DEVNULL,
                stdout=verdict,
                stderr=said,
                timeout=bounds.patience.total_seconds(),
                check=False,
            ).returncode
        except subprocess.TimeoutExpired:
            raise TooIntricate() from None


def _surroundings() -> dict[str, str]:
    """Where Python lies and what it may import: nothing else of ours, above all no credentials."""
    libraries = {name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ}
    places = [str(Path(place).absolute()) for place in sys.path if place]
    return libraries | {"LC_ALL": "C.UTF-8", "PYTHONPATH": os.pathsep.join(places)}


def _verdict(workdir: Path) -> tuple[str, Leaves]:
    """What the inspector found; refuses what it refused, and what is no verdict."""
    try:
        verdict = json.loads((workdir / "verdict").read_bytes())
        if "refusal" in verdict:
            raise REFUSALS[verdict["refusal"]]()
        return KINDS[verdict["content_type"]].content_type, Leaves.model_validate(verdict["leaves"])
    except (ValueError, LookupError, TypeError, ValidationError):
        raise Unreadable() from None
