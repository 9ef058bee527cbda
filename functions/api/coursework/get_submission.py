"""One submission, with what became of its recordings and files."""

from tutti.coursework import submission_views
from tutti.coursework.submission_views import SubmissionOpened
from tutti.kit.caller import Member
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import SubmissionId


@endpoint.get("/v1/submissions/{submission_id}", grants=[Grant.READ])
async def get_submission(submission_id: SubmissionId, caller: Member) -> SubmissionOpened:
    """One submission, with what became of its recordings and files."""
    return submission_views.get_submission(caller, submission_id)


handler = lambda_handler(get_submission)
