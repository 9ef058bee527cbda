"""What a cancellation would mean, before anybody cancels: nothing is written."""

from datetime import datetime

from tutti.kit.clock import Instant
from tutti.kit.entity import Value
from tutti.kit.ids import LessonId, PersonId
from tutti.kit.who import Caller
from tutti.scheduling.cancellation.case import CancellationReason, CancelledBy, Case
from tutti.scheduling.cancellation.conditions import LessonTest
from tutti.scheduling.cancellation.deciding import Decision, decide
from tutti.scheduling.cancellation.matter import Matter, matter_of
from tutti.scheduling.cancellation.outcomes import CreditOutcome, WaiveOutcome
from tutti.scheduling.cancellation.policy import CancellationPolicy, Rule
from tutti.scheduling.lesson import LessonPurpose, LessonStatus

WAIVE = WaiveOutcome(outcome="waive")
MAKEUP = LessonTest(test="lesson", purposes=(LessonPurpose.MAKEUP,))
NOT_CONFIRMED = CancellationPolicy(
    rules=(
        Rule(name="Makeup not confirmed yet", when=MAKEUP, then=CreditOutcome(outcome="credit")),
        Rule(name="Not confirmed yet", then=WAIVE),
    ),
    otherwise=WAIVE,
)
"""What was only asked for is taken back without any consequence: a makeup's credit is as it was before."""


class PreviewedPart(Decision):
    """What it would mean for this student."""

    student_id: PersonId


class CancellationPreview(Value):
    """What it would mean to cancel a lesson at this time, for each student whom it concerns."""

    lesson_id: LessonId
    at: Instant
    by: CancelledBy
    reason: CancellationReason
    is_whole: bool
    policy_version: int
    parts: tuple[PreviewedPart, ...]


def verdict(matter: Matter, case: Case) -> Decision:
    """What the policy in force makes of the case; a request that nobody has confirmed costs nothing."""
    is_asked = matter.lesson.status is LessonStatus.REQUESTED
    return decide(NOT_CONFIRMED if is_asked else matter.policy, case)


def preview_cancellation(
    caller: Caller,
    lesson_id: str,
    *,
    at: datetime | None,
    reason: CancellationReason,
    student_id: str | None,
    now: datetime,
) -> CancellationPreview:
    """What it would mean to cancel then, by which rule and why; refuses what cancelling then would refuse."""
    matter, then = matter_of(caller, lesson_id, student_id), max(at or now, now)
    matter.lesson.opened(then)
    decided = {one.id: verdict(matter, matter.case_of(one, reason, then)) for one in matter.students}
    return CancellationPreview(
        lesson_id=lesson_id,
        at=then,
        by=matter.by,
        reason=reason,
        is_whole=matter.is_whole,
        policy_version=matter.policy.version,
        parts=tuple(PreviewedPart(**dict(one), student_id=who) for who, one in decided.items()),
    )
