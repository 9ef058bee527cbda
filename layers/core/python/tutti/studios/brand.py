"""How a studio shows itself."""

from typing import Annotated

from pydantic import Field

from tutti.kit.entity import Line, Value

Colour = Annotated[str, Field(pattern="^#[0-9a-f]{6}$")]


class Brand(Value):
    """How the studio's page looks."""

    colour: Colour = "#3b5bdb"
    tagline: Line = ""
