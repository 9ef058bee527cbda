"""The way back of the reschedule saga: what was held is free, and the reschedule says how it ended."""

from tutti.kit.due import Timers
from tutti.kit.facts import told
from tutti.kit.journal import Effect, Failure, StepState
from tutti.kit.raced import until_undisturbed
from tutti.kit.tenant import Tenant
from tutti.scheduling.rescheduling.facts import RescheduleEnded
from tutti.scheduling.rescheduling.holding import releasing
from tutti.scheduling.rescheduling.reschedule import Reschedule, RescheduleState
from tutti.scheduling.rescheduling.steps import journal, timer_of
from tutti.scheduling.rescheduling.store import RescheduleStore

NOT_STARTED = "NotStarted"
_ENDS = {
    "OfferExpired": RescheduleState.EXPIRED,
    "Overtaken": RescheduleState.OVERTAKEN,
    "LessonOver": RescheduleState.OVERTAKEN,
}
_BROKEN = Failure(
    code="StepFailed",
    title="Something went wrong on our side.",
    detail="The lesson stays where it is and nothing is held; try again.",
)


def release_alternatives(tenant: Tenant, reschedule_id: str) -> Reschedule:
    """Give back everybody's time for all alternatives."""

    def act(reschedule: Reschedule) -> Effect:
        return Effect("Nothing is held any more.", changes=releasing(tenant, reschedule))

    return journal(tenant).undo(reschedule_id, "HoldAlternatives", act)


def close_reschedule(tenant: Tenant, timers: Timers, reschedule_id: str, *, error: str) -> Reschedule:
    """End a reschedule by which nothing was moved; `error` is the name under which the saga failed."""
    reschedules = RescheduleStore(tenant)

    def once() -> Reschedule:
        reschedule = reschedules.get(reschedule_id)
        if reschedule.is_closed:
            return reschedule
        after = _closed(reschedule, error)
        frees = [reschedules.freeing_lesson(reschedule)] if reschedule.is_done("ValidateReschedule") else []
        fact = RescheduleEnded(subject=after.id, lesson_id=after.lesson_id, state=after.state)
        tenant.table.write([reschedules.replacing(reschedule, after), *frees, *told(tenant, fact)])
        return after

    closed = until_undisturbed(once)
    timers.forget(timer_of(reschedule_id))
    return closed


def _closed(reschedule: Reschedule, error: str) -> Reschedule:
    state = reschedule.state if reschedule.is_over else _final_state(reschedule, error)
    problem = reschedule.problem or (_BROKEN if state is RescheduleState.FAILED else None)
    waited = reschedule.step("AwaitAnswer")
    if waited and waited.state is StepState.WAITING:
        reschedule = reschedule.with_step("AwaitAnswer", StepState.UNDONE, f"It is {state}.")
    return reschedule.model_copy(
        update={"state": state, "problem": problem, "is_ending": True, "is_closed": True}
    )


def _final_state(reschedule: Reschedule, error: str) -> RescheduleState:
    other = RescheduleState.REJECTED if reschedule.problem else RescheduleState.FAILED
    return _ENDS.get(error, other)
