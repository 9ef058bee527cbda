"""What each grant means: the statements on the function's role and the environment that goes with them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from aws_cdk.aws_iam import PolicyStatement
from constructs import Construct

from infra.constructs.permit import Permit
from infra.constructs.wiring import Wiring
from infra.house import House
from infra.names import Arns
from tutti.kit.door import Grant

T = TypeVar("T")


@dataclass(frozen=True)
class Desk:
    """Where permits are written: the wiring and the ARNs as the asking stack sees them."""

    wiring: Wiring
    arns: Arns

    @property
    def house(self) -> House:
        """The house."""
        return self.wiring.house

    @property
    def media_url(self) -> str:
        """Where browsers find the media bucket: under a host of its own, on a laptop under the emulator's."""
        emulator = self.house.settings.s3_url
        return f"{emulator}/{self.arns.media_bucket()}" if emulator else f"https://{self.arns.media_host()}"


def permits(scope: Construct, wiring: Wiring, grants: Iterable[Grant]) -> Permit:
    """All statements and the environment of these grants; a writer needs no reader's role beside its own."""
    asked = set(grants)
    if Grant.WRITE in asked:
        asked.discard(Grant.READ)
    if Grant.REGISTER in asked:
        asked.discard(Grant.DIRECTORY)
    desk = Desk(wiring, Arns(scope, wiring.house.names))
    return Permit.of([PERMITS[grant](desk) for grant in Grant if grant in asked])


def _allow(actions: list[str], *resources: str, **conditions: Mapping[str, object]) -> PolicyStatement:
    return PolicyStatement(actions=actions, resources=list(resources), conditions=conditions)


def _assumes(role: str, variable: str) -> Callable[[Desk], Permit]:
    def permit(desk: Desk) -> Permit:
        arn = desk.arns.role(role)
        return Permit([_allow(["sts:AssumeRole"], arn)], {variable: arn})

    return permit


def _media(role: str, variable: str) -> Callable[[Desk], Permit]:
    assumes = _assumes(role, variable)

    def permit(desk: Desk) -> Permit:
        asked = assumes(desk)
        asked.environment.update(MEDIA_BUCKET=desk.arns.media_bucket(), MEDIA_URL=desk.media_url)
        return asked

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
    settings = desk.house.settings
    resources = [desk.arns.mail_identity(settings.mail_domain), desk.arns.mail_configuration()]
    sends = _allow(["ses:SendEmail"], *resources, StringEquals={"ses:FromAddress": settings.mail_from})
    return Permit([sends], {"MAIL_FROM": settings.mail_from, "PAGE_URL": desk.wiring.page_url})


def _schedule(desk: Desk) -> Permit:
    role = desk.arns.role("scheduler")
    function = desk.wiring.scheduled_function
    schedules = desk.arns.schedules()
    statements = [
        _allow([f"scheduler:{verb}Schedule" for verb in ("Create", "Update", "Delete")], schedules),
        _allow(["iam:PassRole"], role, StringEquals={"iam:PassedToService": "scheduler.amazonaws.com"}),
    ]
    environment = {
        "SCHEDULE_GROUP": desk.house.names.of(),
        "SCHEDULE_ROLE_ARN": role,
        "DUE_FUNCTION_ARN": function and desk.arns.function(function),
    }
    return Permit(statements, environment, {schedules: "A schedule is named when it is made."})


def _stripe(desk: Desk) -> Permit:
    """The parameter lies under the AWS-managed key for SSM, which admits whoever may read the parameter."""
    parameter = desk.house.names.stripe_secret_parameter
    environment = {
        "STRIPE_SECRET_PARAMETER": parameter,
        "STRIPE_API_BASE": desk.house.settings.stripe_api_base,
    }
    statement = _allow(["ssm:GetParameter"], desk.arns.parameter(parameter))
    return Permit([statement], environment | _addresses(desk))


def _webhook(desk: Desk) -> Permit:
    parameter = desk.house.names.stripe_webhook_parameter
    statement = _allow(["ssm:GetParameter"], desk.arns.parameter(parameter))
    return Permit([statement], {"STRIPE_WEBHOOK_PARAMETER": parameter})


def _starts(saga: str) -> Callable[[Desk], Permit]:
    def permit(desk: Desk) -> Permit:
        machine = desk.arns.machine(saga)
        starts = _allow(["states:StartExecution"], machine)
        return Permit([starts], _addresses(desk) | {f"{saga.upper()}_MACHINE_ARN": machine})

    return permit


def _answer(desk: Desk) -> Permit:
    actions = ["states:SendTaskSuccess", "states:SendTaskFailure"]
    machines = [desk.arns.machine(saga) for saga in desk.house.group("sagas")]
    return Permit([_allow(actions, *machines)], _addresses(desk))


def _publish(desk: Desk) -> Permit:
    return Permit([_allow(["events:PutEvents"], desk.arns.bus())], {"BUS_NAME": desk.house.names.of()})


def _video(desk: Desk) -> Permit:
    parameters = desk.house.names.video_parameters
    everyones = desk.arns.parameter(f"{parameters}/*")
    environment: dict[str, str | None] = {
        "VIDEO_PARAMETERS": parameters,
        "JITSI_URL": desk.house.settings.jitsi_url,
    }
    why = "Which studio asks is known when it does."
    return Permit([_allow(["ssm:GetParameter"], everyones)], environment, {everyones: why})


def _links(desk: Desk) -> Permit:
    return Permit([], _addresses(desk))


def _addresses(desk: Desk) -> dict[str, str | None]:
    """Where the page and the API stand, for links that leave the house."""
    return {"PAGE_URL": desk.wiring.page_url, "API_URL": desk.wiring.api_url}


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
    Grant.ENROLL: _starts("enrollment"),
    Grant.RESCHEDULE: _starts("reschedule"),
    Grant.ANSWER: _answer,
    Grant.PUBLISH: _publish,
    Grant.VIDEO: _video,
    Grant.LINKS: _links,
    Grant.UPLOAD: _media("media-uploader", "UPLOAD_ROLE_ARN"),
    Grant.LISTEN: _media("media-listener", "LISTEN_ROLE_ARN"),
    Grant.MEDIA: _media("media-worker", "MEDIA_ROLE_ARN"),
}
