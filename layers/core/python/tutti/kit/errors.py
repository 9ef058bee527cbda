"""Refusals: what Tutti says no to, each class with its status and its rule."""

from inspect import cleandoc
from typing import Any, ClassVar


class Refusal(Exception):
    """The request cannot be met."""

    status: ClassVar[int] = 400
    headers: ClassVar[dict[str, str]] = {}

    def __init__(self, detail: str = "", **extra: Any) -> None:
        super().__init__(detail or self.title())
        self.detail = detail or self.title()
        self.extra = extra

    @classmethod
    def title(cls) -> str:
        """The rule in one sentence: the first line of the class's docstring."""
        return cleandoc(cls.__doc__ or cls.__name__).splitlines()[0]

    @classmethod
    def code(cls) -> str:
        """The name by which clients tell refusals apart: the class's own name."""
        return cls.__name__

    def problem(self, instance: str = "") -> dict[str, Any]:
        """The RFC 9457 problem document of this refusal."""
        document = {
            "type": f"urn:tutti:problem:{self.code()}",
            "title": self.title(),
            "status": self.status,
            "code": self.code(),
            "detail": self.detail,
            **self.extra,
        }
        return document | {"instance": instance} if instance else document


class BadRequest(Refusal):
    """The request is not well formed."""


class BadCursor(BadRequest):
    """This cursor does not belong to this list; start again without one."""


class NotSignedIn(Refusal):
    """Sign in first."""

    status = 401


class NotAllowed(Refusal):
    """Your role in this studio does not include this."""

    status = 403


class NotFound(Refusal):
    """There is no such thing in this studio."""

    status = 404


class Conflict(Refusal):
    """The request does not fit what is there."""

    status = 409


class AlreadyThere(Conflict):
    """This exists already."""


class VersionConflict(Conflict):
    """Somebody changed this since you read it; read it again and repeat your change."""


class KeyReused(Refusal):
    """This Idempotency-Key was used with another request; use a new key."""

    status = 422


class StillWorking(Conflict):
    """A request with this Idempotency-Key is still being worked on; repeat it in a moment."""

    headers: ClassVar[dict[str, str]] = {"Retry-After": "2"}


class Invalid(Refusal):
    """A value breaks a rule."""

    status = 422


class TooLarge(Refusal):
    """The body is larger than this endpoint takes."""

    status = 413


class TooManyAttempts(Refusal):
    """Too many attempts; wait a little before the next one."""

    status = 429
    headers: ClassVar[dict[str, str]] = {"Retry-After": "60"}


class Crowded(Refusal):
    """Many are changing this at once; repeat the request."""

    status = 503
    headers: ClassVar[dict[str, str]] = {"Retry-After": "1"}
