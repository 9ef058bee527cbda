"""Where grades lie, and every version that each had."""

from tutti.coursework.grade import Grade
from tutti.kit.changes import Change, Put, absent
from tutti.kit.collection import Collection
from tutti.kit.entity import Page
from tutti.kit.errors import NotFound, VersionConflict
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant


class NoSuchGrade(NotFound):
    """This studio has no such grade."""


class GradeStore(Collection[Grade]):
    """The grades of a studio, also by assignment, student and attempt."""

    def __init__(self, tenant: Tenant) -> None:
        super().__init__(
            tenant,
            Grade,
            "Grade",
            index=lambda grade: (
                f"GRADESOF#{grade.assignment_id}",
                f"{grade.student_id}#{grade.attempt:06d}",
            ),
            missing=NoSuchGrade,
        )

    def keeping(self, grade: Grade) -> Change:
        """The change that keeps this version of a grade for good."""
        body = grade.model_dump_json()
        version = f"{grade.version:08d}"
        return Put(
            Record(self._history(grade.id), version, kind="GradeVersion", body=body),
            absent(),
            VersionConflict,
        )

    def versions(self, grade_id: str, *, limit: int, cursor: str | None) -> Page[Grade]:
        """A page of all that a grade ever was, the latest first: one query."""
        records, further = self.tenant.table.page(
            self._history(grade_id), limit=limit, cursor=cursor, newest_first=True
        )
        return Page[Grade](items=[self.read(record) for record in records], cursor=further)

    def _history(self, grade_id: str) -> str:
        return self.tenant.partition("GRADEVERSION", grade_id)
