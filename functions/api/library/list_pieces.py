"""The pieces that the school knows, by composer and title."""

from typing import Annotated

from fastapi import Query

from tutti.kit.caller import Member
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.entity import Page
from tutti.library import pieces
from tutti.library.piece import PiecesAsked, PieceShown


@endpoint.get("/v1/pieces", grants=[Grant.READ])
async def list_pieces(asked: Annotated[PiecesAsked, Query()], caller: Member) -> Page[PieceShown]:
    """The pieces that the school knows, by composer and title."""
    return pieces.list_pieces(caller.tenant, asked)


handler = lambda_handler(list_pieces)
