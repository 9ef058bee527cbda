"""The library of a marked school."""

from tests.support.marked_grading import Adding


def add_library(school: Adding) -> None:
    """One of each that lies in it."""
    note = {"kind": "lesson_note", "title": school.mark, "text": school.mark, "tags": [school.mark]}
    resource = school.add("/v1/resources", **note, student_ids=[school.ids["student_id"]])
    school.ids |= {"resource_id": resource["id"]}
