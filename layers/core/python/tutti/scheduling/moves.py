"""A lesson moved by the school itself, at once."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from tutti.kit.clock import Instant
from tutti.kit.entity import Value, Version
from tutti.kit.errors import NotAllowed, Refusal
from tutti.kit.ids import RoomId
from tutti.kit.raced import refuse_outdated, until_undisturbed
from tutti.kit.role import FAMILY, OFFICE
from tutti.kit.who import Caller
from tutti.scheduling.alternatives import nearest, suggested
from tutti.scheduling.calendars import lesson_for
from tutti.scheduling.lesson import Lesson
from tutti.scheduling.moving import (
    at,
    movable,
    moved,
    moving,
    refuse_late,
    refuse_other_length,
    refuse_place,
    surroundings,
)
from tutti.scheduling.running import runs


class NotYourLesson(NotAllowed):
    """Teachers move their own lessons, campus managers those at their own locations."""


class Move(Value):
    """When, and perhaps where and how long, a lesson shall be; what is left out stays as it is.

    `overrides_rules`, the office's alone, sets aside every rule but one: nobody is in two places at once.
    """

    starts_at: Instant
    minutes: Annotated[int, Field(ge=15, le=480, multiple_of=15)] | None = None
    room_id: RoomId | None = None
    overrides_rules: bool = False
    version: Version


def move_lesson(caller: Caller, lesson_id: str, move: Move, *, now: datetime) -> Lesson:
    """The lesson where it now is; refuses `TooLateToReschedule`, `LessonOver`, and what the rules forbid.

    Who is in the way refuses it with `SlotTaken`; such refusals offer the nearest alternatives.
    """
    refuse_override(caller, is_asked=move.overrides_rules)

    def once() -> Lesson:
        lesson = movable(own_lesson(caller, lesson_id), now)
        refuse_outdated(lesson, move.version)
        return _move(caller, lesson, move, now)

    return until_undisturbed(once)


def _move(caller: Caller, lesson: Lesson, move: Move, now: datetime) -> Lesson:
    tenant, to = caller.tenant, at(lesson, move.starts_at, move.room_id, move.minutes)
    found = surroundings(tenant, lesson, [to])
    if not move.overrides_rules:
        refuse_late(found.studio.policy, lesson, now)
        refuse_other_length(found.studio.policy, lesson, to)
    try:
        refuse_place(lesson, to, found, now, overrides=move.overrides_rules)
        changes = moving(tenant, lesson, to, found)
    except Refusal as refusal:
        near = nearest(tenant, found.people.teacher, found.studio.policy, to, lesson.student_ids, now)
        raise suggested(refusal, near) from None
    tenant.table.write(changes)
    return moved(lesson, to).model_copy(update={"version": lesson.version + 1})


def own_lesson(caller: Caller, lesson_id: str) -> Lesson:
    """The lesson that the caller may move; refuses `NoSuchLesson`, and other teachers by `NotYourLesson`."""
    lesson = lesson_for(caller, lesson_id)
    if not runs(caller, lesson) and caller.role not in FAMILY:
        raise NotYourLesson()
    return lesson


def refuse_override(caller: Caller, *, is_asked: bool) -> None:
    """Only the office sets rules aside."""
    if is_asked and caller.role not in OFFICE:
        raise NotAllowed("Only the office sets rules aside.")
