"""What is the same for every stack of a stage."""

from aws_cdk import CliCredentialsStackSynthesizer, DefaultStackSynthesizer, Environment, Stack, Tags
from constructs import Construct

from infra.house import House


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
