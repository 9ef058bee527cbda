"""What is told of comments."""

from tutti.kit.facts import Fact


class CommentAdded(Fact):
    """Somebody has commented on a recording or a file, or answered; notes among staff are for `staff`."""

    stands_on: str
    student_id: str | None
    submission_id: str | None
    reply_to: str | None
    visibility: str


class CommentChanged(Fact):
    """A comment says something else, or was resolved or reopened."""

    stands_on: str


class CommentRemoved(Fact):
    """A comment is gone, or only its place is left for the replies to it."""

    stands_on: str


class CommentsOutlived(Fact):
    """What comments stood on is gone for so long that the list of them is complete."""
