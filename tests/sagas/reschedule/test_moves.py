"""Whoever chooses one of the times has the lesson moved: everything with it, and nothing stays held."""

from tests.support.bills import told
from tests.support.rescheduling import Rescheduling


def test_the_lesson_takes_the_chosen_time_and_keeps_its_name(rescheduling: Rescheduling) -> None:
    before = rescheduling.lesson()
    offer = rescheduling.offers(before)
    assert offer.accept(1).status == 200
    after = offer.goes_on().lesson
    assert offer.ends == ("Moved", "accepted")
    assert (after.starts_at, after.original_start) == (rescheduling.day.at(5, 15), before.starts_at)
    assert after.sequence == before.sequence + 1


def test_only_the_new_time_is_taken_afterwards(rescheduling: Rescheduling) -> None:
    day, lesson = rescheduling.day, rescheduling.lesson()
    offer = rescheduling.offers(lesson)
    offer.accept(1)
    offer.goes_on()
    for one in (day.teacher.id, day.room.id, day.student.id):
        assert day.busy(one, lesson.starts_at) == 0
        assert day.busy(one, day.at(4, 11)) == 0
        assert day.busy(one, day.at(5, 15)) == 0b11


def test_all_times_are_held_while_nobody_has_answered(rescheduling: Rescheduling) -> None:
    day = rescheduling.day
    offer = rescheduling.offers(rescheduling.lesson())
    assert (offer.walk.at, offer.state) == ("AwaitAnswer", "offered")
    for time in rescheduling.times():
        assert [day.busy(one, time) for one in (day.teacher.id, day.room.id, day.student.id)] == [3, 3, 3]


def test_the_facts_name_lesson_times_and_people(rescheduling: Rescheduling) -> None:
    day, lesson = rescheduling.day, rescheduling.lesson()
    offer = rescheduling.offers(lesson)
    offer.accept()
    offer.goes_on()
    [fact] = told(day.school, "LessonMoved")
    assert (fact.subject, fact.data["student_ids"]) == (lesson.id, [day.student.id])
    assert fact.data["was_at"] != fact.data["starts_at"]
    [answered] = told(day.school, "RescheduleAnswered")
    assert answered.actor == day.guardian.id


def test_an_alternative_may_overlap_the_lesson_itself(rescheduling: Rescheduling) -> None:
    day, lesson = rescheduling.day, rescheduling.lesson()
    shifted = day.at(3, 10, 15)
    offer = rescheduling.offers(lesson, [shifted, day.at(5, 15)])
    assert day.busy(day.teacher.id, lesson.starts_at, 45) == 0b111
    offer.accept(0)
    offer.goes_on()
    assert offer.lesson.starts_at == shifted
    assert day.busy(day.teacher.id, lesson.starts_at, 45) == 0b110


def test_a_family_asks_and_the_teacher_chooses(rescheduling: Rescheduling) -> None:
    day = rescheduling.day
    offer = rescheduling.offers(rescheduling.lesson(), by=day.parent)
    assert offer.accept(by=day.parent).problem == "OtherSideAnswers"
    assert offer.accept(by=day.taught_by).status == 200
    assert offer.goes_on().ends == ("Moved", "accepted")


def test_the_link_in_the_mail_answers_for_the_family(rescheduling: Rescheduling) -> None:
    offer = rescheduling.offers(rescheduling.lesson())
    assert offer.answer(1).status == 200
    assert offer.goes_on().lesson.starts_at == rescheduling.day.at(5, 15)


def test_an_answer_that_comes_before_anybody_waits_is_heard(rescheduling: Rescheduling) -> None:
    offer = rescheduling.asks(rescheduling.lesson())
    while offer.walk.at != "AwaitAnswer":
        offer.walk.step()
    assert offer.accept().status == 200
    assert offer.goes_on().ends == ("Moved", "accepted")
