"""Proposing other times for a lesson: checked by all rules at once, then handed to the saga."""

import json
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from tutti.kit.due import Timers
from tutti.kit.entity import Page
from tutti.kit.errors import Conflict, Invalid, Refusal
from tutti.kit.ids import new_id
from tutti.kit.sagas import Sagas
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller
from tutti.scheduling import rules
from tutti.scheduling.alternatives import Alternative, nearest, suggested
from tutti.scheduling.calendars import lesson_for
from tutti.scheduling.circumstances import Circumstances
from tutti.scheduling.lesson import Lesson, Place
from tutti.scheduling.moves import own_lesson, refuse_override
from tutti.scheduling.moving import (
    at,
    movable,
    overlap,
    refuse_late,
    refuse_place,
    surroundings,
)
from tutti.scheduling.rescheduling.endings import NOT_STARTED, close_reschedule
from tutti.scheduling.rescheduling.facts import RescheduleLapsed, RescheduleRequested
from tutti.scheduling.rescheduling.holding import refuse_taken
from tutti.scheduling.rescheduling.reschedule import FEWEST, Proposal, Reschedule, Side
from tutti.scheduling.rescheduling.steps import timer_of
from tutti.scheduling.rescheduling.store import AlreadyRescheduling, RescheduleStore

TOKEN_BYTES = 24
SAGA = "reschedule"


class TooFewAlternatives(Invalid):
    """Propose at least two other times, so that there is a choice."""


class AlternativesOverlap(Invalid):
    """The proposed times do not overlap each other."""


class SeveralFamilies(Conflict):
    """A lesson of several families is moved by the school itself."""


def propose(
    caller: Caller, sagas: Sagas, timers: Timers, lesson_id: str, proposal: Proposal, *, now: datetime
) -> Reschedule:
    """The pending reschedule, its saga started under its own id.

    Refuses by the rule's name what cannot be offered: `TooFewAlternatives`, `AlternativesOverlap`,
    `TooLateToReschedule`, `AlreadyRescheduling`, the rules of booking, and who is in the way by `SlotTaken`.
    """
    refuse_override(caller, is_asked=proposal.overrides_rules)
    lesson = movable(own_lesson(caller, lesson_id), now)
    places = _places(lesson, proposal)
    tenant, reschedules = caller.tenant, RescheduleStore(caller.tenant)
    found = surroundings(tenant, lesson, places, reschedules.open_key(lesson_id))
    if any(found.beside):
        raise AlreadyRescheduling()
    reschedule = _pending(caller, lesson, proposal, places, found, now)
    _check(tenant, lesson, reschedule, found, now)
    lapse = RescheduleLapsed(subject=reschedule.id)
    timers.tell(tenant, timer_of(reschedule.id), reschedule.expires_at, lapse)
    fact = RescheduleRequested(subject=reschedule.id, lesson_id=lesson_id)
    reschedules.create(reschedule, fact)
    try:
        sagas.start(SAGA, reschedule.id, saga_input(tenant, reschedule.id))
    except BaseException:
        close_reschedule(tenant, timers, reschedule.id, error=NOT_STARTED)
        raise
    return reschedule


def reschedules_of(caller: Caller, lesson_id: str, *, limit: int, cursor: str | None) -> Page[Reschedule]:
    """A page of a lesson's reschedules, whatever became of them."""
    lesson_for(caller, lesson_id)
    return RescheduleStore(caller.tenant).page_by("RESCHEDULESOF", lesson_id, limit=limit, cursor=cursor)


def alternatives_to(caller: Caller, lesson_id: str, *, count: int, now: datetime) -> Page[Alternative]:
    """The openings nearest to a lesson, at its location, that suit teacher, students and the rooms there."""
    lesson = lesson_for(caller, lesson_id)
    found = surroundings(caller.tenant, lesson, [])
    near = nearest(
        caller.tenant,
        found.people.teacher,
        found.studio.policy,
        lesson.place,
        lesson.student_ids,
        now,
        count=count,
    )
    return Page[Alternative](items=[one for one in near if one.location_id == lesson.location_id])


def saga_input(tenant: Tenant, reschedule_id: str) -> str:
    """What the saga is told: ids only."""
    return json.dumps({"studio_id": tenant.studio_id, "reschedule_id": reschedule_id})


def _places(lesson: Lesson, proposal: Proposal) -> list[Place]:
    places = [at(lesson, wish.starts_at, wish.room_id) for wish in proposal.alternatives]
    if len(places) < FEWEST:
        raise TooFewAlternatives(rule="alternatives")
    if overlap(places):
        raise AlternativesOverlap(rule="alternatives")
    return places


def _pending(
    caller: Caller,
    lesson: Lesson,
    proposal: Proposal,
    places: Sequence[Place],
    found: Circumstances,
    now: datetime,
) -> Reschedule:
    """The offer ends after the studio's hours, and before the lesson or one of the alternatives begins."""
    lasts = timedelta(hours=found.studio.policy.offer_hours)
    return Reschedule(
        id=new_id("rsc"),
        token=secrets.token_urlsafe(TOKEN_BYTES),
        lesson_id=lesson.id,
        original=lesson.place,
        student_ids=lesson.student_ids,
        proposed_by=Side.of(caller.role),
        proposer_id=caller.person_id,
        note=proposal.note,
        overrides_rules=proposal.overrides_rules,
        alternatives=tuple(places),
        requested_at=now,
        expires_at=min(now + lasts, lesson.starts_at, *(place.starts_at for place in places)),
    )


def _check(
    tenant: Tenant, lesson: Lesson, reschedule: Reschedule, found: Circumstances, now: datetime
) -> None:
    """Refuse what the saga would refuse a moment later, while there is somebody to choose anew."""
    if len({student.family_id for student in found.people.students}) != 1:
        raise SeveralFamilies()
    policy, overrides = found.studio.policy, reschedule.overrides_rules
    if not overrides:
        refuse_late(policy, lesson, now)
    for place in reschedule.alternatives:
        try:
            refuse_place(lesson, place, found, now, overrides=overrides)
            if not overrides:
                rules.refuse_notice(policy, place.starts_at, now)
            refuse_taken(found.masks, place, reschedule, margin=found.margin)
        except Refusal as refusal:
            near = nearest(tenant, found.people.teacher, policy, place, lesson.student_ids, now)
            raise suggested(refusal, near) from None
