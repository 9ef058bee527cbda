"""What a stage is, and what the command line may change of it."""

from datetime import timedelta
from typing import Any

import pytest
from aws_cdk import App
from pydantic import ValidationError

from infra.settings import DEV, STAGES, settings_from
from tutti.enrollment.paying import CHECKOUT_LASTS
from tutti.enrollment.places import LASTS
from tutti.studios.model import Policy

LAUNCHED = {
    "local_page": "http://127.0.0.1:5600",
    "local_aws": "http://127.0.0.1:5601",
    "local_stripe": "http://127.0.0.1:5602",
}


def settings(**context: Any) -> Any:
    return settings_from(App(context=context).node)


def test_is_local_unless_told_otherwise() -> None:
    assert settings().stage == "local"


def test_refuses_a_stage_that_nobody_defined() -> None:
    with pytest.raises(ValueError, match="choose one of local, dev, staging, prod"):
        settings(stage="production")


def test_follows_the_launcher_to_its_ports() -> None:
    found = settings(stage="local", **LAUNCHED)
    assert (found.page_url, found.api_url) == ("http://127.0.0.1:5600", "http://127.0.0.1:5600/api")
    assert found.stripe_api_base == "http://127.0.0.1:5602"
    assert found.s3_url == "http://127.0.0.1:5601"


@pytest.mark.parametrize("context", [{}, {"local_stripe": ""}])
def test_goes_to_stripe_itself_when_no_other_address_is_given(context: dict[str, str]) -> None:
    assert settings(stage="local", **context).stripe_api_base is None


def test_takes_no_laptop_s_address_to_aws() -> None:
    found = settings(stage="dev", **LAUNCHED)
    assert (found.page_url, found.stripe_api_base, found.s3_url) == (None, None, None)


def test_takes_the_names_that_a_deployment_brings() -> None:
    found = settings(stage="prod", page_url="https://app.forte.example", mail_from="hello@forte.example")
    assert (found.page_url, found.mail_domain) == ("https://app.forte.example", "forte.example")


def test_pays_for_no_scans_unless_somebody_decides_so() -> None:
    assert not [name for name, stage in STAGES.items() if stage.scans_uploads]


def test_holds_still() -> None:
    with pytest.raises(ValidationError):
        DEV.region = "eu-central-1"  # type: ignore[misc]


def test_waits_longer_than_the_checkout_lives_and_shorter_than_the_place_is_held() -> None:
    for stage in STAGES.values():
        assert CHECKOUT_LASTS < timedelta(seconds=stage.payment_timeout_seconds) < LASTS


def test_waits_longer_for_an_answer_than_a_studio_may_let_an_offer_stand() -> None:
    described = Policy.model_json_schema()["properties"]["offer_hours"]
    for stage in STAGES.values():
        assert timedelta(hours=described["maximum"]) < timedelta(seconds=stage.offer_timeout_seconds)
