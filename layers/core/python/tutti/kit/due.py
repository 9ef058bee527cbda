"""What is due at a time: a fact that is told when its hour has come, however often the clock strikes."""

from datetime import datetime
from typing import Any

from pydantic import Field

from tutti.kit.clock import Instant
from tutti.kit.entity import Value
from tutti.kit.errors import AlreadyThere
from tutti.kit.facts import Envelope, Fact, told_as
from tutti.kit.ids import derived_id
from tutti.kit.schedules import SchedulerSchedules, Schedules
from tutti.kit.settings import setting
from tutti.kit.tenant import Tenant


class Due(Value):
    """What a schedule says when it wakes us: the fact, in which studio, under which timer, due when."""

    studio_id: str
    timer: str
    at: Instant
    name: str
    subject: str
    data: dict[str, Any] = Field(default_factory=dict)


class Timers:
    """The timers of all studios, each under a name, so that repeating changes nothing.

    Set a timer before the write that it guards: one without its change tells a fact that nobody has use for,
    a change without its timer would wait for ever. Whoever hears the fact looks whether it still fits.
    """

    def __init__(self, schedules: Schedules | None = None) -> None:
        self._schedules = schedules or SchedulerSchedules()

    def tell(self, tenant: Tenant, name: str, at: datetime, fact: Fact) -> str:
        """Tell this fact then; replaces what stood under the name. Returns the schedule's name."""
        due = Due(
            studio_id=tenant.studio_id,
            timer=name,
            at=at,
            name=fact.name(),
            subject=fact.subject,
            data=fact.model_dump(mode="json", exclude={"subject"}),
        )
        self._schedules.put(schedule_name(name), at, due.model_dump_json())
        return schedule_name(name)

    def forget(self, name: str) -> None:
        """Tell nothing under this name; it need not be there."""
        self._schedules.remove(schedule_name(name))


def schedule_name(timer: str) -> str:
    """The schedule of a timer: at most 64 characters of the stage, an id and a word."""
    return f"{setting('STAGE')}-{timer}"


def tell_due(due: Due) -> None:
    """Tell the fact in its studio, once for each timer and time."""
    tenant = Tenant(due.studio_id, "function:tell_due")
    sent = Envelope(
        id=derived_id("fct", due.studio_id, due.timer, due.at.isoformat()),
        studio_id=due.studio_id,
        name=due.name,
        at=due.at,
        actor=tenant.actor,
        subject=due.subject,
        data=due.data,
    )
    try:
        tenant.table.write(told_as(tenant, sent))
    except AlreadyThere:
        return
