"""Many at once: no place is given twice, and everybody else is told at once and in order."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from tests.support.enrolling import a_request
from tests.support.offers import a_cohort, a_course, a_piano_teacher
from tests.support.school import School
from tutti.enrollment import holding, validating
from tutti.enrollment.course import CourseKind
from tutti.enrollment.enrollment import EnrollmentRequest
from tutti.enrollment.requesting import pending
from tutti.enrollment.standing import standing_of
from tutti.enrollment.store import CohortStore, EnrollmentStore
from tutti.kit.clock import utc_now
from tutti.kit.errors import Refusal
from tutti.people.teaching import loads
from tutti.scheduling.grid import Span

PARENTS = 40


def _requests(school: School, course_id: str, count: int) -> list[str]:
    tenant, store = school.tenant, EnrollmentStore(school.tenant)
    asked = [EnrollmentRequest.model_validate(a_request(course_id)) for _ in range(count)]
    return [store.create(pending(tenant, one, now=utc_now())).id for one in asked]


def _at_once(act: Callable[[str], object], ids: list[str]) -> Counter[str]:
    """All of them in the same moment; how often each outcome."""
    start = Barrier(len(ids))

    def run(enrollment_id: str) -> str:
        start.wait()
        try:
            act(enrollment_id)
        except Refusal as refusal:
            return refusal.code()
        return "held"

    with ThreadPoolExecutor(len(ids)) as threads:
        return Counter(threads.map(run, ids))


def test_forty_parents_race_for_one_seat(aws: None, forte: School) -> None:
    course = a_course(forte, CourseKind.COHORT)
    cohort = a_cohort(forte, course, capacity=1, sessions=1)
    ids = _requests(forte, course.id, PARENTS)
    tenant, now = forte.tenant, utc_now()
    outcomes = _at_once(lambda one: holding.hold_place(tenant, one, now=now), ids)
    assert outcomes == {"held": 1, "NoPlaceLeft": PARENTS - 1}
    seats = tenant.table.get(CohortStore(tenant).seats_key(cohort.id))
    assert seats
    assert (seats.taken, seats.capacity) == (1, 1)


def test_those_without_a_seat_stand_in_one_line(aws: None, forte: School) -> None:
    course = a_course(forte)
    ids = _requests(forte, course.id, 8)
    waiting = [validating.join_waitlist(forte.tenant, one, now=utc_now()) for one in reversed(ids)]
    standings = {one.id: standing_of(forte.tenant, one) for one in waiting}
    assert [one.position for _, one in sorted(standings.items()) if one] == list(range(1, 9))


def test_a_teachers_places_and_hours_are_given_once(aws: None, forte: School) -> None:
    teacher = a_piano_teacher(forte, capacity=3)
    course = a_course(forte)
    ids = _requests(forte, course.id, 8)
    tenant, now = forte.tenant, utc_now()
    outcomes = _at_once(lambda one: holding.hold_place(tenant, one, now=now), ids)
    assert outcomes == {"held": 3, "NoPlaceLeft": 5}
    held = [one.hold.place.span for one in EnrollmentStore(tenant).get_many(ids) if one.hold]
    assert loads(tenant, [teacher.id]) == {teacher.id: 3}
    assert not any(_overlap(one, other) for one in held for other in held if one is not other)


def _overlap(one: Span, other: Span) -> bool:
    return one.first < other.last and other.first < one.last
