"""The library of a marked school."""

from tests.support.marked_grading import Adding


def add_library(school: Adding) -> None:
    """One of each that lies in it."""
    note = {"kind": "lesson_note", "title": school.mark, "text": school.mark, "tags": [school.mark]}
    resource = school.add("/v1/resources", **note, student_ids=[school.ids["student_id"]])
    name = {"composer": school.mark, "title": school.mark}
    piece, new = (school.add("/v1/pieces", **name) for _ in range(2))
    given = {"piece_id": piece["id"], "note": school.mark}
    school.add(f"/v1/students/{school.ids['student_id']}/pieces", **given)
    named = {"resource_id": resource["id"], "piece_id": piece["id"]}
    step = {"key": "first", "title": school.mark, "goal": school.mark} | named
    curriculum = school.add("/v1/curricula", name=school.mark, steps=[step])
    school.ids |= named | {"curriculum_id": curriculum["id"], "new_piece_id": new["id"]}
