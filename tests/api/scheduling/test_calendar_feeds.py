"""Calendar feeds: secret addresses under which calendar apps read one person's lessons, until taken back."""

from typing import Any

import pytest
from icalendar import Calendar

from tests.support.classes import Class
from tests.support.door import Call
from tests.support.offers import a_course
from tests.support.people import a_family, a_guardian, a_member, a_student
from tests.support.school import School
from tutti.kit.caller import Caller
from tutti.kit.ids import new_id
from tutti.kit.role import Role
from tutti.people.member_store import MemberStore
from tutti.scheduling.lesson import LessonMode, LessonStatus
from tutti.scheduling.store import LessonStore


@pytest.fixture
def weekly(forte: School) -> Class:
    found = Class(forte, 0, 7, 14)
    for role, person in (
        (Role.GUARDIAN, found.guardian),
        (Role.STUDENT, found.student),
        (Role.TEACHER, found.teacher),
    ):
        a_member(forte, role, id=person.id)
    return found


def _open(call: Call, by: Caller, person_id: str | None = None) -> str:
    reply = call.open_calendar_feed({"person_id": person_id}, by=by)
    assert reply.status == 201, reply.body
    return str(reply["url"])


def _read(call: Call, url: str, **headers: str) -> Any:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return call.get_calendar_feed(calendar_token=url.rpartition("/")[2], headers=named)


def _events(call: Call, url: str) -> list[Any]:
    return list(Calendar.from_ical(_read(call, url).body).walk("VEVENT"))


def test_people_read_their_own_lessons_and_guardians_those_of_their_child(call: Call, weekly: Class) -> None:
    for caller, person_id in (
        (weekly.taught_by, None),
        (weekly.child, weekly.student.id),
        (weekly.parent, weekly.student.id),
    ):
        found = _events(call, _open(call, caller, person_id))
        assert [str(event["UID"]) for event in found] == [f"{one.id}@tutti" for one in weekly.lessons]


def test_is_a_calendar_for_the_apps_that_ask_for_it(call: Call, weekly: Class) -> None:
    reply = _read(call, _open(call, weekly.child))
    assert reply.status == 200
    assert reply.headers["content-type"] == "text/calendar; charset=utf-8"
    assert reply.headers["cache-control"] == "private, max-age=900"
    calendar = Calendar.from_ical(reply.body)
    assert (calendar["VERSION"], calendar["METHOD"]) == ("2.0", "PUBLISH")
    assert calendar["X-WR-CALNAME"] == f"{weekly.student.given_name} · {weekly.school.studio.name}"
    assert calendar["REFRESH-INTERVAL"].params["VALUE"] == "DURATION"


def test_the_address_is_shown_once_and_kept_nowhere(call: Call, weekly: Class) -> None:
    key = {"idempotency-key": "once"}
    opened = call.open_calendar_feed({}, by=weekly.child, headers=key)
    secret = opened["url"].split(".")[-2]
    assert opened["url"].startswith("https://tutti.test/api/v1/public/calendars/")
    assert call.open_calendar_feed({}, by=weekly.child, headers=key).problem == "ShownOnce"
    [listed] = call.list_calendar_feeds(by=weekly.child)["items"]
    assert listed == {name: value for name, value in opened.body.items() if name != "url"}
    assert secret not in _everything(weekly.school)


def _everything(school: School) -> str:
    import boto3

    items = boto3.client("dynamodb").scan(TableName="tutti-test")["Items"]
    assert items
    return str(items)


def test_what_has_not_changed_is_not_sent_again(call: Call, weekly: Class) -> None:
    url = _open(call, weekly.child)
    mark = _read(call, url).headers["etag"]
    for known in (mark, f'"other", {mark}', mark.removeprefix("W/"), "*"):
        again = _read(call, url, if_none_match=known)
        assert (again.status, again.body, again.headers["etag"]) == (304, "", mark)
    lesson, lessons = weekly.lessons[0], LessonStore(weekly.school.tenant)
    lessons.replace(lesson, lesson.revised_for_calendars(status=LessonStatus.CANCELLED))
    changed = _read(call, url, if_none_match=mark)
    assert (changed.status, changed.headers["etag"] != mark) == (200, True)
    [first, *_] = Calendar.from_ical(changed.body).walk("VEVENT")
    assert (first["STATUS"], first["SEQUENCE"]) == ("CANCELLED", 1)


def test_a_new_name_is_a_change(call: Call, weekly: Class) -> None:
    course = a_course(weekly.school)
    lessons = LessonStore(weekly.school.tenant)
    lessons.replace(weekly.lessons[0], weekly.lessons[0].model_copy(update={"course_id": course.id}))
    url = _open(call, weekly.child)
    mark = _read(call, url).headers["etag"]
    body = {**course.model_dump(mode="json", exclude={"id"}, exclude_none=True), "name": "Flute"}
    assert call.update_course(body, by=weekly.school.admin, course_id=course.id).status == 200
    assert _read(call, url, if_none_match=mark).status == 200
    assert "Flute" in [event["SUMMARY"] for event in _events(call, url)]


