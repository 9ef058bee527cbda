"""Holding a place while the family pays: a seat in the cohort, or an hour of the teacher who suits best."""

from datetime import datetime, timedelta

from tutti.enrollment.assignment import Candidate, Score, rank
from tutti.enrollment.course import Cohort, Course, CourseKind
from tutti.enrollment.enrollment import Enrollment, Hold, Preferences
from tutti.enrollment.steps import Effect, do, undo
from tutti.enrollment.store import CohortStore, CourseStore, NoPlaceLeft, offers
from tutti.kit.tenant import Tenant
from tutti.people import teaching
from tutti.scheduling.openings import Opening
from tutti.scheduling.places import Diary, diary_for
from tutti.scheduling.service import claiming, freeing
from tutti.studios.service import get_studio

STEP = "HoldPlace"
LASTS = timedelta(minutes=40)
"""Longer than a Checkout Session may be paid: who pays in time finds the place still held."""


def hold_place(tenant: Tenant, enrollment_id: str, *, now: datetime) -> Enrollment:
    """Hold a place for the enrolment; refuses with `NoPlaceLeft` when there is none."""

    def act(enrollment: Enrollment) -> Effect:
        course = CourseStore(tenant).get(enrollment.course_id)
        hold = _hold_seat if course.kind is CourseKind.COHORT else _hold_hour
        return hold(tenant, enrollment, course, now)

    return do(tenant, enrollment_id, STEP, act)


def release_place(tenant: Tenant, enrollment_id: str) -> Enrollment:
    """Give back what is held: the seat or the teacher's place, and everybody's time."""

    def act(enrollment: Enrollment) -> Effect:
        if enrollment.hold is None:
            return Effect("Nothing was held.")
        place, cohort_id = enrollment.hold.place, enrollment.hold.cohort_id
        if cohort_id:
            cohorts = CohortStore(tenant)
            spans = cohorts.get(cohort_id).spans_from(place.starts_at)
            changes = [cohorts.freeing_seat(cohort_id), *freeing(tenant, [enrollment.student_id], spans)]
        else:
            resources = [*place.resources, enrollment.student_id]
            changes = [
                teaching.losing_student(tenant, place.teacher_id),
                *freeing(tenant, resources, [place.span]),
            ]
        return Effect("The place is free again.", {"hold": None}, changes)

    return undo(tenant, enrollment_id, STEP, act)


def _hold_seat(tenant: Tenant, enrollment: Enrollment, course: Course, now: datetime) -> Effect:
    cohort = _cohort_with_seat(tenant, enrollment, course, now)
    first = cohort.upcoming(now)[0]
    hold = Hold(place=cohort.place(first), cohort_id=cohort.id, expires_at=now + LASTS)
    spans = cohort.spans_from(first.starts_at)
    changes = [CohortStore(tenant).taking_seat(cohort.id), *claiming(tenant, [enrollment.student_id], spans)]
    return Effect(f"A seat in {cohort.name}.", {"hold": hold, "cohort_id": cohort.id}, changes)


def _cohort_with_seat(tenant: Tenant, enrollment: Enrollment, course: Course, now: datetime) -> Cohort:
    offered = offers(tenant)
    asked_for = [
        cohort
        for cohort in offered.cohorts.get(course.id, [])
        if enrollment.cohort_id in (None, cohort.id)
        and cohort.upcoming(now)
        and offered.seats_left[cohort.id] > 0
    ]
    if not asked_for:
        raise NoPlaceLeft()
    return min(asked_for, key=lambda cohort: (cohort.upcoming(now)[0].starts_at, cohort.id))


def _hold_hour(tenant: Tenant, enrollment: Enrollment, course: Course, now: datetime) -> Effect:
    teachers = teaching.teachers_of(tenant, course.instrument)
    students = teaching.loads(tenant, [teacher.id for teacher in teachers])
    candidates = [Candidate(teacher, students.get(teacher.id, 0)) for teacher in teachers]
    scores = rank(candidates, course.instrument, enrollment.preferences)
    policy = get_studio(tenant).policy
    diary = diary_for(
        tenant,
        [score.candidate.teacher.id for score in scores],
        now=now,
        lead=timedelta(hours=policy.lead_time_hours),
        horizon=timedelta(days=policy.horizon_days),
        student_id=enrollment.student_id,
    )
    score, opening = first_suitable(scores, diary, course.slots, enrollment.preferences)
    place = diary.place(opening)
    resources = [*place.resources, enrollment.student_id]
    hold = Hold(place=place, expires_at=now + LASTS, reason=score.explain())
    changes = [teaching.taking_student(tenant, place.teacher_id), *diary.claiming(resources, place.span)]
    return Effect(f"An hour with {score.candidate.teacher.display_name} is held.", {"hold": hold}, changes)


def first_suitable(
    scores: list[Score], diary: Diary, slots: int, preferences: Preferences
) -> tuple[Score, Opening]:
    """The opening asked for; else the best teacher's first that suits; else the best one's first at all."""
    found = [
        (score, opening)
        for score in scores
        for opening in diary.openings(score.candidate.teacher.id, score.candidate.teacher.availability, slots)
    ]
    if not found:
        raise NoPlaceLeft()
    return min(enumerate(found), key=lambda numbered: (_rank(numbered[1][1], preferences), numbered[0]))[1]


def _rank(opening: Opening, preferences: Preferences) -> int:
    if preferences.starts_at == opening.starts_at and preferences.teacher_id in (None, opening.teacher_id):
        return 0
    return 1 if preferences.suits(opening.weekday, opening.hour) else 2
