"""The list of schedules, page by page."""

from typing import Any

import pytest

from local.patches.listed_schedules import page_of
from tests.local.emulator import Emulator

AT = {
    "ScheduleExpression": "at(2099-01-01T00:00:00)",
    "FlexibleTimeWindow": {"Mode": "OFF"},
    "Target": {"Arn": "arn:aws:lambda:us-east-1:000000000000:function:x", "RoleArn": "arn:aws:iam::0:role/x"},
}
MANY = 103


def full(emulator: Emulator) -> Any:
    """A scheduler with more than one page of schedules."""
    scheduler = emulator.client("scheduler")
    for number in range(MANY):
        scheduler.create_schedule(Name=f"listed-{number:03}", **AT)
    return scheduler


@pytest.fixture(scope="module")
def scheduler(emulator: Emulator) -> Any:
    return full(emulator)


def test_without_us_the_rest_would_be_missing(bare: Emulator) -> None:
    page = full(bare).list_schedules(NamePrefix="listed-")
    assert (len(page["Schedules"]), "NextToken" in page) == (100, False), "drop the patch"


def test_all_of_them_are_listed_in_pages(scheduler: Any) -> None:
    pages = scheduler.get_paginator("list_schedules").paginate(NamePrefix="listed-")
    found = [[one["Name"] for one in page["Schedules"]] for page in pages]
    assert [len(page) for page in found] == [100, 3]
    assert len({name for page in found for name in page}) == MANY


def test_a_page_is_as_long_as_was_asked(scheduler: Any) -> None:
    page = scheduler.list_schedules(NamePrefix="listed-", MaxResults=7)
    assert len(page["Schedules"]) == 7


def test_the_last_page_has_no_token() -> None:
    found = [{"GroupName": "g", "Name": name} for name in ("b", "a")]
    first = page_of(found, None, 1)
    assert first == {"Schedules": [found[1]], "NextToken": "g/a"}
    assert page_of(found, first["NextToken"], 1) == {"Schedules": [found[0]]}
