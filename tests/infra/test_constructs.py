"""What every door of a kind gets."""

import json
from pathlib import Path

import pytest
from aws_cdk.assertions import Match, Template

from tests.infra.sample import function, sample_house, templates


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Template]:
    folder = tmp_path_factory.mktemp("house")
    return templates(sample_house(folder, has_alarms=True, has_endpoint_alarms=True))


def test_asks_no_token_of_the_public_and_one_of_everybody_else(house: dict[str, Template]) -> None:
    routes = house["api-studios"].find_resources("AWS::ApiGatewayV2::Route").values()
    found = {each["Properties"]["RouteKey"]: each["Properties"]["AuthorizationType"] for each in routes}
    assert found == {"GET /v1/public/studios/{slug}": "NONE", "POST /v1/all": "JWT"}


def test_gives_a_function_the_memory_time_and_handler_that_its_door_declares(
    house: dict[str, Template],
) -> None:
    found = function(house["api-studios"], "do-all")
    assert (found["MemorySize"], found["Timeout"]) == (1024, 20)
    assert found["Handler"] == "functions/api/studios/do_all.handler"


def test_tells_a_function_where_everything_is_that_it_may_touch(house: dict[str, Template]) -> None:
    found = function(house["api-studios"], "do-all")["Environment"]["Variables"]
    assert set(found) == {
        "STAGE",
        "TABLE_NAME",
        "LOG_LEVEL",
        "POWERTOOLS_SERVICE_NAME",
        "POWERTOOLS_METRICS_NAMESPACE",
        "TENANT_ROLE_ARN",
        "DIRECTORY_ROLE_ARN",
        "USER_POOL_ID",
        "USER_POOL_CLIENT_ID",
        "MAIL_FROM",
        "PAGE_URL",
        "API_URL",
        "SCHEDULE_GROUP",
        "SCHEDULE_ROLE_ARN",
        "DUE_FUNCTION_ARN",
        "STRIPE_SECRET_PARAMETER",
        "STRIPE_WEBHOOK_PARAMETER",
        "ENROLLMENT_MACHINE_ARN",
        "RESCHEDULE_MACHINE_ARN",
        "BUS_NAME",
        "VIDEO_PARAMETERS",
        "JITSI_URL",
        "UPLOAD_ROLE_ARN",
        "LISTEN_ROLE_ARN",
        "MEDIA_ROLE_ARN",
        "MEDIA_BUCKET",
        "MEDIA_URL",
    }
    assert "tutti-dev-tenant-writer" in json.dumps(found["TENANT_ROLE_ARN"])
    assert "tutti-dev-registrar" in json.dumps(found["DIRECTORY_ROLE_ARN"])


def test_tells_a_function_without_grants_nothing_of_them(house: dict[str, Template]) -> None:
    found = function(house["events-scheduling"], "note-move")["Environment"]["Variables"]
    assert not [name for name in found if name.endswith(("_ARN", "_URL", "_ID"))]


def test_relays_new_facts_only_and_sets_aside_what_cannot_pass(house: dict[str, Template]) -> None:
    pattern = {"eventName": ["INSERT"], "dynamodb": {"NewImage": {"kind": {"S": ["Fact"]}}}}
    house["events"].has_resource_properties(
        "AWS::Lambda::EventSourceMapping",
        {
            "FilterCriteria": {"Filters": [{"Pattern": Match.serialized_json(pattern)}]},
            "BisectBatchOnFunctionError": True,
            "MaximumRetryAttempts": 10,
            "DestinationConfig": {"OnFailure": Match.any_value()},
        },
    )


def test_wakes_a_consumer_by_its_facts_through_a_queue_of_its_own(house: dict[str, Template]) -> None:
    house["events-scheduling"].has_resource_properties(
        "AWS::Events::Rule",
        {"EventPattern": {"source": ["tutti"], "detail-type": ["LessonMoved", "LessonCancelled"]}},
    )
    house["events-scheduling"].has_resource_properties(
        "AWS::SQS::Queue", {"VisibilityTimeout": 42, "RedrivePolicy": Match.any_value()}
    )
    house["events-scheduling"].has_resource_properties(
        "AWS::Lambda::EventSourceMapping",
        {"FunctionResponseTypes": ["ReportBatchItemFailures"], "BatchSize": 10},
    )


def test_lets_the_clock_wake_and_sets_aside_what_failed_three_times(house: dict[str, Template]) -> None:
    house["events"].has_resource_properties("AWS::Events::Rule", {"ScheduleExpression": "cron(0 6 1 * ? *)"})
    house["events"].resource_properties_count_is(
        "AWS::Lambda::EventInvokeConfig", {"MaximumRetryAttempts": 2}, 2
    )
    house["events"].has_resource_properties("AWS::IAM::Role", {"RoleName": "tutti-dev-scheduler"})


def test_takes_uploads_one_by_one_with_ffmpeg_and_room_beside_it(house: dict[str, Template]) -> None:
    found = function(house["events"], "transcode")
    assert (found["MemorySize"], found["Timeout"], found["EphemeralStorage"]) == (1769, 240, {"Size": 4096})
    assert len(found["Layers"]) == 3
    assert "ReservedConcurrentExecutions" not in found
    house["events"].has_resource_properties(
        "AWS::Lambda::EventSourceMapping",
        {
            "BatchSize": 1,
            "ScalingConfig": {"MaximumConcurrency": 7},
            "FunctionResponseTypes": ["ReportBatchItemFailures"],
        },
    )


def test_lets_no_other_function_carry_ffmpeg(house: dict[str, Template]) -> None:
    assert len(function(house["events"], "send-invoices")["Layers"]) == 2


def test_rings_for_every_endpoint_where_the_stage_pays_for_it(house: dict[str, Template]) -> None:
    house["api-studios"].resource_count_is("AWS::CloudWatch::Alarm", 2)


def test_puts_a_firewall_before_the_page_where_the_stage_pays_for_it(tmp_path: Path) -> None:
    web = templates(sample_house(tmp_path, has_firewall=True))["web"]
    web.has_resource_properties("AWS::WAFv2::WebACL", {"Scope": "CLOUDFRONT"})
    web.has_resource_properties(
        "AWS::CloudFront::Distribution", {"DistributionConfig": {"WebACLId": Match.any_value()}}
    )


def test_refuses_a_firewall_where_cloudfront_would_not_take_it(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="us-east-1"):
        templates(sample_house(tmp_path, has_firewall=True, region="eu-central-1"))


def test_serves_the_page_under_its_own_name_with_its_own_certificate(tmp_path: Path) -> None:
    certificate = "arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000000"
    house = sample_house(tmp_path, page_url="https://app.forte.example", certificate_arn=certificate)
    templates(house)["web"].has_resource_properties(
        "AWS::CloudFront::Distribution",
        {"DistributionConfig": {"Aliases": ["app.forte.example"], "ViewerCertificate": Match.any_value()}},
    )
