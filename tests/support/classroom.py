"""A teacher with a student, and the work that goes between them, through the real doors."""

from datetime import date, timedelta
from typing import Any

from tests.support.door import Call, Reply
from tests.support.offers import a_piano_teacher
from tests.support.people import a_family, a_guardian, a_location, a_student
from tests.support.school import School
from tutti.kit.caller import Caller
from tutti.kit.clock import utc_now
from tutti.kit.ids import new_id
from tutti.kit.role import Role
from tutti.people.family import Student
from tutti.people.teaching import assigning, unassigning
from tutti.recordings.deposit import DepositState, Rejection
from tutti.recordings.model import Recording
from tutti.recordings.store import RecordingStore

SECTIONS: list[dict[str, Any]] = [
    {"kind": "warm_up", "text": "Long tones, {student}.", "minutes": 5},
    {"kind": "repertoire", "title": "Sarabande", "text": "Bars 1 to 8, slowly.", "minutes": 15},
]
Thing = dict[str, Any]


def in_days(days: int) -> str:
    """Six in the evening of a day from now, as the studio's clock shows it."""
    return f"{date.today() + timedelta(days=days)}T18:00:00"  # noqa: DTZ011 - any day will do


class Classroom:
    """A teacher, a student with a parent, and assignments of theirs."""

    def __init__(self, school: School) -> None:
        self.school, self.call = school, Call()
        self.location = a_location(school)
        self.teacher = a_piano_teacher(school)
        self.taught_by = school.caller(Role.TEACHER, self.teacher.id)
        self.family = a_family(school)
        self.guardian = a_guardian(school, self.family)
        self.student = self.pupil()

    @property
    def parent(self) -> Caller:
        return self.school.caller(Role.GUARDIAN, self.guardian.id)

    @property
    def child(self) -> Caller:
        return self.school.caller(Role.STUDENT, self.student.id)

    def pupil(self, **particulars: Any) -> Student:
        """One more student of the teacher, of the family unless said otherwise."""
        family, other = particulars.pop("family", self.family), particulars.pop("also_taught_by", None)
        usual = {"location_id": self.location.id, "teacher_ids": (self.teacher.id,)}
        student = a_student(self.school, family, taught_by=self.taught_by, **(usual | particulars))
        if other:
            self.school.tenant.table.write(assigning(self.school.tenant, other.person_id, student.id))
        return student

    def loses(self, student: Student | None = None, *, to: str | None = None) -> None:
        """The student is taken from the teacher, perhaps for another one."""
        tenant = self.school.tenant
        tenant.table.write(unassigning(tenant, self.teacher.id, (student or self.student).id))
        if to:
            self.taught_also_by(to)

    def taught_also_by(self, teacher_id: str) -> None:
        """The student has another teacher as well."""
        tenant = self.school.tenant
        tenant.table.write(assigning(tenant, teacher_id, self.student.id))

    def draft(self, *, by: Caller | None = None, **more: Any) -> Reply:
        """An assignment for the student, prepared."""
        usual = {"title": "Sarabande", "sections": SECTIONS, "student_ids": [self.student.id]}
        reply: Reply = self.call.add_assignment(usual | more, by=by or self.taught_by)
        return reply

    def publish(self, assignment_id: str) -> Reply:
        """It is published by its teacher."""
        reply: Reply = self.call.publish_assignment(by=self.taught_by, assignment_id=assignment_id)
        return reply

    def assigned(self, **more: Any) -> Thing:
        """A published assignment for the student."""
        drafted = self.draft(**more)
        assert drafted.status == 201, drafted.body
        published = self.publish(drafted["id"])
        assert published.status == 200, published.body
        body: Thing = published.body
        return body

    def change(self, assignment: Thing, **changes: Any) -> Reply:
        """The teacher changes what is named."""
        body = {"version": assignment["version"]} | changes
        reply: Reply = self.call.update_assignment(body, by=self.taught_by, assignment_id=assignment["id"])
        return reply

    def submit(self, assignment: Thing, *, by: Caller | None = None, **more: Any) -> Reply:
        """The student hands something in."""
        usual = {"assignment_id": assignment["id"], "text": "Done."}
        reply: Reply = self.call.submit_work(usual | more, by=by or self.child)
        return reply

    def class_rows(self, assignment: Thing, *, by: Caller | None = None) -> list[Thing]:
        """What the teacher sees of the class."""
        reply = self.call.list_class_work(by=by or self.taught_by, assignment_id=assignment["id"])
        assert reply.status == 200, reply.body
        rows: list[Thing] = reply["items"]
        return rows

    def own_rows(self, *, by: Caller | None = None, **query: Any) -> list[Thing]:
        """What the student sees of all assignments."""
        reply = self.call.list_student_work(by=by or self.child, student_id=self.student.id, query=query)
        assert reply.status == 200, reply.body
        rows: list[Thing] = reply["items"]
        return rows

    def recording(self, student_id: str | None, state: DepositState = DepositState.READY) -> str:
        """A recording of this student, or the studio's own."""
        recording = Recording(
            id=new_id("rec"),
            student_id=student_id,
            made_by=student_id or self.teacher.id,
            title="Sarabande",
            content_type="audio/mp4",
            bytes=1000,
            state=state,
            created_at=utc_now(),
        )
        RecordingStore(self.school.tenant).create(recording)
        return recording.id

    def reject(self, recording_id: str) -> None:
        """The recording turns out to be silent."""
        recordings = RecordingStore(self.school.tenant)
        before = recordings.get(recording_id)
        why = Rejection(code="Silent", message="Nothing is to be heard.")
        recordings.replace(before, before.given_up(why))
