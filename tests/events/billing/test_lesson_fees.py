"""A lesson with a price of its own is billed once it was given or missed, once, to the cent."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from functions.events.billing import charge_lesson
from tests.support.bills import balances
from tests.support.cancellable import deliver
from tests.support.door import Call
from tests.support.school import School
from tests.support.timetable import Timetable, a_timetable
from tutti.billing.invoice import Invoice
from tutti.billing.lesson_fees import lesson_invoice_id
from tutti.billing.store import InvoiceStore
from tutti.kit.ids import new_id
from tutti.kit.money import Money
from tutti.scheduling.lesson import Lesson, LessonKind, LessonPurpose
from tutti.scheduling.store import LessonStore

FACTS = ("LessonCompleted", "LessonMissed")
YESTERDAY = datetime.now(UTC).replace(hour=9, minute=0, second=0, microsecond=0) - timedelta(days=1)


@pytest.fixture
def day(forte: School) -> Timetable:
    return a_timetable(forte)


def _given(day: Timetable, **changes: Any) -> Lesson:
    usual: dict[str, Any] = {"price": Money(amount=3333, currency="EUR")}
    lesson = Lesson(
        id=new_id("les"),
        kind=LessonKind.PRIVATE,
        course_id=day.course.id,
        teacher_id=day.teacher.id,
        student_ids=(day.student.id,),
        starts_at=YESTERDAY,
        ends_at=YESTERDAY + timedelta(minutes=30),
        original_start=YESTERDAY,
        zone="Europe/Vienna",
        location_id=day.location.id,
        **(usual | changes),
    )
    return LessonStore(day.school.tenant).create(lesson)


def _invoices(day: Timetable) -> list[Invoice]:
    return InvoiceStore(day.school.tenant).all()


@pytest.mark.parametrize("verb", ["complete_lesson", "miss_lesson"])
def test_a_lesson_that_was_given_or_missed_is_billed_once(call: Call, day: Timetable, verb: str) -> None:
    lesson = _given(day)
    body: Any = {} if verb == "miss_lesson" else None
    assert getattr(call, verb)(body, by=day.school.admin, lesson_id=lesson.id).status == 200
    for _ in range(2):
        deliver(day.school, charge_lesson.handler, *FACTS)
    (invoice,) = _invoices(day)
    assert invoice.id == lesson_invoice_id(lesson.id, day.student.id)
    assert (invoice.total.amount, invoice.guardian_id) == (3333, day.guardian.id)
    assert sum(balances(day.school).values()) == 0


def test_a_lesson_that_was_missed_and_then_held_is_billed_once(call: Call, day: Timetable) -> None:
    lesson = _given(day)
    call.miss_lesson({}, by=day.school.admin, lesson_id=lesson.id)
    call.complete_lesson(by=day.school.admin, lesson_id=lesson.id)
    deliver(day.school, charge_lesson.handler, *FACTS)
    assert len(_invoices(day)) == 1


@pytest.mark.parametrize("changes", [{"price": None}, {"purpose": LessonPurpose.MAKEUP}])
def test_what_was_paid_otherwise_is_not_billed(call: Call, day: Timetable, changes: dict[str, Any]) -> None:
    lesson = _given(day, **changes)
    call.complete_lesson(by=day.school.admin, lesson_id=lesson.id)
    deliver(day.school, charge_lesson.handler, *FACTS)
    assert _invoices(day) == []
