"""Cancellations, the latest first."""

from typing import Annotated

from fastapi import Query

from tutti.kit.caller import Office
from tutti.kit.endpoint import Cursor, Grant, Limit, endpoint, lambda_handler
from tutti.kit.entity import Page
from tutti.scheduling.cancellation import cancellations
from tutti.scheduling.cancellation.cancellation import CancellationRecord

Undecided = Annotated[bool, Query(description="Those that wait for the office's decision, or all others.")]


@endpoint.get("/v1/cancellations", grants=[Grant.READ])
async def list_cancellations(
    caller: Office, undecided: Undecided = False, cursor: Cursor = None, limit: Limit = 20
) -> Page[CancellationRecord]:
    """Cancellations, the latest first, a page at a time: decided ones, or those that wait for the office."""
    return cancellations.list_cancellations(caller, is_undecided=undecided, limit=limit, cursor=cursor)


handler = lambda_handler(list_cancellations)
