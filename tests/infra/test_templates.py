"""What stands in the templates: state that stays, little that counts, nothing that idles at a price."""

from collections import Counter

import pytest

from infra.settings import STAGES
from tests.infra.assembly import Assembly, Resource

STATEFUL = ("AWS::DynamoDB::", "AWS::Cognito::UserPool", "AWS::S3::Bucket", "AWS::RDS::", "AWS::EFS::")
PRICED_WHEN_IDLE = (
    "AWS::EC2::",
    "AWS::ElastiCache::",
    "AWS::KMS::Key",
    "AWS::OpenSearchService::",
    "AWS::RDS::",
    "AWS::SecretsManager::",
    "AWS::WAFv2::",
)
MOST_RESOURCES = 400


def stateful(assembly: Assembly) -> dict[str, Resource]:
    parts = ("Policy", "Client", "Domain", "Group")
    return {
        name: resource
        for kind in STATEFUL
        for name, resource in assembly.resources(kind)
        if not resource["Type"].endswith(parts)
    }


def test_keeps_state_in_one_table_one_pool_one_bucket_and_the_page_s_two(assembly: Assembly) -> None:
    counted = Counter(resource["Type"] for resource in stateful(assembly).values())
    buckets = {"AWS::S3::Bucket": 1 if assembly.is_local else 3}
    assert counted == {"AWS::DynamoDB::GlobalTable": 1, "AWS::Cognito::UserPool": 1} | buckets


def test_keeps_state_when_its_stack_goes_except_on_a_laptop(assembly: Assembly) -> None:
    wanted = "Delete" if assembly.is_local else "Retain"
    for name, resource in stateful(assembly).items():
        assert (resource["DeletionPolicy"], resource["UpdateReplacePolicy"]) == (wanted, wanted), name


def test_protects_table_and_pool_from_deletion_except_on_a_laptop(assembly: Assembly) -> None:
    [(_, table)] = assembly.resources("AWS::DynamoDB::GlobalTable")
    [replica] = table["Properties"]["Replicas"]
    [pool] = [
        each for _, each in assembly.resources("AWS::Cognito::UserPool") if "Policies" in each["Properties"]
    ]
    assert replica["DeletionProtectionEnabled"] is not assembly.is_local
    assert (pool["Properties"]["DeletionProtection"] == "ACTIVE") is not assembly.is_local


def test_can_put_the_table_back_to_any_second_of_the_last_weeks(assembly: Assembly) -> None:
    [(_, table)] = assembly.resources("AWS::DynamoDB::GlobalTable")
    [replica] = table["Properties"]["Replicas"]
    assert replica["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}


def test_asks_for_nothing_that_costs_while_nobody_calls(assembly: Assembly) -> None:
    assert [name for kind in PRICED_WHEN_IDLE for name, _ in assembly.resources(kind)] == []
    for name, function in assembly.resources("AWS::Lambda::Function"):
        assert "SnapStart" not in function["Properties"], name
        assert "VpcConfig" not in function["Properties"], name


def test_leaves_room_in_every_stack(assembly: Assembly) -> None:
    for name, template in assembly.templates.items():
        assert len(template["Resources"]) < MOST_RESOURCES, name


def test_gives_every_function_a_log_that_forgets(assembly: Assembly) -> None:
    logs = {
        resource["Properties"]["LogGroupName"]: resource["Properties"].get("RetentionInDays")
        for _, resource in assembly.resources("AWS::Logs::LogGroup")
    }
    for name, function in assembly.resources("AWS::Lambda::Function"):
        assert logs[f"/aws/lambda/{function['Properties']['FunctionName']}"], name
    assert all(logs.values())


def test_runs_functions_on_the_python_and_processor_of_the_layers(assembly: Assembly) -> None:
    for name, function in assembly.resources("AWS::Lambda::Function"):
        properties = function["Properties"]
        assert (properties["Runtime"], properties["Architectures"]) == ("python3.13", ["arm64"]), name
        carried = 1 if assembly.is_local else 2 + ("EphemeralStorage" in properties)
        assert len(properties["Layers"]) == carried, name


def test_rings_when_anything_lies_undelivered(assembly: Assembly) -> None:
    if not STAGES[assembly.stage].has_alarms:
        pytest.skip("This stage pays for no alarms.")
    for stack, template in assembly.templates.items():
        resources = template["Resources"]
        queues = {name for name, each in resources.items() if each["Type"] == "AWS::SQS::Queue"}
        feeding = {name for name in queues if "RedrivePolicy" in resources[name]["Properties"]}
        watched = {
            dimension["Value"]["Fn::GetAtt"][0]
            for each in resources.values()
            if each["Type"] == "AWS::CloudWatch::Alarm"
            for dimension in each["Properties"].get("Dimensions", [])
            if dimension["Name"] == "QueueName"
        }
        assert queues - feeding == watched, stack


def test_lets_every_alarm_speak(assembly: Assembly) -> None:
    for name, alarm in assembly.resources("AWS::CloudWatch::Alarm"):
        assert len(alarm["Properties"]["AlarmActions"]) == 1, name
        assert alarm["Properties"]["AlarmDescription"], name


def test_watches_every_endpoint_where_the_stage_pays_for_it(assembly: Assembly) -> None:
    contexts = f"tutti-{assembly.stage}-api-"
    endpoints = [name for name, _ in assembly.resources("AWS::ApiGatewayV2::Route")]
    alarms = [name for name, _ in assembly.resources("AWS::CloudWatch::Alarm") if name.startswith(contexts)]
    assert len(alarms) == (len(endpoints) if STAGES[assembly.stage].has_endpoint_alarms else 0)
