"""Credits are granted, spent on makeup lessons and given back (SCH-15).

What others do in one transaction with their own changes, they get here as changes. Somebody who was faster
makes it fail with `VersionConflict`, so no lot is ever overspent.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tutti.billing.credit import Credit, restored_from, spent_for
from tutti.billing.credit import NotEnoughCredit as NotEnoughCredit  # noqa: PLC0414 - who spends may meet it
from tutti.billing.credit_store import CreditStore
from tutti.kit.changes import Change
from tutti.kit.ids import derived_id
from tutti.kit.tenant import Tenant


def credits_of(tenant: Tenant, student_id: str) -> list[Credit]:
    """All lots of a student: one query."""
    return CreditStore(tenant, student_id).all()


def credit_id_of(lesson_id: str, student_id: str) -> str:
    """The id of the credit that a student has for a cancelled lesson, whether it was granted or not."""
    return derived_id("crd", lesson_id, student_id)


def already_credited(tenant: Tenant, lesson_id: str, student_ids: Sequence[str]) -> set[str]:
    """Who of these students has the credit for this lesson: one batch of reads."""
    keys = [CreditStore(tenant, one).key(credit_id_of(lesson_id, one)) for one in student_ids]
    found = tenant.table.get_each(*keys)
    return {one for one, record in zip(student_ids, found, strict=True) if record}


def granting(tenant: Tenant, lot: Credit) -> list[Change]:
    """The changes that grant a lot, which can be granted once."""
    return [CreditStore(tenant, lot.student_id).creating(lot)]


def spending(
    tenant: Tenant,
    lots: Sequence[Credit],
    minutes: int,
    *,
    instrument: str,
    on: date,
    lesson_id: str,
    now: datetime,
) -> list[Change]:
    """The changes that pay a lesson on this local day out of these lots of a student.

    The first to expire is spent first; any lot of the instrument is good for any length, in parts too.
    Refuses `NotEnoughCredit`.
    """
    changed = spent_for(lots, minutes, instrument=instrument, on=on, lesson_id=lesson_id, at=now)
    return _replacing(tenant, changed)


@dataclass(frozen=True)
class Restored:
    """Minutes that a lesson gives back: how many, usable until when, and the changes that do it."""

    minutes: int
    expires_on: date | None
    changes: list[Change]


def restoring(tenant: Tenant, lots: Sequence[Credit], lesson_id: str, minutes: int | None = None) -> Restored:
    """What a lesson gives back to these lots of a student: all that it took, or so many minutes of it."""
    return _restored(tenant, restored_from(lots, lesson_id, minutes))


def restoring_for(tenant: Tenant, lots: Sequence[Credit], lesson_id: str, until: date | None) -> Restored:
    """All of it given back when the school is why: good up to this day at least, so that nobody loses any."""
    changed = restored_from(lots, lesson_id)
    return _restored(tenant, [(before, after.lasting(until)) for before, after in changed])


def _restored(tenant: Tenant, changed: Sequence[tuple[Credit, Credit]]) -> Restored:
    return Restored(
        minutes=sum(after.left - before.left for before, after in changed),
        expires_on=min((after.expires_on for _, after in changed if after.expires_on), default=None),
        changes=_replacing(tenant, changed),
    )


def _replacing(tenant: Tenant, changed: Sequence[tuple[Credit, Credit]]) -> list[Change]:
    return [CreditStore(tenant, after.student_id).replacing(before, after) for before, after in changed]
