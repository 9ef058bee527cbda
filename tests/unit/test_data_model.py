"""docs/data-model.md holds every kind of item, every door, and calls that add up."""

import re
from collections.abc import Iterator

import pytest

from tests.support.kinds import kinds_written, partitions_of_collections
from tests.support.tables import ROOT, column, rows

PAGE = (ROOT / "docs/data-model.md").read_text()
KINDS = {column(row, 0): row for row in rows(PAGE, first="kind")}
PATTERNS = {column(row, 0): row for row in rows(PAGE, first="function")}
TERM = re.compile(r"\b([GBQXPT])\(([^)]*)\)")
OPEN_END = "n"


def doors() -> set[str]:
    """Every file under functions/ that is a door, as the page calls it."""
    files = (ROOT / "functions").glob("*/*/*.py")
    return {
        file.relative_to(ROOT / "functions").with_suffix("").as_posix()
        for file in files
        if file.stem != "__init__"
    }


def alternatives(cell: str) -> Iterator[tuple[int, int]]:
    """For each way to go that a cell names: the fewest calls and the most."""
    for way in cell.split(";"):
        always = len(TERM.findall(re.sub(r"\[[^\]]*\]", "", way)))
        if total := len(TERM.findall(way)):
            yield always, total


def test_has_a_row_for_every_door_and_no_other() -> None:
    assert set(PATTERNS) == doors()


def test_names_each_door_once() -> None:
    named = [column(row, 0) for row in rows(PAGE, first="function")]
    assert len(named) == len(set(named))


def test_lists_every_kind_that_code_writes_and_no_other() -> None:
    assert set(KINDS) == kinds_written()


def test_says_where_each_collection_lies() -> None:
    said = {kind: row[1].strip("`").removeprefix("S#") for kind, row in KINDS.items()}
    lies = partitions_of_collections()
    assert {kind: said[kind] for kind in lies} == lies


@pytest.mark.parametrize("door", PATTERNS)
def test_touches_known_kinds_only(door: str) -> None:
    named = [
        kind for cell in PATTERNS[door][1:3] for _, kinds in TERM.findall(cell) for kind in _kinds(kinds)
    ]
    assert set(named) <= set(KINDS), door


@pytest.mark.parametrize("door", PATTERNS)
def test_counts_as_many_calls_as_it_names(door: str) -> None:
    for cell, counted in zip(PATTERNS[door][1:3], PATTERNS[door][3].split("+"), strict=True):
        fewest, _, most = counted.strip().partition("–")
        ways = list(alternatives(cell)) or [(0, 0)]
        assert int(fewest) >= min(always for always, _ in ways), door
        if most == OPEN_END:
            assert "…" in cell, door
        else:
            assert int(most or fewest) <= max(total for _, total in ways), door


def _kinds(inside: str) -> list[str]:
    return [re.sub(r" ×\d+$", "", kind).lstrip("?−") for kind in re.split(r", | or ", inside)]
