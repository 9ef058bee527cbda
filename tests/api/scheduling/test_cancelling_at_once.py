"""Many who cancel and spend in the same moment: once is once, and no credit is spent twice."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

from tests.support.bills import told
from tests.support.cancellable import Cancellable
from tests.support.door import Call
from tests.support.school import School
from tests.support.timetable import Timetable
from tests.support.together import together
from tutti.billing.credit import balance
from tutti.billing.crediting import credits_of
from tutti.kit.caller import Caller
from tutti.kit.clock import local_date, utc_now
from tutti.kit.due import Timers
from tutti.kit.errors import Refusal
from tutti.scheduling.booking import book
from tutti.scheduling.cancellation.cancellation import CancellationRequest
from tutti.scheduling.cancellation.cancelling import cancel_lesson
from tutti.scheduling.cancellation.case import CancellationReason
from tutti.scheduling.lesson import Lesson
from tutti.scheduling.lesson_terms import Booking
from tutti.scheduling.makeups import paid_with_credit

AT_ONCE = 6


def all_at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each gives, a refusal by its name."""

    def outcome(act: Callable[[], Any]) -> Any:
        try:
            return act()
        except Refusal as refusal:
            return refusal.code()

    return together(*(partial(outcome, act) for act in acts))


def cancelling(lesson: Lesson, by: Caller, reason: CancellationReason) -> Callable[[], Any]:
    request = CancellationRequest(reason=reason)
    return lambda: cancel_lesson(by, lesson.id, request, now=utc_now()).parts[0].outcome


def test_a_lesson_that_many_cancel_at_once_is_cancelled_and_credited_once(forte: School) -> None:
    piano = Cancellable(forte)
    lesson, callers = piano.a_lesson(), (piano.parent, piano.office) * (AT_ONCE // 2)
    acts = [cancelling(lesson, by, CancellationReason.OTHER) for by in callers]
    assert Counter(all_at_once(*acts)) == {"credit": AT_ONCE // 2, "AlreadyCancelled": AT_ONCE // 2}
    assert len(told(forte, "LessonCancelled")) == 1
    assert len(credits_of(forte.tenant, piano.student.id)) == 1


def test_every_illness_counts_when_many_lessons_are_cancelled_at_once(forte: School) -> None:
    piano = Cancellable(forte)
    lessons = [piano.a_lesson(hours=n) for n in range(2, 2 + AT_ONCE)]
    acts = [cancelling(lesson, piano.parent, CancellationReason.ILLNESS) for lesson in lessons]
    assert Counter(all_at_once(*acts)) == {"credit": 2, "ask": AT_ONCE - 2}


def test_a_credit_is_never_spent_twice(call: Call, day: Timetable) -> None:
    body = {"student_id": day.student.id, "instrument": "piano", "minutes": 60}
    call.grant_credit(body, by=day.school.admin)

    def booking(hour: int) -> Callable[[], Any]:
        makeup, now = Booking.model_validate(day.booking(hour=hour, purpose="makeup")), utc_now()
        along = paid_with_credit(day.school.tenant, makeup, now=now)
        return lambda: (
            book(day.school.admin, makeup, requiring=(), timers=Timers(), now=now, along=along).status
        )

    replies = all_at_once(*(booking(9 + n) for n in range(AT_ONCE)))
    assert Counter(replies) == {"confirmed": 2, "NotEnoughCredit": AT_ONCE - 2}
    lots = credits_of(day.school.tenant, day.student.id)
    now = balance(lots, local_date(utc_now(), "Europe/Vienna"))
    assert (now.issued, now.spent, now.open) == (60, 60, 0)
