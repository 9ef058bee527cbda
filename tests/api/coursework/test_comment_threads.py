"""Comments that are edited, resolved and removed, and who may."""

from typing import Any

import pytest

from tests.support.commented import Commented
from tests.support.door import Call, Reply
from tests.support.graded_work import some_work
from tests.support.people import a_family, a_guardian
from tests.support.school import School
from tests.support.timetable import a_timetable
from tutti.coursework.comment_changing import remove_comment
from tutti.coursework.comment_store import CommentStore
from tutti.kit.caller import Caller
from tutti.kit.ids import new_id
from tutti.kit.role import Role


@pytest.fixture
def lesson(forte: School) -> Commented:
    return Commented(a_timetable(forte))


def _edit(comment: Reply, by: Caller, *, version: int = 1, **changes: object) -> Reply:
    reply: Reply = Call().update_comment(changes | {"version": version}, by=by, comment_id=comment["id"])
    return reply


def _remove(comment: Reply, by: Caller) -> Reply:
    reply: Reply = Call().remove_comment(by=by, comment_id=comment["id"])
    return reply


def test_its_author_edits_a_comment(lesson: Commented) -> None:
    made = lesson.says("Flat", by=lesson.child)
    edited = _edit(made, lesson.child, text="Sharp")
    assert (edited["text"], edited["version"], "edited_at" in edited.body) == ("Sharp", 2, True)
    assert _edit(made, lesson.child, text="Again").problem == "VersionConflict"


@pytest.mark.parametrize("who", ["parent", "child"])
def test_nobody_edits_somebody_elses_words(lesson: Commented, who: str) -> None:
    made = lesson.says()
    assert _edit(made, getattr(lesson, who), text="Fine").problem == "SomebodyElsesComment"
    assert _edit(made, lesson.school.owner, text="Fine").problem == "SomebodyElsesComment"


def test_who_reads_a_comment_resolves_and_reopens_it(lesson: Commented) -> None:
    made = lesson.says()
    resolved = _edit(made, lesson.child, is_resolved=True)
    assert (resolved["is_resolved"], resolved["resolved_by"]) == (True, lesson.child.person_id)
    reopened = _edit(made, lesson.teacher, is_resolved=False, version=2)
    assert (reopened["is_resolved"], "resolved_by" in reopened.body) == (False, False)


def test_replies_are_not_resolved(lesson: Commented) -> None:
    assert _edit(lesson.answers(lesson.says()), lesson.child, is_resolved=True).problem == "RepliesStayOpen"


def test_a_comment_that_nobody_answered_goes_without_a_trace(lesson: Commented) -> None:
    made = lesson.says()
    assert (_remove(made, lesson.teacher).status, lesson.texts()) == (204, [])
    assert _remove(made, lesson.teacher).problem == "NoSuchComment"


def test_of_an_answered_comment_its_empty_place_stays(lesson: Commented) -> None:
    made = lesson.says("Flat", bar="bar 12")
    lesson.answers(made, "Why?")
    assert _remove(made, lesson.teacher).status == 204
    place, reply = lesson.read()
    assert (place["text"], place["bar"], place["is_removed"], reply["text"]) == ("", "", True, "Why?")
    assert lesson.answers(made).problem == "NoSuchComment"
    assert _edit(made, lesson.teacher, text="Back", version=2).problem == "NoSuchComment"


def test_the_empty_place_goes_with_the_last_reply(lesson: Commented) -> None:
    made = lesson.says()
    first, second = lesson.answers(made, "one"), lesson.answers(made, "two")
    _remove(made, lesson.teacher)
    _remove(first, lesson.child)
    assert lesson.texts() == ["", "two"]
    assert _remove(made, lesson.teacher).status == 204
    assert lesson.texts() == ["", "two"]
    _remove(second, lesson.child)
    assert lesson.texts() == []


def test_a_comment_is_removed_once_its_replies_are(lesson: Commented) -> None:
    made = lesson.says()
    _remove(lesson.answers(made), lesson.child)
    _remove(made, lesson.teacher)
    assert lesson.texts() == []


def test_who_removes_what(lesson: Commented) -> None:
    assert _remove(lesson.says(by=lesson.child), lesson.parent).problem == "SomebodyElsesComment"
    assert _remove(lesson.says(by=lesson.school.admin), lesson.teacher).problem == "SomebodyElsesComment"
    assert _remove(lesson.says(by=lesson.parent), lesson.teacher).status == 204
    assert _remove(lesson.says(), lesson.school.admin).status == 204


def test_families_know_nothing_of_notes_among_staff(lesson: Commented) -> None:
    lesson.says("Well done", at_ms=2)
    note = lesson.says("Ask the parents", at_ms=1, visibility="staff")
    reply = lesson.answers(note, "I did", by=lesson.school.admin)
    assert reply["visibility"] == "staff"
    assert lesson.texts() == ["Ask the parents", "I did", "Well done"]
    for family in (lesson.parent, lesson.child):
        assert lesson.texts(by=family) == ["Well done"]
        assert lesson.answers(note, by=family).problem == "NoSuchComment"
        assert _edit(note, family, is_resolved=True).problem == "NoSuchComment"
        assert _remove(reply, family).problem == "NoSuchComment"


