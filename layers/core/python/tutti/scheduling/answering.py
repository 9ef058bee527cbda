"""Answering an offer of other times: by the other side, by its proposer, by the clock, or by events."""

import hmac
from datetime import datetime

from tutti.kit.caller import Caller
from tutti.kit.due import Timers
from tutti.kit.errors import Conflict, NotAllowed, NotFound, Refusal
from tutti.kit.raced import until_undisturbed
from tutti.kit.sagas import Sagas
from tutti.kit.tenant import Tenant
from tutti.scheduling.calendars import lesson_for
from tutti.scheduling.lesson import LessonOver
from tutti.scheduling.reschedule import Answer, Reschedule, RescheduleState, Side
from tutti.scheduling.reschedule_facts import RescheduleAnswered
from tutti.scheduling.reschedule_steps import (
    Overtaken,
    as_it_was,
    close_reschedule,
    is_moved,
    move_lesson,
    release_alternatives,
    wait_of,
)
from tutti.scheduling.reschedule_store import NoSuchReschedule, RescheduleStore

_ERRORS = {
    RescheduleState.DECLINED: "Declined",
    RescheduleState.WITHDRAWN: "Withdrawn",
    RescheduleState.OVERTAKEN: "Overtaken",
    RescheduleState.EXPIRED: "OfferExpired",
}


class OfferEnded(Conflict):
    """This offer has ended; the lesson stays where it is unless somebody proposes other times."""


class AnsweredOtherwise(Conflict):
    """Another one of the times was chosen already."""


class OtherSideAnswers(NotAllowed):
    """Who proposes other times does not answer; the other side or the office does."""


class ProposerWithdraws(NotAllowed):
    """An offer is withdrawn by whoever proposed it, or by the office."""


def reschedule_for(caller: Caller, reschedule_id: str) -> Reschedule:
    """The reschedule, for whoever may see its lesson; else `NoSuchReschedule`."""
    reschedule = RescheduleStore(caller.tenant).get(reschedule_id)
    try:
        lesson_for(caller, reschedule.lesson_id)
    except NotFound:
        raise NoSuchReschedule() from None
    return reschedule


def by_token(tenant: Tenant, reschedule_id: str, token: str) -> Reschedule:
    """The reschedule, for whoever knows its token; `NoSuchReschedule` to everybody else."""
    reschedule = RescheduleStore(tenant).get(reschedule_id)
    if not hmac.compare_digest(reschedule.token.encode(), token.encode()):
        raise NoSuchReschedule()
    return reschedule


def accept(
    caller: Caller, sagas: Sagas, reschedule_id: str, alternative: int, *, now: datetime
) -> Reschedule:
    """Choose one of the times; the lesson moves in a moment. Safe twice; `AnsweredOtherwise`, `OfferEnded`."""
    _refuse_proposer(caller, reschedule_for(caller, reschedule_id))
    return choose(caller.tenant, sagas, reschedule_id, alternative, now=now)


def decline(caller: Caller, sagas: Sagas, reschedule_id: str, *, now: datetime) -> Reschedule:
    """None of the times will do; refuses with `OfferEnded` what has ended otherwise."""
    _refuse_proposer(caller, reschedule_for(caller, reschedule_id))
    return end(caller.tenant, sagas, reschedule_id, RescheduleState.DECLINED, now=now)


def withdraw(caller: Caller, sagas: Sagas, reschedule_id: str, *, now: datetime) -> Reschedule:
    """Take an offer back that nobody has accepted; refuses with `OfferEnded` what has ended otherwise."""
    side, reschedule = Side.of(caller.role), reschedule_for(caller, reschedule_id)
    if side not in (Side.OFFICE, reschedule.proposed_by):
        raise ProposerWithdraws()
    return end(caller.tenant, sagas, reschedule_id, RescheduleState.WITHDRAWN, now=now)


def answer_by_link(
    tenant: Tenant, sagas: Sagas, reschedule_id: str, token: str, answer: Answer, *, now: datetime
) -> Reschedule:
    """What the family answers by the link in its mail, which nobody has for a wish of its own."""
    if by_token(tenant, reschedule_id, token).proposed_by is Side.FAMILY:
        raise OtherSideAnswers()
    if answer.alternative is None:
        return end(tenant, sagas, reschedule_id, RescheduleState.DECLINED, now=now)
    return choose(tenant, sagas, reschedule_id, answer.alternative, now=now)


