"""Comments on recordings and files, through their doors."""

from typing import Any

import pytest

from tests.support.commented import LASTS_MS, Commented
from tests.support.door import Call
from tests.support.facts import facts_told
from tests.support.school import School
from tests.support.timetable import a_timetable
from tutti.coursework.comment_facts import CommentsOutlived
from tutti.coursework.comment_store import CommentStore
from tutti.kit.clock import utc_now
from tutti.kit.entity import Page
from tutti.kit.ids import new_id
from tutti.recordings.store import RecordingStore

AREA = {"x": 0.25, "y": 0.5, "width": 0.1, "height": 0.05}


@pytest.fixture
def lesson(forte: School) -> Commented:
    return Commented(a_timetable(forte))


def test_a_comment_stands_at_its_moment(lesson: Commented) -> None:
    made = lesson.says("A little flat", at_ms=12_345, until_ms=15_000, bar="bar 12")
    [read] = lesson.read(by=lesson.child)
    assert (made.status, read["at_ms"], read["until_ms"], read["bar"]) == (201, 12_345, 15_000, "bar 12")
    assert (read["author_role"], read["author_name"]) == ("teacher", lesson.day.teacher.display_name)


def test_a_mark_lies_on_its_page(lesson: Commented) -> None:
    made = lesson.marks(page=3, area=AREA, colour="#ff0000")
    [read] = lesson.read(file_id=lesson.score.id)
    assert (made.status, read["page"], read["area"], read["colour"]) == (201, 3, AREA, "#ff0000")


def test_comments_are_read_in_the_order_of_time(lesson: Commented) -> None:
    for at_ms in (59_000, 9, 1_000, 30_500):
        lesson.says(str(at_ms), at_ms=at_ms)
    assert lesson.texts() == ["9", "1000", "30500", "59000"]


def test_marks_are_read_by_page_from_top_to_bottom(lesson: Commented) -> None:
    for page, y in ((2, 0.1), (1, 0.9), (1, 0.05), (4, 0.0)):
        lesson.marks(page, area=AREA | {"y": y}, text=f"{page} at {y}")
    assert lesson.texts(file_id=lesson.score.id) == ["1 at 0.05", "1 at 0.9", "2 at 0.1", "4 at 0.0"]


def test_replies_stand_after_what_they_answer(lesson: Commented) -> None:
    first, second = lesson.says("first", at_ms=500), lesson.says("second", at_ms=500)
    to_second = lesson.answers(second, "to second")
    lesson.answers(first, "to first")
    lesson.answers(to_second, "to second again", by=lesson.parent)
    assert lesson.texts() == ["first", "to first", "second", "to second", "to second again"]
    assert [one.get("reply_to") for one in lesson.read()][-2:] == [second["id"]] * 2


def test_a_reply_stands_where_the_comment_stands(lesson: Commented) -> None:
    reply = lesson.answers(lesson.says(at_ms=700, bar="bar 3"))
    assert (reply.status, reply["at_ms"], reply["bar"]) == (201, 700, "bar 3")
    assert reply["recording_id"] == lesson.recording.id


def test_comments_come_a_page_at_a_time(call: Call, lesson: Commented) -> None:
    for at_ms in range(5):
        lesson.says(str(at_ms), at_ms=at_ms)
    for who in (lesson.teacher, lesson.child):
        query: dict[str, Any] = {"recording_id": lesson.recording.id, "limit": 2}
        read: list[str] = []
        while "cursor" not in query or query["cursor"]:
            page = call.list_comments(by=who, query=query)
            read += [one["text"] for one in page["items"]]
            query["cursor"] = page.body.get("cursor")
        assert read == ["0", "1", "2", "3", "4"]


def test_a_comment_stays_where_it_is_when_the_recording_is_made_anew(lesson: Commented) -> None:
    made, recordings = lesson.says(at_ms=LASTS_MS), RecordingStore(lesson.school.tenant)
    again = lesson.recording.model_copy(update={"revision": 2, "duration_ms": LASTS_MS - 21})
    recordings.replace(lesson.recording, again)
    assert [one["id"] for one in lesson.read()] == [made["id"]]