def test_a_revoked_address_is_not_found(call: Call, weekly: Class) -> None:
    url = _open(call, weekly.child)
    [listed] = call.list_calendar_feeds(by=weekly.child)["items"]
    for stranger in (weekly.parent, weekly.school.admin):
        assert call.revoke_calendar_feed(by=stranger, feed_id=listed["id"]).problem == "NoSuchFeed"
    assert call.revoke_calendar_feed(by=weekly.child, feed_id=listed["id"]).status == 204
    assert (_read(call, url).status, _read(call, url).problem) == (404, "NoSuchFeed")
    assert call.list_calendar_feeds(by=weekly.child)["items"] == []


def test_a_wrong_address_is_not_found(call: Call, weekly: Class, allegro: School) -> None:
    studio, feed, secret, _ = _open(call, weekly.child).rpartition("/")[2].split(".")
    for token in (
        "x",
        f"{studio}.{feed}.ics",
        f"{studio}.{feed}.{'A' * 43}.ics",
        f"{studio}.{new_id('fee')}.{secret}.ics",
        f"{allegro.studio.id}.{feed}.{secret}.ics",
        f"{studio}.{feed}.{secret}.ics.ics",
    ):
        assert call.get_calendar_feed(calendar_token=token).problem == "NoSuchFeed"


def test_who_leaves_the_school_reads_no_more(call: Call, weekly: Class) -> None:
    url, members = _open(call, weekly.parent, weekly.student.id), MemberStore(weekly.school.tenant)
    before = members.get(weekly.guardian.id)
    away = members.replace(before, before.model_copy(update={"is_active": False}))
    assert _read(call, url).problem == "NoSuchFeed"
    members.replace(away, away.model_copy(update={"is_active": True}))
    assert _read(call, url).status == 200
    members.remove(members.get(weekly.guardian.id))
    assert _read(call, url).problem == "NoSuchFeed"


def test_nobody_opens_the_calendar_of_somebody_elses_child(call: Call, weekly: Class) -> None:
    other = a_student(weekly.school, a_family(weekly.school, "Novak"))
    for person_id in (other.id, weekly.teacher.id):
        reply = call.open_calendar_feed({"person_id": person_id}, by=weekly.parent)
        assert reply.problem == "NoSuchStudent"
    for caller in (weekly.school.owner, weekly.taught_by, weekly.child):
        assert call.open_calendar_feed({"person_id": other.id}, by=caller).problem == "OwnCalendars"
    assert call.open_calendar_feed({}).status == 401


def test_a_guardian_who_was_one_reads_no_more(call: Call, weekly: Class) -> None:
    from tutti.people.store import StudentStore

    url, students = _open(call, weekly.parent, weekly.student.id), StudentStore(weekly.school.tenant)
    moved = weekly.student.model_copy(update={"family_id": a_family(weekly.school, "Novak").id})
    students.replace(weekly.student, moved)
    assert _read(call, url).problem == "NoSuchFeed"


def test_ten_addresses_are_enough(call: Call, weekly: Class) -> None:
    for _ in range(10):
        _open(call, weekly.child)
    reply = call.open_calendar_feed({}, by=weekly.child)
    assert (reply.status, reply.problem) == (409, "TooManyFeeds")


def test_a_familys_feed_names_nobody_elses_children(call: Call, weekly: Class) -> None:
    other = a_student(weekly.school, a_family(weekly.school, "Novak"), given_name="Xaver")
    a_guardian(weekly.school, a_family(weekly.school, "Novak"), given_name="Ottilie")
    lesson = weekly.lessons[0]
    both = lesson.model_copy(update={"student_ids": (weekly.student.id, other.id)})
    LessonStore(weekly.school.tenant).replace(lesson, both)
    text = _read(call, _open(call, weekly.parent, weekly.student.id)).body
    for unknown in ("Xaver", "Novak", "Ottilie", other.id, weekly.student.family_name, "@people.test"):
        assert unknown not in text
    assert "ATTENDEE" not in text
    assert "ORGANIZER" not in text


def test_a_teacher_reads_given_names_and_nothing_more(call: Call, weekly: Class) -> None:
    text = _read(call, _open(call, weekly.taught_by)).body
    assert weekly.student.given_name in text
    assert weekly.student.family_name not in text


def test_a_familys_feed_holds_no_link_into_a_room(call: Call, weekly: Class) -> None:
    lesson, link = weekly.lessons[0], "https://meet.test/secret"
    online = lesson.model_copy(update={"mode": LessonMode.ONLINE, "video_url": link})
    LessonStore(weekly.school.tenant).replace(lesson, online)
    theirs = _events(call, _open(call, weekly.parent, weekly.student.id))[0]
    assert (theirs["URL"], theirs["LOCATION"]) == ("https://tutti.test/calendar", "Online")
    assert _events(call, _open(call, weekly.taught_by))[0]["URL"] == link
