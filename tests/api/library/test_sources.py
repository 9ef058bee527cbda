"""Recordings and files in the library: the studio's own, and students' with their families' consent."""

from typing import Any

import pytest

from tests.support.school import School
from tests.support.shelves import NOTE, Shelf
from tutti.recordings.deposit import DepositState
from tutti.recordings.store import RecordingStore


def _example(**more: Any) -> dict[str, Any]:
    return NOTE | {"kind": "example_recording", "text": None} | more


def test_opening_a_recording_gives_short_lived_links_to_sound_and_waveform(shelf: Shelf) -> None:
    made = shelf.put_up(**_example(recording_id=(recording_id := shelf.recorded())))
    opened = shelf.opens(shelf.parent, made)
    assert f"/renditions/{shelf.school.studio.id}/{recording_id}/1/audio.m4a?" in opened["url"]
    assert "peaks.json" in opened["peaks_url"]
    assert (opened["loudness_lufs"], opened["expires_at"] > made["made_at"]) == (-18.5, True)


def test_opening_a_score_gives_a_short_lived_link(shelf: Shelf) -> None:
    made = shelf.put_up(kind="score", text=None, file_id=(file_id := shelf.filed()))
    opened = shelf.opens(shelf.child, made)
    assert f"/files/{shelf.school.studio.id}/{file_id}" in opened["url"]
    assert "expires_at" in opened.body


def test_what_is_still_being_prepared_is_opened_later_and_not_counted(shelf: Shelf) -> None:
    made = shelf.put_up(**_example(recording_id=shelf.recorded(state=DepositState.PROCESSING)))
    reply = shelf.opens(shelf.parent, made)
    accesses = shelf.call.list_resource_accesses(by=shelf.school.owner, resource_id=made["id"])
    assert (reply.status, reply.problem, accesses["items"]) == (409, "NotReadyYet", [])


def test_what_was_rejected_is_not_shared(shelf: Shelf) -> None:
    body = _example(recording_id=shelf.recorded(state=DepositState.REJECTED))
    assert shelf.call.add_resource(body, by=shelf.school.owner).problem == "NothingCameOfIt"


def test_a_recording_that_is_deleted_is_found_no_more(shelf: Shelf) -> None:
    made = shelf.put_up(**_example(recording_id=(recording_id := shelf.recorded())))
    recordings = RecordingStore(shelf.school.tenant)
    recordings.remove(recordings.get(recording_id))
    assert shelf.opens(shelf.parent, made).problem == "NoSuchRecording"


def test_another_schools_recording_is_not_found(shelf: Shelf, allegro: School) -> None:
    for named in ({"recording_id": shelf.recorded()}, {"file_id": shelf.filed()}):
        assert shelf.call.add_resource(_example(**named), by=allegro.owner).status == 404


@pytest.mark.parametrize("what", ["recorded", "filed"])
def test_a_teacher_shares_nothing_of_a_student_who_is_not_an_own_one(shelf: Shelf, what: str) -> None:
    field = {"recorded": "recording_id", "filed": "file_id"}[what]
    body = _example(**{field: getattr(shelf, what)(shelf.student.id)})
    before = shelf.call.add_resource(body, by=shelf.taught_by)
    shelf.teaches()
    after = shelf.call.add_resource(body, by=shelf.taught_by)
    assert (before.status, after.status, after["of_student_id"]) == (404, 201, shelf.student.id)


def test_a_students_recording_never_goes_to_the_whole_school(shelf: Shelf) -> None:
    body = _example(recording_id=shelf.recorded(shelf.student.id), visibility="school", family_consents=True)
    reply = shelf.call.add_resource(body, by=shelf.school.owner)
    assert (reply.status, reply.problem) == (409, "StudentsOwn")


def test_a_students_recording_goes_to_no_other_student_by_name(shelf: Shelf) -> None:
    body = _example(recording_id=shelf.recorded(shelf.student.id))
    named = [
        shelf.call.add_resource(body | {"student_ids": ids}, by=shelf.school.owner).status
        for ids in ([shelf.student.id], [shelf.other_student.id], [shelf.student.id, shelf.other_student.id])
    ]
    assert named == [201, 409, 409]


def test_a_students_recording_goes_to_the_own_group_with_the_familys_consent(shelf: Shelf) -> None:
    cohort = shelf.a_cohort()
    body = _example(recording_id=shelf.recorded(shelf.student.id), visibility="group", cohort_id=cohort.id)
    outside = shelf.call.add_resource(body | {"family_consents": True}, by=shelf.school.owner)
    shelf.seats(cohort, shelf.student.id)
    shelf.seats(cohort, shelf.other_student.id)
    unasked = shelf.call.add_resource(body, by=shelf.school.owner)
    shared = shelf.call.add_resource(body | {"family_consents": True}, by=shelf.school.owner)
    assert (outside.problem, unasked.problem) == ("StudentsOwn", "ConsentNeeded")
    assert shelf.opens(shelf.other_parent, shared).status == 200


