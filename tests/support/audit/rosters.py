"""Seats: never more taken than there are, and counted as they are taken."""

from collections import Counter
from collections.abc import Iterator

from tests.support.audit.claims import in_hand, seats
from tests.support.audit.reading import Studio


def oversold(studio: Studio) -> Iterator[str]:
    """Lessons and cohorts with more students, held and offered seats than seats."""
    promised = _promised(studio)
    for lesson in studio.live_lessons:
        taken, seats = len(lesson["student_ids"]) + promised[lesson["id"]], lesson["seats"]
        if seats is not None and taken > seats:
            yield f"lesson {lesson['id']} has {seats} seats, of which {taken} are taken or promised"
        if len(set(lesson["student_ids"])) != len(lesson["student_ids"]):
            yield f"lesson {lesson['id']} names a student twice"
    for cohort_id, (taken, capacity) in studio.seats.items():
        if taken > capacity:
            yield f"cohort {cohort_id} has {capacity} seats, of which {taken} are taken"


def wrongly_counted(studio: Studio) -> Iterator[str]:
    """Counts that are not who is seated, held for, or offered to; rosters without a seat."""
    held, promised = Counter[str](), _promised(studio)
    with_seat = set()
    for enrollment in seats(studio):
        cohort_id = enrollment["hold"]["cohort_id"]
        held[cohort_id] += 1
        with_seat.add((cohort_id, enrollment["student_id"]))
    for cohort_id, (taken, _) in studio.seats.items():
        if taken != held[cohort_id] + promised[cohort_id]:
            counted = f"{held[cohort_id]} are held and {promised[cohort_id]} promised"
            yield f"cohort {cohort_id} counts {taken} seats taken, but {counted}"
    for lesson in studio.live_lessons:
        if lesson["promised"] != promised[lesson["id"]]:
            counted = f"its waitlist promises {promised[lesson['id']]}"
            yield f"lesson {lesson['id']} counts {lesson['promised']} seats promised, but {counted}"
    for cohort_id, student in sorted(studio.seated - with_seat):
        yield f"{student} sits in cohort {cohort_id} without a seat"


def _promised(studio: Studio) -> Counter[str]:
    promised = Counter[str]()
    for line in studio.bodies["WaitlistLine"].values():
        for offer in in_hand(line):
            promised[offer["pool"]["id"]] += offer["seats"]
    return promised
