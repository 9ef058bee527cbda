"""What it brings to ship bytecode: the same package with its .pyc files and without."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import cold
from benchmarks.figures import Figure

MODULE = "functions.api.studios.get_studio"
LAPS = 9


def measure() -> list[Figure]:
    """An endpoint's start with bytecode over its start without."""
    with TemporaryDirectory() as folder:
        bare = tuple(_without_bytecode(path, Path(folder)) for path in cold.shipped())
        compiled = cold.Start(MODULE, cold.shipped())
        race = cold.Race(cold.Start(MODULE, bare, ("-B",)))
        race.run([compiled], LAPS)
        figure = round(race.ratio(compiled).ready, 3)
    return [Figure("built package with .pyc / without", figure, "<= 0.60", MODULE.rsplit(".", 1)[1])]


def _without_bytecode(source: Path, folder: Path) -> Path:
    target = folder / source.parent.name / source.name
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    return target
