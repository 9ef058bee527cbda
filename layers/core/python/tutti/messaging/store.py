"""Which mailboxes of a studio's people take no mail (COM-7)."""

import hashlib

from tutti.kit.changes import Delete, Key, Put
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant

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
