"""Who answers an offer of other times: the other side, by page or link; and who may take it back."""

import hmac
from datetime import datetime

from tutti.kit.errors import NotAllowed, NotFound
from tutti.kit.sagas import Sagas
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller
from tutti.people import teaching
from tutti.scheduling.calendars import lesson_for
from tutti.scheduling.rescheduling.answers import choose, end
from tutti.scheduling.rescheduling.reschedule import (
    Answer,
    PublicReschedule,
    Reschedule,
    RescheduleState,
    Side,
)
from tutti.scheduling.rescheduling.store import NoSuchReschedule, RescheduleStore
from tutti.scheduling.running import runs


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


def reschedule_named(tenant: Tenant, reschedule_id: str) -> Reschedule:
    """The reschedule of this id, for who writes mails about it."""
    return RescheduleStore(tenant).get(reschedule_id)


def by_token(tenant: Tenant, reschedule_id: str, token: str) -> Reschedule:
    """The reschedule, for whoever knows its token; `NoSuchReschedule` to everybody else."""
    reschedule = RescheduleStore(tenant).get(reschedule_id)
    if not hmac.compare_digest(reschedule.token.encode(), token.encode()):
        raise NoSuchReschedule()
    return reschedule


def accept(
    caller: Caller, sagas: Sagas, reschedule_id: str, alternative: int, *, now: datetime
) -> Reschedule:
    """Choose one of the times; the lesson moves in a moment. Safe twice.

    Refuses with `AnsweredOtherwise` another choice than the first one, and with `OfferEnded`.
    """
    _refuse_proposer(caller, _own(caller, reschedule_id))
    return choose(caller.tenant, sagas, reschedule_id, alternative, now=now)


def decline(caller: Caller, sagas: Sagas, reschedule_id: str, *, now: datetime) -> Reschedule:
    """None of the times will do; refuses with `OfferEnded` what has ended otherwise."""
    _refuse_proposer(caller, _own(caller, reschedule_id))
    return end(caller.tenant, sagas, reschedule_id, RescheduleState.DECLINED, now=now)


def withdraw(caller: Caller, sagas: Sagas, reschedule_id: str, *, now: datetime) -> Reschedule:
    """Take an offer back that nobody has accepted; refuses with `OfferEnded` what has ended otherwise."""
    side, reschedule = Side.of(caller.role), _own(caller, reschedule_id)
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


def shown_to_public(tenant: Tenant, reschedule: Reschedule) -> PublicReschedule:
    """The reschedule as its link shows it."""
    names = [name for name in PublicReschedule.model_fields if name != "teacher"]
    teacher = teaching.teacher(tenant, reschedule.original.teacher_id).display_name
    return PublicReschedule(teacher=teacher, **{name: getattr(reschedule, name) for name in names})


def _own(caller: Caller, reschedule_id: str) -> Reschedule:
    """The reschedule, for the family and the staff who run its lesson; else `NoSuchReschedule`."""
    reschedule = reschedule_for(caller, reschedule_id)
    if Side.of(caller.role) is not Side.FAMILY and not runs(caller, reschedule.original):
        raise NoSuchReschedule()
    return reschedule


def _refuse_proposer(caller: Caller, reschedule: Reschedule) -> None:
    """The office answers for everybody; else families answer the school, and teachers the families."""
    side = Side.of(caller.role)
    is_own_wish = (side is Side.FAMILY) == (reschedule.proposed_by is Side.FAMILY)
    if side is not Side.OFFICE and is_own_wish:
        raise OtherSideAnswers()
