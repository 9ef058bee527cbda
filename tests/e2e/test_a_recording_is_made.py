"""Recordings on the deployed cloud: from the browser to S3, to the transcoder, to who may hear them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.support.deployed import Deployed, eventually
from tests.support.phones import SILENCE, a_song
from tests.support.sheet_files import a_pdf
from tests.support.small_school import SmallSchool, Thing
from tests.support.uploader import Uploader

AT_ONCE = 20
FRAME = 1024 / 48
"""Milliseconds of a frame of AAC."""
HTML = b"<!doctype html><html><body>renamed to song.mp3</body></html>"
KEPT = ["renditions/audio.m4a", "renditions/peaks.json", "uploads"]


@pytest.fixture(scope="module")
def piano(deployed: Deployed) -> Uploader:
    return Uploader(SmallSchool.founded(deployed))


def read(piano: Uploader, url: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    reply = piano.deployed.http.get(url, headers=headers)
    return reply.status_code, reply.content, dict(reply.headers)


def names(piano: Uploader, recording_id: str) -> list[str]:
    return [
        "/".join(part for part in key.split("/") if not part.isdigit()) for key in piano.objects(recording_id)
    ]


@pytest.mark.parametrize("content_type", ["audio/mp4", "audio/webm;codecs=opus", "audio/mpeg"])
def test_what_a_phone_records_is_heard_in_ranges_and_drawn(piano: Uploader, content_type: str) -> None:
    made = piano.over(piano.upload(a_song(content_type), content_type))
    assert made["state"] == "ready", made
    assert abs(made["duration_ms"] - 2000) <= 2 * FRAME
    status, begun, headers = read(piano, made["audio_url"], range="bytes=0-11")
    assert (status, begun[4:8], headers["content-type"]) == (206, b"ftyp", "audio/mp4")
    peaks: Thing = piano.deployed.http.get(made["peaks_url"]).json()
    assert (peaks["version"], peaks["length"] * 2) == (2, len(peaks["data"]) // peaks.get("channels", 1))


def test_the_family_and_the_office_hear_it_and_a_stranger_does_not(
    piano: Uploader, rival: dict[str, str]
) -> None:
    path = f"/v1/recordings/{piano.upload(a_song())}"
    assert eventually(
        lambda: piano.deployed.get(path, piano.school.owner), lambda found: "audio_url" in found
    )
    assert piano.deployed.http.get(piano.deployed.api + path, headers=rival).status_code == 404


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (lambda: HTML, "NotAudio"),
        (lambda: a_song(source=SILENCE), "Silent"),
        (lambda: a_song()[:-4000], "Truncated"),
    ],
    ids=["renamed", "silent", "truncated"],
)
def test_what_is_no_recording_is_rejected_in_words_and_leaves_nothing(
    piano: Uploader, content: Callable[[], bytes], code: str
) -> None:
    before = piano.storage()
    recording_id = piano.upload(content(), "audio/mpeg")
    rejection = piano.over(recording_id)["rejection"]
    assert rejection["code"] == code
    assert len(rejection["message"].split()) > 5
    eventually(lambda: piano.objects(recording_id), lambda left: left == [])
    assert piano.storage() == before


def test_what_arrives_damaged_is_found_out(piano: Uploader) -> None:
    song = a_song()
    recording_id = piano.upload(song, sends=song[:-1] + bytes([song[-1] ^ 1]))
    assert piano.over(recording_id)["rejection"]["code"] == "ArrivedDamaged"


def test_s3_takes_nothing_larger_than_was_announced(piano: Uploader) -> None:
    song = a_song()
    announced = piano.announce(song)
    assert piano.post(announced["upload"], song + b"more") >= 400


def test_twenty_uploads_at_once_some_of_them_twice_are_each_exactly_one_recording(piano: Uploader) -> None:
    song = a_song(seconds=1)
    used, reserved = piano.storage()
    with ThreadPoolExecutor(AT_ONCE) as crowd:
        sent = list(crowd.map(lambda number: piano.upload(song, times=1 + number % 3), range(AT_ONCE)))
    made = [piano.over(recording_id) for recording_id in sent]
    assert len({one["id"] for one in made}) == AT_ONCE
    assert [(one["state"], one["revision"]) for one in made] == [("ready", 1)] * AT_ONCE
    assert all(names(piano, recording_id) == KEPT for recording_id in sent)
    assert piano.storage() == (used + sum(one["kept_bytes"] for one in made), reserved)


def test_it_is_made_anew_while_it_can_be_heard(piano: Uploader) -> None:
    path = f"/v1/recordings/{piano.over(piano.upload(a_song()))['id']}"
    asked = piano.deployed.post(f"{path}/transcode", piano.school.owner)
    assert asked["state"] == "ready"
    eventually(lambda: piano.deployed.get(path, piano.parent), lambda found: found["revision"] == 2)


def test_deleting_leaves_no_byte_also_of_an_upload_that_comes_after(piano: Uploader) -> None:
    song, before = a_song(), piano.storage()
    announced = piano.announce(song)
    recording_id = announced["recording"]["id"]
    assert piano.post(announced["upload"], song) == 201
    piano.over(recording_id)
    gone = piano.school.send("DELETE", f"/v1/recordings/{recording_id}")
    assert (gone.status_code, piano.objects(recording_id), piano.storage()) == (204, [], before)
    assert piano.post(announced["upload"], song) == 201
    eventually(lambda: piano.objects(recording_id), lambda left: left == [])


def test_a_score_is_opened_page_by_page(piano: Uploader) -> None:
    pdf = a_pdf(3)
    announced = piano.announce(pdf, "application/pdf", path="files")
    assert piano.post(announced["upload"], pdf) == 201
    path = f"/v1/files/{announced['file']['id']}"
    found = eventually(lambda: piano.deployed.get(path, piano.parent), lambda file: "url" in file)
    assert found["pages"] == 3
    assert read(piano, found["url"])[:2] == (200, pdf)
