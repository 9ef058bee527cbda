"""The credit that a cancellation brings: granted anew, or given back what a makeup lesson had taken."""

from collections.abc import Sequence
from datetime import datetime

from tutti.billing.credit import Credit
from tutti.billing.crediting import (
    Restored,
    credit_id_of,
    credits_of,
    granting,
    restoring,
    restoring_for,
)
from tutti.kit.changes import Change
from tutti.kit.tenant import Tenant
from tutti.scheduling.cancellation.cancellation import CancellationRecord, Part
from tutti.scheduling.cancellation.case import CancelledBy
from tutti.scheduling.cancellation.outcomes import OutcomeName
from tutti.scheduling.lesson import LessonPurpose


def credited(
    tenant: Tenant, record: CancellationRecord, part: Part, now: datetime
) -> tuple[Part, list[Change]]:
    """The part with what is really credited, and the changes that credit it; one query for a makeup lesson.

    What a makeup lesson took goes back to where it came from. When the school is why, it is good for as long
    as a new credit would be, so that nobody loses minutes by a lesson that the school took away.
    """
    if part.outcome is not OutcomeName.CREDIT:
        return part, []
    is_makeup = record.purpose is LessonPurpose.MAKEUP
    lots = credits_of(tenant, part.student_id) if is_makeup else []
    if not any(lot.spent_on(record.lesson_id) for lot in lots):
        return part, granting(tenant, _lot(record, part, now))
    back = _restored(tenant, record, part, lots)
    told = {"credit_minutes": back.minutes, "restored_minutes": back.minutes, "expires_on": back.expires_on}
    return part.model_copy(update=told), back.changes


def _restored(tenant: Tenant, record: CancellationRecord, part: Part, lots: Sequence[Credit]) -> Restored:
    if record.by is CancelledBy.FAMILY or not record.was_confirmed:
        return restoring(tenant, lots, record.lesson_id, part.credit_minutes)
    return restoring_for(tenant, lots, record.lesson_id, part.expires_on)


def _lot(record: CancellationRecord, part: Part, now: datetime) -> Credit:
    return Credit(
        id=credit_id_of(record.lesson_id, part.student_id),
        student_id=part.student_id,
        family_id=part.family_id,
        instrument=record.instrument,
        minutes=part.credit_minutes,
        lesson_id=record.lesson_id,
        policy_version=record.policy_version,
        granted_at=now,
        expires_on=part.expires_on,
    )
