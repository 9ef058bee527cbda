"""Mails from their templates."""

import re
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from jinja2 import UndefinedError

from tutti.messaging.letters import TEMPLATES, compose
from tutti.messaging.mail import Mail
from tutti.messaging.model import When
from tutti.studios.brand import Brand
from tutti.studios.model import Studio

FORTE = Studio(
    id="stu_01J00000000000000000000000",
    slug="forte",
    name="Forte & Friends",
    email="office@forte.test",
    phone="+43 1 234567",
    time_zone="Europe/Vienna",
    currency="EUR",
    brand=Brand(colour="#0b7285"),
)
NOON = datetime(2026, 9, 7, 10, 0, tzinfo=UTC)
WHEN = When(starts_at=NOON, ends_at=NOON + timedelta(minutes=45), zone="Europe/Vienna")
VALUES: dict[str, Any] = {
    "recipient": "Maria Huber",
    "student": "Leo",
    "is_self": False,
    "is_soon": False,
    "course": "Piano, one to one",
    "instrument": "piano",
    "teacher": "Ana Weber",
    "when": WHEN,
    "place": "Main house, Room 2",
    "paid": "120.00 EUR",
    "invoice_number": "2026-0007",
    "invitation_url": "https://tutti.test/invitations/abc?x=1&y=2",
    "invitation_until": "14 September 2026",
    "page_url": "https://tutti.test",
    "offers_url": "https://tutti.test/forte",
    "status_url": "https://tutti.test/forte/enrollments/enr_1",
    "position": 3,
    "role": "guardian",
    "makeup_minutes": 45,
    "minutes": 30,
    "price": "45.00 EUR",
    "window_url": "https://tutti.test/windows/les_1",
    "count": 2,
    "term": "Autumn 2026",
    "by": "family",
    "is_whole": True,
    "is_decided": False,
    "outcome": "30 minutes are credited.",
    "was": WHEN,
    "options": [
        {"when": WHEN, "day": WHEN.day, "hours": WHEN.hours, "url": f"https://tutti.test/r?answer={number}"}
        for number in range(2)
    ],
    "decline_url": "https://tutti.test/r?answer=none",
    "until": "Sunday, 6 September 2026, 12:00",
    "note": "Concert that day",
    "dates": [WHEN, WHEN],
    "more": 3,
    "is_changed": False,
    "state": "declined",
    "title": "Sarabande",
    "due": "Monday, 7 September 2026, 18:00 (Vienna time)",
    "is_late": True,
    "reason": "This recording is silent.",
}
KINDS = sorted(path.stem for path in TEMPLATES.glob("*.subject"))
VOID = {"meta", "br", "link", "img"}


def mail(kind: str, **values: Any) -> Mail:
    return compose(kind, "maria@home.test", FORTE, **(VALUES | values))


class Balance(HTMLParser):
    """Fails on tags that are opened and not closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("is_self", [True, False])
def test_every_kind_has_a_subject_a_text_and_well_formed_html(kind: str, is_self: bool) -> None:
    sent = mail(kind, is_self=is_self)
    parser = Balance()
    parser.feed(sent.html)
    assert parser.open == []
    assert sent.subject
    assert sent.text.endswith("\n")
    assert FORTE.email in sent.text


@pytest.mark.parametrize("kind", KINDS)
def test_text_and_html_hold_the_same_links(kind: str) -> None:
    sent = mail(kind)
    in_html = {url.replace("&amp;", "&") for url in re.findall(r'href="(https[^"]+)"', sent.html)}
    assert in_html == set(re.findall(r"https\S+", sent.text))


@pytest.mark.parametrize("kind", KINDS)
def test_what_people_typed_is_never_markup(kind: str) -> None:
    sent = mail(
        kind, recipient="<b>Maria</b>", student="<i>Leo</i>", course="<u>Piano</u>", teacher="<s>Ana</s>"
    )
    assert not re.search(r"<[bius]>", sent.html)


def test_a_name_cannot_smuggle_a_link_into_a_mail() -> None:
    sent = mail("waitlisted", recipient="click https://evil.example/now or www.evil.example")
    assert "evil.example" not in sent.text + sent.html
    assert "Dear click https evil example now or w" in sent.text


def test_a_value_that_the_template_misses_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        compose("welcome", "maria@home.test", FORTE, recipient="Maria")


def test_the_subject_is_one_line() -> None:
    assert mail("waitlisted", course="Piano\r\nBcc: all@evil.test").subject == (
        "On the waitlist for Piano Bcc: all@evil.test"
    )


def test_times_are_the_clock_of_the_studio() -> None:
    text = mail("welcome").text
    assert "First lesson: Monday, 7 September 2026" in text
    assert "Time: 12:00–12:45 (Vienna time)" in text


def test_a_welcome_without_a_login_to_make_has_no_link() -> None:
    assert "password" not in mail("welcome", invitation_url=None).text


def test_a_welcome_to_an_adult_student_speaks_to_her() -> None:
    sent = mail("welcome", is_self=True)
    assert sent.subject == "Welcome to Forte & Friends: your first lesson on Monday"
    assert "Your place in Piano, one to one is confirmed." in sent.text


def test_a_teacher_hears_no_address_or_birth_date_or_price() -> None:
    sent = mail("teacher_notice", recipient="Ana Weber")
    assert not any(secret in sent.text + sent.html for secret in ("Maria", "120.00", "2026-0007"))


def test_the_mail_comes_from_the_studio_and_is_answered_to_it() -> None:
    sent = mail("invitation")
    assert (sent.sender, sent.reply_to) == ("Forte & Friends", "office@forte.test")


@pytest.mark.parametrize("kind", KINDS)
def test_the_brand_colour_is_the_colour_of_the_studio(kind: str) -> None:
    assert "#0b7285" in mail(kind).html
