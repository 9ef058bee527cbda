"""Conditions of a cancellation policy: what each asks of a case, and how it says what it found.

Every condition answers with a `Check`: whether it holds, what it wanted, and what it found instead.
"""

from datetime import timedelta
from typing import Annotated, Literal

from pydantic import Field, model_validator

from tutti.kit.entity import Value
from tutti.scheduling.cancellation.bounds import Bounds, is_within, refuse_impossible
from tutti.scheduling.cancellation.case import CancellationReason, CancelledBy, Situation
from tutti.scheduling.cancellation.wording import among, bounds_in_words, duration, joined, noun
from tutti.scheduling.lesson import LessonKind, LessonMode, LessonPurpose

Hours = Annotated[int, Field(ge=0, le=24 * 365)]
Count = Annotated[int, Field(ge=0, le=1000)]
Few = Field(min_length=1, max_length=10)
HOUR, MICROSECOND = timedelta(hours=1), timedelta(microseconds=1)


class Check(Value):
    """What a condition found: `wanted` and `found` in words, and the checks of the conditions inside it."""

    test: str
    holds: bool
    wanted: str
    found: str
    parts: tuple["Check", ...] = ()

    @property
    def sentence(self) -> str:
        """Both in one sentence."""
        return f"{self.wanted} – {'yes' if self.holds else 'no'}, {self.found}"


class NoticeTest(Value):
    """How long before the lesson it is cancelled, to the instant: 24 hours are at least 24 hours."""

    test: Literal["notice"]
    at_least_hours: Hours | None = None
    at_most_hours: Hours | None = None
    less_than_hours: Hours | None = None

    @model_validator(mode="after")
    def _can_hold(self) -> "NoticeTest":
        refuse_impossible(*self._bounds)
        return self

    @property
    def _bounds(self) -> Bounds:
        return self.at_least_hours, self.at_most_hours, self.less_than_hours

    def check(self, seen: Situation) -> Check:
        """Whether the notice lies within the bounds."""
        holds = is_within(seen.case.notice // MICROSECOND, self._bounds, HOUR // MICROSECOND)
        wanted = f"{bounds_in_words(*self._bounds)} hours’ notice"
        return Check(test=self.test, holds=holds, wanted=wanted, found=f"it is {duration(seen.case.notice)}")


class ReasonTest(Value):
    """Why it is cancelled."""

    test: Literal["reason"]
    one_of: Annotated[tuple[CancellationReason, ...], Few]

    def check(self, seen: Situation) -> Check:
        wanted = f"the reason is {among(self.one_of)}"
        return Check(
            test=self.test,
            holds=seen.case.reason in self.one_of,
            wanted=wanted,
            found=f"it is {seen.case.reason}",
        )


class CancelledByTest(Value):
    """Who cancels."""

    test: Literal["cancelled_by"]
    one_of: Annotated[tuple[CancelledBy, ...], Few]

    def check(self, seen: Situation) -> Check:
        wanted = f"{among(self.one_of, 'the ')} cancels"
        return Check(
            test=self.test, holds=seen.case.by in self.one_of, wanted=wanted, found=f"the {seen.case.by} does"
        )


class LessonTest(Value):
    """What lesson it is: all that is named must fit."""

    test: Literal["lesson"]
    kinds: Annotated[tuple[LessonKind, ...], Field(max_length=10)] = ()
    purposes: Annotated[tuple[LessonPurpose, ...], Field(max_length=10)] = ()
    modes: Annotated[tuple[LessonMode, ...], Field(max_length=10)] = ()

    @model_validator(mode="after")
    def _asks_something(self) -> "LessonTest":
        if not (self.kinds or self.purposes or self.modes):
            raise ValueError("a lesson test names kinds, purposes or modes")
        return self

    def check(self, seen: Situation) -> Check:
        asked = (
            (self.kinds, seen.case.kind),
            (self.purposes, seen.case.purpose),
            (self.modes, seen.case.mode),
        )
        named = [(wanted, found) for wanted, found in asked if wanted]
        return Check(
            test=self.test,
            holds=all(found in wanted for wanted, found in named),
            wanted=f"the lesson is {joined([among(wanted) for wanted, _ in named])}",
            found=f"it is {joined([noun(found) for _, found in named])}",
        )


class EarlierTest(Value):
    """How many lessons of the same term the family cancelled for this student before this one."""

    test: Literal["earlier_cancellations"]
    at_least: Count | None = None
    at_most: Count | None = None
    less_than: Count | None = None
    reasons: Annotated[tuple[CancellationReason, ...], Field(max_length=10)] = ()

    @model_validator(mode="after")
    def _can_hold(self) -> "EarlierTest":
        refuse_impossible(*self._bounds)
        return self

    @property
    def _bounds(self) -> Bounds:
        return self.at_least, self.at_most, self.less_than

    def check(self, seen: Situation) -> Check:
        """Whether so many came before, of these reasons if any are named."""
        in_term = [one for one in seen.case.earlier if seen.term.holds(one.lesson_on)]
        count = sum(not self.reasons or one.reason in self.reasons for one in in_term)
        because = f" because of {among(self.reasons)}" if self.reasons else ""
        wanted = f"{bounds_in_words(*self._bounds)} earlier cancellations{because}"
        return Check(
            test=self.test,
            holds=is_within(count, self._bounds),
            wanted=f"{wanted} in the term {seen.term.name}",
            found=f"there {'is' if count == 1 else 'are'} {count}",
        )


class AllTest(Value):
    """All of these hold."""

    test: Literal["all"]
    of: Annotated[tuple["Condition", ...], Few]

    def check(self, seen: Situation) -> Check:
        parts = tuple(one.check(seen) for one in self.of)
        return _joint(self.test, all(part.holds for part in parts), parts, "all of this holds")


class AnyTest(Value):
    """One of these holds, or more."""

    test: Literal["any"]
    of: Annotated[tuple["Condition", ...], Few]

    def check(self, seen: Situation) -> Check:
        parts = tuple(one.check(seen) for one in self.of)
        return _joint(self.test, any(part.holds for part in parts), parts, "something of this holds")


class NotTest(Value):
    """This does not hold."""

    test: Literal["not"]
    of: "Condition"

    def check(self, seen: Situation) -> Check:
        inner = self.of.check(seen)
        return _joint(self.test, not inner.holds, (inner,), "this does not hold")


Condition = Annotated[
    NoticeTest | ReasonTest | CancelledByTest | LessonTest | EarlierTest | AllTest | AnyTest | NotTest,
    Field(discriminator="test"),
]


def _joint(test: str, holds: bool, parts: tuple[Check, ...], wanted: str) -> Check:
    inside = "; ".join(part.sentence for part in parts)
    return Check(test=test, holds=holds, wanted=wanted, found=f"({inside})", parts=parts)
