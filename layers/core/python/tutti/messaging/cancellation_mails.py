"""Word of a cancelled lesson: to each family what it means for them, to the teacher that the time is free."""

from typing import Any

from tutti.enrollment.published import course
from tutti.kit.errors import StillWorking
from tutti.kit.tenant import Tenant
from tutti.messaging.mail import Post
from tutti.messaging.model import When, is_same_person
from tutti.messaging.service import Desk
from tutti.people import teaching
from tutti.people.published import address_of, contacts_of
from tutti.scheduling.cancellation.cancellation import CancellationRecord, Part
from tutti.scheduling.cancellation.case import CancelledBy
from tutti.scheduling.cancellation.outcomes import OutcomeName
from tutti.scheduling.cancellation.recorded import recorded
from tutti.scheduling.cancellation.wording import day


class NoticesUnsent(StillWorking):
    """Some notices of this cancellation could not be sent yet."""


def send_cancellation_notice(
    tenant: Tenant, cancellation_id: str, *, is_decided: bool, post: Post | None = None
) -> None:
    """Tell each family, once, and the teacher who did not cancel; of a decision whom it is about.

    One address that fails does not keep the others waiting; refuses with `NoticesUnsent` at the end.
    """
    record, desk = recorded(tenant, cancellation_id), Desk.of(tenant, post)
    parts = {one.student_id: one for one in record.parts if bool(one.decided_by) >= is_decided}
    values = _values(tenant, record) | {"is_decided": is_decided}
    mails = [
        (
            f"family#{student.id}",
            "cancellation_notice",
            guardian.email,
            {
                "recipient": guardian.given_name,
                "student": student.given_name,
                "is_self": is_same_person(student, guardian),
                "outcome": in_plain_words(record, parts[student.id]),
            },
        )
        for student, guardian in contacts_of(tenant, list(parts))
    ]
    mails += [] if is_decided else _to_the_teacher(tenant, record, values)
    scope = f"cancellation#{record.id}#{'decided' if is_decided else 'made'}"
    sent = [desk.send_once(f"{scope}#{who}", kind, to, **(values | own)) for who, kind, to, own in mails]
    if not all(sent):
        raise NoticesUnsent()


def in_plain_words(record: CancellationRecord, part: Part) -> str:
    """What it means for the family, in one or two sentences."""
    match part.outcome:
        case OutcomeName.FEE:
            return (
                f"Our policy sets a fee of {part.fee.text()} for this; you find it on an invoice."
                if part.fee
                else ""
            )
        case OutcomeName.CREDIT:
            until = f" before {day(part.expires_on)}" if part.expires_on else ""
            back = "are yours again" if part.restored_minutes else "are credited to you"
            return f"{part.credit_minutes} minutes {back}, for any {record.instrument} lesson{until}."
        case OutcomeName.ASK:
            return "The school will decide what becomes of the lesson, and write to you."
        case OutcomeName.WAIVE:
            return "No fee is charged for this, and nothing is credited."


def _values(tenant: Tenant, record: CancellationRecord) -> dict[str, Any]:
    return {
        "course": course(tenant, record.course_id).name,
        "teacher": teaching.teacher(tenant, record.teacher_id).display_name,
        "when": When(starts_at=record.starts_at, ends_at=record.ends_at, zone=record.zone),
        "by": record.by.value,
        "is_whole": record.is_whole,
    }


def _to_the_teacher(
    tenant: Tenant, record: CancellationRecord, values: dict[str, Any]
) -> list[tuple[str, str, str, dict[str, Any]]]:
    address = address_of(tenant, record.teacher_id)
    if record.by is CancelledBy.TEACHER or address is None:
        return []
    contacts = [] if record.is_whole else contacts_of(tenant, [part.student_id for part in record.parts])
    names = [f"{student.given_name} {student.family_name[:1]}." for student, _ in contacts]
    own = {"recipient": values["teacher"], "student": names[0] if names else ""}
    return [("teacher", "teaching_cancelled", address, own)]
