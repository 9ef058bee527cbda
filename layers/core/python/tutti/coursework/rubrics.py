"""The rubrics of a studio: kept by who made them and by the office, used by all teachers (CRS-5)."""

from tutti.coursework.rubric import Rubric, RubricDraft, RubricUpdate
from tutti.coursework.rubric_store import RubricStore
from tutti.kit.entity import Page
from tutti.kit.errors import NotAllowed
from tutti.kit.facts import Fact
from tutti.kit.ids import new_id
from tutti.kit.role import Role
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller


class RubricAdded(Fact):
    """There is another rubric."""


class RubricChanged(Fact):
    """A rubric has another version; grades that were given keep theirs."""


class RubricRemoved(Fact):
    """A rubric is gone; grades that were given by it keep it."""


class SomebodyElsesRubric(NotAllowed):
    """Teachers change the rubrics that they made; make one of your own, or ask the office."""


def add_rubric(caller: Caller, draft: RubricDraft) -> Rubric:
    """The new rubric; refuses `RubricTooLong`."""
    draft.refuse_too_long()
    rubric = Rubric(id=new_id("rub"), created_by=caller.person_id, **dict(draft))
    return RubricStore(caller.tenant).create(rubric, RubricAdded(subject=rubric.id))


def get_rubric(tenant: Tenant, rubric_id: str) -> Rubric:
    """The rubric as it stands; refuses `NoSuchRubric`."""
    return RubricStore(tenant).get(rubric_id)


def list_rubrics(tenant: Tenant, *, limit: int, cursor: str | None) -> Page[Rubric]:
    """A page of the studio's rubrics, the newest first."""
    return RubricStore(tenant).page(limit=limit, cursor=cursor, newest_first=True)


def update_rubric(caller: Caller, rubric_id: str, update: RubricUpdate) -> Rubric:
    """The rubric in its next version; grades that were given stay as they are.

    Refuses `RubricTooLong`, `SomebodyElsesRubric` and `VersionConflict`.
    """
    update.refuse_too_long()
    before = _own(caller, rubric_id)
    after = before.revised(update)
    return RubricStore(caller.tenant).replace(before, after, RubricChanged(subject=rubric_id))


def remove_rubric(caller: Caller, rubric_id: str) -> None:
    """Remove the rubric; grades that were given by it stay. Refuses `SomebodyElsesRubric`."""
    RubricStore(caller.tenant).remove(_own(caller, rubric_id), RubricRemoved(subject=rubric_id))


def _own(caller: Caller, rubric_id: str) -> Rubric:
    rubric = RubricStore(caller.tenant).get(rubric_id)
    if caller.role is Role.TEACHER and rubric.created_by != caller.person_id:
        raise SomebodyElsesRubric()
    return rubric
