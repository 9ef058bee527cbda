"""Waitlists for tests of the pure rules: families by letter, pools by name, a clock that stands."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tutti.kit.ids import derived_id
from tutti.scheduling.waitlist.seat import Pool, Vacancy
from tutti.scheduling.waitlist.turns import Terms, settled
from tutti.scheduling.waitlist.waiting import Waiting
from tutti.scheduling.waitlist.waitlist import Line

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
TERMS = Terms()
LATER = NOON + TERMS.offer_lasts


def pool(name: str, size: int = 5, **more: Any) -> Pool:
    """The seats of a cohort."""
    return Pool(id=name, source=name, names=(name,), size=size, **more)


def entry_id(letter: str) -> str:
    """Ids in the order of the letters."""
    return f"wai_0{'0' * 24}{letter}"


def a_family(letter: str, size: int = 1, *wants: str, **more: Any) -> Waiting:
    """A family that wants so many seats together, anywhere unless cohorts are named."""
    students = tuple(derived_id("per", letter, str(number)) for number in range(size))
    return Waiting(id=entry_id(letter), student_ids=students, wants=wants, **more)


def a_line(*families: Waiting, kind: str = "cohort") -> Line:
    """Nobody has an offer yet."""
    return Line(id=f"crs_1#{kind}", waiting=families)


def deal(
    line: Line,
    free: dict[Pool, int] | None = None,
    *,
    now: datetime = NOON,
    hand: dict[str, int] | None = None,
    terms: Terms = TERMS,
) -> Line:
    """The line after its turn, when so many seats are free."""
    known = line.pools
    vacancies = [Vacancy(pool=one, free=count) for one, count in (free or {}).items()]
    vacancies += [Vacancy(pool=one) for key, one in known.items() if one not in (free or {})]
    held = dict(line.hand) if hand is None else hand
    after = settled(line, vacancies, terms, now, hand=held)
    return after.model_copy(update={"version": line.version + 1})


def offered(line: Line) -> str:
    """Who has an offer, by letter, and where: `A:tue B:thu`."""
    return " ".join(f"{one.entry_id[-1]}:{one.pool.id}" for one in line.offers)


def waiting(line: Line) -> str:
    """Who waits, by letter."""
    return "".join(one.id[-1] for one in line.in_order())


def days(count: float) -> timedelta:
    """So many days."""
    return timedelta(days=count)
