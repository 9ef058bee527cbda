"""Reminders: timers before a lesson, one for each kind."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from tutti.kit.clock import Instant
from tutti.kit.due import Timers
from tutti.kit.facts import Fact
from tutti.kit.tenant import Tenant
from tutti.studios.model import ReminderKind


class ReminderDue(Fact):
    """A reminder of a lesson is due, made for the start that the lesson had."""

    kind: ReminderKind
    starts_at: Instant


class Upcoming(Protocol):
    """What a reminder must know of a lesson."""

    @property
    def id(self) -> str: ...
    @property
    def starts_at(self) -> datetime: ...


class Reminders:
    """The reminders of lessons, named from lesson and kind, so that repeating changes nothing."""

    def __init__(self, timers: Timers | None = None) -> None:
        self._timers = timers or Timers()

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
        return [self._put(tenant, lesson, kind) for kind in planned]

    def remove(self, lesson_id: str, kinds: Sequence[ReminderKind] = tuple(ReminderKind)) -> None:
        """Forget the lesson's reminders, whether or not they were ever planned."""
        for kind in kinds:
            self._timers.forget(timer_of(lesson_id, kind))

    def _put(self, tenant: Tenant, lesson: Upcoming, kind: ReminderKind) -> str:
        due = ReminderDue(subject=lesson.id, kind=kind, starts_at=lesson.starts_at)
        return self._timers.tell(tenant, timer_of(lesson.id, kind), kind.falls_at(lesson.starts_at), due)


def timer_of(lesson_id: str, kind: ReminderKind) -> str:
    """The timer's name: always the same for the same lesson and kind."""
    return f"{lesson_id}-{kind}"
