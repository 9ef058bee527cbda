"""What every stack is built from."""

from dataclasses import dataclass
from pathlib import Path

from constructs import Node

from infra import ROOT
from infra.doorways import Doorway, discover
from infra.names import Names
from infra.packaging import Assets, assets_for
from infra.settings import Settings, settings_from


@dataclass(frozen=True)
class House:
    """One stage of Tutti: its settings, its code and its doors."""

    settings: Settings
    assets: Assets
    doorways: tuple[Doorway, ...]
    machines: Path
    """The folder of state machine definitions."""

    @classmethod
    def of(cls, node: Node) -> "House":
        """The house that the CDK context asks for."""
        settings = settings_from(node)
        return cls(settings, assets_for(is_local=settings.is_local), discover(), ROOT / "statemachines")

    @property
    def names(self) -> Names:
        """The names of this stage."""
        return Names(self.settings.stage)

    def group(self, group: str) -> dict[str, list[Doorway]]:
        """The doorways of `api`, `sagas` or `events`, by context."""
        contexts: dict[str, list[Doorway]] = {}
        for doorway in self.doorways:
            if doorway.group == group:
                contexts.setdefault(doorway.context, []).append(doorway)
        return contexts

    def time_limit(self, doorway: Doorway) -> int:
        """For how many seconds the function behind a doorway may work."""
        return max(doorway.door.timeout, self.settings.least_function_timeout_seconds)

    def function_name(self, doorway: Doorway) -> str:
        """The physical name of the function behind a doorway."""
        return self.names.function(doorway.group, doorway.context, doorway.verb)
