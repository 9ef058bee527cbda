"""Comment on a recording or a file, or answer a comment."""

from tutti.coursework import comments
from tutti.coursework.comment import Comment, CommentDraft
from tutti.kit.caller import Member
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler


@endpoint.post("/v1/comments", grants=[Grant.WRITE], status=201)
async def add_comment(draft: CommentDraft, caller: Member) -> Comment:
    """Comment on a moment of a recording or a place of a file, or answer a comment."""
    return comments.add_comment(caller, draft, now=utc_now())


handler = lambda_handler(add_comment)
