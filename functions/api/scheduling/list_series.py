"""The series of a teacher, or of all."""

from tutti.kit.caller import Staff
from tutti.kit.endpoint import Cursor, Grant, Limit, endpoint, lambda_handler
from tutti.kit.entity import Page
from tutti.kit.ids import PersonId
from tutti.scheduling.series import visibility as series_visibility
from tutti.scheduling.series.series import Series


@endpoint.get("/v1/series", grants=[Grant.READ])
async def list_series(
    caller: Staff, teacher_id: PersonId | None = None, cursor: Cursor = None, limit: Limit = 20
) -> Page[Series]:
    """The series of a teacher, or of all; teachers get their own."""
    return series_visibility.list_series(caller, teacher_id, limit=limit, cursor=cursor)


handler = lambda_handler(list_series)
