"""Curricula: made, derived, changed and read; a tool of the staff."""

from datetime import datetime

from pydantic import Field

from tutti.kit.changes import Change
from tutti.kit.entity import Page
from tutti.kit.errors import NotAllowed
from tutti.kit.facts import Fact, told
from tutti.kit.ids import new_id
from tutti.kit.role import ADMINISTRATION
from tutti.kit.who import Caller
from tutti.library.curriculum import (
    Curriculum,
    CurriculumBrief,
    CurriculumDraft,
    CurriculumUpdate,
    References,
)
from tutti.library.deltas import Reading, read
from tutti.library.facts import CurriculumAdded, CurriculumChanged, CurriculumRemoved
from tutti.library.references import Named, look_up, refuse_missing
from tutti.library.sifting import sifted
from tutti.library.store import CURRICULA, CurriculumStore
from tutti.library.tags import Wanted, placed


class NotYourCurriculum(NotAllowed):
    """A curriculum is changed by who made it, and by the school's administration; derive your own from it."""


class CurriculaAsked(Wanted):
    """What of the curricula is asked for."""

    starts_with: str = Field("", max_length=120, description="Those whose names start so, in any case.")
    cursor: str | None = Field(None, max_length=1000, description="Where the page before this one ended.")
    limit: int = Field(20, ge=1, le=50, description="The most items to reply with.")


class CurriculumRead(Curriculum):
    """A curriculum as it is kept, how it reads with everything that it stands on, and what its steps name."""

    reading: Reading
    named: tuple[Named, ...] = ()


def list_curricula(caller: Caller, asked: CurriculaAsked) -> Page[CurriculumBrief]:
    """A page of the curricula, by name."""
    page = sifted(
        CurriculumStore(caller.tenant),
        CURRICULA,
        lambda found: [one for one in found if asked.fits(one)],
        starts_with=placed(asked.starts_with),
        limit=asked.limit,
        cursor=asked.cursor,
    )
    return Page(items=[one.brief() for one in page.items], cursor=page.cursor)


def get_curriculum(caller: Caller, curriculum_id: str, *, now: datetime) -> CurriculumRead:
    """The curriculum, as it reads today; refuses with `NoSuchCurriculum`."""
    return _as_read(caller, CurriculumStore(caller.tenant).get(curriculum_id), now)


def add_curriculum(caller: Caller, draft: CurriculumDraft, *, now: datetime) -> Curriculum:
    """The new curriculum; refuses `TooDeep`, `StepsOrChanges`, and what it names and is not there."""
    curricula = CurriculumStore(caller.tenant)
    base = curricula.get(draft.base_id) if draft.base_id else None
    made = Curriculum(
        **dict(draft),
        id=new_id("cur"),
        ancestor_ids=(*base.ancestor_ids, base.id) if base else (),
        made_by=caller.person_id,
        made_at=now,
    ).checked()
    refuse_missing(caller, made.written, References(), now)
    _write(caller, CurriculumAdded(subject=made.id), curricula.creating(made), *curricula.standing_on(base))
    return made


def update_curriculum(
    caller: Caller, curriculum_id: str, update: CurriculumUpdate, *, now: datetime
) -> Curriculum:
    """The curriculum as it now is, for all that stand on it too; refuses `NotYourCurriculum`.

    Also refuses what `add_curriculum` refuses; what was named before may be gone.
    """
    before = _own(caller, curriculum_id)
    after = before.revised(update).checked()
    refuse_missing(caller, after.written, References.of(before.written), now)
    return CurriculumStore(caller.tenant).replace(before, after, CurriculumChanged(subject=before.id))


def remove_curriculum(caller: Caller, curriculum_id: str) -> None:
    """Remove the curriculum; refuses `NotYourCurriculum`, and `CurriculumInUse` while others stand on it."""
    before, curricula = _own(caller, curriculum_id), CurriculumStore(caller.tenant)
    _write(caller, CurriculumRemoved(subject=before.id), *curricula.ending(before))


def _own(caller: Caller, curriculum_id: str) -> Curriculum:
    found = CurriculumStore(caller.tenant).get(curriculum_id)
    if caller.role not in ADMINISTRATION and caller.person_id != found.made_by:
        raise NotYourCurriculum()
    return found


def _as_read(caller: Caller, found: Curriculum, now: datetime) -> CurriculumRead:
    ancestors = CurriculumStore(caller.tenant).get_many(found.ancestor_ids) if found.ancestor_ids else []
    reading = read([*ancestors, found])
    named = look_up(caller, References.of(reading.steps), now)
    return CurriculumRead(**dict(found), reading=reading, named=named)


def _write(caller: Caller, fact: Fact, *changes: Change) -> None:
    caller.tenant.table.write([*changes, *told(caller.tenant, fact)])
