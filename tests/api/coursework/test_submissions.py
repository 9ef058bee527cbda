"""Submissions: who hands in what, in which attempt, in time or late, what becomes of it (CRS-3, CRS-6)."""

from datetime import timedelta

import pytest

from tests.support.classroom import Classroom, in_days
from tests.support.door import Call, Reply
from tests.support.facts import facts_told
from tests.support.school import School
from tests.support.together import together
from tutti.coursework import submissions
from tutti.coursework.submission import NewSubmission, SubmissionShown
from tutti.kit.clock import utc_now
from tutti.kit.ids import new_id
from tutti.recordings.deposit import DepositState

LATER = utc_now() + timedelta(days=10)


def submitted_late(home: Classroom, assignment_id: str, **more: object) -> SubmissionShown:
    """What the student hands in ten days from now."""
    draft = NewSubmission.model_validate({"assignment_id": assignment_id, "text": "Sorry."} | more)
    return submissions.submit_work(home.child, draft, now=LATER)


def read(home: Classroom, submission_id: str) -> Reply:
    reply: Reply = home.call.get_submission(by=home.taught_by, submission_id=submission_id)
    return reply


class TestWhoHandsIn:
    def test_students_hand_in_their_own_recordings(self, home: Classroom) -> None:
        recording_id = home.recording(home.student.id)
        reply = home.submit(home.assigned(), recording_ids=[recording_id])
        assert (reply.status, reply["attempt"], reply["recording_ids"]) == (201, 1, [recording_id])

    def test_parents_hand_in_for_their_child(self, home: Classroom) -> None:
        reply = home.submit(home.assigned(), by=home.parent, student_id=home.student.id)
        assert (reply.status, reply["submitted_by"]) == (201, home.guardian.id)

    def test_the_teacher_and_the_office_hand_in_for_a_student(self, home: Classroom) -> None:
        made = home.assigned()
        for by in (home.taught_by, home.school.admin):
            assert home.submit(made, by=by, student_id=home.student.id).status == 201

    def test_who_is_not_a_student_says_for_whom(self, home: Classroom) -> None:
        assert home.submit(home.assigned(), by=home.parent).problem == "WhoHandsIn"

    def test_nobody_hands_in_for_a_student_of_another_family(self, home: Classroom) -> None:
        made = home.assigned()
        for by in (home.school.guardian, home.school.student, home.school.teacher):
            reply = home.submit(made, by=by, student_id=home.student.id)
            assert (reply.status, reply.problem) == (404, "NoSuchAssignment")

    def test_another_teacher_of_the_student_reads_but_hands_nothing_in(self, home: Classroom) -> None:
        other = home.school.teacher
        student = home.pupil(also_taught_by=other)
        made = home.assigned(student_ids=[student.id])
        handed_in = home.submit(made, by=home.taught_by, student_id=student.id)
        assert home.call.get_submission(by=other, submission_id=handed_in["id"]).status == 200
        assert home.submit(made, by=other, student_id=student.id).problem == "NoSuchAssignment"

    def test_who_does_not_have_the_assignment_hands_in_nothing(self, home: Classroom) -> None:
        made = home.assigned()
        other = home.pupil()
        assert home.submit(made, by=home.taught_by, student_id=other.id).problem == "NoSuchAssignment"

    def test_another_school_finds_nothing(self, home: Classroom, call: Call, allegro: School) -> None:
        made = home.assigned()
        handed_in = home.submit(made)
        assert call.get_submission(by=allegro.owner, submission_id=handed_in["id"]).status == 404
        body = {"assignment_id": made["id"], "student_id": home.student.id, "text": "X"}
        assert call.submit_work(body, by=allegro.owner).problem == "NoSuchAssignment"


class TestWhat:
    def test_refuses_what_holds_nothing(self, home: Classroom) -> None:
        assert home.submit(home.assigned(), text=" ").problem == "NothingSubmitted"

    @pytest.mark.parametrize("whose", ["the studio's", "another student's", "nobody's"])
    def test_refuses_what_is_not_the_students_own(self, home: Classroom, whose: str) -> None:
        recordings = {
            "the studio's": lambda: home.recording(None),
            "another student's": lambda: home.recording(home.pupil().id),
            "nobody's": lambda: new_id("rec"),
        }
        recording_id = recordings[whose]()
        reply = home.submit(home.assigned(), recording_ids=[recording_id])
        assert (reply.status, reply.problem, reply["id"]) == (422, "NotTheirs", recording_id)

    def test_refuses_a_recording_that_was_rejected(self, home: Classroom) -> None:
        recording_id = home.recording(home.student.id, DepositState.REJECTED)
        reply = home.submit(home.assigned(), recording_ids=[recording_id])
        assert (reply.status, reply.problem) == (409, "PartRejected")

    def test_takes_a_recording_that_is_still_uploaded(self, home: Classroom) -> None:
        recording_id = home.recording(home.student.id, DepositState.UPLOADING)
        assert home.submit(home.assigned(), recording_ids=[recording_id]).status == 201

    def test_what_is_named_twice_is_handed_in_once(self, home: Classroom) -> None:
        recording_id = home.recording(home.student.id)
        reply = home.submit(home.assigned(), recording_ids=[recording_id, recording_id])
        assert reply["recording_ids"] == [recording_id]

    def test_shows_what_became_of_each_recording(self, home: Classroom) -> None:
        ids = [home.recording(home.student.id, DepositState.PROCESSING) for _ in range(2)]
        handed_in = home.submit(home.assigned(), recording_ids=ids)
        home.reject(ids[1])
        parts = read(home, handed_in["id"])["recordings"]
        assert [part["state"] for part in parts] == ["processing", "rejected"]
        assert parts[1]["rejection"]["code"] == "Silent"


