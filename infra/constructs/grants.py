"""What each grant means: the statements on the function's role and the environment that goes with them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from aws_cdk.aws_cognito import UserPool, UserPoolClient
from aws_cdk.aws_iam import PolicyStatement
from constructs import Construct

from infra.house import House
from infra.names import Arns
from tutti.kit.door import Grant, OnSchedule

T = TypeVar("T")
POOL_ACTIONS = (
    "AdminCreateUser",
    "AdminSetUserPassword",
    "AdminGetUser",
    "AdminUserGlobalSignOut",
    "ListUsers",
)


@dataclass(frozen=True)
class Wiring:
    """The house and the generated ids that its stacks hand on to each other."""

    house: House
    page_url: str | None = None
    pool: UserPool | None = None
    client: UserPoolClient | None = None

    @property
    def api_url(self) -> str | None:
        """Where the API stands: under the page, unless the stage says otherwise."""
        return self.house.settings.api_url or (self.page_url and f"{self.page_url}/api")

    @property
    def scheduled_function(self) -> str | None:
        """The name of the one function that takes every one-off schedule, if the house has it."""
        found = [way for way in self.house.doorways if isinstance(way.source, OnSchedule)]
        if len(found) > 1:
            raise ValueError(
                f"One function takes all schedules; these say they do: {[way.path for way in found]}"
            )
        return self.house.function_name(found[0]) if found else None


@dataclass(frozen=True)
class Permit:
    """What one grant adds to a function; a variable without a value is left out."""

    statements: list[PolicyStatement] = field(default_factory=list)
    environment: dict[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Desk:
    """Where permits are written: the wiring and the ARNs as the asking stack sees them."""

    wiring: Wiring
    arns: Arns

    @property
    def house(self) -> House:
        """The house."""
        return self.wiring.house


def permits(
    scope: Construct, wiring: Wiring, grants: Iterable[Grant]
) -> tuple[list[PolicyStatement], dict[str, str]]:
    """All statements and the environment of these grants; a writer needs no reader's role beside its own."""
    asked = set(grants)
    if Grant.WRITE in asked:
        asked.discard(Grant.READ)
    if Grant.REGISTER in asked:
        asked.discard(Grant.DIRECTORY)
    desk = Desk(wiring, Arns(scope, wiring.house.names))
    given = [PERMITS[grant](desk) for grant in Grant if grant in asked]
    return (
        [statement for permit in given for statement in permit.statements],
        {name: value for permit in given for name, value in permit.environment.items() if value is not None},
    )


def _allow(actions: list[str], *resources: str, **conditions: Mapping[str, object]) -> PolicyStatement:
    return PolicyStatement(actions=actions, resources=list(resources), conditions=conditions)


def _assumes(role: str, variable: str) -> Callable[[Desk], Permit]:
    def permit(desk: Desk) -> Permit:
        arn = desk.arns.role(role)
        return Permit([_allow(["sts:AssumeRole"], arn)], {variable: arn})

    return permit


def _sign_in(desk: Desk) -> Permit:
    return Permit([], _pool_environment(desk))


def _identity(desk: Desk) -> Permit:
    actions = (
        "AdminCreateUser",
        "AdminSetUserPassword",
        "AdminGetUser",
        "AdminUserGlobalSignOut",
        "ListUsers",
    )
    pool = _present(desk.wiring.pool, "the user pool")
    statement = _allow([f"cognito-idp:{action}" for action in actions], pool.user_pool_arn)
    return Permit([statement], _pool_environment(desk))


def _mail(desk: Desk) -> Permit:
    address = desk.house.settings.mail_from
    places = [desk.arns.mail_identity(address.rpartition("@")[2]), desk.arns.mail_configuration()]
    as_us = {"StringEquals": {"ses:FromAddress": address}}
    conditions = {} if desk.house.settings.is_local else as_us  # the emulator does not know this key
    statement = _allow(["ses:SendEmail"], *_unless_local(desk, places), **conditions)
    return Permit([statement], {"MAIL_FROM": address, "PAGE_URL": desk.wiring.page_url})


