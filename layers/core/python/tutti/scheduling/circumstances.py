"""What a booking is decided by, read in one round."""

from collections.abc import Mapping
from dataclasses import dataclass

from tutti.kit.record import Record
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller
from tutti.people.participants import Participants, participant_keys, participants
from tutti.scheduling.busy import BusyStore, Masks
from tutti.scheduling.closure import Closures
from tutti.scheduling.grid import Span
from tutti.scheduling.lesson_terms import LessonTerms
from tutti.scheduling.store import ClosureStore
from tutti.studios.model import Room, Studio
from tutti.studios.service import fitting_room, read_studio, room_key, studio_key

WIDEST_MARGIN = 120 // 15
"""As many slots as a studio's buffer can be: what lies around a lesson is read before the buffer is known."""


@dataclass(frozen=True)
class Circumstances:
    """The studio and its closed days, the people, the room that is asked for, everybody's busy time."""

    studio: Studio
    closures: Closures
    people: Participants
    masks: Masks
    room: Room | None = None

    @property
    def margin(self) -> int:
        """How many slots the teacher keeps free between two lessons."""
        return self.studio.policy.buffer_minutes // 15


def circumstances(caller: Caller, terms: LessonTerms, at: Span, students_at: Span) -> Circumstances:
    """What booking these terms at this time asks of the table: one batch of reads, few when it is long.

    `students_at` is the time in which the students' lessons count. Refuses `NoSuchTeacher`, `NoSuchStudent`,
    `NoSuchRoom` and `RoomTooSmall`.
    """
    tenant, closures, busy = caller.tenant, ClosureStore(caller.tenant), BusyStore(caller.tenant)
    place = [terms.teacher_id, *([terms.room_id] if terms.room_id else [])]
    keys = [studio_key(tenant), closures.only_key]
    keys += participant_keys(caller, terms.teacher_id, terms.student_ids)
    keys += [room_key(tenant, terms.room_id)] if terms.room_id else []
    keys += busy.keys(place, [at.widened(WIDEST_MARGIN)]) + busy.keys(terms.student_ids, [students_at])
    records = tenant.table.get_many(keys)
    found = {(record.PK, record.SK): record for record in records}
    here = studio_key(tenant)
    return Circumstances(
        read_studio(tenant, found.get((here.pk, here.sk))),
        closures.among(records),
        participants(caller, records, terms.teacher_id, terms.student_ids),
        busy.masks(records),
        _room(tenant, terms, found),
    )


def _room(tenant: Tenant, terms: LessonTerms, found: Mapping[tuple[str, str], Record]) -> Room | None:
    if not terms.room_id:
        return None
    key = room_key(tenant, terms.room_id)
    return fitting_room(tenant, found.get((key.pk, key.sk)), at=terms.location_id, people=terms.people)
