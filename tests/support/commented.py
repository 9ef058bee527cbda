"""A recording and a score of a child, on which people comment."""

from dataclasses import dataclass
from functools import cached_property
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from functions.events.coursework.forget_comments import handler as forget_comments
from tests.support.door import Call, Reply
from tests.support.paper_sagas import PaperSchedules
from tests.support.school import School
from tests.support.timetable import Timetable
from tutti.kit.caller import Caller
from tutti.kit.changes import Put
from tutti.kit.clock import utc_now
from tutti.kit.facts import Fact, envelope
from tutti.kit.ids import new_id
from tutti.kit.record import Record
from tutti.kit.role import Role
from tutti.people.store import StudentStore
from tutti.recordings.deposit import DepositState
from tutti.recordings.document import Document
from tutti.recordings.facts import FileDeleted, RecordingDeleted
from tutti.recordings.model import Recording
from tutti.recordings.store import DocumentStore, RecordingStore

LASTS_MS = 60_000


@dataclass(frozen=True)
class Commented:
    """What lies there to be commented on, and who does."""

    day: Timetable

    @property
    def school(self) -> School:
        return self.day.school

    @cached_property
    def schedules(self) -> PaperSchedules:
        """What is to be looked at later."""
        return PaperSchedules()

    @cached_property
    def teacher(self) -> Caller:
        """The teacher, who teaches the child from now on."""
        link = StudentStore(self.school.tenant).taught_key(self.day.teacher.id, self.day.student.id)
        self.school.tenant.table.write(
            [Put(Record(link.pk, link.sk, kind="Taught", owner=self.day.student.id))]
        )
        return self.day.taught_by

    @property
    def parent(self) -> Caller:
        return self.day.parent

    @property
    def child(self) -> Caller:
        return self.school.caller(Role.STUDENT, self.day.student.id)

    @cached_property
    def recording(self) -> Recording:
        """The child's recording of a minute."""
        return self.a_recording()

    def a_recording(self, **changes: Any) -> Recording:
        """A recording, of the child unless said otherwise."""
        usual = {"student_id": self.day.student.id, "duration_ms": LASTS_MS, "state": DepositState.READY}
        kept = Recording.model_validate({**_kept("rec", "audio/mp4"), **usual, **changes})
        return RecordingStore(self.school.tenant).create(kept)

    @cached_property
    def score(self) -> Document:
        """The child's sheet of four pages."""
        usual = {"student_id": self.day.student.id, "pages": 4, "state": DepositState.READY}
        kept = Document.model_validate(_kept("fil", "application/pdf") | usual)
        return DocumentStore(self.school.tenant).create(kept)

    def says(
        self, text: str = "Flat", at_ms: int = 12_345, *, by: Caller | None = None, **more: Any
    ) -> Reply:
        """A comment on the recording."""
        body = {"recording_id": self.recording.id, "at_ms": at_ms, "text": text} | more
        reply: Reply = Call().add_comment(body, by=by or self.teacher)
        return reply

    def marks(self, page: int = 1, *, by: Caller | None = None, **more: Any) -> Reply:
        """A comment on a page of the score."""
        body = {"file_id": self.score.id, "page": page, "text": "Fingering"} | more
        reply: Reply = Call().add_comment(body, by=by or self.teacher)
        return reply

    def answers(self, comment: Reply, text: str = "Why?", *, by: Caller | None = None, **more: Any) -> Reply:
        """A reply."""
        body = {"reply_to": comment["id"], "text": text} | more
        reply: Reply = Call().add_comment(body, by=by or self.child)
        return reply

    def read(self, *, by: Caller | None = None, **query: Any) -> list[dict[str, Any]]:
        """The comments on the recording, or on what is asked for."""
        asked = query or {"recording_id": self.recording.id}
        items: list[dict[str, Any]] = Call().list_comments(by=by or self.teacher, query=asked)["items"]
        return items

    def texts(self, *, by: Caller | None = None, **query: Any) -> list[str]:
        """What they say, in order."""
        return [one["text"] for one in self.read(by=by, **query)]

    def is_deleted(self, deposit: Recording | Document) -> None:
        """It is gone, and the house is told of it."""
        tenant, is_heard = self.school.tenant, isinstance(deposit, Recording)
        store = RecordingStore(tenant) if is_heard else DocumentStore(tenant)
        store.remove(deposit)  # type: ignore[arg-type]
        kind = RecordingDeleted if is_heard else FileDeleted
        self.forgets(kind(subject=deposit.id, student_id=deposit.student_id))

    def forgets(self, fact: Fact) -> None:
        """Who lets comments go hears of this."""
        told = envelope(self.school.tenant, fact, utc_now())
        body = f'{{"detail": {told.model_dump_json()}}}'
        records = {"Records": [{"messageId": "m", "body": body}]}
        with patch("tutti.kit.due.SchedulerSchedules", lambda: self.schedules):
            reply = forget_comments(records, SimpleNamespace(aws_request_id="r"))
        assert reply == {"batchItemFailures": []}


def _kept(prefix: str, content_type: str) -> dict[str, Any]:
    made = {"id": new_id(prefix), "made_by": new_id("per"), "title": "Minuet", "bytes": 1000}
    return made | {"content_type": content_type, "created_at": utc_now()}
