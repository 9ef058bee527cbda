"""A school with one of everything, each made when an endpoint's usual call asks for it."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property, partial
from typing import Any
from unittest.mock import patch

import boto3
import pytest

from benchmarks.usual_comments import UsualComments
from benchmarks.usual_coursework import UsualCoursework
from benchmarks.usual_grading import UsualGrading
from benchmarks.usual_library import UsualLibrary
from benchmarks.usual_notes import UsualNotes
from benchmarks.usual_recordings import UsualRecordings
from tests.support.bills import an_invoice
from tests.support.bodies import CYCLE, WISHES
from tests.support.cancellable import Cancellable, set_policy
from tests.support.cloud_in_process import cloud_in_process, set_environment
from tests.support.door import Call
from tests.support.enrolling import Application, Enrolling
from tests.support.offers import a_cohort, a_course, a_piano_teacher, next_week
from tests.support.paper import Paper, on_paper
from tests.support.people import a_family, a_guardian, a_location, a_member, a_student
from tests.support.school import School, a_school
from tests.support.stripe_post import PARAMETER, SECRET
from tests.support.timetable import a_timetable
from tests.support.user_pool import user_pool
from tutti.billing import credits_by_hand
from tutti.billing.credit import Credit
from tutti.billing.credits_by_hand import CreditDraft
from tutti.enrollment.course import Cohort, Course, CourseKind
from tutti.kit.clock import utc_now
from tutti.kit.directory import public_tenant
from tutti.kit.due import Timers
from tutti.kit.ids import new_id
from tutti.kit.money import Money
from tutti.kit.role import Role
from tutti.people import inviting
from tutti.people.family import Family, Guardian, Student
from tutti.people.invitation import InvitationDraft, SealedInvitation
from tutti.people.member import Member
from tutti.people.teacher import Teacher
from tutti.scheduling import closures
from tutti.scheduling import service as scheduling
from tutti.scheduling.cancellation.cancellation import CancellationRecord, CancellationRequest
from tutti.scheduling.cancellation.cancelling import cancel_lesson
from tutti.scheduling.cancellation.case import CancellationReason
from tutti.scheduling.closure import Closure, ClosureDraft
from tutti.scheduling.groups.hybrid import CycleUpdate
from tutti.scheduling.groups.hybrid_cycles import set_hybrid_cycle
from tutti.scheduling.groups.window_opening import open_windows
from tutti.scheduling.lesson import Lesson, LessonKind, LessonStatus
from tutti.scheduling.recurrence.repetition import Preset, Repetition
from tutti.scheduling.rescheduling.reschedule import Reschedule
from tutti.scheduling.rescheduling.store import RescheduleStore
from tutti.scheduling.series.booking import book_series
from tutti.scheduling.series.series import Series
from tutti.scheduling.series.terms import SeriesBooking
from tutti.scheduling.series.visibility import series_for
from tutti.scheduling.store import LessonStore
from tutti.scheduling.waitlist.entry import SeatOffer, WaitlistEntry
from tutti.scheduling.waitlist.published import entry_of, offer_of
from tutti.studios import rooms
from tutti.studios.model import Location, Room, RoomDraft

PAID_BY_STRIPE = ("functions.api.billing.pay_invoice", "functions.api.billing.record_manual_payment")


@contextmanager
def in_process() -> Iterator[Callable[[], "UsualSchool"]]:
    """What makes usual schools: moto is AWS, and Stripe, Step Functions and the scheduler are on paper."""
    with patch.dict(os.environ), pytest.MonkeyPatch.context() as changes:
        set_environment()
        with cloud_in_process(), user_pool(lambda event, _: event):
            boto3.client("ssm").put_parameter(Name=PARAMETER, Value=SECRET, Type="SecureString")
            changes.setenv("STRIPE_WEBHOOK_PARAMETER", PARAMETER)
            paper = on_paper(changes)
            for module in PAID_BY_STRIPE:
                changes.setattr(f"{module}.StripeCheckout", lambda: paper.checkout)
            yield partial(UsualSchool, paper)


@dataclass
class UsualSchool(UsualComments, UsualGrading, UsualLibrary, UsualNotes, UsualRecordings, UsualCoursework):
    """Two rooms, a family, a teacher, a course; whoever calls does so as its owner."""

    paper: Paper
    school: School = field(default_factory=a_school)

    def __post_init__(self) -> None:
        public_tenant(self.school.studio.slug)  # a warm function remembers who has this address

    def fill(self) -> None:
        """One of each, so that no list is empty."""
        for name in (
            "room",
            "student",
            "member",
            "invitation",
            "cohort",
            "active",
            "rubric",
            "resource",
            "piece",
            "curriculum",
            "recording",
        ):
            getattr(self, name)

    @cached_property
    def location(self) -> Location:
        return a_location(self.school)

    @cached_property
    def room(self) -> Room:
        draft = RoomDraft(name="Blue room", location_id=self.location.id, capacity=4)
        return rooms.add_room(self.school.owner, draft)

    @cached_property
    def family(self) -> Family:
        return a_family(self.school)

    @cached_property
    def guardian(self) -> Guardian:
        return a_guardian(self.school, self.family)

    @cached_property
    def student(self) -> Student:
        return a_student(self.school, self.family)

    @cached_property
    def teacher(self) -> Teacher:
        return a_piano_teacher(self.school)

    @cached_property
    def course(self) -> Course:
        """Private lessons, for which there is a teacher, a room and an hour."""
        self.teacher, self.room  # noqa: B018 - made by being asked for
        return a_course(self.school)

    @cached_property
    def cohort(self) -> Cohort:
        return a_cohort(self.school, teacher=self.teacher)

    @cached_property
    def series(self) -> Series:
        """Eight weekly lessons of the student."""
        terms: dict[str, Any] = {
            "course_id": self.course.id,
            "teacher_id": self.teacher.id,
            "student_ids": (self.student.id,),
            "minutes": 30,
            "start": datetime(2040, 1, 2, 10, 0),  # noqa: DTZ001 - a wall time
            "repetition": Repetition(preset=Preset.WEEKLY, count=8),
        }
        booking, owner = SeriesBooking(**terms), self.school.owner
        return book_series(owner, booking, requiring=[], timers=Timers(), now=utc_now()).series

    @cached_property
    def group(self) -> Series:
        """A group that meets twice with the student, the second time one to one."""
        booking = SeriesBooking(
            **{name: getattr(self, name.removesuffix("_id")).id for name in ("course_id", "teacher_id")},
            student_ids=(self.student.id,),
            kind=LessonKind.GROUP,
            seats=3,
            minutes=30,
            zone="UTC",
            start=datetime(2040, 1, 2, 8, 0),  # noqa: DTZ001 - a wall time
            repetition=Repetition(preset=Preset.WEEKLY, count=2),
        )
        owner, tenant = self.school.owner, self.school.tenant
        booked = book_series(owner, booking, requiring=[], timers=Timers(), now=utc_now()).series
        cycle = CycleUpdate(**CYCLE, price=Money(amount=1000, currency=self.school.studio.currency))
        set_hybrid_cycle(owner, booked.id, cycle, now=utc_now())
        open_windows(tenant, booked.id, timers=Timers(), now=utc_now())
        return series_for(owner, booked.id)

    @cached_property
    def gathering(self) -> Lesson:
        """A lesson of a group, nobody in it."""
        at, tenant = datetime(2040, 3, 5, 10, tzinfo=UTC), self.school.tenant
        lesson = self.asked.model_copy(
            update={
                "id": new_id("les"),
                "kind": LessonKind.GROUP,
                "status": LessonStatus.CONFIRMED,
                "seats": 3,
                "student_ids": (),
                "starts_at": at,
                "ends_at": at + timedelta(minutes=30),
            }
        )
        tenant.table.write(scheduling.entering(tenant, lesson, lesson.calendars))
        return lesson

    @cached_property
    def begun(self) -> Lesson:
        """A lesson to which the student is expected at this moment."""
        changes = {"starts_at": utc_now(), "status": LessonStatus.CONFIRMED}
        lessons = LessonStore(self.school.tenant)
        return lessons.replace(self.asked, self.asked.model_copy(update=changes))

    @cached_property
    def closure(self) -> Closure:
        draft = ClosureDraft(first_on=date(2041, 1, 1), last_on=date(2041, 1, 1))
        return closures.add_closure(self.school.tenant, draft).closure

    @cached_property
    def asked(self) -> Lesson:
        """A lesson that a family asks for, its time held."""
        at = datetime(2040, 2, 6, 10, 0, tzinfo=UTC)
        lesson = Lesson(
            id=new_id("les"),
            kind=LessonKind.PRIVATE,
            course_id=self.course.id,
            teacher_id=self.teacher.id,
            student_ids=(self.student.id,),
            starts_at=at,
            ends_at=at + timedelta(minutes=30),
            original_start=at,
            zone=self.school.studio.time_zone,
            status=LessonStatus.REQUESTED,
            requested_until=at,
        )
        claims = scheduling.claiming(self.school.tenant, lesson.occupies, [lesson.span])
        entered = scheduling.entering(self.school.tenant, lesson, lesson.calendars)
        self.school.tenant.table.write([*claims, *entered])
        return lesson

    @cached_property
    def member(self) -> Member:
        return a_member(self.school, Role.TEACHER)

    @cached_property
    def invitation(self) -> SealedInvitation:
        draft = InvitationDraft(email=f"{new_id('per').lower()}@people.test", roles=(Role.TEACHER,))
        sealed = inviting.enclose(
            self.school.tenant, draft, invitation_id=new_id("inv"), now=utc_now() - timedelta(hours=1)
        )
        assert sealed is not None
        return sealed

    @cached_property
    def unpaid(self) -> Application:
        """An enrolment that waits for its payment."""
        return Enrolling(self.school, self.paper).apply(self.course.id)

    @cached_property
    def active(self) -> Application:
        """An enrolment that is paid, with its teacher and its first lesson."""
        application = Enrolling(self.school, self.paper).apply(self.course.id)
        application.pays().goes_on()
        assert application.state == "active", application.state
        return application

    @cached_property
    def offer(self) -> Reschedule:
        """Other times for the first lesson, which are held until somebody chooses."""
        body = {"alternatives": WISHES, "overrides_rules": True}
        lesson_id = self.active.enrollment.lesson_id or ""
        reply = Call().propose_reschedule(body, by=self.school.owner, lesson_id=lesson_id)
        assert reply.status == 202, reply.body
        self.paper.sagas.walks[reply["id"]].go_on()
        return RescheduleStore(self.school.tenant).get(reply["id"])

    @cached_property
    def entry(self) -> WaitlistEntry:
        """A student who is offered the only seat of a group lesson."""
        day = a_timetable(self.school)
        lesson = Call().book_lesson(day.booking(student_ids=[], kind="group", seats=1), by=self.school.owner)
        wish = {"lesson_id": lesson["id"], "student_ids": [day.student.id]}
        return entry_of(self.school.tenant, Call().join_waitlist(wish, by=self.school.owner)["id"])

    @cached_property
    def seat_offer(self) -> SeatOffer:
        standing = Call().get_waitlist_entry(by=self.school.owner, entry_id=self.entry.id)["standing"]
        return offer_of(self.school.tenant, standing["offer"]["id"])

    @cached_property
    def seated(self) -> Application:
        """An enrolment with a seat in a cohort."""
        application = Enrolling(self.school, self.paper).apply(self.cohort.course_id)
        return application.pays().goes_on()

    @cached_property
    def offered(self) -> Application:
        """An enrolment that waited, and is offered a seat."""
        course = a_course(self.school, CourseKind.COHORT)
        first = next_week(self.school, days=9)
        a_cohort(self.school, course, capacity=1, teacher=self.teacher, first=first)
        enrolling = Enrolling(self.school, self.paper)
        holder, waiting = enrolling.apply(course.id), enrolling.apply(course.id)
        holder.leaves()
        holder.goes_on()
        return waiting

    @cached_property
    def credit(self) -> Credit:
        draft = CreditDraft(student_id=self.student.id, instrument="piano", minutes=30)
        return credits_by_hand.grant_credit(self.school.owner, draft, now=utc_now())

    @cached_property
    def cancellation(self) -> CancellationRecord:
        """A cancellation that waits for the office."""
        set_policy(self.school, {"otherwise": {"outcome": "ask"}})
        piano = Cancellable(self.school)
        request = CancellationRequest(reason=CancellationReason.ILLNESS)
        return cancel_lesson(piano.parent, piano.a_lesson().id, request, now=utc_now())

    @cached_property
    def invoice_id(self) -> str:
        return an_invoice(self.school, self.guardian).id
