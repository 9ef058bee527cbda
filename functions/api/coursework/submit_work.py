"""Hand in recordings, files or a text for an assignment: the next attempt of the student."""

from tutti.coursework import submissions
from tutti.coursework.submission import NewSubmission, SubmissionShown
from tutti.kit.caller import Member
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler


@endpoint.post("/v1/submissions", grants=[Grant.WRITE], status=201)
async def submit_work(draft: NewSubmission, caller: Member) -> SubmissionShown:
    """Hand in recordings, files or a text for an assignment: the next attempt of the student."""
    return submissions.submit_work(caller, draft, now=utc_now())


handler = lambda_handler(submit_work)
