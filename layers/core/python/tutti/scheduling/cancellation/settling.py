"""The rest of a large group's cancellation: time and credits of those who did not fit the first write.

A transaction holds a hundred changes. Of who is settled the record says so in the same write, so that a run
that dies between two writes is taken up where it stopped, and nobody is credited or freed twice.
"""

from datetime import datetime

from tutti.billing.crediting import already_credited
from tutti.kit.raced import until_undisturbed
from tutti.kit.tenant import Tenant
from tutti.scheduling.busy import BusyStore
from tutti.scheduling.cancellation.cancellation import CancellationRecord
from tutti.scheduling.cancellation.compensating import credited
from tutti.scheduling.cancellation.store import CancellationStore
from tutti.scheduling.grid import Span

AT_ONCE = 25


def settle(tenant: Tenant, cancellation_id: str, *, now: datetime) -> CancellationRecord:
    """The record once everybody is settled; nothing is done for who is settled already."""
    record = CancellationStore(tenant).get(cancellation_id)
    while record.unsettled_ids:
        record = until_undisturbed(lambda: _settle_some(tenant, cancellation_id, now))
    return record


def _settle_some(tenant: Tenant, cancellation_id: str, now: datetime) -> CancellationRecord:
    records, busy = CancellationStore(tenant), BusyStore(tenant)
    before = records.get(cancellation_id)
    some, rest = before.unsettled_ids[:AT_ONCE], before.unsettled_ids[AT_ONCE:]
    if not some:
        return before
    span = Span.between(before.starts_at, before.ends_at)
    masks = busy.read(some, [span])
    for student_id in some:
        masks.free(student_id, span)
    granted = already_credited(tenant, before.lesson_id, some)
    uncredited = [one for one in some if one not in granted]
    done = [credited(tenant, before, part, now) for part in before.parts if part.student_id in uncredited]
    after = before.with_parts(*(part for part, _ in done)).model_copy(update={"unsettled_ids": rest})
    crediting = [change for _, changes in done for change in changes]
    tenant.table.write([records.replacing(before, after), *busy.writing(masks), *crediting])
    return after.model_copy(update={"version": before.version + 1})
