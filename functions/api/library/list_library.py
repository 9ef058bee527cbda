"""The library, by title; families see what is released to them."""

from typing import Annotated

from fastapi import Query

from tutti.kit.caller import Member
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.entity import Page
from tutti.library import shelf
from tutti.library.resource import Resource
from tutti.library.shelf import Asked


@endpoint.get("/v1/library", grants=[Grant.READ])
async def list_library(asked: Annotated[Asked, Query()], caller: Member) -> Page[Resource]:
    """The library, by title; families see what is released to them."""
    return shelf.list_library(caller, asked, now=utc_now())


handler = lambda_handler(list_library)
