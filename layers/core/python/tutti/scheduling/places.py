"""Finding a place for a lesson: a teacher's opening, a free room there, and students who are free as well."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tutti.kit.changes import Change
from tutti.kit.tenant import Tenant
from tutti.scheduling.availability import Hours
from tutti.scheduling.busy import BusyStore, Masks
from tutti.scheduling.closure import Closures
from tutti.scheduling.grid import SLOT, Span, slot_after, spread
from tutti.scheduling.lesson import Place
from tutti.scheduling.openings import Opening, openings
from tutti.scheduling.store import ClosureStore
from tutti.studios.model import Policy, Room
from tutti.studios.service import rooms


@dataclass(frozen=True)
class Diary:
    """What is needed to find places: the window, who is asked for, the closed days, everybody's busy time.

    `margin` is how many slots a teacher keeps free between two lessons.
    """

    busy: BusyStore
    window: Span
    masks: Masks
    rooms: Sequence[Room] = ()
    student_ids: Sequence[str] = ()
    closures: Closures = field(default_factory=Closures)
    margin: int = 0
    _free_rooms: dict[str, int] = field(default_factory=dict, init=False)

    def openings(self, teacher_id: str, hours: Hours, slots: int, *, step: int = 1) -> list[Opening]:
        """The teacher's openings in order of time, those without a free room or student left out."""
        return list(self.upcoming(teacher_id, hours, slots, step=step))

    def upcoming(self, teacher_id: str, hours: Hours, slots: int, *, step: int = 1) -> Iterator[Opening]:
        """The same openings, looked for as they are asked for."""
        free = self.free(teacher_id, hours)
        return filter(self._has_room, openings(teacher_id, free, self.window, slots, step=step))

    def free(self, teacher_id: str, hours: Hours) -> dict[tuple[str | None, str], int]:
        """For each location and zone of the teacher the bits of the window that everybody has free."""
        busy = self._taken(teacher_id)
        return {
            place: bits & ~busy & ~self.closures.bits(*place, self.window)
            for place, bits in hours.by_place(self.window).items()
        }

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

    def claiming(self, place: Place, students: Iterable[str]) -> list[Change]:
        """The changes that take the time of a place and its students; refuses with `SlotTaken`."""
        claim_place(self.masks, place, students, margin=self.margin)
        return self.busy.writing(self.masks)

    def _taken(self, teacher_id: str) -> int:
        around = self.window.widened(self.margin)
        taken = spread(self.masks.busy(teacher_id, around), self.margin) >> self.margin
        for student_id in self.student_ids:
            taken |= self.masks.busy(student_id, self.window)
        return taken

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


def claim_place(masks: Masks, place: Place, students: Iterable[str], *, margin: int = 0) -> None:
    """Take the time of teacher, room and students, the teacher's with a margin, or nobody's.

    Refuses with `SlotTaken` when one of them is busy, and leaves the masks then as they were.
    """
    margins = {place.teacher_id: margin, **dict.fromkeys((*place.resources[1:], *students), 0)}
    for one, around in margins.items():
        masks.refuse_busy(one, place.span, margin=around)
    for one, around in margins.items():
        masks.claim(one, place.span, margin=around)


def window(now: datetime, *, lead: timedelta, horizon: timedelta) -> Span:
    """The slots that may be booked: after the lead time, up to the horizon (SCH-8)."""
    return Span(slot_after(now + lead), slot_after(now + max(horizon, lead + SLOT)))


def window_of(policy: Policy, now: datetime) -> Span:
    """The slots that families may book in this studio."""
    lead, horizon = timedelta(hours=policy.lead_time_hours), timedelta(days=policy.horizon_days)
    return window(now, lead=lead, horizon=horizon)


def diary_for(
    tenant: Tenant,
    teacher_ids: Sequence[str],
    policy: Policy,
    *,
    within: Span,
    student_ids: Sequence[str] = (),
) -> Diary:
    """The diary of these teachers, the studio's rooms and the students: a query and a batch of reads."""
    busy, closures, studio_rooms = BusyStore(tenant), ClosureStore(tenant), rooms(tenant)
    resources = [*teacher_ids, *(room.id for room in studio_rooms), *student_ids]
    margin = policy.buffer_minutes // 15
    keys = [*busy.keys(resources, [within.widened(margin)]), closures.only_key]
    records = tenant.table.get_many(keys)
    return Diary(
        busy, within, busy.masks(records), studio_rooms, student_ids, closures.among(records), margin
    )
