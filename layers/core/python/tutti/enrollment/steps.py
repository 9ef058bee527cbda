"""How a step of the enrolment saga is done and undone: once, recorded, in one write with its effect."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from tutti.enrollment.enrollment import Enrollment, Failure, StepState
from tutti.enrollment.store import EnrollmentStore
from tutti.kit.changes import Change
from tutti.kit.errors import Crowded, Refusal, VersionConflict
from tutti.kit.facts import Fact, told
from tutti.kit.raced import Raced, until_undisturbed
from tutti.kit.tenant import Tenant

_TRY_AGAIN = (Crowded, Raced, VersionConflict)


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
    """Do a step unless it was done; a refusal is recorded as the enrolment's problem and raised again."""
    enrollments = EnrollmentStore(tenant)

    def once() -> Enrollment:
        enrollment = enrollments.get(enrollment_id)
        if enrollment.is_done(step):
            return enrollment
        try:
            effect = act(enrollment)
            return _write(enrollments, enrollment, step, effect.state, effect)
        except _TRY_AGAIN:
            raise
        except Refusal as refusal:
            _record(enrollments, enrollment, step, refusal)
            raise

    return until_undisturbed(once)


def undo(tenant: Tenant, enrollment_id: str, step: str, act: Act) -> Enrollment:
    """Undo a step: safe twice, and safe for what never happened."""
    enrollments = EnrollmentStore(tenant)

    def once() -> Enrollment:
        enrollment = enrollments.get(enrollment_id)
        if not enrollment.is_done(step):
            return enrollment
        return _write(enrollments, enrollment, step, StepState.UNDONE, act(enrollment))

    return until_undisturbed(once)


def _write(
    enrollments: EnrollmentStore, before: Enrollment, step: str, state: StepState, effect: Effect
) -> Enrollment:
    waited = before.with_step(*effect.closes) if effect.closes else before
    after = waited.with_step(step, state, effect.detail, **effect.fields)
    tenant = enrollments.tenant
    tenant.table.write([enrollments.replacing(before, after), *effect.changes, *told(tenant, *effect.facts)])
    return after.model_copy(update={"version": before.version + 1})


def _record(enrollments: EnrollmentStore, before: Enrollment, step: str, refusal: Refusal) -> None:
    problem = Failure(code=refusal.code(), title=refusal.title(), detail=refusal.detail)
    enrollments.replace(before, before.with_step(step, StepState.FAILED, refusal.detail, problem=problem))
