"""Calls of the table by the usual call of every endpoint, counted, against what each is allowed."""

import io
import tomllib
from contextlib import redirect_stdout
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.usual_calls import table_calls
from benchmarks.usual_school import in_process
from tests.support.cloud_in_process import forget_items
from tests.support.door import endpoints
from tutti.kit.cold_start import TABLE

BUDGETS: dict[str, int] = tomllib.loads(Path(__file__).with_name("budgets.toml").read_text())
"""Endpoints and their calls, above 0; whoever holds no grant on the table needs none."""
SHOWN = ("book_lesson", "move_lesson", "get_calendar", "search_openings")
READS = ("GetItem", "BatchGetItem", "Query")


def measure() -> list[Figure]:
    """How many endpoints keep their budget exactly, and each one's calls."""
    operations = counted_calls()
    calls = {name: len(asked) for name, asked in operations.items()}
    unlike = [name for name in sorted(calls.keys() | BUDGETS.keys()) if calls.get(name) != BUDGETS.get(name)]
    note = f"{len(calls)} endpoints{': ' * bool(unlike)}{', '.join(unlike)}"
    summary = Figure("endpoints beside their budget of DynamoDB calls", len(unlike), "== 0", note)
    return [summary, *_of_a_booking(operations), *(_detail(name, count) for name, count in calls.items())]


def _of_a_booking(operations: dict[str, list[str]]) -> list[Figure]:
    """A booking reads in one round at most, and writes at once."""
    asked = operations["book_lesson"]
    reads = sum(one in READS for one in asked)
    return [
        Figure("a booking: rounds of reads", reads, "<= 1"),
        Figure("a booking: writes", len(asked) - reads, "<= 1"),
    ]


def _detail(name: str, count: int) -> Figure:
    return Figure(f"DynamoDB calls: {name}", count, f"== {BUDGETS.get(name, 0)}", is_detail=name not in SHOWN)


def counted_calls() -> dict[str, list[str]]:
    """The operations that each endpoint with a grant on the table asks for, in a school of its own."""
    operations = {}
    with redirect_stdout(io.StringIO()), in_process() as school:
        for name in with_a_table():
            operations[name] = table_calls(name, school())
            forget_items()
    return operations


def with_a_table() -> list[str]:
    """The endpoints whose grants open the table; IAM lets no other near it."""
    return [name for name, handler in endpoints().items() if TABLE.intersection(handler.door.grants)]
