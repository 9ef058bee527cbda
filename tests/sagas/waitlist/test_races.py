"""Many at once: accepting, declining, lapsing, joining and freeing leave every seat with one family."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from tests.support.backfill import Backfill, seats
from tests.support.enrolling import Application, Enrolling
from tests.support.offers import a_cohort, a_course
from tests.support.people import a_family, a_guardian, a_student
from tutti.enrollment import offers_by_link, releasing, validating, waitlist_joining
from tutti.enrollment.course import Cohort, CourseKind
from tutti.enrollment.supplies import supply_of
from tutti.enrollment.waitlist_request import WaitlistRequest
from tutti.kit.clock import utc_now
from tutti.kit.errors import Refusal
from tutti.scheduling.waitlist import service as waitlist_service
from tutti.scheduling.waitlist.published import line_id_of
from tutti.scheduling.waitlist.seat import SeatKind

THREADS = 20
TERMS = {"accepted_terms": True, "consent": True}
Act = Callable[[], object]


@pytest.fixture
def cohort(enrolling: Enrolling) -> Cohort:
    return a_cohort(enrolling.school, a_course(enrolling.school, CourseKind.COHORT), capacity=1, sessions=1)


@pytest.fixture
def waiting(enrolling: Enrolling, cohort: Cohort) -> list[Application]:
    """Two families, the first with an offer."""
    holder = enrolling.apply(cohort.course_id)
    asked = sorted((enrolling.apply(cohort.course_id) for _ in "12"), key=lambda one: one.enrollment_id)
    holder.leaves()
    holder.goes_on()
    return asked


def _at_once(*acts: Act) -> Counter[str]:
    """All of them in the same moment; how often each outcome."""
    start = Barrier(len(acts))

    def run(act: Act) -> str:
        start.wait()
        try:
            act()
        except Refusal as refusal:
            return refusal.code()
        return "done"

    with ThreadPoolExecutor(len(acts)) as threads:
        return Counter(threads.map(run, acts))


@pytest.mark.parametrize("attempt", range(4))
def test_accepting_races_the_end_of_the_offer_and_one_of_them_wins(
    enrolling: Enrolling, cohort: Cohort, backfill: Backfill, waiting: list[Application], attempt: int
) -> None:
    tenant, (first, second) = enrolling.school.tenant, waiting
    offer = backfill.offer_of(first)
    in_time, line_id = offer.expires_at - timedelta(seconds=1), line_id_of(cohort.course_id, SeatKind.COHORT)

    def accept() -> None:
        waitlist_service.accept(tenant, supply_of, offer.id, now=in_time)

    def lapse() -> None:
        waitlist_service.settle(tenant, supply_of, line_id, now=offer.expires_at)

    acts = [accept, lapse] if attempt % 2 else [lapse, accept]
    outcomes = _at_once(*(acts * (THREADS // 2)))
    backfill.heard()
    is_taken = first.enrollment.hold is not None
    assert seats(enrolling.school, cohort.id) == (1, 1)
    if is_taken:
        assert outcomes == {"done": THREADS}
        assert (first.state, "offer" in second.status["waitlist"]) == ("validating", False)
        assert [name for name in enrolling.paper.sagas.walks if name.endswith(offer.id)]
    else:
        assert outcomes == {"done": THREADS // 2, "OfferOver": THREADS // 2}
        assert (first.state, backfill.offer_of(second).seats) == ("expired", 1)


def test_accepting_races_declining_and_one_of_them_wins(
    enrolling: Enrolling, cohort: Cohort, backfill: Backfill, waiting: list[Application]
) -> None:
    tenant, (first, second), now = enrolling.school.tenant, waiting, utc_now()
    offer_id = backfill.offer_of(first).id

    def accept() -> None:
        waitlist_service.accept(tenant, supply_of, offer_id, now=now)

    def decline() -> None:
        waitlist_service.decline(tenant, supply_of, offer_id, now=now)

    outcomes = _at_once(*([accept, decline] * 5))
    backfill.heard()
    assert outcomes == {"done": 5, "OfferOver": 5}
    assert seats(enrolling.school, cohort.id) == (1, 1)
    assert (first.enrollment.hold is not None) != ("offer" in second.status["waitlist"])


def test_joining_races_a_seat_that_comes_free_and_none_waits_beside_a_free_seat(
    enrolling: Enrolling, cohort: Cohort, backfill: Backfill
) -> None:
    tenant, now = enrolling.school.tenant, utc_now()
    holder = enrolling.apply(cohort.course_id)
    asked = [enrolling.ask(cohort.course_id) for _ in range(8)]
    for one in asked:
        while one.walk.at != "JoinWaitlist":
            one.walk.step()

    def join(one: Application) -> Act:
        return lambda: validating.join_waitlist(tenant, one.enrollment_id, now=now)

    def free() -> None:
        releasing.release_place(tenant, holder.enrollment_id, now=now)

    outcomes = _at_once(*map(join, asked), free)
    assert outcomes == {"done": 9}
    line = backfill.line(cohort.course_id)
    assert (len(line.waiting), len(line.offers)) == (8, 1)
    assert seats(enrolling.school, cohort.id) == (1, 1)


def test_a_link_that_is_followed_many_times_at_once_is_followed_once(
    enrolling: Enrolling, cohort: Cohort, backfill: Backfill, waiting: list[Application]
) -> None:
    tenant, (first, _), now = enrolling.school.tenant, waiting, utc_now()
    before = first.enrollment
    outcomes = _at_once(*([lambda: offers_by_link.accept_offer(tenant, before, now=now)] * 8))
    backfill.heard()
    assert outcomes == {"done": 8}
    assert seats(enrolling.school, cohort.id) == (1, 1)
    assert len([name for name in enrolling.paper.sagas.walks if "sof_" in name]) == 1


def test_many_who_join_at_once_all_get_their_turn(
    enrolling: Enrolling, cohort: Cohort, backfill: Backfill
) -> None:
    tenant, now = enrolling.school.tenant, utc_now()
    enrolling.apply(cohort.course_id)
    asked = [enrolling.ask(cohort.course_id) for _ in range(24)]
    for one in asked:
        while one.walk.at != "JoinWaitlist":
            one.walk.step()

    def join(one: Application) -> Act:
        return lambda: validating.join_waitlist(tenant, one.enrollment_id, now=now)

    assert _at_once(*map(join, asked)) == {"done": 24}
    in_order = [one.id.partition("_")[2] for one in backfill.line(cohort.course_id).in_order()]
    assert in_order == sorted(one.enrollment_id.partition("_")[2] for one in asked)


def test_families_whom_the_school_knows_join_at_once_while_seats_are_free(
    enrolling: Enrolling, cohort: Cohort, backfill: Backfill
) -> None:
    school, now = enrolling.school, utc_now()
    families = [a_family(school, f"Family-{number}") for number in range(8)]
    students = [a_student(school, one) for one in families]
    for one in families:
        a_guardian(school, one)

    def join(student_id: str) -> Act:
        asked = {"cohort_id": cohort.id, "student_ids": [student_id], **TERMS}
        wish = WaitlistRequest.model_validate(asked)
        return lambda: waitlist_joining.join_waitlist(school.admin, wish, now=now)

    assert _at_once(*(join(one.id) for one in students)) == {"done": 8}
    line = backfill.line(cohort.course_id)
    assert (len(line.waiting), len(line.offers)) == (8, 1)
    assert seats(school, cohort.id) == (1, 1)
