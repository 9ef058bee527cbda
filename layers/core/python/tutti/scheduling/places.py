"""Finding a place for a lesson: a teacher's opening, a free room there, and a student who is free as well."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tutti.kit.changes import Change
from tutti.kit.tenant import Tenant
from tutti.scheduling.availability import AvailabilityBlock
from tutti.scheduling.busy import BusyStore, Masks
from tutti.scheduling.grid import SLOT, Span, slot_after
from tutti.scheduling.lesson import Place
from tutti.scheduling.openings import Opening, openings
from tutti.studios.model import Room
from tutti.studios.service import rooms


@dataclass(frozen=True)
class Diary:
    """What is needed to find places: the window, who is asked for, and the busy time of all of them."""

    busy: BusyStore
    window: Span
    masks: Masks
    rooms: Sequence[Room] = ()
    student_id: str | None = None
    _free_rooms: dict[str, int] = field(default_factory=dict, init=False)

    def openings(
        self, teacher_id: str, availability: Iterable[AvailabilityBlock], slots: int, *, step: int = 1
    ) -> list[Opening]:
        """The teacher's openings in order of time, those without a free room or student left out."""
        return list(self.upcoming(teacher_id, availability, slots, step=step))

    def upcoming(
        self, teacher_id: str, availability: Iterable[AvailabilityBlock], slots: int, *, step: int = 1
    ) -> Iterator[Opening]:
        """The same openings, looked for as they are asked for."""
        busy = self.masks.busy(teacher_id, self.window)
        if self.student_id:
            busy |= self.masks.busy(self.student_id, self.window)
        found = openings(teacher_id, availability, busy, self.window, slots, step=step)
        return filter(self._has_room, found)

    def place(self, opening: Opening) -> Place:
        """The opening with a room of its location that is free then, where the location has rooms."""
        return Place(
            teacher_id=opening.teacher_id,
            starts_at=opening.starts_at,
            ends_at=opening.ends_at,
            zone=opening.zone,
            location_id=opening.location_id,
            room_id=next(self._rooms_free(opening), None),
        )

    def claiming(self, resources: Iterable[str], span: Span) -> list[Change]:
        """The changes that take this time of resources that were read; refuses with `SlotTaken`."""
        for resource in resources:
            self.masks.claim(resource, span)
        return self.busy.writing(self.masks)

    def _has_room(self, opening: Opening) -> bool:
        has_rooms = any(room.location_id == opening.location_id for room in self.rooms)
        return not has_rooms or any(True for _ in self._rooms_free(opening))

    def _rooms_free(self, opening: Opening) -> Iterator[str]:
        at = opening.span
        for room in self.rooms:
            if room.location_id == opening.location_id:
                if room.id not in self._free_rooms:
                    self._free_rooms[room.id] = self.masks.busy(room.id, self.window)
                if not self._free_rooms[room.id] >> at.first - self.window.first & at.bits:
                    yield room.id


def window(now: datetime, *, lead: timedelta, horizon: timedelta) -> Span:
    """The slots that may be booked: after the lead time, up to the horizon (SCH-8)."""
    return Span(slot_after(now + lead), slot_after(now + max(horizon, lead + SLOT)))


def diary_for(
    tenant: Tenant,
    teacher_ids: Sequence[str],
    *,
    now: datetime,
    lead: timedelta,
    horizon: timedelta,
    student_id: str | None = None,
) -> Diary:
    """The diary of these teachers, of the studio's rooms and of the student: a query and a batch of reads."""
    within, places = window(now, lead=lead, horizon=horizon), rooms(tenant)
    resources = [*teacher_ids, *(room.id for room in places), *([student_id] if student_id else [])]
    return Diary(BusyStore(tenant), within, BusyStore(tenant).read(resources, [within]), places, student_id)
