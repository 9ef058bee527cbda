"""Credits through the table: what they lost is what lessons hold, whatever comes and goes."""

from datetime import date, timedelta
from typing import Any, ClassVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.support.cancellable import Cancellable, in_hours
from tests.support.school import School
from tutti.billing.credit import Credit, NotEnoughCredit, balance
from tutti.billing.crediting import credits_of
from tutti.billing.credits_by_hand import CreditDraft, Revocation, grant_credit, revoke_credit
from tutti.kit.clock import local_date, utc_now
from tutti.kit.due import Timers
from tutti.scheduling.booking import book
from tutti.scheduling.cancellation.cancellation import CancellationRequest
from tutti.scheduling.cancellation.cancelling import cancel_lesson
from tutti.scheduling.cancellation.case import CancellationReason
from tutti.scheduling.lesson import Lesson
from tutti.scheduling.lesson_terms import Booking
from tutti.scheduling.makeups import paid_with_credit

QUARTERS = st.integers(1, 4).map(lambda quarters: quarters * 15)
REQUEST = CancellationRequest(reason=CancellationReason.OTHER)


class SchoolYear(RuleBasedStateMachine):
    """Lessons are cancelled and made up, makeups are cancelled again, the office grants and revokes."""

    school: ClassVar[School]

    def __init__(self) -> None:
        super().__init__()
        self.piano = Cancellable(self.school)
        self.hours = 30
        self.makeups: dict[str, int] = {}
        self.issued = self.revoked = 0

    @property
    def lots(self) -> list[Credit]:
        return credits_of(self.school.tenant, self.piano.student.id)

    @property
    def today(self) -> date:
        return local_date(utc_now(), self.school.studio.time_zone)

    def next_hours(self) -> int:
        """A time at which nobody has a lesson yet."""
        self.hours += 3
        return self.hours

    @rule(minutes=QUARTERS, days=st.none() | st.integers(200, 400))
    def grant(self, minutes: int, days: int | None) -> None:
        expires_on = None if days is None else self.today + timedelta(days=days)
        draft = CreditDraft(
            student_id=self.piano.student.id, instrument="piano", minutes=minutes, expires_on=expires_on
        )
        grant_credit(self.piano.office, draft, now=utc_now())
        self.issued += minutes

    @rule(minutes=QUARTERS, who=st.sampled_from(["parent", "taught_by", "office"]))
    def cancel_a_lesson(self, minutes: int, who: str) -> None:
        lesson = self.piano.a_lesson(self.next_hours(), minutes)
        cancel_lesson(getattr(self.piano, who), lesson.id, REQUEST, now=utc_now())
        self.issued += minutes

    @rule(minutes=QUARTERS)
    def book_a_makeup(self, minutes: int) -> None:
        there = balance(self.lots, self.today).open
        try:
            lesson = self._book(minutes)
        except NotEnoughCredit:
            assert there < minutes
        else:
            assert there >= minutes
            self.makeups[lesson.id] = minutes

    def _book(self, minutes: int) -> Lesson:
        piano, now = self.piano, utc_now()
        booking = Booking.model_validate(
            {
                "course_id": piano.course.id,
                "teacher_id": piano.teacher.id,
                "student_ids": [piano.student.id],
                "purpose": "makeup",
                "minutes": minutes,
                "starts_at": in_hours(self.next_hours()),
                "overrides_rules": True,
            }
        )
        paying = booking.model_copy(update={"overrides_rules": False})
        along = paid_with_credit(self.school.tenant, paying, now=now)
        return book(piano.office, booking, requiring=(), timers=Timers(), now=now, along=along)

    @precondition(lambda self: self.makeups)
    @rule(data=st.data(), who=st.sampled_from(["parent", "taught_by"]))
    def cancel_a_makeup(self, data: Any, who: str) -> None:
        lesson_id = data.draw(st.sampled_from(sorted(self.makeups)))
        cancel_lesson(getattr(self.piano, who), lesson_id, REQUEST, now=utc_now())
        del self.makeups[lesson_id]

    @precondition(lambda self: any(lot.left for lot in self.lots))
    @rule(data=st.data())
    def revoke(self, data: Any) -> None:
        lot = data.draw(st.sampled_from([one for one in self.lots if one.left]))
        revocation = Revocation(student_id=lot.student_id, version=lot.version)
        revoke_credit(self.piano.office, lot.id, revocation, now=utc_now())
        self.revoked += lot.left

    @invariant()
    def nothing_is_lost(self) -> None:
        now = balance(self.lots, self.today)
        assert (now.issued, now.revoked) == (self.issued, self.revoked)
        assert now.issued == now.spent + now.expired + now.revoked + now.open

    @invariant()
    def lessons_hold_what_credits_lost(self) -> None:
        taken = {lesson_id: sum(lot.spent_on(lesson_id) for lot in self.lots) for lesson_id in self.makeups}
        assert taken == self.makeups
        assert sum(lot.spent for lot in self.lots) == sum(self.makeups.values())


def test_credits_are_conserved_over_a_school_year(forte: School) -> None:
    SchoolYear.school = forte
    few = settings(
        max_examples=6,
        stateful_step_count=18,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    run_state_machine_as_test(SchoolYear, settings=few)
