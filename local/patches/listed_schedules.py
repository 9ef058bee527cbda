"""Gap: EventBridge Scheduler lists the first hundred schedules and does not say that there are more."""

import json
from collections.abc import Mapping
from typing import Any

from ministack.services import scheduler

from local.patches import fit

PAGE = 100
ALL = 1 << 31


def apply() -> None:
    """Give the rest, page by page."""
    list_all = fit.function(scheduler, "_list_schedules", "query")
    answer = fit.function(scheduler, "_json_resp", "status", "body")

    def list_page(query: Mapping[str, str]) -> Any:
        status, _, body = list_all({**query, "MaxResults": str(ALL)})
        size = int(query.get("MaxResults", PAGE))
        return answer(status, page_of(json.loads(body)["Schedules"], query.get("NextToken"), size))

    scheduler._list_schedules = list_page


def page_of(found: list[dict[str, Any]], token: str | None, size: int) -> dict[str, Any]:
    """So many of them from where the token says, by name, and a token for the rest."""
    by_name = sorted(found, key=lambda one: (one["GroupName"], one["Name"]))
    rest = [one for one in by_name if token is None or f"{one['GroupName']}/{one['Name']}" > token]
    page, beyond = rest[:size], rest[size:]
    if not beyond:
        return {"Schedules": page}
    return {"Schedules": page, "NextToken": f"{page[-1]['GroupName']}/{page[-1]['Name']}"}
