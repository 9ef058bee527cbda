"""Mails on their way: composed in the name of the studio, kept from mailboxes that bounce."""

from dataclasses import dataclass
from typing import Any

from tutti.kit.observe import count, logger, report
from tutti.kit.receipts import Receipts
from tutti.kit.settings import setting
from tutti.kit.tenant import Tenant
from tutti.messaging.letters import compose
from tutti.messaging.mail import Post, SesPost
from tutti.messaging.model import When
from tutti.messaging.store import MailboxStore
from tutti.scheduling.lesson import Lesson
from tutti.studios.model import Address, Location, Room, Studio
from tutti.studios.service import get_studio, whereabouts


@dataclass(frozen=True)
class Desk:
    """Where a studio's mails are written and handed to the post."""

    tenant: Tenant
    studio: Studio
    post: Post

    @classmethod
    def of(cls, tenant: Tenant, post: Post | None = None) -> "Desk":
        """The desk of this tenant's studio; the post is Amazon's unless another one is given."""
        return cls(tenant, get_studio(tenant), post or SesPost())

    def send(self, kind: str, to: str, **values: Any) -> bool:
        """Compose and send a mail; False when the mailbox is known to take none.

        Raises when the post did not take it: the message stays in its queue and nothing else is touched.
        """
        if MailboxStore(self.tenant).is_undeliverable(to):
            logger.info("mailbox takes no mail", kind=kind)
            count("MailsWithheld", kind=kind)
            return False
        self.post.send(compose(kind, to, self.studio, **values))
        count("MailsSent", kind=kind)
        return True

    def send_once(self, receipt: str, kind: str, to: str, **values: Any) -> bool:
        """True when this mail is sent, by this run or an earlier one; one mailbox keeps no other waiting."""
        try:
            Receipts(self.tenant).once(receipt, lambda: self._send(kind, to, values))
        except Exception as error:  # noqa: BLE001 - the message is delivered again for this one
            report(error)
            return False
        return True

    def _send(self, kind: str, to: str, values: dict[str, Any]) -> None:
        self.send(kind, to, **values)

    def page(self, *parts: str) -> str:
        """An address of the page: the studio's own part of it when parts are given."""
        return "/".join((setting("PAGE_URL"), *parts))


def when_and_where(tenant: Tenant, lesson: Lesson) -> dict[str, Any]:
    """What mails say of a lesson's time and place."""
    when = When(starts_at=lesson.starts_at, ends_at=lesson.ends_at, zone=lesson.zone)
    return {"when": when, "place": _place(*whereabouts(tenant, lesson.location_id, lesson.room_id))}


def _place(location: Location | None, room: Room | None) -> str | None:
    if location is None:
        return None
    parts = [location.name, *_lines(location.address), *([room.name] if room else [])]
    return ", ".join(part for part in parts if part)


def _lines(address: Address) -> list[str]:
    return [address.street, f"{address.postal_code} {address.city}".strip()]
