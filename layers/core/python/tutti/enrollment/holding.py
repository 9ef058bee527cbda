"""Holding a place while the family pays: a seat in the cohort, or an hour of the teacher who suits best."""

from datetime import datetime

from tutti.enrollment.assignment import Candidate, Score, rank
from tutti.enrollment.cohort_seats import pool_of
from tutti.enrollment.course import Course, CourseKind
from tutti.enrollment.eligibility import StudentBusy
from tutti.enrollment.enrollment import Enrollment, Hold, Preferences
from tutti.enrollment.forsaking import undo_forsaken
from tutti.enrollment.free_places import places_with
from tutti.enrollment.places import LASTS, HoldStore
from tutti.enrollment.sessions import seat_hold, spans_of, standing_sessions
from tutti.enrollment.steps import journal
from tutti.enrollment.store import CohortStore, CourseStore, NoPlaceLeft, offers
from tutti.kit.journal import Effect
from tutti.kit.tenant import Tenant
from tutti.people import teaching
from tutti.scheduling.openings import Opening
from tutti.scheduling.places import Diary, diary_for, window_of
from tutti.scheduling.service import SlotTaken, claiming
from tutti.scheduling.waitlist.published import line_of
from tutti.scheduling.waitlist.seat import SeatKind
from tutti.studios.service import get_studio

STEP = "HoldPlace"


def hold_place(tenant: Tenant, enrollment_id: str, *, now: datetime) -> Enrollment:
    """Hold a place for the enrolment; refuses with `NoPlaceLeft` when there is none.

    Before it refuses, places are freed that forsaken enrolments hold. Whoever waits comes first: a place that
    somebody in line could have is none for those who ask now.
    """

    def act(enrollment: Enrollment) -> Effect:
        course = CourseStore(tenant).get(enrollment.course_id)
        hold = _hold_seat if course.kind is CourseKind.COHORT else _hold_hour
        try:
            return hold(tenant, enrollment, course, now)
        except NoPlaceLeft:
            if not undo_forsaken(tenant, now=now):
                raise
            return hold(tenant, enrollment, course, now)

    return journal(tenant).do(enrollment_id, STEP, act)


def _hold_seat(tenant: Tenant, enrollment: Enrollment, course: Course, now: datetime) -> Effect:
    line = line_of(tenant, course.id, SeatKind.COHORT)
    with_seat = offers(tenant).with_seat(course.id, enrollment.cohort_id, now)
    cohorts = [one for one in with_seat if not line.yields_to(pool_of(one, now))]
    standing = ((one, sessions) for one in cohorts if (sessions := standing_sessions(tenant, one, now)))
    cohort, sessions = next(standing, (None, []))
    if cohort is None:
        raise NoPlaceLeft()
    hold = seat_hold(cohort, sessions, now)
    try:
        claims = claiming(tenant, [enrollment.student_id], spans_of(cohort, hold.session_ids))
    except SlotTaken:
        raise StudentBusy() from None
    return Effect(
        f"A seat in {cohort.name}.",
        {"hold": hold, "cohort_id": cohort.id},
        [CohortStore(tenant).taking_seat(cohort.id), HoldStore(tenant).noting(enrollment.id, hold), *claims],
    )


def _hold_hour(tenant: Tenant, enrollment: Enrollment, course: Course, now: datetime) -> Effect:
    line = line_of(tenant, course.id, SeatKind.PLACE)
    teachers = [
        one
        for one in teaching.teachers_of(tenant, course.instrument)
        if not line.yields_to(places_with(one.id))
    ]
    students = teaching.loads(tenant, [teacher.id for teacher in teachers])
    candidates = [Candidate(teacher, students.get(teacher.id, 0)) for teacher in teachers]
    scores = rank(candidates, course.instrument, enrollment.preferences)
    policy, student = get_studio(tenant).policy, enrollment.student_id
    asked = [score.candidate.teacher.id for score in scores]
    diary = diary_for(tenant, asked, policy, within=window_of(policy, now), student_ids=[student])
    score, opening = first_suitable(scores, diary, course.slots, enrollment.preferences)
    place = diary.place(opening)
    hold = Hold(place=place, expires_at=now + LASTS, reason=score.explain())
    changes = [
        teaching.taking_student(tenant, place.teacher_id),
        HoldStore(tenant).noting(enrollment.id, hold),
        *diary.claiming(place, [student]),
    ]
    return Effect(f"An hour with {score.candidate.teacher.display_name} is held.", {"hold": hold}, changes)


def first_suitable(
    scores: list[Score], diary: Diary, slots: int, preferences: Preferences
) -> tuple[Score, Opening]:
    """The opening asked for; else the best teacher's first that suits; else the best one's first at all.

    Of openings that suit alike those of the teacher asked for come first.
    """
    found = [
        (score, opening)
        for score in scores
        for opening in diary.openings(score.candidate.teacher.id, score.candidate.teacher.hours, slots)
    ]
    if not found:
        raise NoPlaceLeft()
    return min(enumerate(found), key=lambda numbered: (_rank(numbered[1][1], preferences), numbered[0]))[1]


def _rank(opening: Opening, preferences: Preferences) -> tuple[bool, bool, bool]:
    is_asked_teacher = preferences.teacher_id in (None, opening.teacher_id)
    is_asked = is_asked_teacher and preferences.starts_at == opening.starts_at
    return (not is_asked, not preferences.suits(opening.weekday, opening.hour), not is_asked_teacher)
