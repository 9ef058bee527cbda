"""What a student plays: pieces, how far and since when."""

from tutti.kit.caller import Member
from tutti.kit.endpoint import Cursor, Grant, Limit, endpoint, lambda_handler
from tutti.kit.entity import Page
from tutti.kit.ids import StudentId
from tutti.library import repertoires
from tutti.library.repertoire import Played


@endpoint.get("/v1/students/{student_id}/pieces", grants=[Grant.READ])
async def list_repertoire(
    student_id: StudentId, caller: Member, cursor: Cursor = None, limit: Limit = 20
) -> Page[Played]:
    """What a student plays: pieces, how far and since when."""
    return repertoires.list_repertoire(caller, student_id, limit=limit, cursor=cursor)


handler = lambda_handler(list_repertoire)
