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
    yield from _of_reschedules(studio)
    yield from _of_waitlists(studio)


def teacher_and_room(place: Body) -> list[str]:
    """Whose time a place takes, students apart."""
    return [one for one in (place["teacher_id"], place.get("room_id")) if one]


def dates_not_entered(studio: Studio, series: Body) -> list[str]:
    """The dates of a series whose lessons are still to be entered."""
    entered = {one["original_start"] for one in studio.lessons.values() if one["series_id"] == series["id"]}
    return [one for one in series["occurrences"] if one not in entered]


def sessions_of(studio: Studio, enrollment: Body) -> Iterator[Body]:
    """The sessions of its cohort that a student with a seat takes part in."""
    hold, student = enrollment["hold"], enrollment["student_id"]
    for session in studio.bodies["Cohort"][hold["cohort_id"]]["sessions"]:
        lesson = studio.lessons.get(session["lesson_id"])
        is_ahead = session["starts_at"] >= hold["place"]["starts_at"]
        if lesson and is_ahead and student not in lesson["excused_ids"]:
            yield lesson


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
        if hold and hold["cohort_id"]:
            for session in sessions_of(studio, enrollment):
                if session["status"] in LIVE:
                    yield Claim(enrollment["student_id"], tuple(slots(session)), why)
        elif hold and not enrollment["lesson_id"]:
            for resource in (*teacher_and_room(hold["place"]), enrollment["student_id"]):
                yield Claim(resource, tuple(slots(hold["place"])), why)


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
