"""Making comments and reading them: for whoever sees what they stand on (CRS-4)."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from tutti.coursework.comment import Comment, CommentDraft, CommentVisibility, StaffNotes
from tutti.coursework.comment_facts import CommentAdded
from tutti.coursework.comment_ground import (
    Ground,
    ground_key,
    keys_to_see_ground,
    read_ground,
    refuse_beyond,
    refuse_unseen,
    requiring_ground,
    sees_ground,
)
from tutti.coursework.comment_store import CommentStore, NoSuchComment
from tutti.coursework.published import read_submission, submission_key
from tutti.kit.changes import Check, at_version
from tutti.kit.errors import Invalid
from tutti.kit.facts import told
from tutti.kit.ids import new_id
from tutti.kit.raced import Raced, until_undisturbed
from tutti.kit.record import Record
from tutti.kit.role import FAMILY
from tutti.kit.who import Caller

OF_THE_COMMENT = ("recording_id", "at_ms", "until_ms", "file_id", "page", "area", "bar", "submission_id")
"""What a reply has from the comment that it answers."""


class NotInThatSubmission(Invalid):
    """This recording or file was not handed in with that submission."""


def add_comment(caller: Caller, draft: CommentDraft, *, now: datetime) -> Comment:
    """The new comment, or reply; a reply to a reply answers the same comment.

    Refuses `StaffNotes`, `BeyondTheEnd`, `NotInThatSubmission`, and as not found what one does not see.
    """
    if draft.visibility is CommentVisibility.STAFF and caller.role in FAMILY:
        raise StaffNotes()
    add: Callable[[Caller, CommentDraft, datetime], Comment] = _reply if draft.reply_to else _comment
    return until_undisturbed(lambda: add(caller, draft, now))


def _comment(caller: Caller, draft: CommentDraft, now: datetime) -> Comment:
    tenant, ground_id = caller.tenant, draft.recording_id or draft.file_id or ""
    ground = read_ground(tenant, ground_id, tenant.table.get(ground_key(tenant, ground_id)))
    to_see = keys_to_see_ground(caller, ground.student_id)
    handed_in = [submission_key(tenant, draft.submission_id)] if draft.submission_id else []
    records = tenant.table.get_each(*to_see, *handed_in)
    refuse_unseen(caller, ground_id, records[: len(to_see)])
    refuse_beyond(ground, draft)
    for record in records[len(to_see) :]:
        _refuse_other_submission(caller, ground, record)
    comment = Comment(**dict(draft), student_id=ground.student_id, **_signed(caller, now))
    tenant.table.write(
        [
            CommentStore(tenant).creating(comment),
            *requiring_ground(tenant, ground_id),
            *told(tenant, _added(comment)),
        ]
    )
    return comment


def _reply(caller: Caller, draft: CommentDraft, now: datetime) -> Comment:
    tenant, comments = caller.tenant, CommentStore(caller.tenant)
    answered = comments.get(draft.reply_to or "")
    first = comments.get(answered.reply_to) if answered.reply_to else answered
    witnesses = tenant.table.get_each(*keys_to_see_ground(caller, first.student_id))
    is_seen = answered.is_seen_by(caller.role) and first.is_seen_by(caller.role)
    if first.is_removed or not is_seen or not sees_ground(caller, witnesses):
        raise NoSuchComment()
    place = {name: getattr(first, name) for name in (*OF_THE_COMMENT, "student_id")}
    visibility = CommentVisibility.STAFF if first.visibility is CommentVisibility.STAFF else draft.visibility
    said = {"text": draft.text, "colour": draft.colour, "visibility": visibility, "reply_to": first.id}
    comment = Comment.model_validate(place | said | _signed(caller, now))
    tenant.table.write(
        [
            comments.creating(comment),
            comments.answering(first.id),
            Check(comments.key(first.id), at_version(first.version), Raced),
            *requiring_ground(tenant, first.stands_on),
            *told(tenant, _added(comment)),
        ]
    )
    return comment


def _signed(caller: Caller, now: datetime) -> dict[str, Any]:
    by = {"author_id": caller.person_id, "author_role": caller.role}
    return {"id": new_id("com"), "made_at": now, **by}


def _refuse_other_submission(caller: Caller, ground: Ground, record: Record | None) -> None:
    handed_in = read_submission(caller.tenant, record)
    if ground.id not in (*handed_in.recording_ids, *handed_in.file_ids):
        raise NotInThatSubmission()


def _added(comment: Comment) -> CommentAdded:
    return CommentAdded(
        subject=comment.id,
        stands_on=comment.stands_on,
        student_id=comment.student_id,
        submission_id=comment.submission_id,
        reply_to=comment.reply_to,
        visibility=comment.visibility,
    )
