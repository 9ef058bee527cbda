"""A figure and its bar; how they are printed and kept."""

import json
import operator
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

RESULTS = Path(__file__).with_name("results.json")
COMPARISONS = {"<=": operator.le, "==": operator.eq, ">=": operator.ge}


@dataclass(frozen=True)
class Figure:
    """One measured number, the bar it is held to, and a word for the reader of the table."""

    name: str
    figure: float
    bar: str
    note: str = ""
    is_detail: bool = False

    @property
    def holds(self) -> bool:
        """Whether the number keeps its bar, such as `<= 0.85` or `== 0`."""
        comparison, limit = self.bar.split()
        return bool(COMPARISONS[comparison](self.figure, float(limit)))


def say(line: str) -> None:
    """Print a line at once: the next one may take minutes."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def print_table(figures: Iterable[Figure]) -> None:
    """One line for each figure; details only where they miss their bar."""
    for each in figures:
        if not each.is_detail or not each.holds:
            verdict = "ok  " if each.holds else "MISS"
            say(f"  {verdict} {each.name:58} {each.figure:8g}  {each.bar:8}  {each.note}")


def keep(figures: Iterable[Figure], place: Path = RESULTS) -> None:
    """Write results.json: every figure under its name, with its bar."""
    results = {each.name: {"figure": each.figure, "bar": each.bar} for each in figures}
    place.write_text(json.dumps(results, indent=2) + "\n")
