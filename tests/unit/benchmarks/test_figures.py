"""A figure keeps its bar or misses it, and all of them are kept under their names."""

import json
from pathlib import Path

import pytest

from benchmarks.figures import Figure, keep


@pytest.mark.parametrize(
    ("figure", "bar"), [(0.85, "<= 0.85"), (0.1, "<= 0.85"), (0, "== 0"), (2, "== 2"), (9, ">= 9")]
)
def test_keeps_its_bar(figure: float, bar: str) -> None:
    assert Figure("some", figure, bar).holds


@pytest.mark.parametrize(("figure", "bar"), [(0.86, "<= 0.85"), (1, "== 0"), (1, "== 2"), (8, ">= 9")])
def test_misses_its_bar(figure: float, bar: str) -> None:
    assert not Figure("some", figure, bar).holds


def test_stands_in_the_results_under_its_name(tmp_path: Path) -> None:
    keep([Figure("cold", 0.81, "<= 0.85", "a note"), Figure("calls", 2, "== 2")], tmp_path / "results.json")
    assert json.loads((tmp_path / "results.json").read_text()) == {
        "cold": {"figure": 0.81, "bar": "<= 0.85"},
        "calls": {"figure": 2, "bar": "== 2"},
    }
