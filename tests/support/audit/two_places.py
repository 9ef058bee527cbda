"""Nobody is in two places at once, by the lessons alone."""

from collections import defaultdict
from collections.abc import Iterator

from tests.support.audit.claims import seats, sessions_of, teacher_and_room
from tests.support.audit.reading import LIVE, Body, Studio, said, slots


def in_two_places(studio: Studio) -> Iterator[str]:
    """Two live lessons of one teacher, room or student that share time."""
    for resource, lessons in _days(studio).items():
        running: list[Body] = []
        for lesson in sorted(lessons, key=lambda one: slots(one).start):
            running = [one for one in running if slots(one).stop > slots(lesson).start]
            for other in running:
                if not _is_within(lesson, other):
                    when = said(slots(lesson).start)
                    yield f"{resource} is in two places {when}: {other['id']} and {lesson['id']}"
            running.append(lesson)


def outside_windows(studio: Studio) -> Iterator[str]:
    """One-to-one lessons in hybrid weeks that are not within their window, or that have none."""
    for lesson in studio.live_lessons:
        if window := lesson["window_id"]:
            around = studio.lessons.get(window)
            is_there = around and around["status"] in LIVE
            if not (around and is_there and set(slots(lesson)) <= set(slots(around))):
                yield f"lesson {lesson['id']} is not within its window {window}"


def _days(studio: Studio) -> dict[str, list[Body]]:
    """The live lessons of everybody, those of cohorts by who has a seat there."""
    days: dict[str, list[Body]] = defaultdict(list)
    for lesson in studio.live_lessons:
        for resource in (*teacher_and_room(lesson), *lesson["student_ids"]):
            days[resource].append(lesson)
    for enrollment in seats(studio):
        sessions = sessions_of(studio, enrollment)
        days[enrollment["student_id"]] += [one for one in sessions if one["status"] in LIVE]
    return days


def _is_within(one: Body, other: Body) -> bool:
    return (one["window_id"], other["window_id"]) in ((other["id"], None), (None, one["id"]))
