"""Facts that are told when their hour has come."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from functions.events.facts import tell_due
from tests.support.paper_sagas import PaperSchedules
from tests.support.school import School
from tutti.kit.due import Due, Timers
from tutti.kit.facts import Envelope, Fact
from tutti.kit.tenant import Tenant

NOON = datetime(2027, 1, 2, 12, tzinfo=UTC)


class BellRung(Fact):
    """A bell rang."""

    loudness: int


def _strike(tenant: Tenant, at: datetime = NOON) -> None:
    due = Due(
        studio_id=tenant.studio_id, timer="a", at=at, name="BellRung", subject="b", data={"loudness": 3}
    )
    tell_due.handler(due.model_dump(mode="json"), SimpleNamespace(aws_request_id="req"))


def _told(tenant: Tenant) -> list[Envelope]:
    lines = tenant.table.all(tenant.partition("AUDIT", "2027-01"))
    return [Envelope.model_validate_json(line.body) for line in lines]


def test_a_fact_is_told_once_however_often_its_hour_strikes(forte: School) -> None:
    _strike(forte.tenant)
    _strike(forte.tenant)
    [told] = _told(forte.tenant)
    assert (told.name, told.subject, told.data) == ("BellRung", "b", {"loudness": 3})


def test_a_timer_that_was_set_again_tells_again(forte: School) -> None:
    _strike(forte.tenant)
    _strike(forte.tenant, NOON + timedelta(days=1))
    assert len(_told(forte.tenant)) == 2


def test_a_timer_stands_under_the_name_of_its_stage(forte: School, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STAGE", "dev")
    paper = PaperSchedules()
    name = Timers(paper).tell(forte.tenant, "a", NOON, BellRung(subject="b", loudness=1))
    assert paper.names == {"dev-a": NOON}
    assert name == "dev-a"
    Timers(paper).forget("a")
    assert paper.names == {}
