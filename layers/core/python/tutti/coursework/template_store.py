"""Where assignment templates lie."""

from tutti.coursework.template import AssignmentTemplate
from tutti.kit.collection import Collection
from tutti.kit.errors import NotFound
from tutti.kit.tenant import Tenant


class NoSuchTemplate(NotFound):
    """This studio has no such assignment template."""


class TemplateStore(Collection[AssignmentTemplate]):
    """The assignment templates of a studio."""

    def __init__(self, tenant: Tenant) -> None:
        super().__init__(tenant, AssignmentTemplate, "AssignmentTemplate", missing=NoSuchTemplate)
