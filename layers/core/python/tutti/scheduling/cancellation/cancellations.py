"""What became of each cancellation and why, and what the office decides where the policy asks it."""

from datetime import datetime

from tutti.kit.changes import Change
from tutti.kit.entity import Page, Value
from tutti.kit.errors import VersionConflict
from tutti.kit.facts import told
from tutti.kit.ids import PersonId
from tutti.kit.record import Record
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller
from tutti.scheduling.cancellation.cancellation import CancellationDecision, CancellationRecord, Part
from tutti.scheduling.cancellation.case import Situation
from tutti.scheduling.cancellation.compensating import credited
from tutti.scheduling.cancellation.deciding import Explanation, decide
from tutti.scheduling.cancellation.outcomes import Resolved
from tutti.scheduling.cancellation.policy import CancellationPolicy, OtherCurrency, PolicyInForce
from tutti.scheduling.cancellation.policy_store import PolicyStore
from tutti.scheduling.cancellation.previewing import NOT_CONFIRMED
from tutti.scheduling.cancellation.recorded import recorded
from tutti.scheduling.cancellation.store import CancellationStore, NoSuchCancellation
from tutti.scheduling.cancellation.terms import term_of
from tutti.scheduling.service import CancellationDecided
from tutti.scheduling.store import LessonStore

AT_ONCE = 50
"""As many credits as one write holds beside the record; the rest goes on waiting for the office."""


class ExplainedPart(Value):
    """Why the policy said what it said for a student."""

    student_id: PersonId
    explain: Explanation


class ExplainedCancellation(CancellationRecord):
    """A cancellation and, for each student, why."""

    explanations: tuple[ExplainedPart, ...]


def list_cancellations(
    caller: Caller, *, is_undecided: bool, limit: int, cursor: str | None
) -> Page[CancellationRecord]:
    """A page of the cancellations, the latest first: those that wait for the office, or all others.

    Campus managers see those of their own locations; a page may then hold fewer.
    """
    store = CancellationStore(caller.tenant)
    page = store.page_newest(is_undecided=is_undecided, limit=limit, cursor=cursor)
    seen = [one for one in page.items if caller.may_see_location(one.location_id)]
    return page.model_copy(update={"items": seen})


def get_cancellation(caller: Caller, cancellation_id: str) -> ExplainedCancellation:
    """The cancellation, explained by the version of the policy that decided it: two reads."""
    record = _seen(caller, cancellation_id)
    policy = _policy_of(caller.tenant, record)
    why = [(part.student_id, decide(policy, record.case_of(part)).explain) for part in record.parts]
    explanations = tuple(ExplainedPart(student_id=who, explain=explain) for who, explain in why)
    return ExplainedCancellation(**dict(record), explanations=explanations)


def _policy_of(tenant: Tenant, record: CancellationRecord) -> CancellationPolicy:
    return PolicyStore(tenant).version(record.policy_version) if record.was_confirmed else NOT_CONFIRMED


def decide_cancellation(
    caller: Caller, cancellation_id: str, decision: CancellationDecision, *, now: datetime
) -> CancellationRecord:
    """The cancellation as the office decides it, for one student or for all who wait, fifty of them at once.

    Refuses `NoSuchCancellation`, `NotInvolved`, `NothingToDecide`, `OtherCurrency` and `VersionConflict`.
    """
    tenant, lessons = caller.tenant, LessonStore(caller.tenant)
    before = _seen(caller, cancellation_id)
    waiting = before.undecided(decision.student_id)[:AT_ONCE]
    if decision.version != before.version:
        raise VersionConflict()
    policies = PolicyStore(tenant)
    keys = (policies.version_key(before.policy_version), lessons.key(before.lesson_id))
    found, lesson = tenant.table.get_each(*keys)
    decided = [_decided(caller, before, part, decision, policies.read(found), now) for part in waiting]
    done = [credited(tenant, before, part, now) for part in decided]
    after = before.with_parts(*(part for part, _ in done))
    students = tuple(part.student_id for part in waiting)
    fact = CancellationDecided(subject=before.id, lesson_id=before.lesson_id, student_ids=students)
    tenant.table.write(
        [
            CancellationStore(tenant).replacing(before, after),
            *(_retold(lessons, lesson, after) if lesson and before.is_whole else []),
            *(change for _, changes in done for change in changes),
            *told(tenant, fact),
        ]
    )
    return after.model_copy(update={"version": before.version + 1})


def _seen(caller: Caller, cancellation_id: str) -> CancellationRecord:
    record = recorded(caller.tenant, cancellation_id)
    if not caller.may_see_location(record.location_id):
        raise NoSuchCancellation()
    return record


def _decided(
    caller: Caller,
    record: CancellationRecord,
    part: Part,
    decision: CancellationDecision,
    policy: PolicyInForce,
    now: datetime,
) -> Part:
    case = record.case_of(part)
    resolved = decision.outcome.resolve(Situation(case, term_of(policy.terms, case.lesson_on)))
    if resolved.fee and resolved.fee.currency != record.price.currency:
        raise OtherCurrency()
    update = {name: getattr(resolved, name) for name in Resolved.model_fields}
    return part.model_copy(update=update | {"decided_by": caller.person_id, "decided_at": now})


def _retold(lessons: LessonStore, lesson: Record, record: CancellationRecord) -> list[Change]:
    """What the lesson itself says of its cancellation, as it is now decided."""
    before, first = lessons.read(lesson), record.parts[0]
    if before.cancellation is None:
        return []
    names = ("outcome", "fee", "credit_minutes")
    said = before.cancellation.model_copy(update={name: getattr(first, name) for name in names})
    return [lessons.replacing(before, before.model_copy(update={"cancellation": said}))]
