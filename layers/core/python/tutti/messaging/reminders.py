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

    def keep(
        self, tenant: Tenant, lesson: Upcoming, kinds: Sequence[ReminderKind], *, now: datetime
    ) -> list[str]:
        """Plan what is `due_kinds` of these and forget the others; returns the schedules' names."""
        planned = due_kinds(lesson.starts_at, kinds, now=now)
        self.remove(lesson.id, [kind for kind in ReminderKind if kind not in planned])
        return [self._put(tenant, lesson, kind) for kind in planned]

    def remove(self, lesson_id: str, kinds: Sequence[ReminderKind] = tuple(ReminderKind)) -> None:
        """Forget the lesson's reminders, whether or not they were ever planned."""
        for kind in kinds:
            self._timers.forget(timer_of(lesson_id, kind))

    def _put(self, tenant: Tenant, lesson: Upcoming, kind: ReminderKind) -> str:
        due = ReminderDue(subject=lesson.id, kind=kind, starts_at=lesson.starts_at)
        return self._timers.tell(tenant, timer_of(lesson.id, kind), kind.falls_at(lesson.starts_at), due)


def due_kinds(starts_at: datetime, kinds: Sequence[ReminderKind], *, now: datetime) -> list[ReminderKind]:
    """Those of the kinds wanted that lie ahead; an hour before when all are past that somebody wanted."""
    ahead = [kind for kind in ReminderKind if kind.falls_at(starts_at) > now]
    return [kind for kind in ahead if kind in kinds] or (ahead[-1:] if kinds else [])


def timer_of(lesson_id: str, kind: ReminderKind) -> str:
    """The timer's name: always the same for the same lesson and kind."""
    return f"{lesson_id}-{kind}"
