"""The curricula of the school, by name."""

from typing import Annotated

from fastapi import Query

from tutti.kit.caller import Staff
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.entity import Page
from tutti.library import curricula
from tutti.library.curricula import CurriculaAsked
from tutti.library.curriculum import CurriculumBrief


@endpoint.get("/v1/curricula", grants=[Grant.READ])
async def list_curricula(asked: Annotated[CurriculaAsked, Query()], caller: Staff) -> Page[CurriculumBrief]:
    """The curricula of the school, by name."""
    return curricula.list_curricula(caller, asked)


handler = lambda_handler(list_curricula)
