"""Change what is known of a piece."""

from tutti.kit.caller import Staff
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import PieceId
from tutti.library import pieces
from tutti.library.piece import Piece, PieceUpdate


@endpoint.put("/v1/pieces/{piece_id}", grants=[Grant.WRITE])
async def update_piece(piece_id: PieceId, update: PieceUpdate, caller: Staff) -> Piece:
    """Change what is known of a piece."""
    return pieces.update_piece(caller.tenant, piece_id, update)


handler = lambda_handler(update_piece)
