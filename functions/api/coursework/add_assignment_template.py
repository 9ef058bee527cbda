"""Add an assignment template."""

from tutti.coursework import templates
from tutti.coursework.template import AssignmentTemplate, TemplateDraft
from tutti.kit.caller import Staff
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler


@endpoint.post("/v1/assignment-templates", grants=[Grant.WRITE], status=201)
async def add_assignment_template(draft: TemplateDraft, caller: Staff) -> AssignmentTemplate:
    """Add an assignment template."""
    return templates.add_assignment_template(caller, draft, now=utc_now())


handler = lambda_handler(add_assignment_template)
