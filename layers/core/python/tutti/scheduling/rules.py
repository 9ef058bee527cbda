"""The studio's rules of booking, each with the refusal that names it (SCH-8, SCH-28)."""

from datetime import UTC, datetime, time, timedelta

from tutti.kit.clock import zone
from tutti.kit.errors import Conflict, Invalid
from tutti.scheduling.availability import Hours
from tutti.scheduling.busy import Masks
from tutti.scheduling.closure import Closures
from tutti.scheduling.grid import Span, slot_after
from tutti.scheduling.lesson import Place
from tutti.studios.model import Policy

WEEK = timedelta(days=7)


class StartsInThePast(Invalid):
    """A lesson is booked before it starts."""


class LengthNotAllowed(Invalid):
    """Lessons of this length are not given here."""


class TooSoon(Conflict):
    """This is too short a notice for a booking; choose a later time or ask the school."""


class TooFarAhead(Conflict):
    """The school does not take bookings for so late a date yet."""


class TooManyThisWeek(Conflict):
    """The student has as many lessons in this week as the school allows."""


class TeacherUnavailable(Conflict):
    """The teacher gives no lessons at this time and place."""


class ClosedThen(Conflict):
    """The school is closed on this day."""


def refuse_length(policy: Policy, minutes: int) -> None:
    """Refuse with `LengthNotAllowed` what is shorter or longer than the studio's lessons."""
    shortest, longest = policy.lesson_minutes_min, policy.lesson_minutes_max
    if not shortest <= minutes <= longest:
        detail = f"Lessons last from {shortest} to {longest} minutes."
        raise LengthNotAllowed(detail, rule="lesson_minutes")


def refuse_past(starts_at: datetime, now: datetime) -> None:
    """Refuse with `StartsInThePast` what has begun."""
    if starts_at <= now:
        raise StartsInThePast(rule="starts_at")


def refuse_notice(policy: Policy, starts_at: datetime, now: datetime) -> None:
    """Refuse what families may not book yet, or not any more: `TooSoon`, `TooFarAhead`."""
    if starts_at - now < timedelta(hours=policy.lead_time_hours):
        detail = f"Lessons are booked at least {policy.lead_time_hours} hours ahead."
        raise TooSoon(detail, rule="lead_time_hours")
    if starts_at - now > timedelta(days=policy.horizon_days):
        detail = f"Lessons are booked at most {policy.horizon_days} days ahead."
        raise TooFarAhead(detail, rule="horizon_days")


def refuse_crowded_week(policy: Policy, masks: Masks, student_id: str, place: Place) -> None:
    """Refuse with `TooManyThisWeek`; what is counted stands under the versions of the student's masks."""
    if masks.starting(student_id, week_of(place)) >= policy.max_lessons_a_week:
        detail = f"A student has at most {policy.max_lessons_a_week} lessons a week."
        raise TooManyThisWeek(detail, rule="max_lessons_a_week")


def refuse_closed(closures: Closures, place: Place) -> None:
    """Refuse with `ClosedThen` a day on which studio or location are closed."""
    day = place.starts_at.astimezone(zone(place.zone)).date()
    if closed := closures.on(day, place.location_id):
        raise ClosedThen(f"Closed: {closed.reason}." if closed.reason else "", rule="closures")


def refuse_absence(hours: Hours, place: Place) -> None:
    """Refuse with `TeacherUnavailable` a time at which the teacher is not at this location."""
    if not is_there(hours, place):
        raise TeacherUnavailable(rule="availability")


def is_there(hours: Hours, place: Place) -> bool:
    """True when the teacher gives lessons at this time and location."""
    there = hours.by_place(place.span).items()
    return any(location == place.location_id and bits == place.span.bits for (location, _), bits in there)


def week_of(place: Place) -> Span:
    """The week from Monday to Sunday, by the clock of the lesson's place, in which it starts."""
    here = zone(place.zone)
    day = place.starts_at.astimezone(here).date()
    monday = datetime.combine(day - timedelta(days=day.weekday()), time(), here)
    first, last = (slot_after(one.astimezone(UTC)) for one in (monday, monday + WEEK))
    return Span(first, last)
