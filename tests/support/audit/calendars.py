"""Calendars tell of every lesson to everybody who takes part, and of nothing else."""

from collections.abc import Iterator

from tests.support.audit.claims import calendar_sk, past_of, seats, sessions_of, teacher_and_room
from tests.support.audit.reading import LIVE, Body, Studio


def unlike_calendars(studio: Studio) -> Iterator[str]:
    """Lines that are missing, and lines that tell of no lesson."""
    wanted = {line: lesson["id"] for lesson in studio.lessons.values() for line in _lines(lesson)}
    wanted |= dict(_of_cohorts(studio))
    for line in sorted(wanted.keys() - studio.lines.keys()):
        if not _is_withdrawn(studio.lessons[wanted[line]]):
            yield f"the calendar of {line[0]} lacks {wanted[line]} at {line[1]}"
    for line in sorted(studio.lines.keys() - wanted.keys()):
        yield f"the calendar of {line[0]} tells of {studio.lines[line]} at {line[1]}, where it is not"


def unlike_places(studio: Studio) -> Iterator[str]:
    """Lessons that the index has at another location or time."""
    for lesson_id, lesson in studio.lessons.items():
        location = lesson["location_id"]
        wanted = (f"STUDIO#{studio.id}#AT#{location}", calendar_sk(lesson)) if location else None
        if studio.placed.get(lesson_id) != wanted:
            yield f"lesson {lesson_id} lies at {studio.placed.get(lesson_id)} in the index, not at {wanted}"


def _lines(lesson: Body) -> Iterator[tuple[str, str]]:
    for resource in (*teacher_and_room(lesson), *lesson["student_ids"]):
        yield resource, calendar_sk(lesson)


def _of_cohorts(studio: Studio) -> Iterator[tuple[tuple[str, str], str]]:
    for enrollment in seats(studio):
        if enrollment["lesson_id"]:
            for session in sessions_of(studio, enrollment):
                yield (enrollment["student_id"], calendar_sk(session)), session["id"]
    for student, session in past_of(studio):
        yield (student, calendar_sk(session)), session["id"]


def _is_withdrawn(lesson: Body) -> bool:
    """True for lessons of enrolments that did not come about: nobody is told that they are cancelled."""
    return lesson["status"] not in LIVE and not lesson["cancellation"] and bool(lesson["enrollment_id"])
