"""What a lesson or a series is decided by, read in one round."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tutti.kit.changes import Key
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller
from tutti.people.participants import Participants, TakingPart
from tutti.scheduling import rules
from tutti.scheduling.busy import BusyStore, Masks
from tutti.scheduling.closure import Closures
from tutti.scheduling.grid import Span
from tutti.scheduling.lesson import Place
from tutti.scheduling.lesson_terms import LessonTerms
from tutti.scheduling.series.series import Series
from tutti.scheduling.store import ClosureStore, SeriesStore
from tutti.studios.model import Room, Studio
from tutti.studios.service import fitting_room, read_studio, room_key, studio_key

WIDEST_MARGIN = 120 // 15
"""As many slots as a studio's buffer can be: what lies around a lesson is read before the buffer is known."""


@dataclass(frozen=True)
class RoomAsked:
    """A room that a lesson would be in, at this location, with so many people."""

    room_id: str
    location_id: str | None
    people: int


@dataclass(frozen=True)
class Circumstances:
    """The studio and its closed days, the people, the rooms that are asked for, everybody's busy time."""

    studio: Studio
    closures: Closures
    people: Participants
    masks: Masks
    rooms: tuple[Room, ...] = ()
    series: Series | None = None
    beside: tuple[Record | None, ...] = ()

    @property
    def margin(self) -> int:
        """How many slots the teacher keeps free between two lessons."""
        return self.studio.policy.buffer_minutes // 15

    def refuse_by_rules(self, place: Place, student_ids: Iterable[str]) -> None:
        """Refuse what is closed, not the teacher's time, or one lesson too many in these students' week."""
        rules.refuse_closed(self.closures, place)
        rules.refuse_absence(self.people.teacher.hours, place)
        for student_id in student_ids:
            rules.refuse_crowded_week(self.studio.policy, self.masks, student_id, place)


def gather(
    tenant: Tenant,
    people: TakingPart,
    busy: Iterable[Key],
    *,
    rooms: Sequence[RoomAsked] = (),
    series_id: str | None = None,
    beside: Sequence[Key] = (),
) -> Circumstances:
    """All of it and what lies `beside`, with the busy time at these keys: one batch of reads, few for much.

    Refuses `NoSuchTeacher`, `NoSuchStudent`, `NoSuchRoom` and `RoomTooSmall`.
    """
    closures, series, here = ClosureStore(tenant), SeriesStore(tenant), studio_key(tenant)
    keys = [*beside, here, closures.only_key, *people.keys(tenant), *busy]
    keys += [room_key(tenant, asked.room_id) for asked in rooms]
    keys += [series.key(series_id)] if series_id else []
    records = tenant.table.get_many(keys)
    found = {(record.PK, record.SK): record for record in records}
    return Circumstances(
        read_studio(tenant, found.get((here.pk, here.sk))),
        closures.among(records),
        people.among(tenant, records),
        BusyStore(tenant).masks(records),
        tuple(_room(tenant, asked, found) for asked in rooms),
        next((series.read(record) for record in records if record.kind == "Series"), None),
        tuple(found.get((key.pk, key.sk)) for key in beside),
    )


def circumstances(caller: Caller, terms: LessonTerms, at: Span, students_at: Span) -> Circumstances:
    """What booking these terms at this time is decided by; refuses as `gather` does.

    `students_at` is the time in which the students' lessons count.
    """
    busy = BusyStore(caller.tenant)
    place = [terms.teacher_id, *([terms.room_id] if terms.room_id else [])]
    keys = [*busy.keys(place, [at.widened(WIDEST_MARGIN)]), *busy.keys(terms.student_ids, [students_at])]
    rooms = [RoomAsked(terms.room_id, terms.location_id, terms.people)] if terms.room_id else []
    people = TakingPart(terms.teacher_id, terms.student_ids, seen_by=caller)
    return gather(caller.tenant, people, keys, rooms=rooms)


def _room(tenant: Tenant, asked: RoomAsked, found: Mapping[tuple[str, str], Record]) -> Room:
    key = room_key(tenant, asked.room_id)
    return fitting_room(tenant, found.get((key.pk, key.sk)), at=asked.location_id, people=asked.people)
