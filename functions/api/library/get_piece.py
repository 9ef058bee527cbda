"""One piece."""

from tutti.kit.caller import Member
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import PieceId
from tutti.library import pieces
from tutti.library.piece import PieceShown


@endpoint.get("/v1/pieces/{piece_id}", grants=[Grant.READ])
async def get_piece(piece_id: PieceId, caller: Member) -> PieceShown:
    """One piece."""
    return pieces.get_piece(caller.tenant, piece_id)


handler = lambda_handler(get_piece)
