"""What hangs on assignments: files and recordings of the studio, resources of its library (CRS-1)."""

from collections.abc import Iterable
from datetime import datetime

from tutti.coursework.submission_parts import deposit_keys, deposits_among
from tutti.coursework.template import Section
from tutti.kit.changes import Key
from tutti.kit.errors import Invalid
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller
from tutti.library.published import resource_key, resources_among
from tutti.recordings.deposit import DepositState

RESOURCE = "res_"


class NoSuchAttachment(Invalid):
    """What is to be attached is not the studio's own, is not there, or was rejected."""


def attached(sections: Iterable[Section]) -> set[str]:
    """The ids of everything attached to these sections."""
    return {attachment.id for one in sections for attachment in one.attachments}


def attachment_keys(tenant: Tenant, ids: Iterable[str]) -> list[Key]:
    """Where these attachments lie, for who reads them along with other things."""
    named = sorted(ids)
    resources = [resource_key(tenant, one) for one in named if one.startswith(RESOURCE)]
    return [*resources, *deposit_keys(tenant, (one for one in named if not one.startswith(RESOURCE)))]


def refuse_missing(
    caller: Caller, ids: Iterable[str], records: Iterable[Record | None], *, now: datetime
) -> None:
    """Refuse with `NoSuchAttachment` what is not among these items for everybody who gets the assignment.

    A student's own recordings and files are nobody else's to read: only the studio's are attached. Who may
    open a resource is the library's to say.
    """
    found = list(records)
    deposits = deposits_among(caller.tenant, found).values()
    fit = {one.id for one in deposits if one.student_id is None and one.state is not DepositState.REJECTED}
    fit |= {one.id for one in resources_among(caller, found, now=now)}
    if missing := sorted(set(ids) - fit):
        raise NoSuchAttachment(f"Not there: {', '.join(missing)}.", attachments=missing)


def look_for(caller: Caller, ids: Iterable[str], *, now: datetime) -> None:
    """Read these attachments, in one batch, and refuse with `NoSuchAttachment` those that are missing."""
    if wanted := sorted(ids):
        records = caller.tenant.table.get_many(attachment_keys(caller.tenant, wanted))
        refuse_missing(caller, wanted, records, now=now)
