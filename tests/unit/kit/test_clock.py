"""Instants are in UTC and within reach; wall times know their zone; who is disturbed tries again."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from pydantic import TypeAdapter, ValidationError

from tutti.kit.clock import Instant, UnknownZone, ZoneName, epoch, local_date, rfc3339, zone
from tutti.kit.errors import AlreadyThere, Crowded, VersionConflict
from tutti.kit.raced import ATTEMPTS, Raced, until_undisturbed

INSTANT: TypeAdapter[datetime] = TypeAdapter(Instant)


def test_an_instant_is_read_from_any_offset_and_written_in_utc() -> None:
    instant = INSTANT.validate_python("2026-03-29T03:30:00+02:00")
    assert instant == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert INSTANT.dump_json(instant) == b'"2026-03-29T01:30:00Z"'


@pytest.mark.parametrize(
    "text",
    ["2026-03-29T03:30:00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00", "2200-01-01T00:00:00Z"],
)
def test_refuses_instants_without_an_offset_or_out_of_reach(text: str) -> None:
    with pytest.raises(ValidationError):
        INSTANT.validate_python(text)


def test_zones_are_names_of_the_iana() -> None:
    assert zone("Europe/Vienna").key == "Europe/Vienna"
    for name in ("Mars/Olympus", "../etc/passwd", ""):
        with pytest.raises(UnknownZone):
            zone(name)
        with pytest.raises(ValidationError):
            TypeAdapter(ZoneName).validate_python(name)


def test_the_day_is_where_the_studio_stands() -> None:
    late = datetime(2026, 1, 1, 2, tzinfo=UTC)
    assert local_date(late, "America/Toronto") == date(2025, 12, 31)
    assert local_date(late, "Pacific/Auckland") == date(2026, 1, 1)


def test_instants_are_written_as_rfc_3339_and_counted_in_seconds() -> None:
    noon = datetime(2026, 1, 1, 13, tzinfo=timezone(timedelta(hours=1)))
    assert rfc3339(noon) == "2026-01-01T12:00:00Z"
    assert epoch(noon, after=timedelta(minutes=1)) == 1767268860


@pytest.mark.parametrize("disturbance", [Raced, VersionConflict])
def test_who_is_disturbed_reads_again(disturbance: type[Exception]) -> None:
    outcomes = iter([disturbance(), disturbance(), None])

    def act() -> str:
        if error := next(outcomes):
            raise error
        return "done"

    assert until_undisturbed(act) == "done"


def test_who_is_disturbed_without_end_is_told_of_the_crowd() -> None:
    tries: list[int] = []

    def act() -> None:
        tries.append(1)
        raise Raced()

    with pytest.raises(Crowded):
        until_undisturbed(act)
    assert len(tries) == ATTEMPTS


def test_another_refusal_is_no_disturbance() -> None:
    def act() -> None:
        raise AlreadyThere()

    with pytest.raises(AlreadyThere):
        until_undisturbed(act)
