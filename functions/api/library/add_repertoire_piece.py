"""Give a student a piece."""

from tutti.kit.caller import Staff
from tutti.kit.clock import utc_now
from tutti.kit.endpoint import Grant, endpoint, lambda_handler
from tutti.kit.ids import StudentId
from tutti.library import repertoires
from tutti.library.repertoire import Played, RepertoireDraft


@endpoint.post("/v1/students/{student_id}/pieces", grants=[Grant.WRITE], status=201)
async def add_repertoire_piece(student_id: StudentId, draft: RepertoireDraft, caller: Staff) -> Played:
    """Give a student a piece."""
    return repertoires.add_repertoire_piece(caller, student_id, draft, now=utc_now())


handler = lambda_handler(add_repertoire_piece)
