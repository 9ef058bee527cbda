"""Which fact tells of a thing where several might: people hear of it once, however many facts there are."""

from collections.abc import Sequence

from tutti.kit.changes import Put, absent
from tutti.kit.clock import epoch
from tutti.kit.facts import Envelope
from tutti.kit.raced import Raced, until_undisturbed
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant
from tutti.messaging.note import KEPT

KIND = "Told"
AT_ONCE = 100


class ToldByAnother(Raced):
    """Another fact has begun to tell of this."""


def claimed(tenant: Tenant, fact: Envelope, thing_id: str, names: Sequence[str]) -> list[str]:
    """Under which of these names this fact is the one that tells of the thing: the first that came.

    The same fact gets the same when it comes again. A query, and a write for every hundred that are new.
    """
    return until_undisturbed(lambda: _claimed(tenant, fact, thing_id, names))


def _claimed(tenant: Tenant, fact: Envelope, thing_id: str, names: Sequence[str]) -> list[str]:
    partition = tenant.partition(KIND.upper(), thing_id)
    told_by = {record.SK: record.owner for record in tenant.table.all(partition)}
    new = [name for name in names if name not in told_by]
    until = epoch(fact.at, after=KEPT)
    for first in range(0, len(new), AT_ONCE):
        some = new[first : first + AT_ONCE]
        told = [Record(partition, name, kind=KIND, owner=fact.id, expires_at=until) for name in some]
        tenant.table.write([Put(one, absent(), ToldByAnother) for one in told])
    return [name for name in names if told_by.get(name, fact.id) == fact.id]
