"""What students play, how far and since when (CRS-12)."""

from typing import Any

import pytest

from benchmarks.usual_calls import counted
from tests.support.door import Reply
from tests.support.people import a_location
from tests.support.school import School
from tests.support.shelves import Shelf
from tutti.kit.clock import local_date, utc_now
from tutti.kit.ids import new_id
from tutti.recordings.store import RecordingStore

ARIA = {"composer": "Bach, J. S.", "title": "Aria"}


@pytest.fixture
def shelf(shelf: Shelf) -> Shelf:
    shelf.teaches()
    return shelf


def _piece(shelf: Shelf, title: str = "Aria") -> str:
    return str(shelf.call.add_piece(ARIA | {"title": title}, by=shelf.taught_by)["id"])


def _gives(shelf: Shelf, piece_id: str, **more: Any) -> Reply:
    body = {"piece_id": piece_id} | more
    given: Reply = shelf.call.add_repertoire_piece(body, by=shelf.taught_by, student_id=shelf.student.id)
    return given


def _today(shelf: Shelf) -> str:
    return str(local_date(utc_now(), shelf.school.studio.time_zone))


def test_a_teacher_gives_an_own_student_a_piece(shelf: Shelf) -> None:
    given = _gives(shelf, _piece(shelf), note="Ornaments later.")
    assert (given.status, given["state"], given["since"]) == (201, "learning", _today(shelf))
    assert given["piece"]["title"] == "Aria"


def test_family_and_teacher_read_the_repertoire_and_nobody_else(shelf: Shelf) -> None:
    piece_id = _piece(shelf)
    _gives(shelf, piece_id)
    elsewhere = shelf.school.manager(a_location(shelf.school).id)
    who = (shelf.child, shelf.parent, shelf.taught_by, shelf.school.owner)
    others = (shelf.other_parent, shelf.school.student, shelf.school.teacher, elsewhere)
    for by, status in [*((one, 200) for one in who), *((one, 404) for one in others)]:
        ids = {"student_id": shelf.student.id}
        assert shelf.call.list_repertoire(by=by, **ids).status == status
        assert shelf.call.get_repertoire_piece(by=by, piece_id=piece_id, **ids).status == status


def test_families_change_no_repertoire(shelf: Shelf) -> None:
    ids = {"student_id": shelf.student.id}
    reply = shelf.call.add_repertoire_piece({"piece_id": _piece(shelf)}, by=shelf.parent, **ids)
    assert reply.problem == "NotAllowed"


def test_a_teacher_gives_no_piece_to_another_teachers_student(shelf: Shelf) -> None:
    body = {"piece_id": _piece(shelf)}
    reply = shelf.call.add_repertoire_piece(body, by=shelf.taught_by, student_id=shelf.other_student.id)
    assert (reply.status, reply.problem) == (404, "NoSuchStudent")


def test_a_student_has_a_piece_once(shelf: Shelf) -> None:
    piece_id = _piece(shelf)
    replies = [_gives(shelf, piece_id) for _ in range(2)]
    assert [one.problem for one in replies] == [None, "InRepertoire"]


def test_a_new_state_begins_today_and_remembers_the_one_before(shelf: Shelf) -> None:
    piece_id = _piece(shelf)
    _gives(shelf, piece_id, since="2026-01-10")
    ids = {"student_id": shelf.student.id, "piece_id": piece_id}
    body = {"state": "polished", "note": "By heart.", "version": 1}
    moved = shelf.call.update_repertoire_piece(body, by=shelf.taught_by, **ids)
    again = shelf.call.update_repertoire_piece(body, by=shelf.taught_by, **ids)
    assert (moved["since"], moved["version"], again.problem) == (_today(shelf), 2, "VersionConflict")
    read = shelf.call.get_repertoire_piece(by=shelf.parent, **ids)
    assert read["earlier"] == [{"state": "learning", "since": "2026-01-10"}]


def test_refuses_a_day_ahead(shelf: Shelf) -> None:
    reply = _gives(shelf, _piece(shelf), since="2099-01-01")
    assert (reply.status, reply.problem) == (422, "SinceAhead")


def test_a_removed_piece_stays_with_who_has_it_and_is_given_to_nobody_else(shelf: Shelf) -> None:
    piece_id = _piece(shelf)
    _gives(shelf, piece_id)
    shelf.call.remove_piece(by=shelf.school.admin, piece_id=piece_id)
    [kept] = shelf.call.list_repertoire(by=shelf.parent, student_id=shelf.student.id)["items"]
    body = {"piece_id": piece_id}
    other = shelf.call.add_repertoire_piece(body, by=shelf.school.owner, student_id=shelf.other_student.id)
    assert (kept["piece"]["title"], other.problem) == ("Aria", "NoSuchPiece")


def test_a_piece_given_by_mistake_is_taken_back(shelf: Shelf) -> None:
    piece_id = _piece(shelf)
    _gives(shelf, piece_id)
    ids = {"student_id": shelf.student.id, "piece_id": piece_id}
    replies = [shelf.call.remove_repertoire_piece(by=shelf.taught_by, **ids) for _ in range(2)]
    assert [one.status for one in replies] == [204, 404]
    assert _gives(shelf, piece_id).status == 201


def test_comes_a_page_at_a_time_in_two_calls_whoever_asks(shelf: Shelf) -> None:
    for number in range(3):
        _gives(shelf, _piece(shelf, f"Variation {number}"))
    for by in (shelf.school.owner, shelf.taught_by, shelf.parent, shelf.child):
        with counted() as asked:
            first = shelf.call.list_repertoire(by=by, student_id=shelf.student.id, query={"limit": 2})
        assert (len(first["items"]), len(asked)) == (2, 2)
    cursor = {"limit": 2, "cursor": first["cursor"]}
    second = shelf.call.list_repertoire(by=shelf.child, student_id=shelf.student.id, query=cursor)
    assert [one["piece"]["title"] for one in second["items"]] == ["Variation 2"]


def test_a_piece_of_another_school_is_not_found(shelf: Shelf, allegro: School) -> None:
    foreign = shelf.call.add_piece(ARIA, by=allegro.owner)["id"]
    assert _gives(shelf, foreign).problem == "NoSuchPiece"


def test_keeps_how_it_sounded_in_the_students_own_recordings(shelf: Shelf) -> None:
    own = [shelf.recorded(shelf.student.id) for _ in range(2)]
    given = _gives(shelf, _piece(shelf), recording_ids=own)
    assert (given.status, given["recording_ids"]) == (201, own)


def test_takes_no_recording_of_somebody_else(shelf: Shelf) -> None:
    others = (shelf.recorded(shelf.other_student.id), shelf.recorded(), new_id("rec"))
    for recording_id in others:
        reply = _gives(shelf, _piece(shelf), recording_ids=[recording_id])
        assert (reply.status, reply.problem) == (404, "NoSuchRecording")


def test_a_deleted_recording_does_not_hold_up_the_student(shelf: Shelf) -> None:
    piece_id, recording_id = _piece(shelf), shelf.recorded(shelf.student.id)
    _gives(shelf, piece_id, recording_ids=[recording_id])
    recordings = RecordingStore(shelf.school.tenant)
    recordings.remove(recordings.get(recording_id))
    body = {"state": "performed", "recording_ids": [recording_id], "version": 1}
    ids = {"student_id": shelf.student.id, "piece_id": piece_id}
    assert shelf.call.update_repertoire_piece(body, by=shelf.taught_by, **ids).status == 200
