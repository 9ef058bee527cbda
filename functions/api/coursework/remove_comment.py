"""Remove a comment."""

from tutti.coursework import comment_changing
from tutti.kit.caller import Member
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import CommentId


@endpoint.delete("/v1/comments/{comment_id}", grants=[Grant.WRITE], status=204)
async def remove_comment(comment_id: CommentId, caller: Member) -> None:
    """Remove a comment; where it was answered its empty place stays."""
    comment_changing.remove_comment(caller, comment_id)


handler = lambda_handler(remove_comment)
