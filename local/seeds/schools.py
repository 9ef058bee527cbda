"""The two schools that every local cloud begins with."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class TeacherPlan:
    """A teacher with the instruments, days and hours of work."""

    given_name: str
    family_name: str
    instruments: tuple[str, ...]
    weekdays: tuple[str, ...]
    hours: tuple[int, int] = (9, 20)
    capacity: int = 30


@dataclass(frozen=True)
class CohortPlan:
    """A cohort course: its seats, how many are taken, and the wall time of its weekly sessions."""

    name: str
    instrument: str
    price: int
    ages: tuple[int, int]
    teacher: int
    weekday: str
    starts: str
    ends: str
    capacity: int
    taken: int

    @property
    def minutes(self) -> int:
        """How long a session lasts."""
        (first, since), (last, until) = (wall.split(":") for wall in (self.starts, self.ends))
        return (int(last) - int(first)) * 60 + int(until) - int(since)


@dataclass(frozen=True)
class SchoolPlan:
    """Everything that a seeded school starts with."""

    slug: str
    name: str
    zone: str
    currency: str
    tax: int
    colour: str
    tagline: str
    city: str
    country: str
    private_course: str
    private_instrument: str
    private_price: int
    teachers: tuple[TeacherPlan, ...]
    cohorts: tuple[CohortPlan, ...]
    rooms: tuple[tuple[str, int], ...] = field(
        default=(("Blue room", 3), ("Green room", 3), ("Studio", 4), ("Hall", 40))
    )


FORTE = SchoolPlan(
    slug="forte",
    name="Forte Music School",
    zone="Europe/Vienna",
    currency="EUR",
    tax=1000,
    colour="#b0413e",
    tagline="Lessons for every age, in the middle of the city.",
    city="Vienna",
    country="AT",
    private_course="Piano, one to one",
    private_instrument="piano",
    private_price=12900,
    teachers=(
        TeacherPlan("Clara", "Novak", ("piano", "voice"), ("MO", "TU", "WE", "TH"), (9, 19)),
        TeacherPlan("Jonas", "Berger", ("piano", "guitar"), ("WE", "TH", "FR", "SA"), (12, 20), capacity=20),
    ),
    cohorts=(
        CohortPlan("Guitar for beginners", "guitar", 18000, (7, 14), 1, "TU", "16:00", "16:45", 6, 3),
        CohortPlan("Children's choir", "voice", 9900, (5, 12), 0, "FR", "15:00", "16:00", 3, 3),
    ),
)
ALLEGRO = SchoolPlan(
    slug="allegro",
    name="Allegro Academy",
    zone="Australia/Sydney",
    currency="AUD",
    tax=1000,
    colour="#1f6f6b",
    tagline="Strings and winds by the harbour.",
    city="Sydney",
    country="AU",
    private_course="Violin, one to one",
    private_instrument="violin",
    private_price=16500,
    teachers=(
        TeacherPlan("Mia", "Chen", ("violin", "viola"), ("MO", "TU", "TH", "FR"), (10, 19)),
        TeacherPlan("Oliver", "Reid", ("violin", "flute"), ("TU", "WE", "SA", "SU"), (9, 17), capacity=25),
    ),
    cohorts=(
        CohortPlan("Flute ensemble", "flute", 22000, (8, 18), 1, "MO", "16:30", "17:30", 5, 2),
        CohortPlan("Little strings", "violin", 14900, (5, 9), 0, "WE", "15:30", "16:15", 4, 4),
    ),
)
