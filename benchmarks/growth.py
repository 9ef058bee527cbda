"""What requests cost a school of a million lessons, against one of ten thousand: the same."""

import io
from collections.abc import Callable
from contextlib import redirect_stdout
from datetime import datetime, time, timedelta
from functools import partial
from time import process_time
from typing import Any
from unittest.mock import patch

from pynamodb.connection import Connection

from benchmarks.figures import Figure
from benchmarks.grown_school import GrownSchool
from benchmarks.grown_timetable import CHILDREN, People, Timetable
from benchmarks.usual_school import in_process
from tests.support.door import Call, Reply
from tests.support.offers import a_course, a_week
from tests.support.paper import Paper
from tests.support.people import a_family, a_location, a_student, a_teacher
from tests.support.school import School, a_school
from tutti.kit.clock import rfc3339, utc_now
from tutti.kit.ids import new_id
from tutti.scheduling.grid import Span, slot_after
from tutti.studios.model import Room
from tutti.studios.store import RoomStore

SMALL, LARGE = 10_000, 1_000_000
TEACHERS, ROUNDS = 100, 60
Request = Callable[[School, People, int], Reply]


def measure() -> list[Figure]:
    """Read units and time of each request at both sizes, the one or the other first."""
    with redirect_stdout(io.StringIO()), in_process():
        school = a_school()
        people = _people(school)
        copied = {(one["PK"]["S"], one["SK"]["S"]): one for one in Paper.items()}
        sizes = {size: _grown(people, size, copied) for size in (SMALL, LARGE)}
        return [figure for name, ask in REQUESTS.items() for figure in _figures(name, ask, school, sizes)]


def _figures(name: str, ask: Request, school: School, sizes: dict[int, GrownSchool]) -> list[Figure]:
    units: dict[int, float] = {}
    seconds = dict.fromkeys(sizes, float("inf"))
    for number in range(ROUNDS):
        for size, grown in sorted(sizes.items(), reverse=bool(number % 2)):
            units[size], took = _cost(grown, partial(ask, school, grown.timetable.people, number))
            seconds[size] = min(seconds[size], took)
    spent = f"{units[LARGE]:.0f} read units against {units[SMALL]:.0f}"
    took_each = f"{seconds[LARGE] * 1000:.2f} ms against {seconds[SMALL] * 1000:.2f} ms"
    ratio = round(seconds[LARGE] / seconds[SMALL], 3)
    return [
        Figure(f"growth, read units: {name}", round(units[LARGE] / units[SMALL], 3), "<= 1.1", spent),
        Figure(f"growth, time: {name}", ratio, "<= 1.1", took_each),
    ]


def _cost(grown: GrownSchool, ask: Callable[[], Reply]) -> tuple[float, float]:
    """The read units of a request, and its time without that of the table."""
    grown.units = grown.seconds = 0

    def dispatch(_: Connection, operation: str, asked: Any) -> Any:
        return grown.dispatch(operation, asked)

    with patch.object(Connection, "dispatch", dispatch):
        before = process_time()
        reply = ask()
        took = process_time() - before - grown.seconds
    if reply.status >= 400:
        raise RuntimeError(f"{reply.status}: {reply.body}")
    return grown.units, took


def _grown(people: People, lessons: int, copied: dict[tuple[str, str], Any]) -> GrownSchool:
    grown = GrownSchool(Timetable(people, lessons // TEACHERS), dict(copied))
    soon = Span(slot_after(people.today), slot_after(people.today + timedelta(days=28)))
    grown.lay_out(soon.widened(1000).block_numbers)
    return grown


def _people(school: School) -> People:
    """A hundred teachers, each with a room and ten children."""
    here, family = a_location(school), a_family(school)
    week, course = a_week(school, location_id=here.id), a_course(school, location_id=here.id)
    teachers = [a_teacher(school, availability=week).id for _ in range(TEACHERS)]
    rooms = RoomStore(school.tenant)
    made = [rooms.create(_room(number, here.id)).id for number in range(TEACHERS)]
    children = [
        [a_student(school, family, teacher_ids=(one,)).id for _ in range(CHILDREN)] for one in teachers
    ]
    midnight = datetime.combine(utc_now().date(), time(), utc_now().tzinfo)
    return People(school.studio.id, course.id, here.id, teachers, made, children, midnight)


def _room(number: int, location_id: str) -> Room:
    return Room(id=new_id("rom"), name=f"Room {number}", location_id=location_id, capacity=4)


def _book(school: School, people: People, number: int, *, hour: int = 14) -> Reply:
    """An hour's half in the afternoon of one of the next days, with one teacher after the other."""
    body = {
        "course_id": people.course_id,
        "teacher_id": people.teachers[number],
        "student_ids": [people.children[number][0]],
        "starts_at": rfc3339(people.today + timedelta(days=2 + number % 5, hours=hour)),
        "minutes": 30,
        "location_id": people.location_id,
        "room_id": people.rooms[number],
    }
    reply: Reply = Call().book_lesson(body, by=school.admin)
    return reply


def _move(school: School, people: People, number: int) -> Reply:
    """A lesson of the days to come, to the next afternoon."""
    query = {
        "person_id": people.teachers[number],
        "from": rfc3339(people.today + timedelta(days=3)),
        "limit": 1,
    }
    [lesson] = Call().get_calendar(by=school.admin, query=query)["items"]
    to = {"starts_at": rfc3339(people.today + timedelta(days=4, hours=15)), "version": lesson["version"]}
    reply: Reply = Call().move_lesson(to, by=school.admin, lesson_id=lesson["id"])
    return reply


def _calendar(school: School, people: People, number: int) -> Reply:
    reply: Reply = Call().get_calendar(by=school.admin, query={"person_id": people.teachers[number]})
    return reply


def _openings(school: School, _: People, number: int) -> Reply:
    query = {"limit": 20, "weekday": ("MO", "TU", "WE")[number % 3]}
    reply: Reply = Call().search_openings(by=school.admin, query=query)
    return reply


REQUESTS: dict[str, Request] = {
    "book a lesson": _book,
    "move a lesson": _move,
    "a calendar page": _calendar,
    "openings": _openings,
}
