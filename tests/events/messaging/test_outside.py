"""The two services that messaging speaks to: SES and EventBridge Scheduler."""

import json
from collections.abc import Iterator
from datetime import timedelta

import boto3
import pytest
from moto.ses.models import ses_backends

from tests.support.school import School
from tutti.kit.clock import utc_now
from tutti.kit.schedules import SchedulerSchedules
from tutti.messaging.letters import compose
from tutti.messaging.mail import SesPost

GROUP = "tutti-test"
SOON = utc_now().replace(microsecond=0) + timedelta(days=2)


@pytest.fixture(autouse=True)
def scheduler(aws: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("SCHEDULE_GROUP", GROUP)
    monkeypatch.setenv("DUE_FUNCTION_ARN", "arn:aws:lambda:us-east-1:123456789012:function:due")
    monkeypatch.setenv("SCHEDULE_ROLE_ARN", "arn:aws:iam::123456789012:role/scheduler")
    boto3.client("scheduler").create_schedule_group(Name=GROUP)
    yield
    boto3.client("scheduler").delete_schedule_group(Name=GROUP)


def test_ses_sends_from_our_address_in_the_studios_name(
    forte: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAIL_FROM", "school@tutti.test")
    boto3.client("ses").verify_email_identity(EmailAddress="school@tutti.test")
    mail = compose(
        "invitation",
        "ana@home.test",
        forte.studio,
        role="teacher",
        invitation_url="https://tutti.test/invitations/x",
        invitation_until="1 May 2027",
    )
    SesPost().send(mail)
    sent = ses_backends["123456789012"]["us-east-1"].sent_messages[-1]
    assert (sent.source, sent.subject) == ("Forte <school@tutti.test>", "Forte invites you")
    assert sent.destinations["ToAddresses"] == ["ana@home.test"]


def test_a_schedule_fires_once_in_utc_and_then_is_gone() -> None:
    SchedulerSchedules().put("test-les_1-day_before", SOON, "{}")
    made = boto3.client("scheduler").get_schedule(Name="test-les_1-day_before", GroupName=GROUP)
    assert made["ScheduleExpression"] == f"at({SOON:%Y-%m-%dT%H:%M:%S})"
    assert (made["ActionAfterCompletion"], made["FlexibleTimeWindow"]) == ("DELETE", {"Mode": "OFF"})


def test_a_schedule_that_stands_is_replaced() -> None:
    schedules = SchedulerSchedules()
    schedules.put("test-les_1-day_before", SOON, json.dumps({"try": 1}))
    schedules.put("test-les_1-day_before", SOON + timedelta(days=1), json.dumps({"try": 2}))
    made = boto3.client("scheduler").get_schedule(Name="test-les_1-day_before", GroupName=GROUP)
    assert json.loads(made["Target"]["Input"]) == {"try": 2}


def test_a_schedule_that_is_not_there_can_be_removed() -> None:
    SchedulerSchedules().remove("test-les_1-day_before")
