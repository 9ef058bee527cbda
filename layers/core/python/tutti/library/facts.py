"""What happens in a library."""

from tutti.kit.facts import Fact


class ResourceAdded(Fact):
    """The library has a new resource."""


class ResourceChanged(Fact):
    """A resource has other contents, tags or readers."""


class ResourceRemoved(Fact):
    """A resource is gone."""


class CurriculumAdded(Fact):
    """The school has a new curriculum."""


class CurriculumChanged(Fact):
    """A curriculum has other steps, and so may those that are derived from it."""


class CurriculumRemoved(Fact):
    """A curriculum is gone."""


class PieceAdded(Fact):
    """The school knows a new piece."""


class PieceChanged(Fact):
    """More, or something else, is known of a piece."""


class PieceRemoved(Fact):
    """A piece is not given to students any more."""


class RepertoireChanged(Fact):
    """A student has another repertoire, or is elsewhere with a piece; `subject` is the student."""

    piece_id: str
