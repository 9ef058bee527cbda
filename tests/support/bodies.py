"""A body for every route that takes one: well formed, and naming the things whose ids it is given.

Versions are ones that nothing reaches, so that no body changes anything of the caller's own.
"""

from collections.abc import Mapping
from typing import Any

from tests.support.coursework_bodies import COURSEWORK_BODIES
from tests.support.grading_bodies import GRADING_BODIES
from tests.support.library_bodies import LIBRARY_BODIES
from tests.support.note_bodies import NOTE_BODIES
from tests.support.recording_bodies import RECORDING_BODIES
from tests.support.routes import NoExample, Route

BY_IDS = COURSEWORK_BODIES | GRADING_BODIES | LIBRARY_BODIES | NOTE_BODIES | RECORDING_BODIES
FAR = {"version": 900_000}
PASSWORD = "Nobody-has-this-1"
CODE = "000000"
PERSON = {"given_name": "X", "family_name": "X"}
STUDENT = PERSON | {"birth_date": "2015-01-01"}
TEACHER = {"display_name": "X", "instruments": ["kazoo"]}
COURSE = {"name": "X", "kind": "cohort", "instrument": "kazoo", "is_published": False}
WISHES = [{"starts_at": f"2040-07-0{day}T10:00:00Z"} for day in (3, 4)]
SLOT = "2040-01-09T08:00:00Z"
CYCLE: dict[str, Any] = {
    "cycle_weeks": 2,
    "private_weeks": [2],
    "slot_minutes": 30,
    "starts_on": "2040-01-02",
}
SESSIONS = [{"on": "2040-01-02", "starts": "10:00", "ends": "11:00"}]
REPLAYED = {"from_on": "2026-01-01", "until_on": "2027-01-01"}
TWICE = {"preset": "weekly", "count": 2}
PROFILE = {"name": "X", "email": "x@x.test", "time_zone": "Europe/Vienna"}


def body_for(route: Route, ids: Mapping[str, str], **named: str) -> dict[str, Any] | None:
    """A body that names these things; None where the route takes none, `NoExample` where nobody wrote one.

    `named` are `slug` and `studio_id` of the school that the things belong to, an `email` there, and the
    caller's `currency`.
    """
    if not route.takes_json:
        return None
    if by_ids := BY_IDS.get(route.name):
        return by_ids(ids)
    bodies = _signing_in(named) | _studio(ids, named) | _people(ids, named) | _offers(ids, named)
    bodies |= _lessons(ids)
    if route.name not in bodies:
        raise NoExample(f"{route.name} takes a body: write an example of it here")
    body: dict[str, Any] = bodies[route.name]
    return body


def _signing_in(named: Mapping[str, str]) -> dict[str, Any]:
    address = {"email": named["email"]}
    return {
        "answer_challenge": address | {"code": CODE, "session": "s" * 40, "challenge": "SOFTWARE_TOKEN_MFA"},
        "confirm_sign_up": address | {"code": CODE},
        "confirm_totp": {"code": CODE},
        "forgot_password": address,
        "resend_code": address,
        "reset_password": address | {"code": CODE, "password": PASSWORD},
        "sign_in": address | {"password": PASSWORD},
        "sign_up": address | PERSON | {"password": PASSWORD},
        "sign_up_by_invitation": PERSON | {"password": PASSWORD},
        "switch_studio": {"studio_id": named["studio_id"]},
    }


def _studio(ids: Mapping[str, str], named: Mapping[str, str]) -> dict[str, Any]:
    address = PROFILE | {"slug": named["slug"], "currency": named["currency"]}
    return {
        "create_studio": address | {"owner": PERSON},
        "update_studio": address | FAR,
        "add_location": {"name": "X"},
        "update_location": {"name": "X"} | FAR,
        "add_room": {"name": "X", "location_id": ids["location_id"]},
        "update_room": {"name": "X", "capacity": 1} | FAR,
    }