def _schedule(desk: Desk) -> Permit:
    role = desk.arns.role("scheduler")
    function = desk.wiring.scheduled_function
    statements = [
        _allow(
            ["scheduler:CreateSchedule", "scheduler:DeleteSchedule"],
            *_unless_local(desk, [desk.arns.schedules()]),
        ),
        _allow(["iam:PassRole"], role, StringEquals={"iam:PassedToService": "scheduler.amazonaws.com"}),
    ]
    environment = {
        "SCHEDULE_GROUP": desk.house.names.of(),
        "SCHEDULE_ROLE_ARN": role,
        "REMINDER_FUNCTION_ARN": function and desk.arns.function(function),
    }
    return Permit(statements, environment)


def _stripe(desk: Desk) -> Permit:
    """The parameter lies under the AWS-managed key for SSM, which admits whoever may read the parameter."""
    parameter = desk.house.names.stripe_secret_parameter
    environment = {
        "STRIPE_SECRET_PARAMETER": parameter,
        "STRIPE_API_BASE": desk.house.settings.stripe_api_base,
        "PAGE_URL": desk.wiring.page_url,
        "API_URL": desk.wiring.api_url,
    }
    return Permit([_allow(["ssm:GetParameter"], desk.arns.parameter(parameter))], environment)


def _webhook(desk: Desk) -> Permit:
    parameter = desk.house.names.stripe_webhook_parameter
    statement = _allow(["ssm:GetParameter"], desk.arns.parameter(parameter))
    return Permit([statement], {"STRIPE_WEBHOOK_PARAMETER": parameter})


def _enroll(desk: Desk) -> Permit:
    machine = desk.arns.machine("enrollment")
    return Permit([_allow(["states:StartExecution"], machine)], {"ENROLLMENT_MACHINE_ARN": machine})


def _answer(desk: Desk) -> Permit:
    actions = ["states:SendTaskSuccess", "states:SendTaskFailure"]
    machines = [desk.arns.machine(saga) for saga in desk.house.group("sagas")]
    return Permit([_allow(actions, *_unless_local(desk, machines))])


def _publish(desk: Desk) -> Permit:
    return Permit([_allow(["events:PutEvents"], desk.arns.bus())], {"BUS_NAME": desk.house.names.of()})


def _unless_local(desk: Desk, arns: list[str]) -> list[str]:
    """These ARNs; the emulator checks such calls against `*`, whatever resource they name."""
    return ["*"] if desk.house.settings.is_local else arns


def _pool_environment(desk: Desk) -> dict[str, str | None]:
    pool = _present(desk.wiring.pool, "the user pool")
    client = _present(desk.wiring.client, "the user pool's client")
    return {"USER_POOL_ID": pool.user_pool_id, "USER_POOL_CLIENT_ID": client.user_pool_client_id}


def _present(value: T | None, what: str) -> T:
    if value is None:
        raise ValueError(f"A function asks for {what} before it stands: its door belongs in a later stack.")
    return value


PERMITS: dict[Grant, Callable[[Desk], Permit]] = {
    Grant.READ: _assumes("tenant-reader", "TENANT_ROLE_ARN"),
    Grant.WRITE: _assumes("tenant-writer", "TENANT_ROLE_ARN"),
    Grant.DIRECTORY: _assumes("directory-reader", "DIRECTORY_ROLE_ARN"),
    Grant.REGISTER: _assumes("registrar", "DIRECTORY_ROLE_ARN"),
    Grant.SIGN_IN: _sign_in,
    Grant.IDENTITY: _identity,
    Grant.MAIL: _mail,
    Grant.SCHEDULE: _schedule,
    Grant.STRIPE: _stripe,
    Grant.WEBHOOK: _webhook,
    Grant.ENROLL: _enroll,
    Grant.ANSWER: _answer,
    Grant.PUBLISH: _publish,
}
