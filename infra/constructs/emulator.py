"""Where MiniStack's IAM checks a call otherwise than AWS does; nothing here reaches an AWS stage."""

from aws_cdk.aws_iam import PolicyStatement

from infra.constructs.permit import Permit

CHECKED_ANYWHERE = {
    "scheduler:CreateSchedule",
    "scheduler:DeleteSchedule",
    "ses:SendEmail",
    "states:SendTaskFailure",
    "states:SendTaskSuccess",
}
"""Calls that it checks against the resource `*`, whatever they name, and without their condition keys."""


def as_emulated(permit: Permit) -> Permit:
    """The same permit with those calls allowed on `*`."""
    wildcards = {"*": "The emulator checks these calls against no resource."}
    return Permit([_widened(statement) for statement in permit.statements], permit.environment, wildcards)


def _widened(statement: PolicyStatement) -> PolicyStatement:
    if CHECKED_ANYWHERE.isdisjoint(statement.actions):
        return statement
    return PolicyStatement(actions=statement.actions, resources=["*"])
