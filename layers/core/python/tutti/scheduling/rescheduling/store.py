"""Where reschedules lie, and which of them a lesson has open."""

from collections.abc import Sequence

from tutti.kit.changes import Change, Delete, Key, Put
from tutti.kit.collection import Collection
from tutti.kit.errors import AlreadyThere, Conflict, NotFound
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant
from tutti.scheduling.rescheduling.reschedule import Reschedule


class NoSuchReschedule(NotFound):
    """This studio has no such reschedule."""


class AlreadyRescheduling(Conflict):
    """Other times are offered for this lesson already; answer or withdraw them first."""


class AlreadyFreed(AlreadyThere):
    """This lesson has another reschedule open, or none."""


class RescheduleStore(Collection[Reschedule]):
    """The reschedules of a studio, also by lesson; at most one of a lesson is open."""

    def __init__(self, tenant: Tenant) -> None:
        super().__init__(
            tenant,
            Reschedule,
            "Reschedule",
            index=lambda one: (f"RESCHEDULESOF#{one.lesson_id}", one.id),
            missing=NoSuchReschedule,
        )

    def open_key(self, lesson_id: str) -> Key:
        """Where it stands which reschedule a lesson has open."""
        return Key(self.tenant.partition("OPENRESCHEDULE", lesson_id), "RESCHEDULE")

    def open_for(self, lesson_ids: Sequence[str]) -> list[Reschedule]:
        """The reschedules that are open for these lessons: usually one batch that finds nothing."""
        found = self.tenant.table.get_many([self.open_key(lesson_id) for lesson_id in lesson_ids])
        return self.get_many([str(record.owner) for record in found])

    def claiming_lesson(self, reschedule: Reschedule) -> Change:
        """The change that makes this the lesson's one open reschedule."""
        key = self.open_key(reschedule.lesson_id)
        free = Record.PK.does_not_exist() | (Record.owner == reschedule.id)
        return Put(
            Record(key.pk, key.sk, kind="OpenReschedule", owner=reschedule.id), free, AlreadyRescheduling
        )

    def freeing_lesson(self, reschedule: Reschedule) -> Change:
        """The change that lets the lesson have another one."""
        return Delete(self.open_key(reschedule.lesson_id), Record.owner == reschedule.id, AlreadyFreed)