def test_comments_go_with_what_they_stand_on(call: Call, lesson: Commented) -> None:
    for number in range(30):
        lesson.answers(lesson.says(at_ms=number))
    kept = lesson.marks()
    lesson.is_deleted(lesson.recording)
    tenant = lesson.school.tenant
    assert [one.SK for one in tenant.table.all(tenant.partition("COMMENT"))] == [kept["id"]]
    query = {"recording_id": lesson.recording.id}
    assert call.list_comments(by=lesson.teacher, query=query).problem == "NoSuchRecording"
    lesson.is_deleted(lesson.score)
    assert tenant.table.all(tenant.partition("COMMENT")) == []


def test_comments_that_the_list_did_not_hold_yet_go_later(
    lesson: Commented, monkeypatch: pytest.MonkeyPatch
) -> None:
    lesson.says()
    tenant = lesson.school.tenant
    with monkeypatch.context() as behind:
        behind.setattr(CommentStore, "on", lambda *_, **__: Page(items=[]))
        lesson.is_deleted(lesson.recording)
    assert len(tenant.table.all(tenant.partition("COMMENT"))) == 1
    [(name, at)] = lesson.schedules.names.items()
    assert name.endswith(f"{lesson.recording.id}-comments")
    assert at > utc_now()
    lesson.forgets(CommentsOutlived(subject=lesson.recording.id))
    assert tenant.table.all(tenant.partition("COMMENT")) == []


def test_the_house_is_told_of_a_comment_by_ids_alone(lesson: Commented) -> None:
    first = lesson.says("Do not tell")
    reply = lesson.answers(first)
    facts = facts_told(lesson.school, "CommentAdded")
    assert [(one.subject, one.actor) for one in facts] == [
        (first["id"], lesson.teacher.person_id),
        (reply["id"], lesson.child.person_id),
    ]
    assert facts[1].data == {
        "stands_on": lesson.recording.id,
        "student_id": lesson.day.student.id,
        "submission_id": None,
        "reply_to": first["id"],
        "visibility": "everyone",
    }


@pytest.mark.parametrize(
    "changes",
    [
        {"at_ms": -1},
        {"at_ms": None},
        {"at_ms": 0.5},
        {"until_ms": 12_345},
        {"until_ms": 3},
        {"page": 1},
        {"area": AREA},
        {"file_id": new_id("fil")},
        {"reply_to": new_id("com")},
        {"text": " "},
        {"colour": "red"},
    ],
)
def test_refuses_a_comment_that_stands_nowhere(lesson: Commented, changes: dict[str, Any]) -> None:
    assert lesson.says(**changes).problem == "InvalidInput"


@pytest.mark.parametrize(
    "area", [{"x": -0.1}, {"x": 0.95}, {"y": 1.1}, {"width": 1}, {"height": 0.6}, {"x": "NaN"}]
)
def test_refuses_a_mark_beside_the_page(lesson: Commented, area: dict[str, Any]) -> None:
    assert lesson.marks(area=AREA | area).problem == "InvalidInput"


def test_refuses_a_moment_after_the_end(lesson: Commented) -> None:
    assert lesson.says(at_ms=LASTS_MS).status == 201
    assert lesson.says(at_ms=LASTS_MS + 1).problem == "BeyondTheEnd"
    assert lesson.says(at_ms=1, until_ms=LASTS_MS + 1).problem == "BeyondTheEnd"
    assert lesson.marks(page=5).problem == "BeyondTheEnd"


def test_before_its_length_is_known_any_moment_of_a_recording_may_be_named(lesson: Commented) -> None:
    uploading = lesson.a_recording(duration_ms=None, state="uploading")
    assert lesson.says(at_ms=500_000, recording_id=uploading.id).status == 201


def test_a_repeated_request_makes_one_comment(call: Call, lesson: Commented) -> None:
    body = {"recording_id": lesson.recording.id, "at_ms": 1, "text": "Once"}
    for _ in range(2):
        call.add_comment(body, by=lesson.teacher, headers={"idempotency-key": "k"})
    assert lesson.texts() == ["Once"]


def test_comments_are_asked_for_of_one_thing(call: Call, lesson: Commented) -> None:
    both = {"recording_id": lesson.recording.id, "file_id": lesson.score.id}
    assert call.list_comments(by=lesson.teacher, query=both).problem == "OneGround"
    assert call.list_comments(by=lesson.teacher).problem == "OneGround"
