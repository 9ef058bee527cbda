"""Many who comment and grade in the same moment: nothing is lost, and once is once."""

from collections import Counter
from functools import partial

from tests.support.commented import Commented
from tests.support.door import Call, Reply
from tests.support.facts import facts_told
from tests.support.graded_work import some_work
from tests.support.grading import marks
from tests.support.school import School
from tests.support.timetable import a_timetable
from tests.support.together import together

AT_ONCE = 6


def _outcomes(replies: list[Reply]) -> Counter[str | int]:
    return Counter(reply.problem or reply.status for reply in replies)


def test_replies_at_once_are_all_kept_and_counted(forte: School) -> None:
    lesson = Commented(a_timetable(forte))
    made = lesson.says()
    replies = together(*[lambda: lesson.answers(made)] * AT_ONCE)
    assert _outcomes(replies) == {201: AT_ONCE}
    Call().remove_comment(by=lesson.teacher, comment_id=made["id"])
    assert len(lesson.read()) == AT_ONCE + 1
    gone = together(
        *(lambda one=one: Call().remove_comment(by=lesson.child, comment_id=one["id"]) for one in replies)
    )
    assert (_outcomes(gone), lesson.read()) == ({204: AT_ONCE}, [])


def test_a_reply_to_what_is_removed_in_the_same_moment_is_refused_or_has_its_place(forte: School) -> None:
    lesson = Commented(a_timetable(forte))
    for at_ms in range(AT_ONCE):
        made = lesson.says(at_ms=at_ms)
        answer, _ = together(
            partial(lesson.answers, made),
            partial(Call().remove_comment, by=lesson.teacher, comment_id=made["id"]),
        )
        left = [one["id"] for one in lesson.read() if made["id"] in (one["id"], one.get("reply_to"))]
        assert left == ([made["id"], answer["id"]] if answer.status == 201 else [])


def test_an_attempt_that_many_grade_at_once_has_one_grade(forte: School) -> None:
    work = some_work(a_timetable(forte))
    handed_in, rubric = work.is_handed_in(), work.rubric()
    given = together(*[lambda: work.graded(handed_in, rubric, is_released=True)] * AT_ONCE)
    assert _outcomes(given) == {201: 1, "GradedOnce": AT_ONCE - 1}
    assert len(facts_told(forte, "GradeGiven")) == 1


def test_a_grade_that_many_release_at_once_is_given_once(forte: School) -> None:
    work = some_work(a_timetable(forte))
    given = work.graded(work.is_handed_in(), work.rubric())
    body = {"marks": marks(), "is_released": True, "version": 1}
    released = together(*[lambda: Call().update_grade(body, by=work.teacher, grade_id=given["id"])] * AT_ONCE)
    assert _outcomes(released) == {200: 1, "VersionConflict": AT_ONCE - 1}
    assert len(facts_told(forte, "GradeGiven")) == 1


def test_work_that_is_handed_in_while_it_is_graded_keeps_both(forte: School) -> None:
    work = some_work(a_timetable(forte))
    first, rubric = work.is_handed_in(), work.rubric()
    body = {"assignment_id": work.assignment.id, "student_id": work.day.student.id, "text": "Again."}
    graded, submitted = together(
        lambda: work.graded(first, rubric, is_released=True), lambda: Call().submit_work(body, by=work.child)
    )
    part = work.part()
    if submitted.status == 201:
        assert (graded.problem, part.attempts, part.state.value) == ("LaterAttempt", 2, "submitted")
    else:
        assert (graded.status, submitted.problem, part.state.value) == (201, "AlreadyGraded", "graded")
