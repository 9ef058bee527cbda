"""Which mailboxes of a studio's people take no mail (COM-7), and which reminders they want."""

import hashlib

from tutti.kit.changes import Change, Delete, Key, Put, absent, at_version
from tutti.kit.collection import Collection
from tutti.kit.errors import VersionConflict
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant
from tutti.messaging.preference import ReminderPreference

KIND = "Undeliverable"


class MailboxStore:
    """The mailboxes that bounced, by a digest: keys name nobody."""

    def __init__(self, tenant: Tenant) -> None:
        self._tenant = tenant

    def is_undeliverable(self, address: str) -> bool:
        """True when mails to this address came back for good."""
        return self._tenant.table.get(self._key(address)) is not None

    def mark(self, address: str, reason: str) -> None:
        """Send nothing there any more; `reason` is what the other side said, such as `Permanent`."""
        key = self._key(address)
        self._tenant.table.write([Put(Record(key.pk, key.sk, kind=KIND, body=reason))])

    def clear(self, address: str) -> None:
        """Try this address again."""
        self._tenant.table.write([Delete(self._key(address))])

    def _key(self, address: str) -> Key:
        digest = hashlib.sha256(address.strip().lower().encode()).hexdigest()
        return Key(self._tenant.partition("MAILBOX", digest), KIND.upper())


class ReminderPreferenceStore(Collection[ReminderPreference]):
    """What people want to be reminded of; nothing stands here of who never said anything."""

    def __init__(self, tenant: Tenant) -> None:
        super().__init__(tenant, ReminderPreference, "ReminderPreference")

    def replacing(self, before: ReminderPreference, after: ReminderPreference) -> Change:
        """The change to what somebody wants now; the first version is the one that is not written down."""
        next_one = after.model_copy(update={"version": before.version + 1})
        unchanged = absent() if before.version == 1 else at_version(before.version)
        return Put(self.record(next_one), unchanged, VersionConflict)
