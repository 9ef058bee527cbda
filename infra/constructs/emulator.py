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


def principal(role_arn: str) -> str:
    """What `aws:PrincipalArn` holds for a role's session: AWS names the role, the emulator the session."""
    return role_arn.replace(":iam:", ":sts:").replace(":role/", ":assumed-role/")