class TestAttempts:
    def test_are_numbered_and_all_kept(self, home: Classroom) -> None:
        made = home.assigned()
        for text in ("first", "second", "third"):
            home.submit(made, text=text)
        listed = home.call.list_submissions(by=home.child, assignment_id=made["id"])
        assert [(one["attempt"], one["text"]) for one in listed["items"]] == [
            (3, "third"),
            (2, "second"),
            (1, "first"),
        ]

    def test_two_at_once_get_different_numbers(self, home: Classroom) -> None:
        made = home.assigned()
        draft = NewSubmission(assignment_id=made["id"], text="Done.")
        attempts = together(*[lambda: submissions.submit_work(home.child, draft, now=utc_now())] * 4)
        assert sorted(one.attempt for one in attempts) == [1, 2, 3, 4]

    def test_a_repeated_request_is_one_attempt(self, home: Classroom) -> None:
        made = home.assigned()
        body = {"assignment_id": made["id"], "text": "Done."}
        key = {"idempotency-key": "once"}
        first, second = (home.call.submit_work(body, by=home.child, headers=key) for _ in range(2))
        assert (first["id"], second["attempt"]) == (second["id"], 1)

    def test_are_as_many_as_the_assignment_allows(self, home: Classroom) -> None:
        made = home.assigned(attempts_allowed=1)
        home.submit(made)
        assert home.submit(made).problem == "AttemptsUsedUp"

    def test_the_teacher_may_ask_for_one_more_than_that(self, home: Classroom) -> None:
        made = home.assigned(attempts_allowed=1)
        home.submit(made)
        home.call.update_work(
            {"state": "returned", "note": "Slower, please.", "version": 2},
            by=home.taught_by,
            assignment_id=made["id"],
            student_id=home.student.id,
        )
        assert home.submit(made)["attempt"] == 2

    def test_end_when_the_assignment_is_closed(self, home: Classroom) -> None:
        made = home.assigned()
        home.change(made, state="closed")
        assert home.submit(made).problem == "NotPublished"

    def test_each_is_told_of(self, home: Classroom) -> None:
        made = home.assigned()
        handed_in = home.submit(made)
        [told] = facts_told(home.school, "SubmissionReceived")
        assert (told.subject, told.data) == (
            handed_in["id"],
            {
                "assignment_id": made["id"],
                "student_id": home.student.id,
                "teacher_id": home.teacher.id,
                "is_late": False,
            },
        )


class TestLateness:
    def test_what_comes_after_the_due_date_is_late(self, home: Classroom) -> None:
        made = home.assigned(due=in_days(2))
        assert submitted_late(home, made["id"]).is_late

    def test_what_has_no_due_date_is_never_late(self, home: Classroom) -> None:
        assert not submitted_late(home, home.assigned()["id"]).is_late

    def test_minutes_of_grace_are_not_late(self, home: Classroom) -> None:
        made = home.assigned(due=in_days(9), grace_minutes=4 * 24 * 60)
        assert not submitted_late(home, made["id"]).is_late

    def test_nothing_is_taken_late_where_the_assignment_says_so(self, home: Classroom) -> None:
        made = home.assigned(due=in_days(2), accepts_late=False)
        with pytest.raises(Exception, match="ask the teacher for more time"):
            submitted_late(home, made["id"])

    def test_more_time_given_later_makes_it_in_time(self, home: Classroom) -> None:
        made = home.assigned(due=in_days(2))
        late = submitted_late(home, made["id"])
        home.change(made, due=in_days(20))
        assert read(home, late.id)["is_late"] is False

    def test_less_time_given_later_does_not_make_it_late(self, home: Classroom) -> None:
        made = home.assigned(due=in_days(20))
        in_time = submitted_late(home, made["id"])
        home.change(made, due=in_days(2))
        assert read(home, in_time.id)["is_late"] is False

    def test_what_the_teacher_asked_for_again_is_not_late(self, home: Classroom) -> None:
        made = home.assigned(due=in_days(2))
        home.submit(made)
        home.call.update_work(
            {"state": "returned", "version": 2},
            by=home.taught_by,
            assignment_id=made["id"],
            student_id=home.student.id,
        )
        assert not submitted_late(home, made["id"]).is_late
