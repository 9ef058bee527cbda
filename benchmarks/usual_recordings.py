"""The recording and the file of a usual school."""

from functools import cached_property
from typing import Any

import boto3

from tests.support.school import School
from tutti.kit.clock import utc_now
from tutti.kit.ids import new_id
from tutti.kit.settings import setting
from tutti.people.family import Student
from tutti.recordings.deposit import DepositState
from tutti.recordings.document import Document
from tutti.recordings.model import Recording
from tutti.recordings.recording_shelf import RecordingShelf
from tutti.recordings.store import DocumentStore, RecordingStore


class UsualRecordings:
    """What was handed in at a usual school."""

    school: School

    @cached_property
    def student(self) -> Student:
        raise NotImplementedError

    @cached_property
    def recording(self) -> Recording:
        """A recording of the student that can be heard, and what it was made of."""
        recording = Recording(id=new_id("rec"), content_type="audio/mp4", **self._handed_in())
        upload = RecordingShelf(self.school.tenant).upload_key(recording.id)
        boto3.client("s3").put_object(Bucket=setting("MEDIA_BUCKET"), Key=upload, Body=b"sound")
        return RecordingStore(self.school.tenant).create(recording)

    @cached_property
    def file(self) -> Document:
        """A score of the student that can be opened."""
        document = Document(id=new_id("fil"), content_type="application/pdf", **self._handed_in())
        return DocumentStore(self.school.tenant).create(document)

    def _handed_in(self) -> dict[str, Any]:
        state = {"state": DepositState.READY, "revision": 1, "attempts": 1}
        whose = {"student_id": self.student.id, "made_by": self.student.id}
        return {
            **state,
            **whose,
            "title": "Sonatina",
            "bytes": 1000,
            "kept_bytes": 800,
            "created_at": utc_now(),
        }
