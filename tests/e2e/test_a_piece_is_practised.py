"""Work is assigned from a template, played, heard, commented on at its bar and graded; the family is told."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.support.deployed import Deployed, eventually
from tests.support.phones import a_song

SLUG = "forte"
OPUS, SECONDS = "audio/webm;codecs=opus", 5
CLICK_MS = 2_345
"""Where the one loud moment of the recording begins."""
QUIET = "0.02*sin(2*PI*300*t)"
CLICK = "0.8*sin(2*PI*1000*t)*between(t\\,2.345\\,2.365)"
A_MOMENT = 30
"""Milliseconds: within a frame of the sound, and a pixel of its waveform."""
Thing = dict[str, Any]
Who = dict[str, str]


@pytest.fixture(scope="module")
def teacher(deployed: Deployed) -> Who:
    return deployed.sign_in(SLUG, "teacher")


@pytest.fixture(scope="module")
def student(deployed: Deployed) -> Who:
    return deployed.sign_in(SLUG, "student")


@pytest.fixture(scope="module")
def guardian(deployed: Deployed) -> Who:
    return deployed.sign_in(SLUG, "guardian")


@pytest.fixture(scope="module")
def student_id(deployed: Deployed, student: Who) -> str:
    """The student who signs in, taught by the teacher who does."""
    found: str = deployed.get("/v1/me", student)["person_id"]
    teacher_id = deployed.get("/v1/me", deployed.sign_in(SLUG, "teacher"))["person_id"]
    office = deployed.sign_in(SLUG, "admin")
    deployed.post(f"/v1/students/{found}/teachers", office, {"teacher_id": teacher_id})
    return found


@pytest.fixture(scope="module")
def assignment(deployed: Deployed, teacher: Who, student_id: str) -> Thing:
    """A week's work, out of a template, published."""
    template = deployed.post(
        "/v1/assignment-templates",
        teacher,
        {
            "title": "{piece}, week by week",
            "sections": [
                {"kind": "warm_up", "text": "Five minutes of scales, {student}."},
                {"kind": "repertoire", "text": "Play bars {bars} of {piece} and record it.", "minutes": 15},
            ],
            "placeholders": [{"name": "piece"}, {"name": "bars", "default": "1-16"}],
        },
    )
    due = (datetime.now(UTC) + timedelta(days=7)).strftime("%Y-%m-%dT18:00:00")
    draft = {
        "template_id": template["id"],
        "values": {"piece": "Minuet in G"},
        "student_ids": [student_id],
        "due": due,
    }
    made = deployed.post("/v1/assignments", teacher, draft)
    return deployed.post(f"/v1/assignments/{made['id']}/publish", teacher, {"version": made["version"]})


@pytest.fixture(scope="module")
def recording(deployed: Deployed, student: Who, student_id: str) -> Thing:
    """What the student's browser has recorded, uploaded and ready."""
    song = a_song(OPUS, seconds=SECONDS, source=f"aevalsrc={QUIET}+{CLICK}:s=48000")
    draft = {"student_id": student_id, "title": "Minuet", "content_type": OPUS, "bytes": len(song)}
    announced = deployed.post("/v1/recordings", student, draft)
    form = announced["upload"]
    sent = deployed.http.post(form["url"], data=form["fields"], files={"file": ("minuet", song, OPUS)})
    assert sent.status_code == 201, sent.text
    path = f"/v1/recordings/{announced['recording']['id']}"
    return eventually(lambda: deployed.get(path, student), lambda one: one["state"] in ("ready", "rejected"))


@pytest.fixture(scope="module")
def submission(deployed: Deployed, student: Who, assignment: Thing, recording: Thing) -> Thing:
    """The recording, handed in."""
    work = {"assignment_id": assignment["id"], "recording_ids": [recording["id"]], "text": "Bar 7 is hard."}
    return deployed.post("/v1/submissions", student, work)


@pytest.fixture(scope="module")
def comment(deployed: Deployed, teacher: Who, submission: Thing) -> Thing:
    """What the teacher says at the bar."""
    [recording_id] = submission["recording_ids"]
    place = {
        "recording_id": recording_id,
        "at_ms": CLICK_MS,
        "bar": "bar 7",
        "submission_id": submission["id"],
    }
    return deployed.post("/v1/comments", teacher, place | {"text": "Lean into this note."})


