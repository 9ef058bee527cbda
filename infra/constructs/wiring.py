"""What the stacks hand on to each other."""

from dataclasses import dataclass

from aws_cdk.aws_cognito import UserPool, UserPoolClient

from infra.doorways import Doorway
from infra.house import House
from tutti.kit.door import OnSchedule, OnUpload


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
        found = self._only(OnSchedule)
        return self.house.function_name(found) if found else None

    @property
    def upload_taker(self) -> Doorway | None:
        """The one function that takes every upload, if the house has it."""
        return self._only(OnUpload)

    def _only(self, source: type[OnSchedule | OnUpload]) -> Doorway | None:
        found = [way for way in self.house.doorways if isinstance(way.source, source)]
        if len(found) > 1:
            ways = [way.path for way in found]
            raise ValueError(f"One function takes all of {source.__name__}; these say they do: {ways}")
        return found[0] if found else None
