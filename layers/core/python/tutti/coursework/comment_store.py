"""Where comments lie, also by what they stand on and where; and how often each was answered."""

from collections.abc import Iterator, Sequence

from tutti.coursework.comment import Comment
from tutti.kit.changes import Change, Check, Delete, Key
from tutti.kit.collection import SIFTED_FIRST, Collection
from tutti.kit.entity import Page
from tutti.kit.errors import Conflict, NotFound
from tutti.kit.raced import Raced
from tutti.kit.record import Record
from tutti.kit.tally import ending, one_less, one_more
from tutti.kit.tenant import Tenant


class NoSuchComment(NotFound):
    """This studio has no such comment."""


class Answered(Conflict):
    """This comment was answered."""


class CommentStore(Collection[Comment]):
    """The comments of a studio."""

    def __init__(self, tenant: Tenant) -> None:
        super().__init__(
            tenant,
            Comment,
            "Comment",
            index=lambda comment: (f"COMMENTSON#{comment.stands_on}", comment.place),
            missing=NoSuchComment,
        )

    def emptying(self, comment: Comment) -> list[Change]:
        """The changes that leave an empty place for its replies, refused with `Raced` when there are none."""
        needed = Check(self._replies(comment.id), Record.taken > 0, Raced)
        return [self.replacing(comment, comment.removed()), needed]

    def each_on(self, stands_on: str, cursor: str | None) -> Iterator[tuple[Record, Comment]]:
        """All of them in the order of their places, after the cursor: a query for each hundred."""
        partition, has_more = self.tenant.partition("COMMENTSON", stands_on), True
        while has_more:
            records, cursor = self.tenant.table.page(partition, index=True, limit=SIFTED_FIRST, cursor=cursor)
            yield from ((record, self.read(record)) for record in records)
            has_more = cursor is not None

    def on(self, stands_on: str, *, limit: int, cursor: str | None) -> Page[Comment]:
        """A page of the comments on a recording or a file, in the order of their places: one query."""
        return self.page_by("COMMENTSON", stands_on, limit=limit, cursor=cursor)

    def answering(self, comment_id: str) -> Change:
        """The change that counts one reply more."""
        return one_more(self._replies(comment_id))

    def unanswering(self, comment_id: str) -> Change:
        """The change that counts one reply less."""
        return one_less(self._replies(comment_id), NoSuchComment)

    def ending(self, comment: Comment) -> list[Change]:
        """The changes that leave nothing of a comment, refused with `Answered` while there are replies."""
        return [self.removing(comment), ending(self._replies(comment.id), Answered)]

    def forgetting(self, comments: Sequence[Comment]) -> list[Change]:
        """The changes that leave nothing of these, whatever became of them meanwhile."""
        answered = [self._replies(one.id) for one in comments if one.reply_to is None]
        return [Delete(key) for key in (*(self.key(one.id) for one in comments), *answered)]

    def _replies(self, comment_id: str) -> Key:
        key = self.key(comment_id)
        return Key(key.pk, f"{key.sk}#REPLIES")
