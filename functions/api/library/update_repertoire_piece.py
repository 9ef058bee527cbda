"""Say how far a student is with a piece by now."""

from tutti.kit.caller import Staff
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import PieceId, StudentId
from tutti.library import repertoires
from tutti.library.repertoire import Played, RepertoireUpdate


@endpoint.put("/v1/students/{student_id}/pieces/{piece_id}", grants=[Grant.WRITE])
async def update_repertoire_piece(
    student_id: StudentId, piece_id: PieceId, update: RepertoireUpdate, caller: Staff
) -> Played:
    """Say how far a student is with a piece by now."""
    return repertoires.update_repertoire_piece(caller, student_id, piece_id, update, now=utc_now())


handler = lambda_handler(update_repertoire_piece)
