"""Who wants to wait, and for what."""

from typing import Annotated

from pydantic import Field, StrictBool, model_validator

from tutti.kit.entity import Value
from tutti.kit.errors import Invalid, NotFound
from tutti.kit.ids import CohortId, CourseId, LessonId, PersonId, SeriesId
from tutti.scheduling.lesson import LessonPurpose

MOST_TOGETHER = 8


class OneFamilyOnly(Invalid):
    """Students of one family wait together; others join the line for themselves."""


class NothingToWaitFor(Invalid):
    """Name cohorts of one course, a group lesson, a series of group lessons, or a course."""


class NoSuchTarget(NotFound):
    """This studio has nothing of that id that one could wait for."""


class WaitlistRequest(Value):
    """The students of one family who want seats together, and which.

    Of a course in cohorts any cohort, or those named; of a private course an hour that comes free, with
    `teacher_id` one of that teacher's. Of a series of group lessons each date. Cohorts ask for the school's
    terms and a guardian's consent, as an enrolment does.
    """

    course_id: CourseId | None = None
    cohort_id: CohortId | None = None
    cohort_ids: Annotated[tuple[CohortId, ...], Field(max_length=20)] = ()
    lesson_id: LessonId | None = None
    series_id: SeriesId | None = None
    teacher_id: PersonId | None = None
    student_ids: Annotated[tuple[PersonId, ...], Field(min_length=1, max_length=MOST_TOGETHER)]
    purpose: LessonPurpose = LessonPurpose.REGULAR
    accepted_terms: StrictBool = False
    consent: StrictBool = False

    @model_validator(mode="after")
    def _is_for_one_thing(self) -> "WaitlistRequest":
        named = [self.course_id, self.cohorts, self.lesson_id, self.series_id]
        if sum(bool(one) for one in named) != 1:
            raise ValueError("one of course_id, cohort_id or cohort_ids, lesson_id, series_id")
        if len(set(self.student_ids)) < len(self.student_ids):
            raise ValueError("each student once")
        return self

    @property
    def cohorts(self) -> tuple[str, ...]:
        """The cohorts that are named."""
        one = (self.cohort_id,) if self.cohort_id else ()
        return tuple(dict.fromkeys((*one, *self.cohort_ids)))
