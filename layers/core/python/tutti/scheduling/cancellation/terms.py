"""Terms: spans of days in which cancellations are counted and credits may end."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Annotated

from pydantic import Field, model_validator

from tutti.kit.entity import Name, Value

LONGEST = timedelta(days=400)
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2199, 12, 31))]


class Term(Value):
    """The days from `starts_on` up to, and without, `ends_on`."""

    name: Name
    starts_on: Day
    ends_on: Day

    @model_validator(mode="after")
    def _is_in_order(self) -> "Term":
        if not timedelta(0) < self.ends_on - self.starts_on <= LONGEST:
            raise ValueError("a term ends after it starts, and lasts 400 days at most")
        return self

    def holds(self, day: date) -> bool:
        """True for a day of this term."""
        return self.starts_on <= day < self.ends_on


def term_of(terms: Sequence[Term], day: date) -> Term:
    """The term of a day; the calendar year where the studio names none."""
    return next((term for term in terms if term.holds(day)), _year(day.year))


def overlapping(terms: Sequence[Term]) -> tuple[Term, Term] | None:
    """Two terms that share a day, if there are any."""
    in_order = sorted(terms, key=lambda term: term.starts_on)
    pairs = pairwise(in_order)
    return next(((one, other) for one, other in pairs if other.starts_on < one.ends_on), None)


def _year(year: int) -> Term:
    return Term(name=str(year), starts_on=date(year, 1, 1), ends_on=date(year + 1, 1, 1))
