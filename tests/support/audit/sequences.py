"""Series have their lessons, and reschedules come to an end."""

from collections.abc import Iterator

from tests.support.audit.claims import dates_not_entered, teacher_and_room
from tests.support.audit.reading import LIVE, Body, Studio, slot, slots


def unlike_series(studio: Studio) -> Iterator[str]:
    """Dates without lesson, lessons that are not where the pattern is, lessons of dates given up."""
    for series in studio.bodies["Series"].values():
        for at in dates_not_entered(studio, series):
            yield f"series {series['id']} has no lesson on {at}"
        if twice := set(series["occurrences"]) & set(series["exceptions"]):
            yield f"series {series['id']} both follows and leaves its pattern on {sorted(twice)}"
    for lesson in studio.lessons.values():
        if lesson["series_id"]:
            yield from _unlike_its_series(studio, lesson)


def without_end(studio: Studio) -> Iterator[str]:
    """Lessons that can never be rescheduled again, and reschedules that no lesson knows."""
    reschedules = studio.bodies["Reschedule"]
    for lesson_id, reschedule_id in studio.open_reschedules.items():
        if reschedules[reschedule_id]["is_closed"]:
            yield f"lesson {lesson_id} waits for reschedule {reschedule_id}, which is over"
    for reschedule in reschedules.values():
        is_known = studio.open_reschedules.get(reschedule["lesson_id"]) == reschedule["id"]
        if reschedule["state"] in ("offered", "moving") and not is_known:
            yield f"reschedule {reschedule['id']} is open, but its lesson does not know it"


def _unlike_its_series(studio: Studio, lesson: Body) -> Iterator[str]:
    series, at = studio.bodies["Series"].get(lesson["series_id"]), lesson["original_start"]
    said = f"lesson {lesson['id']} of series {lesson['series_id']} on {at}"
    if series is None:
        yield f"{said} has no series"
    elif at in series["occurrences"]:
        if not _follows(lesson, series):
            yield f"{said} is not where the pattern is"
    elif at not in series["exceptions"]:
        yield f"{said} is no date of its series"


def _follows(lesson: Body, series: Body) -> bool:
    time = slots(lesson)
    return (
        lesson["status"] in LIVE
        and teacher_and_room(lesson) == teacher_and_room(series)
        and sorted(lesson["student_ids"]) == sorted(series["student_ids"])
        and time.start == slot(lesson["original_start"])
        and len(time) * 15 == series["minutes"]
    )
