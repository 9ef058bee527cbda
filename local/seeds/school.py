"""Opening one school as its office would, step by step, through the same services as the API."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from local.seeds.schools import CohortPlan, SchoolPlan, TeacherPlan
from local.seeds.seats import seat_child
from tutti.enrollment import catalogue
from tutti.enrollment.course import CohortDraft, CourseDraft, CourseKind, SessionTime
from tutti.kit.caller import Caller
from tutti.kit.clock import local_date, utc_now
from tutti.kit.directory import Registering, identity_partition
from tutti.kit.ids import new_id
from tutti.kit.money import Money
from tutti.kit.role import Role
from tutti.kit.tenant import Tenant
from tutti.people import families, guardians, membership, students, teachers
from tutti.people.family import FamilyDraft, NewGuardian, NewStudent
from tutti.people.gateway import CognitoIdentities
from tutti.people.member import Member
from tutti.people.teacher import NewTeacher
from tutti.scheduling.availability import AvailabilityBlock, Weekday
from tutti.studios import locations, rooms
from tutti.studios.brand import Brand
from tutti.studios.founding import create_studio
from tutti.studios.model import Address, LocationDraft, PersonName, RoomDraft, Studio, StudioDraft

SESSIONS = 8


class SchoolSeed:
    """One school being opened."""

    def __init__(self, plan: SchoolPlan, password: str) -> None:
        self.plan = plan
        self.password = password
        self.people: list[dict[str, str]] = []
        self.studio = self._open()
        self.tenant = Tenant(self.studio.id, "seed")
        self.location = locations.add_location(
            self.tenant,
            LocationDraft(name="Main house", address=Address(city=plan.city, country=plan.country)),
        )
        office = Caller("seed", "seed", self.studio.id, "seed", Role.OWNER)
        self.rooms = [
            rooms.add_room(office, RoomDraft(name=name, capacity=capacity, location_id=self.location.id))
            for name, capacity in plan.rooms
        ]
        self.office = office

    def sign_in(self, role: Role, given_name: str, family_name: str) -> tuple[str, str]:
        """An identity that can sign in: its address and sub."""
        email = f"{role}@{self.plan.slug}.test"
        self.people.append(
            {"studio": self.plan.slug, "role": str(role), "email": email, "password": self.password}
        )
        return email, CognitoIdentities().create(email, self.password, given_name, family_name)

    def add_member(self, role: Role, given_name: str, family_name: str, person_id: str | None = None) -> str:
        """A member of this role who can sign in; returns the person's id."""
        email, sub = self.sign_in(role, given_name, family_name)
        member = Member(
            id=person_id or new_id("per"),
            sub=sub,
            email=email,
            given_name=given_name,
            family_name=family_name,
            roles=(role,),
            location_ids=(self.location.id,) if role is Role.MANAGER else (),
        )
        here = Registering.of(self.tenant, identity_partition(sub))
        here.table.write(membership.joining(here, self.studio, member))
        return member.id

    def add_teacher(self, plan: TeacherPlan, person_id: str | None = None) -> str:
        """A teacher with a week of work; returns the person's id."""
        first, last = plan.hours
        week = tuple(
            AvailabilityBlock(
                weekday=Weekday(day),
                starts=time(first),
                ends=time(last),
                zone=self.plan.zone,
                location_id=self.location.id,
            )
            for day in plan.weekdays
        )
        draft = NewTeacher(
            person_id=person_id,
            display_name=f"{plan.given_name} {plan.family_name}",
            instruments=plan.instruments,
            capacity=plan.capacity,
            availability=week,
        )
        return teachers.add_teacher(self.tenant, draft).id

    def course(self, name: str, instrument: str, price: int, ages: tuple[int, int | None]) -> CourseDraft:
        """A course in the studio's currency, taxed as its country does."""
        return CourseDraft(
            name=name,
            kind=CourseKind.PRIVATE,
            instrument=instrument,
            age_min=ages[0],
            age_max=ages[1],
            price=Money(amount=price, currency=self.plan.currency),
            tax_basis_points=self.plan.tax,
            location_id=self.location.id,
        )

    def add_private_course(self) -> None:
        """The course that two teachers teach one to one."""
        plan = self.plan
        draft = self.course(plan.private_course, plan.private_instrument, plan.private_price, (5, None))
        catalogue.add_course(self.tenant, draft)

    def add_cohort(self, plan: CohortPlan, teacher_id: str) -> None:
        """A cohort course whose weekly sessions begin next week or the one after, with some seats taken."""
        draft = self.course(plan.name, plan.instrument, plan.price, plan.ages)
        in_groups = {"kind": CourseKind.COHORT, "lesson_minutes": plan.minutes}
        course = catalogue.add_course(self.tenant, draft.model_copy(update=in_groups))
        cohort = catalogue.form_cohort(
            self.tenant,
            CohortDraft(
                course_id=course.id,
                name=plan.name,
                teacher_id=teacher_id,
                capacity=plan.capacity,
                zone=self.plan.zone,
                location_id=self.location.id,
                room_id=self.rooms[-1].id,
                sessions=tuple(self._sessions(plan)),
            ),
            now=utc_now(),
        )
        for seat in range(plan.taken):
            seat_child(self.tenant, cohort, seat, plan.ages[0], now=utc_now())

    def add_family(self) -> None:
        """A family that can sign in: guardian and student."""
        family = families.add_family(self.tenant, FamilyDraft(name="Sommer"))
        guardian_id, student_id = new_id("per"), new_id("per")
        self.add_member(Role.GUARDIAN, "Anna", "Sommer", guardian_id)
        self.add_member(Role.STUDENT, "Leo", "Sommer", student_id)
        guardians.add_guardian(
            self.office,
            NewGuardian(
                person_id=guardian_id,
                family_id=family.id,
                given_name="Anna",
                family_name="Sommer",
                email=f"guardian@{self.plan.slug}.test",
            ),
        )
        students.add_student(
            self.office,
            NewStudent(
                person_id=student_id,
                family_id=family.id,
                given_name="Leo",
                family_name="Sommer",
                birth_date=date(utc_now().year - 15, 3, 14),
                location_id=self.location.id,
            ),
            now=utc_now(),
        )

    def _open(self) -> Studio:
        plan = self.plan
        email, sub = self.sign_in(Role.OWNER, "Olga", "Owner")
        draft = StudioDraft(
            slug=plan.slug,
            name=plan.name,
            email=f"office@{plan.slug}.test",
            time_zone=plan.zone,
            currency=plan.currency,
            brand=Brand(colour=plan.colour, tagline=plan.tagline),
            owner=PersonName(given_name="Olga", family_name="Owner"),
        )
        return create_studio(draft, sub=sub, email=email)

    def _sessions(self, plan: CohortPlan) -> Iterator[SessionTime]:
        first = _next(plan.weekday, local_date(utc_now(), self.plan.zone) + timedelta(days=7))
        starts, ends = (datetime.strptime(wall, "%H:%M").time() for wall in (plan.starts, plan.ends))  # noqa: DTZ007 - a wall time
        for week in range(SESSIONS):
            yield SessionTime(on=first + timedelta(weeks=week), starts=starts, ends=ends)


def _next(weekday: str, day: date) -> date:
    return day + timedelta(days=(Weekday(weekday).number - day.weekday()) % 7)


def open_school(plan: SchoolPlan, password: str) -> list[dict[str, str]]:
    """Open the school and return who can sign in to it."""
    school = SchoolSeed(plan, password)
    school.add_member(Role.ADMIN, "Adam", "Admin")
    school.add_member(Role.MANAGER, "Mara", "Manager")
    first, *others = plan.teachers
    teacher_id = school.add_member(Role.TEACHER, first.given_name, first.family_name)
    ids = [school.add_teacher(first, teacher_id), *(school.add_teacher(other) for other in others)]
    school.add_family()
    school.add_private_course()
    for cohort in plan.cohorts:
        school.add_cohort(cohort, ids[cohort.teacher])
    return school.people
