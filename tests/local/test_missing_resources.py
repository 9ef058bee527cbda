"""CloudFormation accepts the resource types that have no meaning here."""

import json
from typing import Any

import pytest

from local.patches.missing_resources import TYPES
from tests.local.emulator import Emulator

DONE = {"CREATE_COMPLETE", "CREATE_FAILED", "ROLLBACK_COMPLETE", "UPDATE_COMPLETE", "DELETE_COMPLETE"}


def stack(emulator: Emulator, act: str, name: str, template: dict[str, Any]) -> str:
    """The stack's status after this act."""
    formation = emulator.client("cloudformation")
    getattr(formation, act)(StackName=name, TemplateBody=json.dumps(template))
    formation.get_waiter(f"stack_{act.removesuffix('_stack')}_complete").wait(
        StackName=name, WaiterConfig={"Delay": 1, "MaxAttempts": 20}
    )
    status: str = formation.describe_stacks(StackName=name)["Stacks"][0]["StackStatus"]
    return status


def template(kind: str, note: str) -> dict[str, Any]:
    referring = {"Type": "AWS::SSM::Parameter", "Properties": {"Type": "String", "Value": {"Ref": "Thing"}}}
    return {"Resources": {"Thing": {"Type": kind, "Properties": {"Note": note}}, "Referring": referring}}


@pytest.mark.parametrize("kind", TYPES)
def test_accepts_updates_and_refers_to_it(emulator: Emulator, kind: str) -> None:
    name = kind.replace("AWS::", "stack-").replace("::", "-")
    assert stack(emulator, "create_stack", name, template(kind, "first")) == "CREATE_COMPLETE"
    assert stack(emulator, "update_stack", name, template(kind, "second")) == "UPDATE_COMPLETE"
    emulator.client("cloudformation").delete_stack(StackName=name)


@pytest.mark.parametrize("kind", TYPES)
def test_the_published_emulator_still_refuses_it(bare: Emulator, kind: str) -> None:
    formation = bare.client("cloudformation")
    with pytest.raises(formation.exceptions.ClientError, match="Unrecognized resource types"):
        formation.create_stack(StackName="refused", TemplateBody=json.dumps(template(kind, "")))
