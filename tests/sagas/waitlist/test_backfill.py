"""A seat comes free: the first in line is offered it, accepts, pays and begins; or the next one is asked."""

from datetime import datetime, timedelta

import pytest

from tests.support.backfill import Backfill, seats
from tests.support.bills import told_names
from tests.support.door import Call
from tests.support.enrolling import Application, Enrolling
from tests.support.offers import a_cohort, a_course, a_piano_teacher, next_week
from tests.support.remains import Remains
from tutti.enrollment.course import Cohort, CourseKind
from tutti.enrollment.store import CourseStore
from tutti.enrollment.supplies import supply_of
from tutti.kit.clock import utc_now
from tutti.scheduling.waitlist import service as waitlist_service
from tutti.scheduling.waitlist.published import line_id_of
from tutti.scheduling.waitlist.seat import SeatKind

OFFER_LASTS = timedelta(hours=48)


@pytest.fixture
def cohort(enrolling: Enrolling) -> Cohort:
    """One seat only."""
    return a_cohort(enrolling.school, a_course(enrolling.school, CourseKind.COHORT), capacity=1)


def _active(enrolling: Enrolling, cohort: Cohort) -> Application:
    applied = enrolling.apply(cohort.course_id).pays().goes_on()
    assert applied.state == "active"
    return applied


def _waiting(enrolling: Enrolling, cohort: Cohort, count: int) -> list[Application]:
    """Families who asked one after the other; ids of one millisecond are in the order of chance."""
    asked = [enrolling.apply(cohort.course_id) for _ in range(count)]
    assert {one.state for one in asked} == {"waitlisted"}
    return sorted(asked, key=lambda one: one.enrollment_id)


def _withdraw(enrolling: Enrolling, leaver: Application) -> None:
    reply = Call().withdraw_student(by=enrolling.school.admin, enrollment_id=leaver.enrollment_id)
    assert reply.status == 200, reply.body


def _answer(application: Application, verb: str) -> tuple[int, str | None]:
    reply = getattr(Call(), f"{verb}_offer")(
        slug=application.school.studio.slug,
        enrollment_id=application.enrollment_id,
        query={"token": application.token},
    )
    return reply.status, reply.problem


def _settle(enrolling: Enrolling, cohort: Cohort, now: datetime) -> None:
    line_id = line_id_of(cohort.course_id, SeatKind.COHORT)
    waitlist_service.settle(enrolling.school.tenant, supply_of, line_id, now=now)


def test_who_leaves_a_full_cohort_makes_room_for_the_first_in_line_who_pays_and_begins(
    enrolling: Enrolling, cohort: Cohort, backfill: Backfill
) -> None:
    leaver = _active(enrolling, cohort)
    first, second, _ = _waiting(enrolling, cohort, 3)
    _withdraw(enrolling, leaver)
    assert leaver.state == "cancelled"
    assert seats(enrolling.school, cohort.id) == (1, 1)
    offer = backfill.offer_of(first)
    explained = second.status["waitlist"]["explained"]
    assert explained.startswith("1 family before you; 1 seat is on offer until ")
    assert _answer(first, "accept") == (200, None)
    backfill.heard()
    walk = backfill.rerun(first, offer).go_on()
    assert (walk.at, first.state) == ("AwaitPayment", "awaiting_payment")
    first.pays()
    walk.go_on()
    assert (walk.at, first.state) == ("Enrolled", "active")
    assert second.status["waitlist_position"] == 1
    assert seats(enrolling.school, cohort.id) == (1, 1)


def test_the_saga_passes_by_what_was_done_before(
    enrolling: Enrolling, cohort: Cohort, backfill: Backfill
) -> None:
    leaver = _active(enrolling, cohort)
    [first] = _waiting(enrolling, cohort, 1)
    _withdraw(enrolling, leaver)
    offer = backfill.offer_of(first)
    _answer(first, "accept")
    backfill.heard()
    walk = backfill.rerun(first, offer).go_on()
    assert walk.visited[:3] == ["ValidateEnrollment", "HoldPlace", "OpenAccounts"]
    assert first.step("HoldPlace") == ("done", "A seat in Tuesday group, offered from the waitlist.")


