"""How a step of the enrolment saga is done and undone: once, recorded, in one write with its effect.

From its first undo on an enrolment is ending, and no step of it is done any more: one that was given up for
dead and wakes after its undo finds that out instead of leaving half an effect behind.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from tutti.enrollment.enrollment import Enrollment, Failure, StepState
from tutti.enrollment.store import EnrollmentMoved, EnrollmentStore
from tutti.kit.changes import Change
from tutti.kit.errors import Conflict, Refusal, VersionConflict
from tutti.kit.facts import Fact, told
from tutti.kit.raced import Raced, until_undisturbed
from tutti.kit.tenant import Tenant

TRANSIENT = 503


class EnrollmentEnding(Conflict):
    """This enrolment is being undone; nothing more is done for it."""


@dataclass(frozen=True)
class Effect:
    """What a step does: fields of the enrolment, other items, facts, and a sentence for people.

    `closes` names a step that waited until now, with how that ended.
    """

    detail: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    changes: Iterable[Change] = ()
    facts: Iterable[Fact] = ()
    state: StepState = StepState.DONE
    closes: tuple[str, StepState, str] | None = None


Act = Callable[[Enrollment], Effect]


def do(tenant: Tenant, enrollment_id: str, step: str, act: Act) -> Enrollment:
    """Do a step unless it was done; a refusal is recorded as the enrolment's problem and raised again.

    Refuses with `EnrollmentEnding` when an undo was faster. What only lasts a moment is not recorded.
    """
    enrollments = EnrollmentStore(tenant)

    def once() -> Enrollment:
        enrollment = enrollments.get(enrollment_id)
        if enrollment.is_done(step):
            return enrollment
        if enrollment.is_ending or enrollment.state.is_over:
            raise EnrollmentEnding()
        try:
            effect = act(enrollment)
            return _write(enrollments, enrollment, step, effect.state, effect)
        except (EnrollmentMoved, Raced, VersionConflict):
            raise VersionConflict() from None
        except Refusal as refusal:
            if refusal.status != TRANSIENT:
                _record(enrollments, enrollment, step, refusal)
            raise

    return until_undisturbed(once)


def undo(tenant: Tenant, enrollment_id: str, step: str, act: Act) -> Enrollment:
    """Undo a step: safe twice, and safe for what never happened; from now on the enrolment is ending."""
    enrollments = EnrollmentStore(tenant)

    def once() -> Enrollment:
        enrollment = enrollments.get(enrollment_id)
        if not enrollment.is_done(step):
            return _giving_up(enrollments, enrollment, step)
        return _write(enrollments, enrollment, step, StepState.UNDONE, act(enrollment), is_ending=True)

    return until_undisturbed(once)


def give_up(tenant: Tenant, enrollment_id: str, step: str) -> Enrollment:
    """Let the enrolment end unless this step was done after all."""
    enrollments = EnrollmentStore(tenant)

    def once() -> Enrollment:
        enrollment = enrollments.get(enrollment_id)
        return enrollment if enrollment.is_done(step) else _giving_up(enrollments, enrollment, step)

    return until_undisturbed(once)


def _giving_up(enrollments: EnrollmentStore, before: Enrollment, step: str) -> Enrollment:
    if before.is_ending or before.state.is_over:
        return before
    ending = before.model_copy(update={"is_ending": True})
    if not before.step(step):
        ending = ending.with_step(step, StepState.FAILED, "This did not come about.")
    return enrollments.replace(before, ending)


def note(tenant: Tenant, enrollment_id: str, step: str, detail: str) -> Enrollment:
    """Record what was done for an enrolment that is ending or over."""
    enrollments = EnrollmentStore(tenant)

    def once() -> Enrollment:
        enrollment = enrollments.get(enrollment_id)
        if enrollment.is_done(step):
            return enrollment
        return enrollments.replace(enrollment, enrollment.with_step(step, StepState.DONE, detail))

    return until_undisturbed(once)


def _write(
    enrollments: EnrollmentStore, before: Enrollment, step: str, state: StepState, effect: Effect, **more: Any
) -> Enrollment:
    waited = before.with_step(*effect.closes) if effect.closes else before
    if before.has_failed(step):
        waited = waited.model_copy(update={"problem": None})
    after = waited.with_step(step, state, effect.detail, **effect.fields, **more)
    tenant = enrollments.tenant
    tenant.table.write([enrollments.replacing(before, after), *effect.changes, *told(tenant, *effect.facts)])
    return after.model_copy(update={"version": before.version + 1})


def _record(enrollments: EnrollmentStore, before: Enrollment, step: str, refusal: Refusal) -> None:
    problem = Failure(code=refusal.code(), title=refusal.title(), detail=refusal.detail)
    enrollments.replace(before, before.with_step(step, StepState.FAILED, refusal.detail, problem=problem))
