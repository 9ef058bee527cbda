"""A library for tests: a class with a child, and resources for it."""

from datetime import timedelta
from typing import Any

from tests.support.classes import Class
from tests.support.door import Call, Reply
from tests.support.offers import a_cohort
from tests.support.people import a_family, a_guardian, a_student
from tests.support.school import School
from tutti.enrollment.course import Cohort
from tutti.enrollment.store import CohortStore
from tutti.kit.caller import Caller
from tutti.kit.changes import Delete, Put
from tutti.kit.clock import utc_now, zone
from tutti.kit.ids import new_id
from tutti.kit.record import Record
from tutti.kit.role import Role
from tutti.recordings.deposit import DepositState
from tutti.recordings.document import Document
from tutti.recordings.model import Recording
from tutti.recordings.store import DocumentStore, RecordingStore

NOTE = {"kind": "lesson_note", "title": "Long bows", "text": "Slowly, from frog to tip."}


class Shelf(Class):
    """What a school's teacher puts up for a child, its parent and others."""

    def __init__(self, school: School, *days: int) -> None:
        super().__init__(school, *days)
        self.call = Call()
        self.other_family = a_family(school, "Other")
        self.other_guardian = a_guardian(school, self.other_family)
        self.other_student = a_student(school, self.other_family)

    @property
    def other_parent(self) -> Caller:
        return self.school.caller(Role.GUARDIAN, self.other_guardian.id)

    def teaches(self) -> None:
        """From now on the teacher may see the child."""
        owner = self.school.owner
        body = {"teacher_id": self.teacher.id}
        assert self.call.assign_teacher(body, by=owner, student_id=self.student.id).status == 200

    def teaches_no_more(self) -> None:
        """The child is taken from the teacher."""
        ids = {"student_id": self.student.id, "teacher_id": self.teacher.id}
        assert self.call.unassign_teacher(by=self.school.owner, **ids).status == 204

    def put_up(self, *, by: Caller | None = None, **changes: Any) -> Reply:
        """A lesson note for the whole school, unless said otherwise; it is taken."""
        body = NOTE | {"visibility": "school"} | changes
        reply = self.call.add_resource(body, by=by or self.school.owner)
        assert reply.status == 201, reply.body
        made: Reply = reply
        return made

    def titles(self, by: Caller, **query: str) -> list[str]:
        """The titles on the shelf as somebody sees it."""
        reply = self.call.list_library(by=by, query=query)
        assert reply.status == 200, reply.body
        return [one["title"] for one in reply["items"]]

    def opens(self, by: Caller, resource: Reply) -> Reply:
        """Somebody opens a resource."""
        opened: Reply = self.call.open_resource(by=by, resource_id=resource["id"])
        return opened

    def by_the_clock(self, hours: float) -> str:
        """So many hours from now, on the studio's clock."""
        there = zone(self.school.studio.time_zone)
        wall = (utc_now() + timedelta(hours=hours)).astimezone(there)
        return wall.replace(tzinfo=None, microsecond=0).isoformat()

    def recorded(self, student_id: str | None = None, state: DepositState = DepositState.READY) -> str:
        """A recording, of a student or the studio's own, so far."""
        recording = Recording(id=new_id("rec"), **self._deposit("audio/mp4", student_id, state))
        return RecordingStore(self.school.tenant).create(recording).id

    def filed(self, student_id: str | None = None, state: DepositState = DepositState.READY) -> str:
        """A sheet of music, of a student or the studio's own, so far."""
        document = Document(id=new_id("fil"), **self._deposit("application/pdf", student_id, state))
        return DocumentStore(self.school.tenant).create(document).id

    def _deposit(self, content_type: str, student_id: str | None, state: DepositState) -> Any:
        at = utc_now()
        about = {"made_by": self.teacher.id, "title": "Aria", "content_type": content_type, "bytes": 1000}
        done = {"state": state, "revision": 1, "loudness_lufs": -18.5, "created_at": at, "ready_at": at}
        if content_type == "application/pdf":
            del done["loudness_lufs"]
        return about | done | {"student_id": student_id}

    def a_cohort(self) -> Cohort:
        """A cohort of the teacher's, nobody in it."""
        return a_cohort(self.school, teacher=self.teacher)

    def seats(self, cohort: Cohort, student_id: str) -> None:
        """A student comes into a cohort."""
        key = CohortStore(self.school.tenant).roster_key(cohort.id, student_id)
        self.school.tenant.table.write([Put(Record(key.pk, key.sk, kind="Seated", owner=student_id))])

    def unseats(self, cohort: Cohort, student_id: str) -> None:
        """A student leaves a cohort."""
        key = CohortStore(self.school.tenant).roster_key(cohort.id, student_id)
        self.school.tenant.table.write([Delete(key)])
