"""What if the studio had another policy: past cancellations decided anew, nothing written."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from pydantic import Field, model_validator

from tutti.kit.clock import Instant, zone
from tutti.kit.entity import Value
from tutti.kit.errors import Invalid
from tutti.kit.ids import CancellationId, LessonId, PersonId
from tutti.kit.money import Money, total
from tutti.kit.tenant import Tenant
from tutti.scheduling.cancellation.cancellation import CancellationRecord, Part
from tutti.scheduling.cancellation.deciding import decide
from tutti.scheduling.cancellation.outcomes import OutcomeName, Resolved
from tutti.scheduling.cancellation.policy import CancellationPolicy
from tutti.scheduling.cancellation.store import CancellationStore
from tutti.scheduling.cancellation.terms import Day
from tutti.studios.service import get_studio

MOST = 500
LONGEST = timedelta(days=400)


class TooMuchToReplay(Invalid):
    """A policy is tried on 500 cancellations at most; choose a shorter time."""


class Trial(Value):
    """A policy to be tried on what was cancelled from `from_on` up to, and without, `until_on`."""

    policy: CancellationPolicy
    from_on: Day
    until_on: Day

    @model_validator(mode="after")
    def _is_in_order(self) -> "Trial":
        if not timedelta(0) < self.until_on - self.from_on <= LONGEST:
            raise ValueError("the time ends after it starts, and lasts 400 days at most")
        return self


class Ruled(Resolved):
    """An outcome and the rule that it comes of."""

    rule: str


class Replayed(Value):
    """One student's cancellation: what it was, and what it would have been."""

    cancellation_id: CancellationId
    lesson_id: LessonId
    student_id: PersonId
    at: Instant
    starts_at: Instant
    old: Ruled
    new: Ruled
    is_changed: bool


class Sums(Value):
    """What all of them come to."""

    fees: Money
    credit_minutes: int
    undecided: int


class Replay(Value):
    """Every cancellation of the time, in order, and the sums under either policy."""

    rows: tuple[Replayed, ...]
    changed: int
    old: Sums
    new: Sums = Field(description="Under the policy that is tried.")


def dry_run_cancellation_policy(tenant: Tenant, trial: Trial) -> Replay:
    """What became of past cancellations, and what would have; refuses a flawed policy by name.

    Earlier cancellations are counted in the terms of the policy that is tried. Refuses `TooMuchToReplay`.
    """
    studio = get_studio(tenant)
    trial.policy.refuse_flaws(studio.currency)
    after, before = (_midnight(day, studio.time_zone) for day in (trial.from_on, trial.until_on))
    found = CancellationStore(tenant).between(after, before, MOST + 1)
    if len(found) > MOST:
        raise TooMuchToReplay()
    return replay(trial.policy, found, studio.currency)


def replay(policy: CancellationPolicy, found: Iterable[CancellationRecord], currency: str) -> Replay:
    """These cancellations under this policy, beside what they were; requests withdrawn are none of them."""
    lessons = [record for record in found if record.was_confirmed]
    rows = tuple(_row(policy, record, part) for record in lessons for part in record.parts)
    return Replay(
        rows=rows,
        changed=sum(row.is_changed for row in rows),
        old=_sums([row.old for row in rows], currency),
        new=_sums([row.new for row in rows], currency),
    )


def _row(policy: CancellationPolicy, record: CancellationRecord, part: Part) -> Replayed:
    old = _ruled(part, part.rule)
    decision = decide(policy, record.case_of(part))
    new = _ruled(decision, decision.rule)
    return Replayed(
        cancellation_id=record.id,
        lesson_id=record.lesson_id,
        student_id=part.student_id,
        at=record.at,
        starts_at=record.starts_at,
        old=old,
        new=new,
        is_changed=dict(old) | {"rule": ""} != dict(new) | {"rule": ""},
    )


def _ruled(resolved: Resolved, rule: str) -> Ruled:
    return Ruled(**{name: getattr(resolved, name) for name in Resolved.model_fields}, rule=rule)


def _sums(outcomes: list[Ruled], currency: str) -> Sums:
    return Sums(
        fees=total([one.fee for one in outcomes if one.fee], currency),
        credit_minutes=sum(one.credit_minutes for one in outcomes),
        undecided=sum(one.outcome is OutcomeName.ASK for one in outcomes),
    )


def _midnight(day: date, zone_name: str) -> datetime:
    return datetime.combine(day, datetime.min.time(), zone(zone_name))
