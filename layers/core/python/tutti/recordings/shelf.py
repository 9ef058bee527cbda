"""Where one kind of deposit is kept: its items, its objects, its facts, and what is made of its uploads."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Generic, TypeVar

from tutti.kit.collection import Collection
from tutti.kit.facts import Fact
from tutti.kit.media import MediaKind, TenantMedia
from tutti.kit.tenant import Tenant
from tutti.recordings.deposit import MOST_ATTEMPTS, Deposit, DepositState, Rejection
from tutti.studios.model import Policy

D = TypeVar("D", bound=Deposit)


@dataclass(frozen=True)
class Object:
    """A file that is to be kept under a key."""

    key: str
    path: Path
    content_type: str
    encoding: str | None = None


@dataclass(frozen=True)
class Made:
    """What came of an upload: what is kept, and what is known of it."""

    objects: list[Object]
    fields: dict[str, object] = field(default_factory=dict)

    @property
    def kept_bytes(self) -> int:
        """How much of the studio's storage it takes."""
        return sum(one.path.stat().st_size for one in self.objects)


class Shelf(ABC, Generic[D]):
    """One kind of deposit in one studio."""

    keeps_uploads: ClassVar[bool]
    """True when what was uploaded is of use after something was made of it."""

    def __init__(self, tenant: Tenant) -> None:
        self.tenant = tenant
        self.media = TenantMedia(tenant)
        self.store = self.open_store()

    @abstractmethod
    def open_store(self) -> Collection[D]:
        """Where its items lie."""

    @abstractmethod
    def make(self, deposit: D, source: Path, workdir: Path, policy: Policy) -> Made:
        """What is kept of the upload, under the keys of the present attempt; refuses what is unfit."""

    @abstractmethod
    def made_keys(self, deposit_id: str, number: int) -> list[str]:
        """The keys under which the attempt of this number keeps what it makes."""

    @abstractmethod
    def ready_fact(self, deposit: D) -> Fact:
        """It can be opened."""

    @abstractmethod
    def rejected_fact(self, deposit: D, rejection: Rejection) -> Fact:
        """Nothing came of it."""

    @abstractmethod
    def deleted_fact(self, deposit: D) -> Fact:
        """It is gone."""

    def upload_key(self, deposit_id: str) -> str:
        """Where its upload lies."""
        return self.media.key(MediaKind.UPLOAD, deposit_id)

    def tidy(self, deposit: D) -> None:
        """Remove what past attempts have left, and an upload that is of no use any more, but no newer one."""
        is_kept = deposit.may_use_upload or (self.keeps_uploads and deposit.state is DepositState.READY)
        upload = [] if is_kept else [self.upload_key(deposit.id)]
        self.media.remove([*upload, *self._made(deposit.id, deposit.spent)])
        if deposit.refused_etag:
            self.media.remove_exactly(self.upload_key(deposit.id), deposit.refused_etag)

    def empty(self, deposit_id: str, attempts: int = MOST_ATTEMPTS) -> None:
        """Remove every byte of it; safe twice."""
        self.media.remove([self.upload_key(deposit_id), *self._made(deposit_id, range(1, attempts + 1))])

    def _made(self, deposit_id: str, numbers: Iterable[int]) -> list[str]:
        return [key for number in numbers for key in self.made_keys(deposit_id, number)]
