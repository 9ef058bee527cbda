"""What an answer does: the first one alone stands, and the saga that waits for it goes on or back."""

from collections.abc import Sequence
from datetime import datetime

from tutti.kit.due import Timers
from tutti.kit.errors import Conflict, Refusal
from tutti.kit.raced import until_undisturbed
from tutti.kit.sagas import Sagas
from tutti.kit.tenant import Tenant
from tutti.scheduling.lesson import LessonOver
from tutti.scheduling.rescheduling.endings import close_reschedule, release_alternatives
from tutti.scheduling.rescheduling.facts import RescheduleAnswered
from tutti.scheduling.rescheduling.reschedule import Reschedule, RescheduleState
from tutti.scheduling.rescheduling.steps import Overtaken, as_it_was, is_moved, move_lesson, wait_of
from tutti.scheduling.rescheduling.store import RescheduleStore

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
    if not chosen.is_closed:
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
    if not ended.is_closed:
        wait_of(tenant, sagas, reschedule_id).answer(_ERRORS[state], now=now)
    return ended


def overtake(tenant: Tenant, sagas: Sagas, lesson_id: str, *, now: datetime) -> None:
    """End the open reschedule of a lesson that was cancelled, or moved otherwise, meanwhile."""
    for reschedule in _unanswered(tenant, [lesson_id]):
        try:
            as_it_was(tenant, reschedule, now)
        except (Overtaken, LessonOver):
            _end_if_unanswered(tenant, sagas, reschedule.id, RescheduleState.OVERTAKEN, now)


def overtake_dropped(tenant: Tenant, sagas: Sagas, lesson_ids: Sequence[str], *, now: datetime) -> None:
    """End the open reschedules of lessons that their series has given up, whether or not they are out yet."""
    for reschedule in _unanswered(tenant, lesson_ids):
        _end_if_unanswered(tenant, sagas, reschedule.id, RescheduleState.OVERTAKEN, now)


def _unanswered(tenant: Tenant, lesson_ids: Sequence[str]) -> list[Reschedule]:
    return [one for one in RescheduleStore(tenant).open_for(lesson_ids) if _is_unanswered(one)]


def lapse(tenant: Tenant, sagas: Sagas, timers: Timers, reschedule_id: str, *, now: datetime) -> None:
    """End an offer whose time is over, whatever became of its saga; what was accepted is moved."""
    found = RescheduleStore(tenant).find(reschedule_id)
    if found is None:
        return
    if _is_unanswered(found):
        _end_if_unanswered(tenant, sagas, reschedule_id, RescheduleState.EXPIRED, now)
    error = _ERRORS[RescheduleState.EXPIRED]
    if RescheduleStore(tenant).get(reschedule_id).state is RescheduleState.MOVING:
        try:
            move_lesson(tenant, timers, reschedule_id, now=now)
        except Refusal as refusal:
            error = refusal.code()
    if not is_moved(tenant, reschedule_id):
        release_alternatives(tenant, reschedule_id)
        close_reschedule(tenant, timers, reschedule_id, error=error)


def _end_if_unanswered(
    tenant: Tenant, sagas: Sagas, reschedule_id: str, state: RescheduleState, now: datetime
) -> None:
    try:
        end(tenant, sagas, reschedule_id, state, now=now)
    except OfferEnded:
        return


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
