"""The whole stand-in: what it remembers, how it is switched and where it stands."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from local.stripe.books import NOBODY, Books, Origin
from local.stripe.keys import Keys
from local.stripe.outbox import Outbox
from local.stripe.sessions import close_overdue
from local.stripe.store import Store
from local.stripe.switches import Faults, WebhookSwitches


@dataclass(frozen=True)
class Settings:
    """Where the stand-in listens and remembers, and the secrets it shares with Tutti."""

    host: str
    port: int
    state: Path
    webhook_url: str
    webhook_secret: str
    secret_key: str
    first_retry_seconds: float = 1.0

    @property
    def site(self) -> str:
        """The base of the Checkout pages."""
        return f"http://{self.host}:{self.port}"


class StandIn:
    """One Stripe account in test mode."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.time) -> None:
        self.settings = settings
        self.clock = clock
        self.store = Store(settings.state)
        self.outbox = Outbox(self.store, settings.first_retry_seconds)
        self.keys = Keys(self.store)
        self.faults = Faults()

    def books(self, origin: Origin = NOBODY) -> Books:
        """The books as of now, for one piece of work."""
        return Books(self.store, self.outbox, int(self.clock()), self.settings.site, origin)

    def expire_overdue(self) -> None:
        """Closes the sessions whose time has come."""
        with self.store.transaction():
            close_overdue(self.books())

    def calm(self) -> None:
        """No more mischief: switches as at the start, no faults to come, what is held leaves."""
        self.outbox.switches = WebhookSwitches()
        self.faults.coming.clear()
        self.outbox.release()
