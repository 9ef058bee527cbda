"""What a family hears when a seat comes free for it, and when it has let the seat go by."""

from datetime import timedelta

import pytest

from functions.events.messaging import send_ending, send_seat_offer
from tests.events.messaging.story import LEO, MARIA, Outbox, Story, a_story
from tests.support.people import a_family, a_guardian, a_student
from tests.support.school import School
from tutti.enrollment.enrollment import EnrollmentState
from tutti.enrollment.facts import EnrollmentEnded
from tutti.enrollment.standing import entry_id_of
from tutti.enrollment.waitlisting import joining
from tutti.kit.clock import utc_now
from tutti.kit.door import EventDoor, Grant, OnFact
from tutti.kit.ids import new_id
from tutti.kit.journal import Failure
from tutti.scheduling.lesson import Place
from tutti.scheduling.waitlist.entry import Member, OfferState, SeatOffer, WaitlistEntry
from tutti.scheduling.waitlist.facts import SeatOffered
from tutti.scheduling.waitlist.published import line_id_of
from tutti.scheduling.waitlist.seat import Pool, SeatKind
from tutti.scheduling.waitlist.store import EntryStore, OfferStore


def _offer(school: School, entry_id: str, line_id: str, place: Place, **changes: object) -> SeatOffer:
    pool = Pool(id="p", source="p", names=(), place=place)
    offer = SeatOffer(
        id=new_id("sof"),
        line_id=line_id,
        entry_id=entry_id,
        pool=pool,
        seats=1,
        expires_at=utc_now() + timedelta(hours=48),
    )
    return OfferStore(school.tenant).create(offer.model_copy(update=changes))


def _told(story: Story, offer: SeatOffer) -> None:
    fact = SeatOffered(
        subject=offer.id, line_id=offer.line_id, entry_id=offer.entry_id, expires_at=offer.expires_at
    )
    assert story.tell(send_seat_offer.handler, fact) == []


@pytest.fixture
def story(forte: School) -> Story:
    """Leo waits."""
    waiting = a_story(forte, state=EnrollmentState.WAITLISTED)
    forte.tenant.table.write(joining(forte.tenant, waiting.enrollment, SeatKind.COHORT, now=utc_now()))
    return waiting


def _of_leo(story: Story, **changes: object) -> SeatOffer:
    line_id = line_id_of(story.enrollment.course_id, SeatKind.COHORT)
    return _offer(story.school, entry_id_of(story.enrollment), line_id, story.lesson.place, **changes)


def test_a_family_hears_what_has_come_free_until_when_and_where_to_answer(
    story: Story, outbox: Outbox
) -> None:
    _told(story, _of_leo(story))
    [mail] = outbox.mails
    assert (mail.kind, mail.to) == ("seat_offered", MARIA.email)
    assert mail.subject == "A seat has come free in Piano, one to one"
    assert f"it is {LEO.given_name}'s turn. We keep it for you until " in mail.text
    assert f"/enrollments/{story.enrollment.id}?token=a-token-that-nobody-guesses" in mail.text


@pytest.mark.parametrize(
    "changes", [{"state": OfferState.DECLINED}, {"expires_at": utc_now() - timedelta(seconds=1)}]
)
def test_an_offer_that_is_over_is_not_mailed(
    story: Story, outbox: Outbox, changes: dict[str, object]
) -> None:
    _told(story, _of_leo(story, **changes))
    assert outbox.sent == []


def test_students_whom_the_school_knows_are_written_to_through_their_guardian(
    forte: School, story: Story, outbox: Outbox
) -> None:
    family = a_family(forte)
    guardian = a_guardian(forte, family)
    students = [a_student(forte, family, given_name=name) for name in ("Ida", "Ole")]
    line_id = line_id_of(story.enrollment.course_id, SeatKind.GROUP)
    members = tuple(Member(student_id=one.id) for one in students)
    entry = WaitlistEntry(id=new_id("wai"), line_id=line_id, members=members, joined_at=utc_now())
    EntryStore(forte.tenant).create(entry)
    _told(story, _offer(forte, entry.id, line_id, story.lesson.place, seats=2))
    [mail] = outbox.mails
    assert mail.to == guardian.email
    assert "2 seats have come free" in mail.subject
    assert "Ida and Ole's turn" in mail.text


def test_who_let_a_seat_go_by_hears_that_it_went_to_others(forte: School, outbox: Outbox) -> None:
    problem = Failure(code="OfferLapsed", title="Lapsed.", detail="Lapsed.")
    story = a_story(forte, state=EnrollmentState.EXPIRED).now_with(problem=problem)
    story.tell(send_ending.handler, EnrollmentEnded(subject=story.enrollment.id, state="expired"))
    assert [mail.kind for mail in outbox.mails] == ["offer_lapsed"]


def test_the_consumer_asks_for_the_table_and_the_post_and_no_more() -> None:
    grants = (Grant.WRITE, Grant.MAIL)
    assert send_seat_offer.handler.door == EventDoor(OnFact("SeatOffered"), grants)
