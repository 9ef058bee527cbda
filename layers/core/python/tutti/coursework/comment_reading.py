"""The comments on a recording or a file, in the order of their places (CRS-4)."""

from collections.abc import Iterable, Iterator
from itertools import islice

from tutti.coursework.comment import Comment
from tutti.coursework.comment_ground import ground_key, keys_to_see_ground, read_ground, refuse_unseen
from tutti.coursework.comment_store import CommentStore
from tutti.kit.changes import Key
from tutti.kit.entity import Line, Page
from tutti.kit.errors import Invalid
from tutti.kit.record import Record
from tutti.kit.role import FAMILY, STAFF, Role
from tutti.kit.table import cursor_at
from tutti.kit.tenant import Tenant
from tutti.kit.who import Caller
from tutti.people.names import people_names, student_keys, teacher_keys

Lying = tuple[Record, Comment]


class OneGround(Invalid):
    """Ask for the comments on one recording, or on one file."""


class ShownComment(Comment):
    """A comment with the name of its author, where that is a teacher or a student."""

    author_name: Line = ""


def list_comments(
    caller: Caller, recording_id: str | None, file_id: str | None, *, limit: int, cursor: str | None
) -> Page[ShownComment]:
    """A page of the comments on a recording by time, or on a file by page, each with its replies after it.

    Refuses `OneGround`, and as not found what the caller does not see. A read, a query and a batch of reads.
    """
    if (recording_id is None) == (file_id is None):
        raise OneGround()
    tenant, ground_id = caller.tenant, recording_id or file_id or ""
    ground = read_ground(tenant, ground_id, tenant.table.get(ground_key(tenant, ground_id)))
    page = _page(caller, ground_id, limit, cursor)
    to_see = keys_to_see_ground(caller, ground.student_id)
    records = tenant.table.get_each(*to_see, *_author_keys(tenant, page.items))
    refuse_unseen(caller, ground_id, records[: len(to_see)])
    names = people_names(tenant, [one for one in records[len(to_see) :] if one])
    items = [ShownComment(**dict(one), author_name=names.get(one.author_id, "")) for one in page.items]
    return Page[ShownComment](items=items, cursor=page.cursor)


def _page(caller: Caller, ground_id: str, limit: int, cursor: str | None) -> Page[Comment]:
    comments = CommentStore(caller.tenant)
    if caller.role not in FAMILY:
        return comments.on(ground_id, limit=limit, cursor=cursor)
    shown = list(islice(_shown_to(caller.role, comments.each_on(ground_id, cursor)), limit + 1))
    further = cursor_at(shown[limit - 1][0], index=True) if len(shown) > limit else None
    return Page(items=[one for _, one in shown[:limit]], cursor=further)


def _shown_to(role: Role, lying: Iterable[Lying]) -> Iterator[Lying]:
    """What this role reads of them; of empty places only those with a reply that it reads."""
    empty: list[Lying] = []
    for record, one in lying:
        if not one.is_seen_by(role):
            continue
        if one.is_removed:
            empty = [(record, one)]
            continue
        yield from (place for place in empty if place[1].id == one.reply_to)
        empty = []
        yield record, one


def _author_keys(tenant: Tenant, comments: Iterable[Comment]) -> list[Key]:
    authors = {one.author_id: one.author_role for one in comments}
    staff = [one for one, role in authors.items() if role in STAFF]
    students = [one for one, role in authors.items() if role is Role.STUDENT]
    return [*teacher_keys(tenant, staff), *student_keys(tenant, students)]
