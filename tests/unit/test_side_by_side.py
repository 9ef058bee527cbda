"""Cases that run several at once: each has a school to itself, and fails by itself."""

import time
from threading import Lock
from types import SimpleNamespace
from typing import Any

import pytest

from tests.support.side_by_side import SideBySide, side_by_side


def a_test(number: int, story: Any) -> Any:
    """What pytest knows of the case of this number."""
    return SimpleNamespace(
        nodeid=str(number), function=side_by_side(story), callspec=SimpleNamespace(params={"number": number})
    )


def test_a_case_that_fails_is_told_to_its_own_test() -> None:
    def story(school: str, number: int) -> None:
        assert number != 2, f"{school} broke"

    tests, running = [a_test(number, story) for number in range(4)], SideBySide(["forte"])
    running.begin(tests)
    for one in (tests[0], tests[1], tests[3]):
        running.outcome(one)
    with pytest.raises(AssertionError, match="forte broke"):
        running.outcome(tests[2])


def test_no_two_cases_are_in_one_school_at_once_and_all_schools_are_used() -> None:
    inside, used, lock = list[str](), set[str](), Lock()

    def story(school: str, number: int) -> None:
        with lock:
            assert school not in inside
            inside.append(school)
        time.sleep(0.01)
        used.add(school)
        inside.remove(school)

    tests, running = [a_test(number, story) for number in range(12)], SideBySide(["forte", "allegro"])
    running.begin(tests)
    for one in tests:
        running.outcome(one)
    assert used == {"forte", "allegro"}


def test_a_school_is_tidied_up_after_a_case_that_failed_as_well() -> None:
    def story(school: str, number: int) -> None:
        raise ValueError

    tidied = list[str]()
    running = SideBySide(["forte"], tidied.append)
    running.begin([a_test(number, story) for number in range(3)])
    running.all_end()
    assert tidied == ["forte"] * 3
