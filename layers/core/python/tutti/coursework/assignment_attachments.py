"""What hangs on templates and assignments: files and recordings that the studio has (CRS-1)."""

from collections.abc import Iterable

from tutti.coursework.submission_parts import deposit_keys, deposits_among
from tutti.coursework.template import Section
from tutti.kit.changes import Key
from tutti.kit.errors import Invalid
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant
from tutti.recordings.deposit import DepositState


class NoSuchAttachment(Invalid):
    """What is to be attached is not the studio's own, is not there, or was rejected."""


def attached(sections: Iterable[Section]) -> set[str]:
    """The ids of everything attached to these sections."""
    return {attachment.id for one in sections for attachment in one.attachments}


def attachment_keys(tenant: Tenant, ids: Iterable[str]) -> list[Key]:
    """Where these attachments lie, for who reads them along with other things."""
    return deposit_keys(tenant, sorted(ids))


def refuse_missing(tenant: Tenant, ids: Iterable[str], records: Iterable[Record | None]) -> None:
    """Refuse with `NoSuchAttachment` what is not among these items for everybody who gets the assignment.

    A student's own recordings and files are nobody else's to read: only the studio's are attached.
    """
    found = deposits_among(tenant, records).values()
    fit = {one.id for one in found if one.student_id is None and one.state is not DepositState.REJECTED}
    if missing := sorted(set(ids) - fit):
        raise NoSuchAttachment(f"Not there: {', '.join(missing)}.", attachments=missing)


def look_for(tenant: Tenant, ids: Iterable[str]) -> None:
    """Read these attachments, in one batch, and refuse with `NoSuchAttachment` those that are missing."""
    if wanted := sorted(ids):
        refuse_missing(tenant, wanted, tenant.table.get_many(attachment_keys(tenant, wanted)))
