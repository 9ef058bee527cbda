"""Physical names and the ARNs that follow from them: stacks meet through these without circles."""

from dataclasses import dataclass

from aws_cdk import ArnFormat, Stack
from constructs import Construct

LONGEST_FUNCTION_NAME = 64


@dataclass(frozen=True)
class Names:
    """Every name that a stage gives to a resource."""

    stage: str

    def of(self, *parts: str) -> str:
        """`tutti-<stage>-…`, the way every physical name begins."""
        return "-".join(("tutti", self.stage, *parts))

    def function(self, group: str, context: str, verb: str) -> str:
        """The name of the function behind functions/<group>/<context>/<verb>.py."""
        name = self.of(group, context, verb.replace("_", "-"))
        if len(name) > LONGEST_FUNCTION_NAME:
            raise ValueError(f"{name} has {len(name)} characters; Lambda takes {LONGEST_FUNCTION_NAME}.")
        return name

    @property
    def table(self) -> str:
        """The one table, and the bus and the schedule group that bear the same name."""
        return self.of()

    @property
    def stripe_secret_parameter(self) -> str:
        """The SSM parameter that holds Stripe's secret key."""
        return f"/tutti/{self.stage}/stripe-secret-key"

    @property
    def stripe_webhook_parameter(self) -> str:
        """The SSM parameter that holds the secret with which Stripe signs its webhooks."""
        return f"/tutti/{self.stage}/stripe-webhook-secret"

    @property
    def video_parameters(self) -> str:
        """Under which SSM parameter names lies what a studio's video provider asks for."""
        return f"/tutti/{self.stage}/video"


@dataclass(frozen=True)
class Arns:
    """The ARNs of named resources, as seen from the stack of `scope`."""

    scope: Construct
    names: Names

    def role(self, *parts: str) -> str:
        """An IAM role of this stage."""
        return self._arn("iam", "role", self.names.of(*parts), region="")

    def function(self, name: str) -> str:
        """A Lambda function by its full name."""
        return self._arn("lambda", "function", name, colon=True)

    def machine(self, saga: str) -> str:
        """The state machine of a saga."""
        return self._arn("states", "stateMachine", self.names.of(saga), colon=True)

    def bus(self) -> str:
        """The event bus."""
        return self._arn("events", "event-bus", self.names.of())

    def schedules(self) -> str:
        """Every schedule in the stage's group."""
        return self._arn("scheduler", "schedule", f"{self.names.of()}/*")

    def schedule_group(self) -> str:
        """The group of one-off schedules."""
        return self._arn("scheduler", "schedule-group", self.names.of())

    def parameter(self, name: str) -> str:
        """An SSM parameter whose name begins with a slash."""
        return self._arn("ssm", "parameter", name.removeprefix("/"))

    def mail_identity(self, domain: str) -> str:
        """The SES identity of a domain."""
        return self._arn("ses", "identity", domain)

    def mail_configuration(self) -> str:
        """The SES configuration set that watches for bounces."""
        return self._arn("ses", "configuration-set", self.names.of())

    def media_bucket(self) -> str:
        """The name of the media bucket: buckets share one room with all of AWS, so it bears the account."""
        return self.names.of("media", Stack.of(self.scope).account)

    def media_host(self) -> str:
        """The host of the media bucket, which browsers post to and read from."""
        stack = Stack.of(self.scope)
        return f"{self.media_bucket()}.s3.{stack.region}.{stack.url_suffix}"

    def media(self, keys: str = "") -> str:
        """The objects of these keys in the media bucket, or the bucket itself."""
        bucket = f"arn:{Stack.of(self.scope).partition}:s3:::{self.media_bucket()}"
        return f"{bucket}/{keys}" if keys else bucket

    def queue(self, name: str) -> str:
        """A queue of this stage that bears a name."""
        return Stack.of(self.scope).format_arn(
            service="sqs", resource=self.names.of(name), arn_format=ArnFormat.NO_RESOURCE_NAME
        )

    def rule(self, name: str) -> str:
        """A rule of the account's default bus."""
        return self._arn("events", "rule", name)

    def alarm_topic(self) -> str:
        """The topic that alarms speak to."""
        return Stack.of(self.scope).format_arn(
            service="sns", resource=self.names.of("alarms"), arn_format=ArnFormat.NO_RESOURCE_NAME
        )

    def _arn(
        self, service: str, resource: str, name: str, *, colon: bool = False, region: str | None = None
    ) -> str:
        form = ArnFormat.COLON_RESOURCE_NAME if colon else ArnFormat.SLASH_RESOURCE_NAME
        return Stack.of(self.scope).format_arn(
            service=service, resource=resource, resource_name=name, arn_format=form, region=region
        )
