"""Change an assignment template; what was assigned from it stays as it was."""

from tutti.coursework import templates
from tutti.coursework.template import AssignmentTemplate, TemplateUpdate
from tutti.kit.caller import Staff
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import AssignmentTemplateId


@endpoint.put("/v1/assignment-templates/{template_id}", grants=[Grant.WRITE])
async def update_assignment_template(
    template_id: AssignmentTemplateId, update: TemplateUpdate, caller: Staff
) -> AssignmentTemplate:
    """Change an assignment template; what was assigned from it stays as it was."""
    return templates.update_assignment_template(caller, template_id, update, now=utc_now())


handler = lambda_handler(update_assignment_template)
