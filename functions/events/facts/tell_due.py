"""Tell the fact whose hour has come."""

from typing import Any

from tutti.kit import due
from tutti.kit.door import Grant, OnSchedule
from tutti.kit.woken import woken


def tell_due(event: dict[str, Any]) -> None:
    """Tell the fact whose hour has come."""
    due.tell_due(due.Due.model_validate(event))


handler = woken(OnSchedule(), grants=[Grant.WRITE])(tell_due)
