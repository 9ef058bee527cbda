"""Where rubrics lie."""

from tutti.coursework.rubric import Rubric
from tutti.kit.collection import Collection
from tutti.kit.errors import NotFound
from tutti.kit.tenant import Tenant


class NoSuchRubric(NotFound):
    """This studio has no such rubric."""


class RubricStore(Collection[Rubric]):
    """The rubrics of a studio."""

    def __init__(self, tenant: Tenant) -> None:
        super().__init__(tenant, Rubric, "Rubric", missing=NoSuchRubric)
