"""Who may do what: no wildcard on data, the table through its four roles alone."""

import json
from collections.abc import Iterator
from typing import Any

from tests.infra.assembly import Assembly

KEY_OPERATIONS = {
    f"dynamodb:{name}"
    for name in (
        "GetItem",
        "BatchGetItem",
        "Query",
        "ConditionCheckItem",
        "PutItem",
        "UpdateItem",
        "DeleteItem",
    )
}
STREAM_OPERATIONS = {
    f"dynamodb:{name}" for name in ("DescribeStream", "GetRecords", "GetShardIterator", "ListStreams")
}
KNOWS_NO_RESOURCE = ("logs:", "xray:")
"""Log delivery and tracing: calls that IAM checks against no resource."""
LEADING_KEYS = {
    "tenant-reader": ["STUDIO#*"],
    "tenant-writer": ["STUDIO#*"],
    "directory-reader": ["DIRECTORY#*"],
    "registrar": ["STUDIO#*", "DIRECTORY#*"],
}


MEDIA = ("media-uploader", "media-listener", "media-worker")


def statements(assembly: Assembly) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every allowing statement of every role, with where it stands."""
    for name, resource in assembly.resources("AWS::IAM::"):
        properties = resource["Properties"]
        documents = [policy["PolicyDocument"] for policy in properties.get("Policies", [])]
        documents += [properties["PolicyDocument"]] if "PolicyDocument" in properties else []
        for document in documents:
            for statement in document["Statement"]:
                yield name, statement


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def test_names_every_action(assembly: Assembly) -> None:
    for name, statement in statements(assembly):
        assert "NotAction" not in statement, name
        assert not [action for action in listed(statement["Action"]) if "*" in action], name


def test_names_a_resource_for_everything_that_has_one(assembly: Assembly) -> None:
    for name, statement in statements(assembly):
        if "*" in listed(statement["Resource"]):
            named = listed(statement["Action"])
            assert all(action.startswith(KNOWS_NO_RESOURCE) for action in named), (name, named)


def test_lets_nobody_but_the_four_roles_touch_the_table(assembly: Assembly) -> None:
    for name, statement in statements(assembly):
        touched = {action for action in listed(statement["Action"]) if action.startswith("dynamodb:")}
        if not name.startswith(f"tutti-{assembly.stage}-data/"):
            assert touched <= STREAM_OPERATIONS, name
        assert touched <= KEY_OPERATIONS | STREAM_OPERATIONS, name


def test_binds_the_four_roles_to_their_partitions_and_refuses_calls_without_a_key(assembly: Assembly) -> None:
    found = {}
    for _, role in assembly.resources("AWS::IAM::Role"):
        name = str(role["Properties"].get("RoleName", "")).removeprefix(f"tutti-{assembly.stage}-")
        if name in LEADING_KEYS:
            [policy] = role["Properties"]["Policies"]
            [statement] = policy["PolicyDocument"]["Statement"]
            assert statement["Condition"]["Null"] == {"dynamodb:LeadingKeys": "false"}
            found[name] = listed(statement["Condition"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"])
    assert found == LEADING_KEYS


def test_lets_readers_only_read(assembly: Assembly) -> None:
    for _, role in assembly.resources("AWS::IAM::Role"):
        if str(role["Properties"].get("RoleName", "")).endswith("-reader"):
            words = json.dumps(role["Properties"]["Policies"])
            assert not [verb for verb in ("Put", "Update", "Delete") if f"dynamodb:{verb}Item" in words]


def test_lets_functions_assume_named_roles_only(assembly: Assembly) -> None:
    ends = tuple(f":role/tutti-{assembly.stage}-{name}" for name in (*LEADING_KEYS, *MEDIA))
    for name, statement in statements(assembly):
        if "sts:AssumeRole" in listed(statement["Action"]):
            for resource in listed(statement["Resource"]):
                assert resource["Fn::Join"][1][-1].endswith(ends), name


def test_lets_every_function_write_its_own_log_alone(assembly: Assembly) -> None:
    for name, statement in statements(assembly):
        if "logs:PutLogEvents" in listed(statement["Action"]):
            [resource] = listed(statement["Resource"])
            log = resource["Fn::GetAtt"][0]
            role = name.split("/")[1]
            assert role.split("Role")[0] == log.split("Logs")[0], name
