"""How far a student is with a piece."""

from tutti.kit.caller import Member
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import PieceId, StudentId
from tutti.library import repertoires
from tutti.library.repertoire import Played


@endpoint.get("/v1/students/{student_id}/pieces/{piece_id}", grants=[Grant.READ])
async def get_repertoire_piece(student_id: StudentId, piece_id: PieceId, caller: Member) -> Played:
    """How far a student is with a piece."""
    return repertoires.get_repertoire_piece(caller, student_id, piece_id)


handler = lambda_handler(get_repertoire_piece)
