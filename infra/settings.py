"""What differs between stages, and nothing else. No secrets: those live in SSM under /tutti/<stage>/."""

from typing import Literal

from aws_cdk import RemovalPolicy
from aws_cdk.aws_logs import RetentionDays
from constructs import Node
from pydantic import BaseModel, ConfigDict

Stage = Literal["local", "dev", "staging", "prod"]


class Settings(BaseModel):
    """One stage. Money-costing switches are off unless a stage turns them on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    stage: Stage
    region: str | None = "us-east-1"
    is_retained: bool = True
    log_retention: RetentionDays = RetentionDays.ONE_MONTH
    log_level: str = "INFO"
    mail_from: str = "no-reply@tutti.example"
    page_url: str | None = None
    """Where the page stands; None means the address that CloudFront gives."""
    certificate_arn: str | None = None
    """The certificate (in us-east-1) for the host of `page_url`."""
    api_url: str | None = None
    """Where the API stands; None means under the page."""
    stripe_api_base: str | None = None
    s3_url: str | None = None
    """Where buckets lie on a laptop; None means that each has a host of its own, as in AWS."""
    scans_uploads: bool = False
    """GuardDuty looks into every upload before anybody may: 0.09 dollars a GB, 0.215 for a thousand objects,
    and up to a minute before a recording plays. Off: recordings are never served as they came, FFmpeg decodes
    them under limits, and documents are sniffed. A stage whose schools ask for it turns it on."""
    jitsi_url: str = "https://meet.jit.si"
    """Whose rooms stand in where a studio has no video provider, or it does not answer."""
    task_timeout_seconds: int = 30
    least_function_timeout_seconds: int = 0
    """A laptop that starts many functions at once is slower than Lambda: each gets at least this."""
    payment_timeout_seconds: int = 35 * 60
    """Longer than a Checkout Session lives, shorter than a place is held."""
    offer_timeout_seconds: int = 15 * 24 * 3600
    """Longer than any studio lets an offer stand; each is ended by a timer of its own before."""
    requests_per_second: int = 50
    request_burst: int = 100
    has_alarms: bool = True
    """Dead letters, sagas, the API as a whole: about sixteen; an account's first ten alarms are free."""
    has_endpoint_alarms: bool = False
    """One alarm for each endpoint: a tenth of a dollar a month for each, used or not."""
    has_dashboard: bool = False
    has_firewall: bool = False
    """A web ACL before CloudFront: five dollars a month and one for each rule, used or not."""
    monthly_budget_dollars: int | None = None
    operator_mail: str | None = None

    @property
    def is_local(self) -> bool:
        """Whether the stacks go to the emulator on this machine."""
        return self.stage == "local"

    @property
    def mail_domain(self) -> str:
        """The domain from which mails are sent."""
        return self.mail_from.rpartition("@")[2]

    @property
    def removal_policy(self) -> RemovalPolicy:
        """What becomes of stateful resources when their stack goes."""
        return RemovalPolicy.RETAIN if self.is_retained else RemovalPolicy.DESTROY


LOCAL = Settings(
    stage="local",
    region=None,
    is_retained=False,
    log_retention=RetentionDays.ONE_DAY,
    log_level="DEBUG",
    page_url="http://127.0.0.1:4600",
    s3_url="http://127.0.0.1:4601",
    task_timeout_seconds=90,
    least_function_timeout_seconds=60,
    has_alarms=False,
)
DEV = Settings(stage="dev", log_retention=RetentionDays.ONE_WEEK, has_alarms=False, monthly_budget_dollars=10)
STAGING = Settings(stage="staging", has_dashboard=True, monthly_budget_dollars=25)
PROD = Settings(
    stage="prod",
    log_retention=RetentionDays.THREE_MONTHS,
    requests_per_second=200,
    request_burst=400,
    has_endpoint_alarms=True,
    has_dashboard=True,
    monthly_budget_dollars=100,
)
STAGES: dict[str, Settings] = {settings.stage: settings for settings in (LOCAL, DEV, STAGING, PROD)}

OVERRIDES = ("region", "page_url", "certificate_arn", "mail_from", "operator_mail")


def settings_from(node: Node) -> Settings:
    """The stage that `-c stage=` names (or local), with the values that `-c name=value` overrides."""
    stage = node.try_get_context("stage") or "local"
    if stage not in STAGES:
        raise ValueError(f"There is no stage {stage!r}: choose one of {', '.join(STAGES)}.")
    given = _local_addresses(node) if stage == "local" else _given(node, *OVERRIDES)
    return Settings.model_validate(STAGES[stage].model_dump() | given)


def _given(node: Node, *names: str) -> dict[str, str]:
    return {name: value for name in names if (value := node.try_get_context(name)) is not None}


def _local_addresses(node: Node) -> dict[str, str | None]:
    """Where the launcher put page and Stripe; no address of Stripe means Stripe's own test mode."""
    given = _given(node, "local_page", "local_stripe", "local_aws")
    page = given.get("local_page", LOCAL.page_url)
    return {
        "page_url": page,
        "api_url": f"{page}/api",
        "stripe_api_base": given.get("local_stripe") or None,
        "s3_url": given.get("local_aws", LOCAL.s3_url),
    }
