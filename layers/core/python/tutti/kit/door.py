"""What a function says of itself where it is written; infra builds routes, roles and rules from it."""

from dataclasses import dataclass, field
from enum import StrEnum


class Grant(StrEnum):
    """A right that a function may ask for. Infra turns each into IAM statements and environment variables."""

    READ = "read"
    WRITE = "write"
    DIRECTORY = "directory"
    REGISTER = "register"
    SIGN_IN = "sign-in"
    IDENTITY = "identity"
    MAIL = "mail"
    SCHEDULE = "schedule"
    STRIPE = "stripe"
    WEBHOOK = "webhook"
    ENROLL = "enroll"
    RESCHEDULE = "reschedule"
    ANSWER = "answer"
    PUBLISH = "publish"
    VIDEO = "video"
    LINKS = "links"
    UPLOAD = "upload"
    LISTEN = "listen"
    MEDIA = "media"


@dataclass(frozen=True)
class OnFact:
    """Woken by facts of these names, through the bus and a queue of its own."""

    names: tuple[str, ...]

    def __init__(self, *names: str) -> None:
        object.__setattr__(self, "names", names)


@dataclass(frozen=True)
class OnStream:
    """Woken by the table's stream, filtered to new items of this kind."""

    kind: str


@dataclass(frozen=True)
class OnSchedule:
    """Woken by one-off schedules that other functions create."""


@dataclass(frozen=True)
class OnCron:
    """Woken at a fixed rate or time: an EventBridge schedule expression in UTC."""

    expression: str


@dataclass(frozen=True)
class OnTrigger:
    """Woken by Cognito at the named moment of its life cycle."""

    moment: str


@dataclass(frozen=True)
class OnUpload:
    """Woken by what browsers have uploaded, one object at a time, through a queue; it brings FFmpeg along.

    So many of it run at once, each with so many MiB of disk.
    """

    at_once: int = 10
    disk: int = 2048


Source = OnFact | OnStream | OnSchedule | OnCron | OnTrigger | OnUpload


@dataclass(frozen=True)
class EndpointDoor:
    """One route: `roles` is empty for a signed-in identity without a studio, None for the public."""

    method: str
    path: str
    grants: tuple[Grant, ...]
    roles: tuple[str, ...] | None
    memory: int = 512
    timeout: int = 15


@dataclass(frozen=True)
class StepDoor:
    """One task of a state machine."""

    grants: tuple[Grant, ...]
    memory: int = 512
    timeout: int = 20


@dataclass(frozen=True)
class EventDoor:
    """One function woken by AWS itself."""

    source: Source
    grants: tuple[Grant, ...] = field(default=())
    memory: int = 512
    timeout: int = 30


Door = EndpointDoor | StepDoor | EventDoor
