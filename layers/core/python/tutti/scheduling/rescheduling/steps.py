"""The steps of the reschedule saga: checked, held, waited for, moved."""

from datetime import datetime

from tutti.kit.due import Timers
from tutti.kit.errors import Conflict
from tutti.kit.journal import Effect, Journal, StepState
from tutti.kit.raced import until_undisturbed
from tutti.kit.sagas import Sagas, Wait
from tutti.kit.tenant import Tenant
from tutti.scheduling import rules
from tutti.scheduling.busy import BusyStore
from tutti.scheduling.lesson import Lesson, Place
from tutti.scheduling.moving import moving, refuse_place, surroundings
from tutti.scheduling.rescheduling.facts import RescheduleAccepted, RescheduleOffered
from tutti.scheduling.rescheduling.holding import give_back, hold
from tutti.scheduling.rescheduling.reschedule import Reschedule, RescheduleState
from tutti.scheduling.rescheduling.store import RescheduleStore
from tutti.scheduling.store import LessonStore


class RescheduleEnding(Conflict):
    """This reschedule is being undone; nothing more is done for it."""


class Overtaken(Conflict):
    """The lesson is not what it was when other times were proposed for it."""


class NothingChosen(Conflict):
    """Nobody has chosen one of the times."""


def journal(tenant: Tenant) -> Journal[Reschedule]:
    """The journal of this studio's reschedules."""
    return Journal(RescheduleStore(tenant), RescheduleEnding)


def wait_of(tenant: Tenant, sagas: Sagas, reschedule_id: str) -> Wait:
    """Where the saga waits for the answer."""
    return Wait(tenant, sagas, ("RESCHEDULE", reschedule_id))


def timer_of(reschedule_id: str) -> str:
    """The timer that ends an offer."""
    return f"{reschedule_id}-offer"


def validate_reschedule(tenant: Tenant, reschedule_id: str, *, now: datetime) -> Reschedule:
    """The lesson stands as it was, and has no other reschedule open: from now on it has this one."""

    def act(reschedule: Reschedule) -> Effect:
        as_it_was(tenant, reschedule, now)
        claim = RescheduleStore(tenant).claiming_lesson(reschedule)
        return Effect("The lesson can be moved.", changes=[claim])

    return journal(tenant).do(reschedule_id, "ValidateReschedule", act)


def hold_alternatives(tenant: Tenant, reschedule_id: str, *, now: datetime) -> Reschedule:
    """Take everybody's time for all alternatives; refuses with `SlotTaken` and by the rules of booking."""

    def act(reschedule: Reschedule) -> Effect:
        lesson = as_it_was(tenant, reschedule, now)
        found = surroundings(tenant, lesson, reschedule.alternatives)
        for place in reschedule.alternatives:
            refuse_place(lesson, place, found, now, overrides=reschedule.overrides_rules)
        hold(found.masks, reschedule, margin=found.margin)
        return Effect(
            f"{len(reschedule.alternatives)} times are held.",
            {"state": RescheduleState.OFFERED},
            BusyStore(tenant).writing(found.masks),
            [RescheduleOffered(subject=reschedule.id, lesson_id=lesson.id)],
        )

    return journal(tenant).do(reschedule_id, "HoldAlternatives", act)


def await_answer(
    tenant: Tenant, sagas: Sagas, reschedule_id: str, token: str, *, now: datetime
) -> Reschedule:
    """Keep the saga's token until somebody answers; at once when that has happened already."""
    wait = wait_of(tenant, sagas, reschedule_id)
    wait.keep(token, now=now)
    waits = Effect("Waiting for an answer.", state=StepState.WAITING)
    reschedule = journal(tenant).do(reschedule_id, "AwaitAnswer", lambda _: waits)
    wait.pass_on()
    return reschedule


def is_accepted(tenant: Tenant, reschedule_id: str) -> bool:
    """True when somebody has chosen, whatever became of the wait; else nobody can any more."""
    reschedules = RescheduleStore(tenant)

    def once() -> bool:
        reschedule = reschedules.get(reschedule_id)
        if reschedule.is_ending or reschedule.is_over:
            return False
        if reschedule.state is RescheduleState.MOVING:
            return True
        reschedules.replace(reschedule, reschedule.model_copy(update={"is_ending": True}))
        return False

    return until_undisturbed(once)


def move_lesson(tenant: Tenant, timers: Timers, reschedule_id: str, *, now: datetime) -> Reschedule:
    """The lesson takes the chosen time, and everything else that was held is free: one write."""

    def act(reschedule: Reschedule) -> Effect:
        lesson, to = as_it_was(tenant, reschedule, now), _chosen(reschedule)
        rules.refuse_past(to.starts_at, now)
        found = surroundings(tenant, lesson, reschedule.alternatives)
        give_back(found.masks, reschedule)
        return Effect(
            "The lesson is moved.",
            {"state": RescheduleState.ACCEPTED, "is_closed": True},
            [*moving(tenant, lesson, to, found), RescheduleStore(tenant).freeing_lesson(reschedule)],
            [RescheduleAccepted(subject=reschedule.id, lesson_id=lesson.id)],
            closes=("AwaitAnswer", StepState.DONE, "Accepted."),
        )

    reschedule = journal(tenant).do(reschedule_id, "MoveLesson", act)
    timers.forget(timer_of(reschedule_id))
    return reschedule


def is_moved(tenant: Tenant, reschedule_id: str) -> bool:
    """True when the move was written: families were told, and it stands. Else it never will be."""
    return journal(tenant).give_up(reschedule_id, "MoveLesson").is_done("MoveLesson")


def as_it_was(tenant: Tenant, reschedule: Reschedule, now: datetime) -> Lesson:
    """The lesson; refuses with `Overtaken` or `LessonOver` when there is nothing to be moved any more."""
    lesson = LessonStore(tenant).find(reschedule.lesson_id)
    if lesson is None or lesson.place != reschedule.original or lesson.student_ids != reschedule.student_ids:
        raise Overtaken()
    return lesson.opened(now)


def _chosen(reschedule: Reschedule) -> Place:
    if reschedule.choice is None:
        raise NothingChosen()
    return reschedule.choice
