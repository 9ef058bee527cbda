"""Edit a comment, resolve it or reopen it."""

from tutti.coursework import comment_changing
from tutti.coursework.comment import Comment, CommentUpdate
from tutti.kit.caller import Member
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import CommentId


@endpoint.patch("/v1/comments/{comment_id}", grants=[Grant.WRITE])
async def update_comment(comment_id: CommentId, update: CommentUpdate, caller: Member) -> Comment:
    """Edit one's own comment; resolve or reopen any that one reads."""
    return comment_changing.update_comment(caller, comment_id, update, now=utc_now())


handler = lambda_handler(update_comment)