def test_what_is_accepted_and_not_paid_goes_to_the_next(
    enrolling: Enrolling, cohort: Cohort, backfill: Backfill
) -> None:
    leaver = _active(enrolling, cohort)
    first, second = _waiting(enrolling, cohort, 2)
    _withdraw(enrolling, leaver)
    offer = backfill.offer_of(first)
    _answer(first, "accept")
    backfill.heard()
    walk = backfill.rerun(first, offer).go_on()
    first.lapses()
    walk.go_on()
    assert (walk.at, first.state) == ("NotEnrolled", "expired")
    assert backfill.offer_of(second).seats == 1
    assert seats(enrolling.school, cohort.id) == (1, 1)


def test_an_unpaid_seat_that_lapses_is_offered_in_the_same_moment(
    enrolling: Enrolling, cohort: Cohort, backfill: Backfill
) -> None:
    holder = enrolling.apply(cohort.course_id)
    first, _ = _waiting(enrolling, cohort, 2)
    holder.lapses().goes_on()
    assert holder.state == "expired"
    assert backfill.offer_of(first).pool.id == cohort.id
    stranger = enrolling.apply(cohort.course_id)
    assert stranger.state == "waitlisted"


def test_an_offer_that_lapses_closes_the_enrolment_and_asks_the_next(
    enrolling: Enrolling, cohort: Cohort, backfill: Backfill
) -> None:
    leaver = _active(enrolling, cohort)
    first, second = _waiting(enrolling, cohort, 2)
    _withdraw(enrolling, leaver)
    offer = backfill.offer_of(first)
    backfill.heard()
    names = [name for name in enrolling.paper.scheduler.names if offer.id in name]
    assert [enrolling.paper.scheduler.names[one] for one in names] == [offer.expires_at]
    _settle(enrolling, cohort, offer.expires_at)
    backfill.heard()
    assert (first.state, first.status["problem"]["code"]) == ("expired", "OfferLapsed")
    assert _answer(first, "accept") == (409, "OfferOver")
    assert backfill.offer_of(second).seats == 1


def test_an_offer_that_is_declined_closes_the_enrolment_and_asks_the_next(
    enrolling: Enrolling, cohort: Cohort, backfill: Backfill
) -> None:
    leaver = _active(enrolling, cohort)
    first, second = _waiting(enrolling, cohort, 2)
    _withdraw(enrolling, leaver)
    assert _answer(first, "decline") == (200, None)
    backfill.heard()
    assert (first.state, first.status["problem"]["code"]) == ("cancelled", "OfferDeclined")
    assert _answer(first, "decline") == (409, "OfferOver")
    assert backfill.offer_of(second).seats == 1
    assert told_names(enrolling.school)["SeatOfferDeclined"] == 1


def test_a_seat_that_nobody_wants_any_more_is_everybodys_again(
    enrolling: Enrolling, cohort: Cohort, backfill: Backfill
) -> None:
    leaver = _active(enrolling, cohort)
    [only] = _waiting(enrolling, cohort, 1)
    _withdraw(enrolling, leaver)
    _answer(only, "decline")
    assert seats(enrolling.school, cohort.id) == (0, 1)
    backfill.heard()
    assert enrolling.apply(cohort.course_id).state == "awaiting_payment"


def test_accepting_twice_is_accepting_once(enrolling: Enrolling, cohort: Cohort, backfill: Backfill) -> None:
    leaver = _active(enrolling, cohort)
    [first] = _waiting(enrolling, cohort, 1)
    _withdraw(enrolling, leaver)
    assert [_answer(first, "accept") for _ in "12"] == [(200, None)] * 2
    backfill.heard()
    assert len([name for name in enrolling.paper.sagas.walks if "sof_" in name]) == 1


def test_who_waits_for_any_cohort_and_who_waits_for_one_are_in_one_line(
    enrolling: Enrolling, backfill: Backfill
) -> None:
    course = a_course(enrolling.school, CourseKind.COHORT)
    early = a_cohort(enrolling.school, course, capacity=1)
    holder = enrolling.apply(course.id)
    anywhere = enrolling.apply(course.id)
    here = enrolling.apply(course.id, cohort_id=early.id)
    assert [one.status["waitlist_position"] for one in (anywhere, here)] == [1, 2]
    holder.leaves()
    holder.goes_on()
    assert backfill.offer_of(anywhere).pool.id == early.id
    assert "offer" not in here.status["waitlist"]


