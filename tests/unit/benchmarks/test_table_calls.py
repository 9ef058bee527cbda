"""Endpoints ask the table as often as their budget says, and the data model says the same."""

import os
import subprocess
import sys

import pytest

from benchmarks.table_calls import BUDGETS, with_a_table
from tests.support.tables import ROOT, column, rows

SAID = {column(row, 0): row[3] for row in rows((ROOT / "docs/data-model.md").read_text(), first="function")}


def test_every_endpoint_that_may_ask_the_table_has_a_budget() -> None:
    assert set(BUDGETS) == set(with_a_table())


@pytest.mark.parametrize("name", BUDGETS)
def test_the_data_model_allows_the_budget(name: str) -> None:
    (calls,) = [
        calls for door, calls in SAID.items() if door.startswith("api/") and door.endswith(f"/{name}")
    ]
    reads, writes = ([end.strip() for end in side.split("–")] for side in calls.split("+"))
    fewest, most = int(reads[0]) + int(writes[0]), {reads[-1], writes[-1]}
    assert fewest <= BUDGETS[name]
    assert "n" in most or BUDGETS[name] <= int(reads[-1]) + int(writes[-1])


def test_usual_calls_take_exactly_their_budget() -> None:
    environment = os.environ | {"PYTHONPATH": f"{ROOT}:{ROOT / 'layers/core/python'}"}
    command = [sys.executable, "-m", "benchmarks", "table_calls"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
