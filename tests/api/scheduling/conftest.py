"""A school day, and timers on paper."""

import pytest

from tests.support.paper_sagas import PaperSchedules
from tests.support.school import School
from tests.support.timetable import Timetable, a_timetable


@pytest.fixture
def day(forte: School) -> Timetable:
    return a_timetable(forte)


@pytest.fixture(autouse=True)
def timers(monkeypatch: pytest.MonkeyPatch) -> PaperSchedules:
    """The schedules that were made: none of them fires."""
    paper = PaperSchedules()
    monkeypatch.setattr("tutti.kit.due.SchedulerSchedules", lambda: paper)
    return paper
