"""What the stacks hand on to each other."""

from dataclasses import dataclass

from aws_cdk.aws_cognito import UserPool, UserPoolClient

from infra.house import House
from tutti.kit.door import OnSchedule


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