def test_an_empty_place_tells_families_nothing_of_a_hidden_reply(lesson: Commented) -> None:
    made = lesson.says("Is it flat?", by=lesson.child)
    lesson.answers(made, "Ask the parents", by=lesson.teacher, visibility="staff")
    assert _remove(made, lesson.child).status == 204
    assert lesson.texts() == ["", "Ask the parents"]
    for family in (lesson.parent, lesson.child):
        assert lesson.texts(by=family) == []
        assert _remove(made, family).problem == "NoSuchComment"


def test_families_read_the_empty_place_of_a_reply_that_they_read(lesson: Commented) -> None:
    made = lesson.says(at_ms=1)
    lesson.answers(made, "Why?")
    lesson.says("Sharp", at_ms=2)
    _remove(made, lesson.teacher)
    assert lesson.texts(by=lesson.parent) == ["", "Why?", "Sharp"]


def test_families_read_comments_a_page_at_a_time(lesson: Commented, call: Call) -> None:
    made = lesson.says(at_ms=1)
    lesson.answers(made, "one")
    lesson.says("Ask the parents", at_ms=2, visibility="staff")
    lesson.says("two", at_ms=3)
    _remove(made, lesson.teacher)
    pages, cursor = [], None
    for _ in range(3):
        query = {"recording_id": lesson.recording.id, "limit": 1} | ({"cursor": cursor} if cursor else {})
        page = call.list_comments(by=lesson.parent, query=query)
        pages.append([one["text"] for one in page["items"]])
        cursor = page.body.get("cursor")
    assert (pages, cursor) == ([[""], ["one"], ["two"]], None)


def _meanwhile(monkeypatch: pytest.MonkeyPatch, name: str, comment: Reply, by: Caller) -> None:
    """Somebody removes this comment just before a change of this name is made."""
    made, left = getattr(CommentStore, name), [comment["id"]]

    def late(store: CommentStore, of: Any) -> Any:
        if left:
            remove_comment(by, left.pop())
        return made(store, of)

    monkeypatch.setattr(CommentStore, name, late)


def test_no_empty_place_stays_when_a_comment_goes_while_its_reply_is_removed(
    lesson: Commented, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = lesson.says()
    reply = lesson.answers(made)
    _meanwhile(monkeypatch, "unanswering", made, lesson.teacher)
    assert _remove(reply, lesson.child).status == 204
    assert lesson.texts() == []


def test_no_empty_place_stays_when_its_reply_goes_while_a_comment_is_removed(
    lesson: Commented, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = lesson.says()
    reply = lesson.answers(made)
    _meanwhile(monkeypatch, "emptying", reply, lesson.child)
    assert _remove(made, lesson.teacher).status == 204
    assert lesson.texts() == []


@pytest.mark.parametrize("who", ["parent", "child"])
def test_families_make_no_notes_among_staff(lesson: Commented, who: str) -> None:
    reply = lesson.says(by=getattr(lesson, who), visibility="staff")
    assert (reply.status, reply.problem) == (403, "StaffNotes")


def _strangers(lesson: Commented) -> list[Caller]:
    other = a_guardian(lesson.school, a_family(lesson.school, "Other"))
    mother = lesson.school.caller(Role.GUARDIAN, other.id)
    elsewhere = lesson.school.manager(new_id("loc"))
    return [mother, elsewhere, lesson.school.student, lesson.school.teacher, lesson.school.guardian]


def test_what_one_does_not_hear_one_reads_no_comments_on(call: Call, lesson: Commented) -> None:
    made, query = lesson.says(), {"recording_id": lesson.recording.id}
    for stranger in _strangers(lesson):
        assert call.list_comments(by=stranger, query=query).problem == "NoSuchRecording"
        assert lesson.says(by=stranger).problem == "NoSuchRecording"
        assert lesson.marks(by=stranger).problem == "NoSuchFile"
        assert lesson.answers(made, by=stranger).problem == "NoSuchComment"
        assert _edit(made, stranger, is_resolved=True).problem == "NoSuchComment"
        assert _remove(made, stranger).problem == "NoSuchComment"


def test_the_schools_own_recordings_are_commented_on_by_staff(lesson: Commented) -> None:
    own = lesson.a_recording(student_id=None).id
    assert lesson.says(recording_id=own).status == 201
    assert lesson.texts(by=lesson.school.manager(), recording_id=own) == ["Flat"]
    assert lesson.says(recording_id=own, by=lesson.child).problem == "NoSuchRecording"


def test_another_school_has_none_of_them(call: Call, lesson: Commented, allegro: School) -> None:
    made, owner = lesson.says(), allegro.owner
    query = {"recording_id": lesson.recording.id}
    assert call.list_comments(by=owner, query=query).problem == "NoSuchRecording"
    assert lesson.says(by=owner).problem == "NoSuchRecording"
    assert lesson.answers(made, by=owner).problem == "NoSuchComment"
    assert _edit(made, owner, is_resolved=True).problem == "NoSuchComment"
    assert _remove(made, owner).problem == "NoSuchComment"


def test_a_comment_names_the_submission_in_which_it_was_found(lesson: Commented) -> None:
    work = some_work(lesson.day)
    handed_in = work.is_handed_in(recording_ids=(lesson.recording.id,))
    other = work.is_handed_in()
    assert lesson.says(submission_id=handed_in.id)["submission_id"] == handed_in.id
    assert lesson.says(submission_id=other.id).problem == "NotInThatSubmission"
    assert lesson.says(submission_id=new_id("sub")).problem == "NoSuchSubmission"
