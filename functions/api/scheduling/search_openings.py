"""Openings of any teacher, instrument, day, length and location within four weeks."""

from typing import Annotated

from fastapi import Query

from tutti.kit.caller import Member
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.entity import Page
from tutti.scheduling import searching
from tutti.scheduling.alternatives import Alternative
from tutti.scheduling.searching import Search


@endpoint.get("/v1/openings", grants=[Grant.READ])
async def search_openings(wanted: Annotated[Search, Query()], caller: Member) -> Page[Alternative]:
    """Openings of any teacher, instrument, day, length and location within four weeks."""
    return searching.search_openings(caller, wanted, now=utc_now())


handler = lambda_handler(search_openings)
