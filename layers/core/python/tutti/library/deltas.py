"""A curriculum as it reads: the steps of what it stands on, with one set of changes after the other.

What a change speaks of may be gone by the time somebody reads it, since the base goes on to change. Such a
change is not lost: it is reported, and a step that has no place any more comes last.
"""

from collections.abc import Sequence
from enum import StrEnum

from tutti.kit.entity import Value
from tutti.kit.errors import Conflict
from tutti.kit.ids import CurriculumId
from tutti.library.curriculum import Curriculum, Delta, InsertStep, MoveStep, RemoveStep, ReplaceStep, Step


class CurriculumCycle(Conflict):
    """A curriculum cannot stand on itself."""


class Trouble(StrEnum):
    """Why a change could not be made as it was meant."""

    NO_SUCH_STEP = "no_such_step"
    NO_SUCH_ANCHOR = "no_such_anchor"
    ALREADY_THERE = "already_there"


class Unmet(Value):
    """A change, of the curriculum of this id, that does not fit what is there.

    An inserted step without its anchor comes last, a moved one stays where it is; nothing comes of others.
    """

    curriculum_id: CurriculumId
    change: Delta
    trouble: Trouble


class ReadStep(Step):
    """A step as it reads, and the curriculum that it is from."""

    from_id: CurriculumId


class Reading(Value):
    """All steps in order, and what could not be done."""

    steps: tuple[ReadStep, ...] = ()
    unmet: tuple[Unmet, ...] = ()


def read(lineage: Sequence[Curriculum]) -> Reading:
    """How the last of these reads, which stands on the one before, and so on; refuses `CurriculumCycle`."""
    if len({one.id for one in lineage}) < len(lineage):
        raise CurriculumCycle()
    steps, unmet = list[ReadStep](), list[Unmet]()
    for one in lineage:
        steps += [ReadStep(**dict(step), from_id=one.id) for step in one.steps]
        for change in one.changes:
            steps, trouble = changed(steps, change, one.id)
            unmet += [Unmet(curriculum_id=one.id, change=change, trouble=trouble)] if trouble else []
    return Reading(steps=tuple(steps), unmet=tuple(unmet))


def changed(
    steps: Sequence[ReadStep], change: Delta, by: CurriculumId
) -> tuple[list[ReadStep], Trouble | None]:
    """The steps after one change of the curriculum of this id, and what was the trouble with it."""
    match change:
        case InsertStep():
            return _inserted(steps, change, by)
        case RemoveStep(key=key):
            left = [one for one in steps if one.key != key]
            return left, None if len(left) < len(steps) else Trouble.NO_SUCH_STEP
        case ReplaceStep(step=step):
            instead = ReadStep(**dict(step), from_id=by)
            after = [instead if one.key == step.key else one for one in steps]
            return after, None if instead in after else Trouble.NO_SUCH_STEP
        case MoveStep():
            return _moved(steps, change)


def _inserted(
    steps: Sequence[ReadStep], change: InsertStep, by: CurriculumId
) -> tuple[list[ReadStep], Trouble | None]:
    if _place(steps, change.step.key) is not None:
        return list(steps), Trouble.ALREADY_THERE
    new = ReadStep(**dict(change.step), from_id=by)
    place = _after(steps, change.after)
    if place is None:
        return [*steps, new], Trouble.NO_SUCH_ANCHOR
    return [*steps[:place], new, *steps[place:]], None


def _moved(steps: Sequence[ReadStep], change: MoveStep) -> tuple[list[ReadStep], Trouble | None]:
    at = _place(steps, change.key)
    if at is None:
        return list(steps), Trouble.NO_SUCH_STEP
    others = [*steps[:at], *steps[at + 1 :]]
    place = _after(others, change.after)
    if place is None:
        return list(steps), Trouble.NO_SUCH_ANCHOR
    return [*others[:place], steps[at], *others[place:]], None


def _place(steps: Sequence[ReadStep], key: str) -> int | None:
    return next((place for place, one in enumerate(steps) if one.key == key), None)


def _after(steps: Sequence[ReadStep], anchor: str | None) -> int | None:
    if anchor is None:
        return 0
    place = _place(steps, anchor)
    return None if place is None else place + 1
