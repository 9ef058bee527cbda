"""New time-zone data moves instants, never wall times; the report names both instants."""

from datetime import UTC, datetime

from tutti.scheduling.recurrence.zone_moves import StoredStart, zone_moves


def _stored(wall: str, zone: str, at: str) -> StoredStart:
    return StoredStart("les_1", datetime.fromisoformat(wall), zone, datetime.fromisoformat(at))


def test_a_lesson_whose_instant_still_shows_its_wall_time_does_not_move() -> None:
    assert not zone_moves(
        [
            _stored("2026-10-27T16:00", "Europe/Vienna", "2026-10-27T15:00Z"),
            _stored("2026-03-29T02:30", "Europe/Vienna", "2026-03-29T01:30Z"),
        ]
    )


def test_either_of_two_times_that_show_the_same_is_right() -> None:
    for at in ("2026-10-25T00:30Z", "2026-10-25T01:30Z"):
        assert not zone_moves([_stored("2026-10-25T02:30", "Europe/Vienna", at)])


def test_a_lesson_stored_under_older_rules_moves_to_what_its_wall_time_means_now() -> None:
    # Kazakhstan has had one offset, +05:00, since March 2024; this lesson was stored with +06:00.
    (move,) = zone_moves([_stored("2026-09-01T16:00", "Asia/Almaty", "2026-09-01T10:00Z")])
    assert move.was_at == datetime(2026, 9, 1, 10, tzinfo=UTC)
    assert move.is_at == datetime(2026, 9, 1, 11, tzinfo=UTC)
    assert move.model_dump(mode="json") == {
        "lesson_id": "les_1",
        "zone": "Asia/Almaty",
        "wall": "2026-09-01T16:00:00",
        "was_at": "2026-09-01T10:00:00Z",
        "is_at": "2026-09-01T11:00:00Z",
    }


def test_a_lesson_in_a_zone_that_is_gone_has_no_instant() -> None:
    (move,) = zone_moves([_stored("2026-09-01T16:00", "Europe/Atlantis", "2026-09-01T10:00Z")])
    assert move.is_at is None