def choose(
    tenant: Tenant, sagas: Sagas, reschedule_id: str, alternative: int, *, now: datetime
) -> Reschedule:
    """The reschedule with this choice, the first one alone; its saga goes on."""
    reschedules = RescheduleStore(tenant)

    def once() -> Reschedule:
        reschedule = reschedules.get(reschedule_id)
        if reschedule.chosen is not None and not reschedule.is_over:
            return _chosen_before(reschedule, alternative)
        _refuse_ended(reschedule, now)
        return reschedules.replace(
            reschedule,
            reschedule.with_choice(alternative),
            _answered(reschedule, RescheduleState.MOVING),
        )

    chosen = until_undisturbed(once)
    wait_of(tenant, sagas, reschedule_id).answer(None, now=now)
    return chosen


def end(
    tenant: Tenant, sagas: Sagas, reschedule_id: str, state: RescheduleState, *, now: datetime
) -> Reschedule:
    """The reschedule ended like this, unless it was answered before; its saga gives everything back."""
    reschedules = RescheduleStore(tenant)

    def once() -> Reschedule:
        reschedule = reschedules.get(reschedule_id)
        if reschedule.state is state:
            return reschedule
        if not _is_unanswered(reschedule):
            raise OfferEnded(f"It is {reschedule.state}.")
        return reschedules.replace(reschedule, reschedule.ended(state), _answered(reschedule, state))

    ended = until_undisturbed(once)
    wait_of(tenant, sagas, reschedule_id).answer(_ERRORS[state], now=now)
    return ended


def overtake(tenant: Tenant, sagas: Sagas, lesson_id: str, *, now: datetime) -> None:
    """End the open reschedule of a lesson that was cancelled, or moved otherwise, meanwhile."""
    reschedule = RescheduleStore(tenant).open_for(lesson_id)
    if reschedule is None or not _is_unanswered(reschedule):
        return
    try:
        as_it_was(tenant, reschedule, now)
    except (Overtaken, LessonOver):
        _end_if_unanswered(tenant, sagas, reschedule.id, RescheduleState.OVERTAKEN, now)


def lapse(tenant: Tenant, sagas: Sagas, timers: Timers, reschedule_id: str, *, now: datetime) -> None:
    """End an offer whose time is over, whatever became of its saga; what was accepted is moved."""
    _end_if_unanswered(tenant, sagas, reschedule_id, RescheduleState.EXPIRED, now)
    error = _ERRORS[RescheduleState.EXPIRED]
    if RescheduleStore(tenant).get(reschedule_id).state is RescheduleState.MOVING:
        try:
            move_lesson(tenant, timers, reschedule_id, now=now)
        except Refusal as refusal:
            error = refusal.code()
    if not is_moved(tenant, timers, reschedule_id):
        release_alternatives(tenant, reschedule_id)
        close_reschedule(tenant, timers, reschedule_id, error=error)


def _end_if_unanswered(
    tenant: Tenant, sagas: Sagas, reschedule_id: str, state: RescheduleState, now: datetime
) -> None:
    try:
        end(tenant, sagas, reschedule_id, state, now=now)
    except OfferEnded:
        return


def _refuse_proposer(caller: Caller, reschedule: Reschedule) -> None:
    """The office answers for everybody; else families answer the school, and teachers the families."""
    side = Side.of(caller.role)
    is_own_wish = (side is Side.FAMILY) == (reschedule.proposed_by is Side.FAMILY)
    if side is not Side.OFFICE and is_own_wish:
        raise OtherSideAnswers()


def _refuse_ended(reschedule: Reschedule, now: datetime) -> None:
    if not _is_unanswered(reschedule):
        raise OfferEnded(f"It is {reschedule.state}.")
    if now >= reschedule.expires_at:
        raise OfferEnded("Nobody answered in time.")
    if reschedule.state is RescheduleState.PENDING:
        raise OfferEnded("The times are not held yet; try again in a moment.")


def _is_unanswered(reschedule: Reschedule) -> bool:
    open_ones = (RescheduleState.PENDING, RescheduleState.OFFERED)
    return reschedule.state in open_ones and not reschedule.is_ending


def _chosen_before(reschedule: Reschedule, alternative: int) -> Reschedule:
    if reschedule.chosen != alternative:
        raise AnsweredOtherwise()
    return reschedule


def _answered(reschedule: Reschedule, state: RescheduleState) -> RescheduleAnswered:
    return RescheduleAnswered(subject=reschedule.id, lesson_id=reschedule.lesson_id, state=state)
