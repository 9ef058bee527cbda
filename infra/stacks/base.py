"""What is the same for every stack of a stage."""

from aws_cdk import CliCredentialsStackSynthesizer, DefaultStackSynthesizer, Environment, Stack, Tags
from aws_cdk.aws_iam import AccountPrincipal, PrincipalBase
from constructs import Construct

from infra.house import House
from infra.names import Arns


class HouseStack(Stack):
    """A stack named `tutti-<stage>-<part>`."""

    def __init__(self, scope: Construct, house: House, part: str, *, is_stateful: bool = False) -> None:
        settings = house.settings
        super().__init__(
            scope,
            house.names.of(part),
            description=f"Tutti, {settings.stage}: {part}",
            env=Environment(region=settings.region),
            synthesizer=CliCredentialsStackSynthesizer() if settings.is_local else DefaultStackSynthesizer(),
            termination_protection=is_stateful and settings.is_retained,
        )
        self.house = house
        Tags.of(self).add("app", "tutti")
        Tags.of(self).add("stage", settings.stage)

    @property
    def callers(self) -> PrincipalBase:
        """Who may assume a shared role: the stage's own; on a laptop also whoever seeds and looks in."""
        account = AccountPrincipal(self.account)
        if self.house.settings.is_local:
            return account
        return account.with_conditions(
            {"ArnLike": {"aws:PrincipalArn": Arns(self, self.house.names).role("*")}}
        )
