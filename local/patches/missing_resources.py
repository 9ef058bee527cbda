"""Gap: a stack with one of these resource types is rejected, though nothing local depends on them."""

from typing import Any

from ministack.services.cloudformation import provisioners

from local.patches import fit

TYPES = (
    "AWS::Backup::BackupSelection",
    "AWS::CloudWatch::CompositeAlarm",
    "AWS::Cognito::UserPoolIdentityProvider",
    "AWS::Events::Archive",
    "AWS::WAFv2::WebACLAssociation",
)


def apply() -> None:
    """Accept them and create nothing."""
    handlers = fit.value(provisioners, "_RESOURCE_HANDLERS", dict)
    table = handlers.get("AWS::DynamoDB::Table", {})
    fit.expect({"create", "delete"} <= set(table), "CloudFormation's handlers have another shape")
    for name in TYPES:
        fit.expect(name not in handlers, f"MiniStack knows {name} now: drop it from this patch")
        handlers[name] = {"create": create, "update": update, "delete": delete}


def create(logical_id: str, _: dict[str, Any], stack_name: str) -> tuple[str, dict[str, str]]:
    """A name that other resources may refer to."""
    name = f"{stack_name}-{logical_id}"
    return name, {"Arn": f"arn:aws:local:::{name}", "Id": name}


def update(physical_id: str, *_: Any) -> tuple[str, dict[str, str]]:
    """The same name again."""
    return physical_id, {"Arn": f"arn:aws:local:::{physical_id}", "Id": physical_id}


def delete(*_: Any) -> None:
    """There is nothing to delete."""
