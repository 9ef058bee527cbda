"""What every model is: frozen, strict about unknown fields, versioned when it is stored."""

from typing import Annotated, Any, Generic, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from tutti.kit.errors import VersionConflict

ONE_LINE = r"^[^\x00-\x1f\x7f]*$"
"""No control characters: what stands in one line may stand in the subject of a mail."""
FURTHEST = 10**9

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80, pattern=ONE_LINE)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200, pattern=ONE_LINE)]
Email = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True,
        to_lower=True,
        max_length=254,
        pattern=r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+$",
    ),
]
Phone = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^\+?[0-9(][0-9 ()./-]{4,24}$")]
Instrument = Annotated[
    str, StringConstraints(strip_whitespace=True, to_lower=True, min_length=2, max_length=40)
]
Version = Annotated[
    int,
    Field(
        ge=1, le=FURTHEST, description="The version that was read; an update with an older one is refused."
    ),
]


class Value(BaseModel):
    """A frozen value or request body; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, ser_json_timedelta="iso8601")


class Entity(Value):
    """A stored thing with an id and a version that grows with every change."""

    id: str
    version: int = 1

    def revised(self, update: BaseModel, **more: Any) -> Self:
        """What it becomes by an update with the version that was read; refuses an older one."""
        fields = dict(update)
        if fields["version"] != self.version:
            raise VersionConflict()
        return self.model_copy(update=fields | more)


Item = TypeVar("Item", bound=BaseModel)


class Page(Value, Generic[Item]):
    """One page of a list; `cursor` is there when more follows."""

    items: list[Item]
    cursor: str | None = None
