"""One assignment template."""

from tutti.coursework import template_reading
from tutti.coursework.template import AssignmentTemplate
from tutti.kit.caller import Staff
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import AssignmentTemplateId


@endpoint.get("/v1/assignment-templates/{template_id}", grants=[Grant.READ])
async def get_assignment_template(template_id: AssignmentTemplateId, caller: Staff) -> AssignmentTemplate:
    """One assignment template."""
    return template_reading.get_assignment_template(caller, template_id)


handler = lambda_handler(get_assignment_template)
