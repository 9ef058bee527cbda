"""What one grant or many of them add to a function."""

from collections import ChainMap
from collections.abc import Sequence
from dataclasses import dataclass, field

from aws_cdk.aws_iam import PolicyStatement


@dataclass(frozen=True)
class Permit:
    """What one grant adds to a function; a variable without a value is left out."""

    statements: list[PolicyStatement] = field(default_factory=list)
    environment: dict[str, str | None] = field(default_factory=dict)
    wildcards: dict[str, str] = field(default_factory=dict)
    """Resources of the statements that hold a wildcard, and why they must."""

    @property
    def variables(self) -> dict[str, str]:
        """The environment that has values."""
        return {name: value for name, value in self.environment.items() if value is not None}

    @classmethod
    def of(cls, permits: Sequence["Permit"]) -> "Permit":
        """All of them in one."""
        return cls(
            [statement for permit in permits for statement in permit.statements],
            dict(ChainMap(*(permit.environment for permit in permits))),
            dict(ChainMap(*(permit.wildcards for permit in permits))),
        )
