"""Take a piece from the list; students who have it keep it."""

from tutti.kit.caller import Staff
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import PieceId
from tutti.library import pieces


@endpoint.delete("/v1/pieces/{piece_id}", grants=[Grant.WRITE], status=204)
async def remove_piece(piece_id: PieceId, caller: Staff) -> None:
    """Take a piece from the list; students who have it keep it."""
    pieces.remove_piece(caller.tenant, piece_id, now=utc_now())


handler = lambda_handler(remove_piece)
