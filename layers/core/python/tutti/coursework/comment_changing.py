"""Editing, resolving and removing comments, one by one, or all with what they stood on (CRS-4)."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from tutti.coursework.comment import Comment, CommentUpdate
from tutti.coursework.comment_facts import CommentChanged, CommentRemoved
from tutti.coursework.comment_ground import keys_to_see_ground, sees_ground
from tutti.coursework.comment_store import Answered, CommentStore, NoSuchComment
from tutti.kit.errors import VersionConflict
from tutti.kit.facts import told
from tutti.kit.raced import until_undisturbed
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller

AT_ONCE = 25


def update_comment(caller: Caller, comment_id: str, update: CommentUpdate, *, now: datetime) -> Comment:
    """The comment as it now is: its author edits it, whoever reads it resolves and reopens it.

    Refuses `SomebodyElsesComment`, `RepliesStayOpen`, `VersionConflict`, and `NoSuchComment`.
    """
    before = _found(caller, comment_id).comment
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
    """Leave nothing of the comments on a recording or a file that is gone; safe twice."""
    comments, cursor, has_more = CommentStore(tenant), None, True
    while has_more:
        page = comments.on(stands_on, limit=AT_ONCE, cursor=cursor)
        if page.items:
            tenant.table.write(comments.forgetting(page.items))
        cursor, has_more = page.cursor, page.cursor is not None


@dataclass(frozen=True)
class _Found:
    """A comment, and the one that it answers."""

    comment: Comment
    first: Comment | None


def _found(caller: Caller, comment_id: str) -> _Found:
    """The comment, when the caller reads it; else `NoSuchComment`. Two rounds of reads at most."""
    comments = CommentStore(caller.tenant)
    comment = comments.get(comment_id)
    to_see = keys_to_see_ground(caller, comment.student_id)
    answered = [comments.key(comment.reply_to)] if comment.reply_to else []
    records = caller.tenant.table.get_each(*to_see, *answered)
    is_seen = comment.is_seen_by(caller.role)
    if not is_seen or not sees_ground(caller, records[: len(to_see)]):
        raise NoSuchComment()
    first = next((record for record in records[len(to_see) :] if record), None)
    return _Found(comment, comments.read(first) if first else None)


def _remove(caller: Caller, comment_id: str) -> None:
    found = _found(caller, comment_id)
    comment, comments, table = found.comment, CommentStore(caller.tenant), caller.tenant.table
    comment.refuse_removal(by=caller.person_id, role=caller.role)
    gone = told(caller.tenant, CommentRemoved(subject=comment_id, stands_on=comment.stands_on))
    if comment.reply_to:
        table.write([comments.removing(comment), comments.unanswering(comment.reply_to), *gone])
        _clear(comments, found.first)
        return
    try:
        table.write([*comments.ending(comment), *gone])
    except Answered:
        if not comment.is_removed:
            table.write([comments.replacing(comment, comment.removed()), *gone])


def _clear(comments: CommentStore, first: Comment | None) -> None:
    """Remove the empty place that nobody needs any more."""
    if first and first.is_removed:
        with suppress(Answered, VersionConflict):
            comments.tenant.table.write(comments.ending(first))
