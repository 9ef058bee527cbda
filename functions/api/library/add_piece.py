"""Add a piece to those that the school knows."""

from tutti.kit.caller import Staff
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.library import pieces
from tutti.library.piece import Piece, PieceDraft


@endpoint.post("/v1/pieces", grants=[Grant.WRITE], status=201)
async def add_piece(draft: PieceDraft, caller: Staff) -> Piece:
    """Add a piece to those that the school knows."""
    return pieces.add_piece(caller.tenant, draft)


handler = lambda_handler(add_piece)