def test_a_new_cohort_is_offered_to_who_waits(
    enrolling: Enrolling, cohort: Cohort, backfill: Backfill
) -> None:
    _active(enrolling, cohort)
    first, second = _waiting(enrolling, cohort, 2)
    backfill.heard()
    course = CourseStore(enrolling.school.tenant).get(cohort.course_id)
    later = a_cohort(
        enrolling.school, course, capacity=1, name="Friday group", first=next_week(enrolling.school, days=9)
    )
    assert enrolling.apply(course.id).state == "waitlisted"
    backfill.heard()
    assert backfill.offer_of(first).pool.id == later.id
    assert "offer" not in second.status["waitlist"]


def test_more_seats_are_offered_to_who_waits(
    enrolling: Enrolling, cohort: Cohort, backfill: Backfill
) -> None:
    _active(enrolling, cohort)
    first, second = _waiting(enrolling, cohort, 2)
    size = {"capacity": 3, "version": 1}
    reply = Call().resize_cohort(size, by=enrolling.school.admin, cohort_id=cohort.id)
    assert (reply.status, reply["capacity"]) == (200, 3)
    assert [backfill.offer_of(one).seats for one in (first, second)] == [1, 1]
    assert seats(enrolling.school, cohort.id) == (3, 3)
    fewer = Call().resize_cohort(
        {"capacity": 2, "version": 2}, by=enrolling.school.admin, cohort_id=cohort.id
    )
    assert (fewer.status, fewer.problem) == (409, "SeatsAreTaken")


def test_who_leaves_the_line_with_an_offer_gives_it_to_the_next(
    enrolling: Enrolling, cohort: Cohort, backfill: Backfill
) -> None:
    leaver = _active(enrolling, cohort)
    first, second = _waiting(enrolling, cohort, 2)
    _withdraw(enrolling, leaver)
    Call().cancel_enrollment(by=enrolling.school.admin, enrollment_id=first.enrollment_id)
    assert first.status["problem"]["code"] == "LeftWaitlist"
    assert backfill.offer_of(second).seats == 1


def test_nothing_is_left_when_all_have_left(enrolling: Enrolling, cohort: Cohort, backfill: Backfill) -> None:
    before = Remains.of(enrolling.paper)
    holder = enrolling.apply(cohort.course_id)
    waiting = _waiting(enrolling, cohort, 2)
    holder.leaves()
    holder.goes_on()
    backfill.heard()
    for one in waiting:
        assert _answer(one, "decline") == (200, None)
        backfill.heard()
    assert Remains.of(enrolling.paper).since(before) == {}


def test_a_teachers_place_that_comes_free_is_offered_with_an_hour(
    enrolling: Enrolling, backfill: Backfill
) -> None:
    a_piano_teacher(enrolling.school, capacity=1)
    course = a_course(enrolling.school)
    holder = enrolling.apply(course.id)
    first = enrolling.apply(course.id)
    assert first.state == "waitlisted"
    holder.leaves()
    holder.goes_on()
    assert enrolling.apply(course.id).state == "waitlisted"
    backfill.heard()
    offer = backfill.offer_of(first)
    assert offer.pool.place
    assert _answer(first, "accept") == (200, None)
    backfill.heard()
    walk = backfill.rerun(first, offer).go_on()
    first.pays()
    assert (walk.go_on().at, first.state) == ("Enrolled", "active")


def test_a_new_teacher_is_offered_to_who_waits(enrolling: Enrolling, backfill: Backfill) -> None:
    course = a_course(enrolling.school)
    waiting = [enrolling.apply(course.id) for _ in "12"]
    waiting.sort(key=lambda one: one.enrollment_id)
    a_piano_teacher(enrolling.school, capacity=2)
    backfill.heard()
    hours = {backfill.offer_of(one).pool.id for one in waiting}
    assert len(hours) == 2
    assert utc_now() < backfill.offer_of(waiting[0]).expires_at <= utc_now() + OFFER_LASTS


def test_a_teachers_place_is_free_again_when_the_last_who_waited_leaves(
    enrolling: Enrolling, backfill: Backfill
) -> None:
    a_piano_teacher(enrolling.school, capacity=1)
    course = a_course(enrolling.school)
    before = Remains.of(enrolling.paper)
    holder, waiting = enrolling.apply(course.id), enrolling.apply(course.id)
    holder.leaves()
    holder.goes_on()
    backfill.heard()
    assert backfill.offer_of(waiting)
    Call().cancel_enrollment(by=enrolling.school.admin, enrollment_id=waiting.enrollment_id)
    backfill.heard()
    assert Remains.of(enrolling.paper).since(before) == {}