def _people(ids: Mapping[str, str], named: Mapping[str, str]) -> dict[str, Any]:
    address, family = {"email": named["email"]}, {"family_id": ids["family_id"]}
    return {
        "accept_invitation": PERSON,
        "invite_member": address | {"roles": ["guardian"], "person_id": ids["guardian_id"]},
        "update_member": {"roles": ["teacher"]} | FAR,
        "add_family": {"name": "X"},
        "update_family": {"name": "X", "payer_id": ids["guardian_id"]} | FAR,
        "add_guardian": PERSON | address | family,
        "update_guardian": PERSON | {"email": f"new-{named['email']}"} | FAR,
        "add_student": STUDENT | family | {"location_id": ids["location_id"]},
        "update_student": STUDENT | FAR,
        "add_teacher": TEACHER | {"person_id": ids["person_id"]},
        "update_teacher": TEACHER | FAR,
        "assign_teacher": {"teacher_id": ids["teacher_id"]},
        "set_availability": {"availability": []} | FAR,
    }


def _offers(ids: Mapping[str, str], named: Mapping[str, str]) -> dict[str, Any]:
    course = {"course_id": ids["course_id"]}
    terms = {"accepted_terms": True, "consent": True}
    price = {"amount": 1000, "currency": named["currency"]}
    return {
        "add_course": COURSE | {"price": price, "location_id": ids["location_id"]},
        "update_course": COURSE | {"price": price} | FAR,
        "form_cohort": course
        | {name: ids[name] for name in ("teacher_id", "location_id", "room_id")}
        | {"name": "X", "capacity": 1, "zone": "UTC", "sessions": SESSIONS},
        "enroll_student": course | terms | {"student_id": ids["student_id"]},
        "request_enrollment": course
        | terms
        | {"student": STUDENT, "guardian": PERSON | {"email": "x@families.test"}},
        "grant_credit": {"student_id": ids["student_id"], "instrument": "kazoo", "minutes": 30},
        "revoke_credit": {"student_id": ids["student_id"]} | FAR,
        "update_cancellation_policy": {"otherwise": {"outcome": "waive"}} | FAR,
        "dry_run_cancellation_policy": {"policy": {"otherwise": {"outcome": "waive"}}} | REPLAYED,
        "set_hybrid_cycle": CYCLE | {"price": price} | FAR,
        "update_reminder_preferences": {"kinds": ["hour_before"]} | FAR,
        "cancel_lesson": {"reason": "closure"},
        "decide_cancellation": {"outcome": {"outcome": "waive"}} | FAR,
        "open_calendar_feed": {},
        "join_waitlist": course | terms | {"student_ids": [ids["student_id"]]},
        "resize_cohort": {"capacity": 6} | FAR,
        "record_manual_payment": {"invoice_id": ids["invoice_id"], "method": "cash", "amount": price},
    }


def _lessons(ids: Mapping[str, str]) -> dict[str, Any]:
    who = {"course_id": ids["course_id"], "teacher_id": ids["teacher_id"], "student_ids": [ids["student_id"]]}
    series = who | {"minutes": 30, "zone": "UTC", "overrides_rules": True, "repetition": TWICE}
    return {
        "book_lesson": who | {"minutes": 30, "starts_at": "2040-03-05T10:00:00Z", "overrides_rules": True},
        "book_series": series | {"start": "2040-04-02T10:00:00"},
        "preview_series": series | {"start": "2040-05-07T10:00:00"},
        "change_series": {"scope": "all", "minutes": 45, "overrides_rules": True} | FAR,
        "end_series": {"at": "2040-01-08T00:00:00Z"} | FAR,
        "move_lesson": {"starts_at": "2040-07-02T10:00:00Z", "overrides_rules": True} | FAR,
        "propose_reschedule": {"alternatives": WISHES, "overrides_rules": True},
        "accept_reschedule": {"alternative": 0},
        "answer_reschedule": {"alternative": 1},
        "join_lesson": {"student_id": ids["student_id"]},
        "join_series": {"student_id": ids["student_id"]},
        "miss_lesson": {},
        "book_slot": {"student_id": ids["student_id"], "starts_at": SLOT},
        "add_closure": {"first_on": "2041-01-01", "last_on": "2041-01-02"},
        "import_holidays": {"country": "AT", "year": 2042},
    }
