"""Bodies that the tests of people send, and what they read in replies."""

from typing import Any

from pydantic import BaseModel

from tests.support.door import Call, Reply
from tests.support.school import School
from tutti.kit.caller import Caller
from tutti.kit.ids import new_id
from tutti.people import inviting
from tutti.people.family import Family, Guardian, Student
from tutti.people.member import Member
from tutti.people.teacher import Teacher

EMAIL = "bela@people.test"
CONTACT = {"name": "Oma Olga", "phone": "+43 1 234567", "relation": "grandmother"}


def ids(reply: Reply) -> list[str]:
    """The ids in a list, in its order."""
    return [item["id"] for item in reply["items"]]


def _change(entity: BaseModel, *fixed: str, **changes: Any) -> dict[str, Any]:
    return entity.model_dump(mode="json", exclude={"id", *fixed}) | changes


def member_change(member: Member, **changes: Any) -> dict[str, Any]:
    return _change(member, "sub", "email", "given_name", "family_name", **changes)


def teacher_change(teacher: Teacher, **changes: Any) -> dict[str, Any]:
    return _change(teacher, **changes)


def guardian_change(guardian: Guardian, **changes: Any) -> dict[str, Any]:
    return _change(guardian, "family_id", **changes)


def student_change(student: Student, **changes: Any) -> dict[str, Any]:
    return _change(student, "family_id", "teacher_ids", **changes)


def a_guardian_body(family: Family, **changes: Any) -> dict[str, Any]:
    who = {"given_name": "Gerda", "family_name": "Berger", "email": f"{new_id('g').lower()}@people.test"}
    return {"family_id": family.id, **who} | changes


def a_student_body(family: Family, **changes: Any) -> dict[str, Any]:
    who = {"given_name": "Sam", "family_name": "Berger", "birth_date": "2015-05-04"}
    return {"family_id": family.id, **who} | changes


def invite(call: Call, school: School, *, by: Caller | None = None, **changes: Any) -> Reply:
    reply: Reply = call.invite_member({"email": EMAIL, "roles": ["teacher"]} | changes, by=by or school.admin)
    return reply


def link(school: School, invitation: Reply) -> str:
    """The token that the mail carries."""
    sealed = inviting.to_mail(school.tenant, invitation["id"])
    assert sealed is not None
    return sealed.token
