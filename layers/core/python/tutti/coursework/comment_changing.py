"""Editing, resolving and removing comments, one by one, or all with what they stood on (CRS-4)."""

from contextlib import suppress
from datetime import datetime

from tutti.coursework.comment import Comment, CommentUpdate
from tutti.coursework.comment_facts import CommentChanged, CommentRemoved
from tutti.coursework.comment_ground import keys_to_see_ground, sees_ground
from tutti.coursework.comment_store import Answered, CommentStore, NoSuchComment
from tutti.kit.errors import VersionConflict
from tutti.kit.facts import told
from tutti.kit.raced import until_undisturbed
from tutti.kit.role import FAMILY
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller

AT_ONCE = 25


def update_comment(caller: Caller, comment_id: str, update: CommentUpdate, *, now: datetime) -> Comment:
    """The comment as it now is: its author edits it, whoever reads it resolves and reopens it.

    Refuses `SomebodyElsesComment`, `RepliesStayOpen`, `VersionConflict`, and `NoSuchComment`.
    """
    before = _found(caller, comment_id)
    if before.is_removed:
        raise NoSuchComment()
    if before.version != update.version:
        raise VersionConflict()
    after = before.edited(update, by=caller.person_id, now=now)
    fact = CommentChanged(subject=comment_id, stands_on=before.stands_on)
    return CommentStore(caller.tenant).replace(before, after, fact)


def remove_comment(caller: Caller, comment_id: str) -> None:
    """Remove the comment; where it was answered its empty place stays, until the last reply is removed.

    Refuses `SomebodyElsesComment` and `NoSuchComment`.
    """
    until_undisturbed(lambda: _remove(caller, comment_id))


def forget_comments(tenant: Tenant, stands_on: str) -> None:
    """Leave nothing of the comments on a recording or a file that is gone; safe twice.

    The list of them may be behind by a moment: look once more when that is over.
    """
    comments, cursor, has_more = CommentStore(tenant), None, True
    while has_more:
        page = comments.on(stands_on, limit=AT_ONCE, cursor=cursor)
        if page.items:
            tenant.table.write(comments.forgetting(page.items))
        cursor, has_more = page.cursor, page.cursor is not None


def _found(caller: Caller, comment_id: str) -> Comment:
    """The comment, when the caller reads it; else `NoSuchComment`. Two rounds of reads at most.

    For families a removed one is not there, whether its empty place is kept or not.
    """
    comment = CommentStore(caller.tenant).get(comment_id)
    witnesses = caller.tenant.table.get_each(*keys_to_see_ground(caller, comment.student_id))
    is_seen = comment.is_seen_by(caller.role) and not (comment.is_removed and caller.role in FAMILY)
    if not is_seen or not sees_ground(caller, witnesses):
        raise NoSuchComment()
    return comment


def _remove(caller: Caller, comment_id: str) -> None:
    comment, comments, table = _found(caller, comment_id), CommentStore(caller.tenant), caller.tenant.table
    comment.refuse_removal(by=caller.person_id, role=caller.role)
    gone = told(caller.tenant, CommentRemoved(subject=comment_id, stands_on=comment.stands_on))
    if comment.reply_to:
        table.write([comments.removing(comment), comments.unanswering(comment.reply_to), *gone])
        _clear(comments, comment.reply_to)
        return
    try:
        table.write([*comments.ending(comment), *gone])
    except Answered:
        if not comment.is_removed:
            table.write([*comments.emptying(comment), *gone])


def _clear(comments: CommentStore, first_id: str) -> None:
    """Remove the empty place that nobody needs any more, as it stands after the reply was removed."""
    first = comments.find(first_id)
    if first and first.is_removed:
        with suppress(Answered, VersionConflict):
            comments.tenant.table.write(comments.ending(first))
