"""What usually comes to each endpoint, and how often it then asks the table."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from typing import Any
from unittest.mock import patch

from pynamodb.connection import Connection
from stripe import WebhookSignature

from benchmarks.usual_comments import COMMENTS
from benchmarks.usual_coursework import COURSEWORK
from benchmarks.usual_grading import GRADING
from benchmarks.usual_notes import NOTES
from benchmarks.usual_school import UsualSchool
from tests.support.bodies import body_for
from tests.support.door import Call, Reply
from tests.support.paper_checkout import event
from tests.support.people import a_member, an_identity
from tests.support.routes import ALL_ROUTES, Route
from tests.support.somebody import authenticator_code, bearer, caller, somebody
from tests.support.stripe_post import SECRET
from tutti.kit.caller import Caller
from tutti.kit.clock import utc_now
from tutti.kit.role import Role
from tutti.scheduling.lesson import LessonMode
from tutti.scheduling.store import LessonStore

OF_GROUPS = ("form_cohort", "update_course")
READ_FIRST = {
    "change_series": "get_series",
    "end_series": "get_series",
    "move_lesson": "get_lesson",
    "resize_cohort": "get_cohort",
    "set_availability": "get_teacher",
    "set_hybrid_cycle": "get_hybrid_cycle",
}
ROUTES = {route.name: route for route in ALL_ROUTES}
Send = Callable[[], Reply]


@contextmanager
def counted() -> Iterator[list[str]]:
    """The names of the operations that go to the table meanwhile."""
    asked: list[str] = []
    dispatch = Connection.dispatch

    def counting(connection: Connection, operation: str, request: Any) -> Any:
        asked.append(operation)
        return dispatch(connection, operation, request)

    with patch.object(Connection, "dispatch", counting):
        yield asked


def table_calls(name: str, school: UsualSchool) -> list[str]:
    """The operations that the usual call of this endpoint takes; refuses calls that do not succeed."""
    send = prepared(ROUTES[name], school)
    with counted() as asked:
        reply = send()
    if reply.status >= 400:
        raise RuntimeError(f"{name} replies {reply.status}: {reply.body}")
    return asked


def prepared(route: Route, school: UsualSchool) -> Send:
    """The usual call, all it needs being there."""
    if route.name in SPECIAL:
        return SPECIAL[route.name](school)
    ids = _Ids(school)
    if route.name in OF_GROUPS:
        ids["course_id"] = school.cohort.course_id
    if route.name.startswith("list_"):
        school.fill()
    body = body_for(route, ids, **_named(school))
    if body and "version" in body:
        body |= {"version": _version(route, school)}
    path = {name: ids[name] for name in route.path_names}
    by = school.school.owner if route.is_signed_in else None
    return partial(getattr(Call(), route.name), body, by=by, query=route.query(ids), **path)


def _named(school: UsualSchool) -> dict[str, str]:
    studio = school.school.studio
    return {
        "slug": studio.slug,
        "studio_id": studio.id,
        "currency": studio.currency,
        "email": f"somebody@{studio.slug}.test",
    }


def _version(route: Route, school: UsualSchool) -> int:
    reading = READ_FIRST.get(route.name, route.name.replace("update_", "get_"))
    version: int = prepared(ROUTES[reading], school)()["version"]
    return version


class _Ids(dict[str, str]):
    """The id of each thing under the name that paths, queries and bodies have for it; made when asked for."""

    def __init__(self, school: UsualSchool) -> None:
        super().__init__()
        self._school = school

    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> str:
        school = self._school
        makes: dict[str, Callable[[], str]] = {
            "enrollment_id": lambda: school.active.enrollment_id,
            "invitation_id": lambda: school.invitation.id,
            "invoice_id": lambda: school.invoice_id,
            "lesson_id": lambda: school.active.enrollment.lesson_id or "",
            "reschedule_id": lambda: school.offer.id,
            "person_id": lambda: school.member.id,
            "offer_id": lambda: school.seat_offer.id,
            "for": lambda: school.course.id,
            "slug": lambda: school.school.studio.slug,
            "token": lambda: school.invitation.token,
        }
        named = makes.get(name, lambda: str(getattr(school, name.removesuffix("_id")).id))
        self[name] = named()
        return self[name]


def _of_an_enrollment(name: str, school: UsualSchool, *, is_paid: bool) -> Send:
    application = school.active if is_paid else school.unpaid
    return partial(
        getattr(Call(), name),
        slug=school.school.studio.slug,
        enrollment_id=application.enrollment_id,
        query={"token": application.token},
    )


def _of_who_waits(name: str, school: UsualSchool) -> Send:
    application = school.offered
    return partial(
        getattr(Call(), name),
        slug=school.school.studio.slug,
        enrollment_id=application.enrollment_id,
        query={"token": application.token},
    )


def _withdraw(school: UsualSchool) -> Send:
    enrollment_id = school.seated.enrollment_id
    return partial(Call().withdraw_student, by=school.school.owner, enrollment_id=enrollment_id)


def _cancel(school: UsualSchool) -> Send:
    return partial(
        Call().cancel_enrollment, by=school.school.owner, enrollment_id=school.unpaid.enrollment_id
    )


def _pay_in_cash(school: UsualSchool) -> Send:
    invoice = Call().get_invoice(by=school.school.owner, invoice_id=school.invoice_id)
    body = {"invoice_id": school.invoice_id, "method": "cash", "amount": invoice["total"]}
    return partial(Call().record_manual_payment, body, by=school.school.owner)


def _stripe_event(school: UsualSchool) -> Send:
    metadata = {"studio_id": school.school.studio.id}
    payload = json.dumps(event("charge.refunded", {"id": "ch_1", "metadata": metadata}, at=utc_now()))
    header = WebhookSignature.generate_signature_header(payload, SECRET)
    return partial(Call().receive_stripe_event, payload, headers={"stripe-signature": header})


def _create_studio(school: UsualSchool) -> Send:
    named = _named(school) | {"slug": f"new-{school.school.studio.slug}"}
    return partial(
        Call().create_studio, body_for(ROUTES["create_studio"], _Ids(school), **named), by=an_identity()
    )


def _switch_studio(school: UsualSchool) -> Send:
    member = school.school.caller(school.member.roles[0], school.member.id)
    who = type(member)(**(vars(member) | {"sub": school.member.sub}))
    return partial(Call().switch_studio, {"studio_id": school.school.studio.id}, by=who)


def _confirm_totp(_: UsualSchool) -> Send:
    signed_in = somebody().signs_in(Call())
    by, headers = caller(signed_in), bearer(signed_in)
    secret = Call().begin_totp(by=by, headers=headers)["secret"]
    return partial(Call().confirm_totp, {"code": authenticator_code(secret)}, by=by, headers=headers)


def _calendar(school: UsualSchool) -> Send:
    whose = {"person_id": school.active.enrollment.teacher_id}
    return partial(Call().get_calendar, by=school.school.owner, query=whose)


def _feed(school: UsualSchool) -> tuple[Caller, Reply]:
    """A teacher with lessons, who has opened a feed of them."""
    teacher_id = school.active.enrollment.teacher_id or ""
    a_member(school.school, Role.TEACHER, id=teacher_id)
    by = school.school.caller(Role.TEACHER, teacher_id)
    return by, Call().open_calendar_feed({}, by=by)


def _read_feed(school: UsualSchool) -> Send:
    token = _feed(school)[1]["url"].rpartition("/")[2]
    return partial(Call().get_calendar_feed, calendar_token=token)


def _revoke_feed(school: UsualSchool) -> Send:
    by, opened = _feed(school)
    return partial(Call().revoke_calendar_feed, by=by, feed_id=opened["id"])


def _answer(name: str, school: UsualSchool) -> Send:
    return partial(getattr(Call(), name), by=school.school.owner, lesson_id=school.asked.id)


def _open_video(school: UsualSchool) -> Send:
    lessons, lesson_id = LessonStore(school.school.tenant), school.active.enrollment.lesson_id or ""
    before, soon = lessons.get(lesson_id), utc_now() + timedelta(hours=1)
    when = {"starts_at": soon, "ends_at": soon + timedelta(hours=1)}
    lessons.replace(before, before.model_copy(update={"mode": LessonMode.ONLINE, **when}))
    return partial(Call().open_video, by=school.school.owner, lesson_id=lesson_id)


def _of_a_lesson(name: str, school: UsualSchool) -> Send:
    """What is done with a group lesson: before it begins, or once it has begun."""
    lesson = school.begun if name in ("complete_lesson", "miss_lesson") else school.gathering
    ids = {"lesson_id": lesson.id} | ({"student_id": school.student.id} if name == "leave_lesson" else {})
    if name == "leave_lesson":
        Call().join_lesson({"student_id": school.student.id}, by=school.school.owner, lesson_id=lesson.id)
    body = body_for(ROUTES[name], _Ids(school), **_named(school))
    return partial(getattr(Call(), name), body, by=school.school.owner, **ids)


def _of_a_group(name: str, school: UsualSchool) -> Send:
    """What is done with a group that meets twice, the second time one to one."""
    ids = {"series_id": school.group.id, "window_id": school.group.lesson_id(school.group.exceptions[-1])}
    if name == "join_series":
        Call().leave_series(by=school.school.owner, student_id=school.student.id, **ids)
    if name == "leave_series":
        ids |= {"student_id": school.student.id}
    body = body_for(ROUTES[name], _Ids(school), **_named(school))
    if body and "version" in body:
        body |= {"version": 1}
    path = {one: ids[one] for one in ROUTES[name].path_names}
    return partial(getattr(Call(), name), body, by=school.school.owner, **path)


def _by_link(name: str, school: UsualSchool) -> Send:
    body = body_for(ROUTES[name], _Ids(school), **_named(school))
    offer, slug = school.offer, school.school.studio.slug
    query = {"token": offer.token}
    return partial(getattr(Call(), name), body, slug=slug, reschedule_id=offer.id, query=query)


def _unassign(school: UsualSchool) -> Send:
    by, student, teacher = school.school.owner, school.student.id, school.teacher.id
    Call().assign_teacher({"teacher_id": teacher}, by=by, student_id=student)
    return partial(Call().unassign_teacher, by=by, student_id=student, teacher_id=teacher)


def _accept(school: UsualSchool) -> Send:
    return partial(Call().accept_invitation, by=an_identity(), token=school.invitation.token)


def _decide(school: UsualSchool) -> Send:
    body = {"outcome": {"outcome": "waive"}, "version": school.cancellation.version}
    return partial(
        Call().decide_cancellation, body, by=school.school.owner, cancellation_id=school.cancellation.id
    )


def _revoke(school: UsualSchool) -> Send:
    body = {"student_id": school.student.id, "version": school.credit.version}
    return partial(Call().revoke_credit, body, by=school.school.owner, credit_id=school.credit.id)


OF_LESSONS = ("complete_lesson", "join_lesson", "leave_lesson", "miss_lesson")
OF_SERIES = ("book_slot", "get_hybrid_cycle", "get_window", "join_series", "leave_series", "set_hybrid_cycle")
SPECIAL: dict[str, Callable[[UsualSchool], Send]] = {
    **{name: partial(_of_a_lesson, name) for name in OF_LESSONS},
    **{name: partial(_of_a_group, name) for name in OF_SERIES},
    **COURSEWORK,
    **COMMENTS,
    **GRADING,
    **NOTES,
    "accept_invitation": _accept,
    "accept_offer": partial(_of_who_waits, "accept_offer"),
    "answer_reschedule": partial(_by_link, "answer_reschedule"),
    "approve_lesson": partial(_answer, "approve_lesson"),
    "cancel_enrollment": _cancel,
    "confirm_totp": _confirm_totp,
    "create_studio": _create_studio,
    "decide_cancellation": _decide,
    "decline_offer": partial(_of_who_waits, "decline_offer"),
    "decline_lesson": partial(_answer, "decline_lesson"),
    "get_enrollment_status": partial(_of_an_enrollment, "get_enrollment_status", is_paid=True),
    "get_calendar": _calendar,
    "get_calendar_feed": _read_feed,
    "get_public_reschedule": partial(_by_link, "get_public_reschedule"),
    "leave_checkout": partial(_of_an_enrollment, "leave_checkout", is_paid=False),
    "open_video": _open_video,
    "receive_stripe_event": _stripe_event,
    "record_manual_payment": _pay_in_cash,
    "revoke_credit": _revoke,
    "revoke_calendar_feed": _revoke_feed,
    "unassign_teacher": _unassign,
    "switch_studio": _switch_studio,
    "withdraw_student": _withdraw,
}
"""Endpoints that want more than an owner and ids."""
