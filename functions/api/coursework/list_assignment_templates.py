"""The assignment templates of the studio, a page at a time."""

from tutti.coursework import template_reading
from tutti.coursework.template import AssignmentTemplate
from tutti.kit.caller import Staff
from tutti.kit.endpoint import Cursor, Grant, Limit, endpoint, lambda_handler
from tutti.kit.entity import Instrument, Page
from tutti.people.family import Level


@endpoint.get("/v1/assignment-templates", grants=[Grant.READ])
async def list_assignment_templates(
    caller: Staff,
    instrument: Instrument | None = None,
    level: Level | None = None,
    cursor: Cursor = None,
    limit: Limit = 20,
) -> Page[AssignmentTemplate]:
    """The assignment templates of the studio, a page at a time."""
    return template_reading.list_assignment_templates(
        caller, instrument=instrument, level=level, limit=limit, cursor=cursor
    )


handler = lambda_handler(list_assignment_templates)
