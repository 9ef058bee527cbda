"""What takes somebody's time: lessons, dates of series, places held and offered, times that are proposed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tests.support.audit.reading import LIVE, Body, Studio, slot, slots

OF_HOURS = ("place", "hour")


@dataclass(frozen=True)
class Claim:
    """Quarter hours of one teacher, room or student, and why they are busy; a lesson starts at its first."""

    resource: str
    slots: tuple[int, ...]
    why: str
    is_lesson: bool = True


def claims(studio: Studio) -> Iterator[Claim]:
    """Everything that takes time in a school."""
    yield from _of_lessons(studio)
    yield from _of_series(studio)
    yield from _of_enrollments(studio)
    yield from _of_cohort_seats(studio)
    yield from _of_reschedules(studio)
    yield from _of_waitlists(studio)


def teacher_and_room(place: Body) -> list[str]:
    """Whose time a place takes, students apart."""
    return [one for one in (place["teacher_id"], place.get("room_id")) if one]


def dates_not_entered(studio: Studio, series: Body) -> list[str]:
    """The dates of a series whose lessons are still to be entered."""
    entered = {one["original_start"] for one in studio.lessons.values() if one["series_id"] == series["id"]}
    return [one for one in series["occurrences"] if one not in entered]


def seats(studio: Studio) -> Iterator[Body]:
    """The enrolments that have a seat in a cohort; who withdrew from one has none."""
    return (one for one in _of_cohorts(studio) if not _is_withdrawn(one))


def sessions_of(studio: Studio, enrollment: Body) -> Iterator[Body]:
    """The sessions in which its student has a seat, and may come."""
    for lesson_id in enrollment["hold"].get("session_ids", ()):
        lesson = studio.lessons.get(lesson_id)
        if lesson and enrollment["student_id"] not in lesson["excused_ids"]:
            yield lesson


def past_of(studio: Studio) -> Iterator[tuple[str, Body]]:
    """The students who withdrew, each with the sessions that still stand in the calendar: those before."""
    for enrollment in filter(_is_withdrawn, _of_cohorts(studio)):
        for session in sessions_of(studio, enrollment):
            if (enrollment["student_id"], calendar_sk(session)) in studio.lines:
                yield enrollment["student_id"], session


def _of_cohorts(studio: Studio) -> Iterator[Body]:
    for enrollment in studio.bodies["Enrollment"].values():
        if enrollment["hold"] and enrollment["hold"]["cohort_id"]:
            yield enrollment


def _is_withdrawn(enrollment: Body) -> bool:
    return (enrollment["problem"] or {}).get("code") == "Withdrawn"


def calendar_sk(lesson: Body) -> str:
    """Where a lesson stands in a calendar."""
    return f"{lesson['starts_at'][:16]}#{lesson['id']}"


def is_holding(reschedule: Body) -> bool:
    """True while the times that it proposes are held."""
    held = any((one["name"], one["state"]) == ("HoldAlternatives", "done") for one in reschedule["steps"])
    return held and not reschedule["is_closed"]


def in_hand(line: Body) -> list[Body]:
    """The seats that a waitlist has on offer, or keeps."""
    return [*line["offers"], *line["kept"]]


def _of_lessons(studio: Studio) -> Iterator[Claim]:
    for lesson in studio.live_lessons:
        places = [] if lesson["window_id"] else teacher_and_room(lesson)
        for resource in (*places, *lesson["student_ids"]):
            yield Claim(resource, tuple(slots(lesson)), f"lesson {lesson['id']}")


def _of_series(studio: Studio) -> Iterator[Claim]:
    for series in studio.bodies["Series"].values():
        length = timedelta(minutes=series["minutes"])
        for starts_at in dates_not_entered(studio, series):
            first = slot(starts_at)
            ends_at = datetime.fromisoformat(starts_at).astimezone(UTC) + length
            time = tuple(range(first, slot(ends_at.isoformat())))
            for resource in (*teacher_and_room(series), *series["student_ids"]):
                yield Claim(resource, time, f"series {series['id']} at {starts_at}")


def _of_enrollments(studio: Studio) -> Iterator[Claim]:
    for enrollment in studio.bodies["Enrollment"].values():
        hold, why = enrollment["hold"], f"enrolment {enrollment['id']}"
        if hold and not hold["cohort_id"] and not enrollment["lesson_id"]:
            for resource in (*teacher_and_room(hold["place"]), enrollment["student_id"]):
                yield Claim(resource, tuple(slots(hold["place"])), why)


def _of_cohort_seats(studio: Studio) -> Iterator[Claim]:
    """Who cancels a session frees the time of those on the roster, and of nobody else."""
    for enrollment in seats(studio):
        is_on_roster = (enrollment["hold"]["cohort_id"], enrollment["student_id"]) in studio.seated
        for session in sessions_of(studio, enrollment):
            if session["status"] in LIVE or not is_on_roster:
                yield Claim(enrollment["student_id"], tuple(slots(session)), f"enrolment {enrollment['id']}")
    for student, session in past_of(studio):
        if session["status"] in LIVE:
            yield Claim(student, tuple(slots(session)), f"past session {session['id']}")


def _of_reschedules(studio: Studio) -> Iterator[Claim]:
    for one in filter(is_holding, studio.bodies["Reschedule"].values()):
        students, before = one["student_ids"], one["original"]
        own = {*teacher_and_room(before), *students}
        for place in one["alternatives"]:
            for resource in (*teacher_and_room(place), *students):
                left = set(slots(before)) if resource in own else set[int]()
                time = tuple(sorted(set(slots(place)) - left))
                yield Claim(resource, time, f"reschedule {one['id']}", is_lesson=False)


def _of_waitlists(studio: Studio) -> Iterator[Claim]:
    for line in studio.bodies["WaitlistLine"].values():
        if line["id"].partition("#")[2] in OF_HOURS:
            for offer in in_hand(line):
                if place := offer["pool"]["place"]:
                    for resource in teacher_and_room(place):
                        yield Claim(resource, tuple(slots(place)), f"waitlist {line['id']}")
