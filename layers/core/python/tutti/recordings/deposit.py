"""What somebody hands in for the studio to keep, from its announcement until it can be opened or never."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints

from tutti.kit.clock import Instant
from tutti.kit.entity import Entity, Line, Name, Value
from tutti.kit.errors import Refusal
from tutti.kit.ids import PersonId, StudentId

Sha256 = Annotated[str, StringConstraints(to_lower=True, pattern="^[0-9a-fA-F]{64}$")]
MOST_ATTEMPTS = 20
"""How often one upload is opened: what kills its function each time must not do so for ever."""


class DepositState(StrEnum):
    """How far it is."""

    UPLOADING = "uploading"
    PROCESSING = "processing"
    READY = "ready"
    REJECTED = "rejected"


class NeverArrived(Refusal):
    """The upload did not arrive in time; please send it again."""


class ArrivedDamaged(Refusal):
    """It arrived damaged; please send it again."""


class ThreatFound(Refusal):
    """The scan found harmful software in this file, so it was deleted; send another copy."""


class NotScanned(Refusal):
    """This file could not be scanned for harmful software, so it was deleted; try another format."""


class NotFinished(Refusal):
    """Something went wrong on our side, not with your file; it can be tried again."""


STILL_OPEN = frozenset({"NeverArrived", "ArrivedDamaged", "NotFinished", "StorageFull"})
"""What is rejected for these reasons is looked at again when the upload arrives after all."""
ON_OUR_SIDE = frozenset({"NotFinished", "StorageFull"})
"""The upload is as it should be, so it may be kept."""
STILL_EXPECTED = frozenset({"NeverArrived", "ArrivedDamaged"})
"""Another upload may come at any moment, so what lies there is not for whoever rejects to remove."""


class Rejection(Value):
    """Why nothing came of it, for the family; `code` is the name of the rule."""

    code: str
    message: str
    can_be_tried_again: bool = False

    @classmethod
    def of(cls, refusal: Refusal, *, keeps_upload: bool) -> "Rejection":
        """The rejection that this refusal is, where uploads are kept if something may still come of them."""
        code = refusal.code()
        again = keeps_upload and code in ON_OUR_SIDE
        return cls(code=code, message=refusal.detail, can_be_tried_again=again)


class Attempt(Value):
    """Somebody is opening the upload; when the time is over, that one is dead."""

    number: int
    until: Instant


class DepositShown(Entity):
    """What those who may see it read of it; `bytes` is what was announced, `kept_bytes` what is stored."""

    student_id: StudentId | None = None
    made_by: PersonId
    title: Name
    content_type: Line
    bytes: int
    state: DepositState = DepositState.UPLOADING
    rejection: Rejection | None = None
    kept_bytes: int = 0
    revision: int = Field(0, description="Grows whenever it is made anew from the upload.")
    created_at: Instant
    ready_at: Instant | None = None


class Deposit(DepositShown):
    """All there is to know of it."""

    sha256: Sha256 | None = None
    reserved_bytes: int = 0
    is_asked: bool = False
    attempts: int = 0
    attempt: Attempt | None = None
    refused_etag: str | None = None
    """Which upload was opened and is of no use, where another one may come in its place."""

    @property
    def is_open(self) -> bool:
        """True while its upload is wanted, also when that comes late, or again."""
        is_late = self.rejection is not None and self.rejection.code in STILL_OPEN
        return self.is_under_way or is_late

    @property
    def is_under_way(self) -> bool:
        """True while its upload is waited for, or for what comes of it."""
        return self.is_asked or self.state in (DepositState.UPLOADING, DepositState.PROCESSING)

    @property
    def may_be_tried_again(self) -> bool:
        """True when it was rejected, but not for its upload."""
        return self.rejection is not None and self.rejection.can_be_tried_again

    @property
    def may_use_upload(self) -> bool:
        """True while something may come of the upload, or of the next one under the same key."""
        is_expected = self.rejection is not None and self.rejection.code in STILL_EXPECTED
        return self.is_under_way or self.may_be_tried_again or is_expected

    def is_attempted(self, now: datetime) -> bool:
        """True while somebody is opening the upload."""
        return self.attempt is not None and self.attempt.until > now

    def attempted(self, until: datetime) -> Self:
        """With one attempt more; what is ready stays so meanwhile."""
        number = self.attempts + 1
        state = self.state if self.state is DepositState.READY else DepositState.PROCESSING
        attempt = Attempt(number=number, until=until)
        return self.model_copy(update={"state": state, "attempts": number, "attempt": attempt})

    def reopened(self) -> Self:
        """In work again after it was rejected, its bytes reserved."""
        opened = {"state": DepositState.PROCESSING, "rejection": None, "reserved_bytes": self.bytes}
        return self.model_copy(update=opened)

    def made(self, made: dict[str, object], *, kept_bytes: int, now: datetime) -> Self:
        """Ready, as the present attempt has made it."""
        number = self.attempt.number if self.attempt else self.attempts
        ready = {"state": DepositState.READY, "revision": number, "ready_at": now, "kept_bytes": kept_bytes}
        over = {"reserved_bytes": 0, "attempt": None, "is_asked": False, "refused_etag": None}
        return self.model_copy(update={**made, **ready, **over})

    def given_up(self, rejection: Rejection, refused_etag: str | None = None) -> Self:
        """Without the present attempt: rejected, unless it is ready from an earlier one."""
        over = {"attempt": None, "refused_etag": refused_etag}
        if self.state is DepositState.READY:
            return self.model_copy(update={**over, "is_asked": False})
        rejected = {"state": DepositState.REJECTED, "rejection": rejection, "reserved_bytes": 0}
        return self.model_copy(update={**over, **rejected})

    @property
    def spent(self) -> list[int]:
        """The numbers of past attempts of which nothing is to be kept."""
        live = self.attempt.number if self.attempt else None
        return [n for n in range(1, self.attempts + 1) if n not in (self.revision, live)]
