"""Take a piece from a student that was never meant for this one."""

from tutti.kit.caller import Staff
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import PieceId, StudentId
from tutti.library import repertoires


@endpoint.delete("/v1/students/{student_id}/pieces/{piece_id}", grants=[Grant.WRITE], status=204)
async def remove_repertoire_piece(student_id: StudentId, piece_id: PieceId, caller: Staff) -> None:
    """Take a piece from a student that was never meant for this one."""
    repertoires.remove_repertoire_piece(caller, student_id, piece_id)


handler = lambda_handler(remove_repertoire_piece)