@pytest.fixture(scope="module")
def grade(deployed: Deployed, teacher: Who, submission: Thing, comment: Thing) -> Thing:
    """The teacher's grade by rubric, told to the family: rhythm counts twice."""
    points = {"by": "points", "max_points": 10}
    rubric = {
        "name": "Playing",
        "criteria": [
            {"key": "rhythm", "name": "Rhythm", "weight": 2, "scale": points},
            {"key": "tone", "name": "Tone", "weight": 1, "scale": points, "must_pass": True},
        ],
    }
    made = deployed.post("/v1/rubrics", teacher, rubric)
    marks = [{"criterion": "rhythm", "points": 9}, {"criterion": "tone", "points": 6}]
    given = {"submission_id": submission["id"], "rubric_id": made["id"], "marks": marks, "is_released": True}
    return deployed.post("/v1/grades", teacher, given)


def test_the_template_is_filled_in(deployed: Deployed, assignment: Thing, student: Who) -> None:
    shown = deployed.get(f"/v1/assignments/{assignment['id']}", student)
    assert shown["title"] == "Minuet in G, week by week"
    assert [one["text"] for one in shown["sections"]][1] == "Play bars 1-16 of Minuet in G and record it."


def test_the_work_stands_on_the_students_list(
    deployed: Deployed, assignment: Thing, student: Who, student_id: str
) -> None:
    path = f"/v1/students/{student_id}/work"
    listed = eventually(
        lambda: deployed.get(path, student)["items"],
        lambda items: assignment["id"] in [one["assignment_id"] for one in items],
    )
    assert next(one for one in listed if one["assignment_id"] == assignment["id"])["state"] == "assigned"


def test_the_recording_is_as_long_as_it_was_played(recording: Thing) -> None:
    assert recording["state"] == "ready", recording["rejection"]
    assert abs(recording["duration_ms"] - SECONDS * 1000) <= A_MOMENT


def test_the_waveform_shows_the_moment(deployed: Deployed, recording: Thing) -> None:
    peaks = deployed.http.get(recording["peaks_url"]).json()
    loudest = max(range(peaks["length"]), key=lambda pixel: peaks["data"][2 * pixel + 1])
    at_ms = loudest * peaks["samples_per_pixel"] / peaks["sample_rate"] * 1000
    assert abs(at_ms - CLICK_MS) <= A_MOMENT


def test_a_player_reads_the_sound_in_pieces(deployed: Deployed, recording: Thing) -> None:
    piece = deployed.http.get(recording["audio_url"], headers={"range": "bytes=4-7"})
    assert (piece.status_code, piece.content, piece.headers["content-type"]) == (206, b"ftyp", "audio/mp4")


def test_the_teacher_hears_it_too(deployed: Deployed, teacher: Who, submission: Thing) -> None:
    [recording_id] = submission["recording_ids"]
    assert deployed.get(f"/v1/recordings/{recording_id}", teacher)["audio_url"]


def test_the_class_view_shows_who_has_handed_in(
    deployed: Deployed, teacher: Who, submission: Thing, student_id: str
) -> None:
    rows = deployed.get(f"/v1/assignments/{submission['assignment_id']}/work", teacher)["items"]
    assert [(one["student_id"], one["attempts"]) for one in rows] == [(student_id, 1)]


def test_the_family_reads_the_comment_at_its_bar(deployed: Deployed, guardian: Who, comment: Thing) -> None:
    listed = deployed.get(f"/v1/comments?recording_id={comment['recording_id']}", guardian)["items"]
    assert [(one["at_ms"], one["bar"], one["text"]) for one in listed] == [
        (CLICK_MS, "bar 7", "Lean into this note.")
    ]


def test_the_rubric_is_weighed(grade: Thing) -> None:
    assert (grade["score"]["hundredths"], grade["score"]["is_passed"]) == (8_000, True)


def test_the_family_sees_the_grade(deployed: Deployed, guardian: Who, grade: Thing) -> None:
    seen = deployed.get(f"/v1/grades/{grade['id']}", guardian)
    assert seen["score"] == grade["score"]


def kinds_of_notes(deployed: Deployed, who: Who) -> set[str]:
    """What somebody is told of."""
    return {one["kind"] for one in deployed.get("/v1/me/notes", who)["items"]}


def test_the_family_is_told_of_the_work_the_comment_and_the_grade(
    deployed: Deployed, guardian: Who, grade: Thing
) -> None:
    told = {"assignment_given", "comment_added", "grade_given"}
    seen = eventually(lambda: kinds_of_notes(deployed, guardian), lambda kinds: told <= kinds)
    assert told <= seen, grade["id"]


def test_the_teacher_is_told_of_what_was_handed_in(
    deployed: Deployed, teacher: Who, submission: Thing
) -> None:
    seen = eventually(lambda: kinds_of_notes(deployed, teacher), lambda kinds: "submission_received" in kinds)
    assert "submission_received" in seen, submission["id"]
