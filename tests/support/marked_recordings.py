"""A recording and a file of a marked school."""

from tests.support.marked_grading import Adding
from tests.support.recording_bodies import SHEET, SOUND


def add_recordings(school: Adding) -> None:
    """One of each that is handed in."""
    of = {"student_id": school.ids["student_id"], "title": school.mark}
    recording = school.add("/v1/recordings", **SOUND | of)
    file = school.add("/v1/files", **SHEET | of)
    school.ids |= {"recording_id": recording["recording"]["id"], "file_id": file["file"]["id"]}
