"""`python -m benchmarks [names]`: measures, prints a table, keeps the figures; 1 when a bar is missed."""

import importlib
import sys

from benchmarks.figures import Figure, keep, print_table, say

SUBJECTS = (
    *("forbidden_modules", "table_calls", "free_slots", "series_expansion", "growth", "audio"),
    *("bytecode", "first_answer", "local_cloud", "cold_init"),
)


def main() -> None:
    """Measure all subjects, or those that are named; only all of them together are kept."""
    names = sys.argv[1:] or SUBJECTS
    figures = [figure for name in names for figure in _measured(name)]
    if tuple(names) == SUBJECTS:
        keep(figures)
    missed = [each for each in figures if not each.holds]
    say(f"{len(figures)} figures, {len(missed)} of them beyond their bar")
    sys.exit(bool(missed))


def _measured(name: str) -> list[Figure]:
    say(name.replace("_", " "))
    figures: list[Figure] = importlib.import_module(f"benchmarks.{name}").measure()
    print_table(figures)
    return figures


main()
