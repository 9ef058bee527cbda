"""Remove an assignment template; what was assigned from it stays."""

from tutti.coursework import templates
from tutti.kit.caller import Staff
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import AssignmentTemplateId


@endpoint.delete("/v1/assignment-templates/{template_id}", grants=[Grant.WRITE], status=204)
async def remove_assignment_template(template_id: AssignmentTemplateId, caller: Staff) -> None:
    """Remove an assignment template; what was assigned from it stays."""
    templates.remove_assignment_template(caller, template_id)


handler = lambda_handler(remove_assignment_template)
