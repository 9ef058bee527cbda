"""Another school's owner, with every right at home, finds nothing of this school by its ids."""

from typing import Any

from tests.support.door import Call
from tests.support.people import a_family, a_guardian, a_location, a_member, a_student, a_teacher
from tests.support.school import School
from tutti.kit.clock import utc_now
from tutti.kit.ids import new_id
from tutti.kit.role import Role
from tutti.people import inviting
from tutti.people.invitation import InvitationDraft
from tutti.studios import rooms
from tutti.studios.model import RoomDraft

PERSON = {"given_name": "X", "family_name": "X"}
TEACHER = {"display_name": "X", "instruments": ["piano"]}
V1 = {"version": 1}
CALLS: dict[str, dict[str, Any] | None] = {
    "get_location": None,
    "update_location": {"name": "X", **V1},
    "remove_location": None,
    "get_room": None,
    "update_room": {"name": "X", "capacity": 1, **V1},
    "remove_room": None,
    "get_member": None,
    "update_member": {"roles": ["teacher"], **V1},
    "remove_member": None,
    "revoke_invitation": None,
    "get_teacher": None,
    "update_teacher": TEACHER | V1,
    "set_availability": {"availability": [], **V1},
    "get_family": None,
    "update_family": {"name": "X", **V1},
    "remove_family": None,
    "list_family_students": None,
    "get_guardian": None,
    "update_guardian": PERSON | V1 | {"email": "x@people.test"},
    "get_student": None,
    "update_student": PERSON | V1 | {"birth_date": "2015-01-01"},
}
LISTS = (
    "list_locations",
    "list_rooms",
    "list_members",
    "list_invitations",
    "list_teachers",
    "list_families",
    "list_guardians",
    "list_students",
)


def ids_of(school: School) -> dict[str, str]:
    """One of everything, by the name that paths have for its id."""
    location, family = a_location(school), a_family(school)
    draft = InvitationDraft(email="x@people.test", roles=(Role.TEACHER,))
    return {
        "location_id": location.id,
        "room_id": rooms.add_room(school.admin, RoomDraft(name="Blue", location_id=location.id)).id,
        "person_id": a_member(school, Role.TEACHER).id,
        "invitation_id": inviting.invite_member(school.tenant, draft, by=Role.OWNER, now=utc_now()).id,
        "teacher_id": a_teacher(school).id,
        "family_id": family.id,
        "guardian_id": a_guardian(school, family).id,
        "student_id": a_student(school, family).id,
    }


def test_an_id_of_another_school_is_not_found(call: Call, forte: School, allegro: School) -> None:
    ids = ids_of(forte)
    month = forte.tenant.partition("AUDIT", f"{utc_now():%Y-%m}")
    before = len(forte.tenant.table.all(month))
    rival = allegro.owner
    replies = {name: getattr(call, name)(body, by=rival, **ids) for name, body in CALLS.items()}
    assert {name: reply.status for name, reply in replies.items()} == dict.fromkeys(CALLS, 404)
    assert len(forte.tenant.table.all(month)) == before


def test_lists_hold_nothing_of_another_school(call: Call, forte: School, allegro: School) -> None:
    ids = ids_of(forte)
    for name in LISTS:
        assert getattr(call, name)(by=forte.owner)["items"], name
        assert getattr(call, name)(by=allegro.owner)["items"] == [], name
    for name, by in (
        ("list_rooms", "location_id"),
        ("list_guardians", "family_id"),
        ("list_students", "family_id"),
    ):
        assert getattr(call, name)(by=allegro.owner, query={by: ids[by]})["items"] == [], name


def test_an_unknown_id_is_not_found(call: Call, forte: School) -> None:
    unknown = {name: new_id(known[:3]) for name, known in ids_of(forte).items()}
    replies = {name: getattr(call, name)(body, by=forte.owner, **unknown) for name, body in CALLS.items()}
    assert {name: reply.status for name, reply in replies.items()} == dict.fromkeys(CALLS, 404)