def test_the_group_reads_not_whose_recording_it_is(shelf: Shelf) -> None:
    cohort = shelf.a_cohort()
    for student in (shelf.student, shelf.other_student):
        shelf.seats(cohort, student.id)
    example = _example(recording_id=shelf.recorded(shelf.student.id), family_consents=True)
    made = shelf.put_up(**example, visibility="group", cohort_id=cohort.id)
    own = shelf.call.get_resource(by=shelf.parent, resource_id=made["id"])
    others = shelf.call.get_resource(by=shelf.other_parent, resource_id=made["id"])
    assert (made["of_student_id"], own["of_student_id"]) == (shelf.student.id, shelf.student.id)
    assert shelf.student.id not in str(others.body)


def test_a_students_recording_leaves_the_group_with_the_student(shelf: Shelf) -> None:
    cohort = shelf.a_cohort()
    for student in (shelf.student, shelf.other_student):
        shelf.seats(cohort, student.id)
    made = shelf.put_up(
        **_example(recording_id=shelf.recorded(shelf.student.id)),
        visibility="group",
        cohort_id=cohort.id,
        family_consents=True,
    )
    before = shelf.titles(shelf.other_parent)
    shelf.unseats(cohort, shelf.student.id)
    assert (len(before), shelf.titles(shelf.other_parent)) == (1, [])
    assert shelf.opens(shelf.other_parent, made).problem == "NoSuchResource"


def test_a_change_shares_no_further_than_a_new_resource_would(shelf: Shelf) -> None:
    recording_id = shelf.recorded(shelf.student.id)
    made = shelf.put_up(**_example(recording_id=recording_id), visibility="private")
    body = _example(recording_id=recording_id, visibility="school", version=1)
    reply = shelf.call.update_resource(body, by=shelf.school.owner, resource_id=made["id"])
    assert reply.problem == "StudentsOwn"


def test_other_teachers_hear_nothing_of_a_students_own(shelf: Shelf) -> None:
    shelf.teaches()
    example = _example(recording_id=shelf.recorded(shelf.student.id), family_consents=True)
    named = {"visibility": "group", "lesson_id": shelf.lessons[0].id}
    made = shelf.put_up(by=shelf.taught_by, **example, **named)
    who = (shelf.taught_by, shelf.school.admin, shelf.parent, shelf.school.teacher)
    assert [shelf.opens(one, made).status for one in who] == [200, 200, 200, 404]
    assert [len(shelf.titles(one)) for one in who] == [1, 1, 1, 0]


def test_who_made_it_hears_nothing_more_of_a_student_who_was_taken_away(shelf: Shelf) -> None:
    shelf.teaches()
    recorded = {"recording_id": shelf.recorded(shelf.student.id), "visibility": "private"}
    made = shelf.put_up(by=shelf.taught_by, **_example(**recorded))
    before = shelf.opens(shelf.taught_by, made).status, shelf.titles(shelf.taught_by)
    shelf.teaches_no_more()
    after = shelf.opens(shelf.taught_by, made)
    read = shelf.call.get_resource(by=shelf.taught_by, resource_id=made["id"])
    assert before == (200, ["Long bows"])
    assert (after.problem, read.problem) == ("NoSuchResource", "NoSuchResource")
    assert shelf.titles(shelf.taught_by) == []
    assert shelf.opens(shelf.school.admin, made).status == 200


def test_nobody_tells_who_opened_it_once_the_student_was_taken_away(shelf: Shelf) -> None:
    shelf.teaches()
    recorded = {"recording_id": shelf.recorded(shelf.student.id), "visibility": "private"}
    made = shelf.put_up(by=shelf.taught_by, **_example(**recorded))
    shelf.teaches_no_more()
    reply = shelf.call.list_resource_accesses(by=shelf.taught_by, resource_id=made["id"])
    assert reply.problem == "NoSuchResource"


def test_what_is_nobodys_own_stays_with_who_made_it(shelf: Shelf) -> None:
    shelf.teaches()
    named = {"visibility": "private", "student_ids": [shelf.student.id]}
    made = shelf.put_up(by=shelf.taught_by, **named)
    shelf.teaches_no_more()
    assert shelf.opens(shelf.taught_by, made).status == 200
