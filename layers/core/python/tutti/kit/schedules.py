"""One-off schedules in UTC that wake us at a time and vanish when they have fired."""

from datetime import UTC, datetime
from typing import Any, Protocol

from botocore.exceptions import ClientError

from tutti.kit.credentials import client
from tutti.kit.errors import Crowded
from tutti.kit.settings import setting

ATTEMPTS = 3
_OTHERS = ("ConflictException", "ResourceNotFoundException")


class Schedules(Protocol):
    """Whoever wakes us at a time, under a name."""

    def put(self, name: str, at: datetime, payload: str) -> None:
        """Wake us then with this; replaces what stood under the name."""

    def remove(self, name: str) -> None:
        """Forget the name; it need not be there."""


class SchedulerSchedules:
    """EventBridge Scheduler, in the group of this stage; all schedules wake the one function `tell_due`."""

    def put(self, name: str, at: datetime, payload: str) -> None:
        """Make it or replace it at one stroke, as often as others make and remove it meanwhile."""
        wanted = _schedule(name, at, payload)
        for put in [client("scheduler").create_schedule, client("scheduler").update_schedule] * ATTEMPTS:
            try:
                put(**wanted)
            except ClientError as error:
                if error.response["Error"]["Code"] not in _OTHERS:
                    raise
            else:
                return
        raise Crowded()

    def remove(self, name: str) -> None:
        try:
            client("scheduler").delete_schedule(Name=name, GroupName=setting("SCHEDULE_GROUP"))
        except ClientError as error:
            if error.response["Error"]["Code"] != "ResourceNotFoundException":
                raise


def _schedule(name: str, at: datetime, payload: str) -> dict[str, Any]:
    return {
        "Name": name,
        "GroupName": setting("SCHEDULE_GROUP"),
        "ScheduleExpression": f"at({at.astimezone(UTC):%Y-%m-%dT%H:%M:%S})",
        "ScheduleExpressionTimezone": "UTC",
        "FlexibleTimeWindow": {"Mode": "OFF"},
        "ActionAfterCompletion": "DELETE",
        "Target": _target(payload),
    }


def _target(payload: str) -> dict[str, Any]:
    return {
        "Arn": setting("DUE_FUNCTION_ARN"),
        "RoleArn": setting("SCHEDULE_ROLE_ARN"),
        "Input": payload,
        "RetryPolicy": {"MaximumRetryAttempts": 5, "MaximumEventAgeInSeconds": 1800},
    }
