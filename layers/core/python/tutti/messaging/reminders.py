"""Reminders: one-off schedules in UTC that wake us before a lesson and vanish when they have fired."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Protocol

from botocore.exceptions import ClientError

from tutti.kit.clock import rfc3339
from tutti.kit.credentials import client
from tutti.kit.settings import setting
from tutti.kit.tenant import Tenant
from tutti.studios.model import ReminderKind


class Upcoming(Protocol):
    """What a reminder must know of a lesson."""

    @property
    def id(self) -> str: ...
    @property
    def starts_at(self) -> datetime: ...


class Schedules(Protocol):
    """Whoever wakes us at a time, under a name."""

    def put(self, name: str, at: datetime, payload: str) -> None:
        """Wake us then with this; replaces what stood under the name."""

    def remove(self, name: str) -> None:
        """Forget the name; it need not be there."""


class SchedulerSchedules:
    """EventBridge Scheduler, in the group of this stage."""

    def put(self, name: str, at: datetime, payload: str) -> None:
        try:
            self._create(name, at, payload)
        except ClientError as error:
            if error.response["Error"]["Code"] != "ConflictException":
                raise
            self.remove(name)
            self._create(name, at, payload)

    def remove(self, name: str) -> None:
        try:
            client("scheduler").delete_schedule(Name=name, GroupName=setting("SCHEDULE_GROUP"))
        except ClientError as error:
            if error.response["Error"]["Code"] != "ResourceNotFoundException":
                raise

    def _create(self, name: str, at: datetime, payload: str) -> None:
        client("scheduler").create_schedule(
            Name=name,
            GroupName=setting("SCHEDULE_GROUP"),
            ScheduleExpression=f"at({at.astimezone(UTC):%Y-%m-%dT%H:%M:%S})",
            ScheduleExpressionTimezone="UTC",
            FlexibleTimeWindow={"Mode": "OFF"},
            ActionAfterCompletion="DELETE",
            Target=_target(payload),
        )


def _target(payload: str) -> dict[str, Any]:
    return {
        "Arn": setting("REMINDER_FUNCTION_ARN"),
        "RoleArn": setting("SCHEDULE_ROLE_ARN"),
        "Input": payload,
        "RetryPolicy": {"MaximumRetryAttempts": 5, "MaximumEventAgeInSeconds": 1800},
    }


class Reminders:
    """The reminders of lessons, named from lesson and kind, so that repeating changes nothing."""

    def __init__(self, schedules: Schedules | None = None) -> None:
        self._schedules = schedules or SchedulerSchedules()

    def schedule(
        self,
        tenant: Tenant,
        lesson: Upcoming,
        kinds: Sequence[ReminderKind] | None = None,
        *,
        now: datetime,
    ) -> list[str]:
        """Plan these kinds, leaving out what is past, and return the schedules' names.

        Without kinds: one, the day before; the hour before when the day before is past already.
        """
        ahead = [kind for kind in kinds or ReminderKind if kind.falls_at(lesson.starts_at) > now]
        planned = ahead if kinds else ahead[:1]
        for kind in planned:
            self._schedules.put(
                name_of(lesson.id, kind), kind.falls_at(lesson.starts_at), _payload(tenant, lesson, kind)
            )
        return [name_of(lesson.id, kind) for kind in planned]

    def remove(self, lesson_id: str, kinds: Sequence[ReminderKind] = tuple(ReminderKind)) -> None:
        """Forget the lesson's reminders, whether or not they were ever planned."""
        for kind in kinds:
            self._schedules.remove(name_of(lesson_id, kind))


def name_of(lesson_id: str, kind: ReminderKind) -> str:
    """The schedule's name: always the same for the same lesson and kind, at most 64 characters."""
    return f"{setting('STAGE')}-{lesson_id}-{kind}"


def _payload(tenant: Tenant, lesson: Upcoming, kind: ReminderKind) -> str:
    reminder = {"studio_id": tenant.studio_id, "lesson_id": lesson.id, "kind": kind.value}
    return json.dumps(reminder | {"starts_at": rfc3339(lesson.starts_at)})
