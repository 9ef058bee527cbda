"""What belongs to another school cannot be named in a body either: one wrong id among right ones."""

from typing import Any

import pytest

from tests.support.marked_school import MarkedSchool
from tests.support.problem import answer
from tests.support.routes import ALL_ROUTES
from tests.support.usual import usual_body

ROUTES = {route.name: route for route in ALL_ROUTES}
NAMED = [
    ("add_room", "location_id", "NoSuchLocation"),
    ("add_guardian", "family_id", "NoSuchFamily"),
    ("add_student", "family_id", "NoSuchFamily"),
    ("add_student", "location_id", "NoSuchLocation"),
    ("update_student", "location_id", "NoSuchLocation"),
    ("update_family", "payer_id", "PayerNotInFamily"),
    ("add_teacher", "person_id", "NoSuchMember"),
    ("add_teacher", "availability", "NoSuchLocation"),
    ("update_teacher", "availability", "NoSuchLocation"),
    ("set_availability", "availability", "NoSuchLocation"),
    ("invite_member", "person_id", "NoSuchPerson"),
    ("invite_member", "location_ids", "NoSuchLocation"),
    ("update_member", "location_ids", "NoSuchLocation"),
    ("add_course", "location_id", "NoSuchLocation"),
    ("update_course", "location_id", "NoSuchLocation"),
    ("form_cohort", "course_id", "NoSuchCourse"),
    ("form_cohort", "teacher_id", "NoSuchTeacher"),
    ("form_cohort", "location_id", "NoSuchRoom"),
    ("form_cohort", "room_id", "NoSuchRoom"),
    ("enroll_student", "course_id", "NoSuchCourse"),
    ("enroll_student", "cohort_id", "NoSuchCohort"),
    ("enroll_student", "student_id", "NoSuchStudent"),
    ("request_enrollment", "course_id", "NoSuchCourse"),
    ("request_enrollment", "cohort_id", "NoSuchCohort"),
    ("record_manual_payment", "invoice_id", "NoSuchInvoice"),
    ("switch_studio", "studio_id", "NotAMember"),
]


@pytest.mark.parametrize(("name", "field", "code"), NAMED)
def test_a_thing_of_another_school_is_not_there(
    name: str, field: str, code: str, quiet_school: MarkedSchool, school: MarkedSchool
) -> None:
    route, before = ROUTES[name], quiet_school.written()
    usual = usual_body(quiet_school, route, quiet_school.ids) or {}
    reply = quiet_school.deployed.http.request(
        route.method,
        f"{quiet_school.deployed.api}{route.url(quiet_school.ids | {'slug': quiet_school.slug})}",
        json=usual | {field: _foreign(school)[field]},
        headers=quiet_school.owner,
    )
    assert answer(reply) in {(404, code), (422, code)}
    assert quiet_school.written() == before


def _foreign(school: MarkedSchool) -> dict[str, Any]:
    location_id, guardian_id = school.ids["location_id"], school.ids["guardian_id"]
    hours = {"weekday": "MO", "starts": "10:00", "ends": "11:00", "zone": "Europe/Vienna"}
    return school.ids | {
        "availability": [hours | {"location_id": location_id}],
        "location_ids": [location_id],
        "payer_id": guardian_id,
        "studio_id": school.studio["id"],
    }
