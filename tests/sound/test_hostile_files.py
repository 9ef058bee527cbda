"""What is no recording is refused by its name, and leaves nothing behind."""

from pathlib import Path

import pytest

from tests.sound.conftest import Prepare
from tests.support.hostile_sounds import HOSTILE, wav
from tests.support.sounds import Sounds, samples_of
from tutti.recordings.sound import Unplayable
from tutti.recordings.sound.command import to_look
from tutti.recordings.sound.sniffing import Kind


@pytest.mark.parametrize("name", HOSTILE)
def test_refuses_by_name(name: str, sounds: Sounds, prepared: Prepare, workdir: Path) -> None:
    code, content = HOSTILE[name]
    source = sounds.written(f"hostile-{name}", lambda: content(sounds))
    with pytest.raises(Unplayable) as refused:
        prepared(source)
    assert refused.value.code() == code
    assert list(workdir.iterdir()) == []


def test_every_refusal_says_what_to_do() -> None:
    for refusal in Unplayable.__subclasses__():
        assert refusal.title().count(";") == 1
        assert len(refusal.title()) <= 110


def test_prepares_the_next_file_after_a_hostile_one(sounds: Sounds, prepared: Prepare) -> None:
    with pytest.raises(Unplayable):
        prepared(sounds.written("some.html", lambda: b"<html>"))
    assert prepared(sounds.click_as("aac.m4a")).duration_ms == 14_000


@pytest.mark.parametrize("claim", [0, 0xFFFFFFFF])
def test_takes_what_a_recorder_could_not_finish(claim: int, sounds: Sounds, prepared: Prepare) -> None:
    unfinished = sounds.written(f"unfinished-{claim}.wav", lambda: wav(claim=claim))
    assert prepared(unfinished).duration_ms == 1134


def test_ffmpeg_may_open_nothing_but_files(sounds: Sounds) -> None:
    command = to_look(sounds.click(), Kind.WAV)
    assert command[command.index("-protocol_whitelist") + 1] == "file,pipe"
    assert command[command.index("-f") + 1] == "wav"


def test_plays_no_words_in_a_key_as_a_stream(sounds: Sounds, prepared: Prepare) -> None:
    lie = "title=x\n  Stream #0:7: Audio: aac (LC), 9 Hz, stereo, fltp, 128 kb/s"
    source = sounds.made("lie.flac", "-i", str(sounds.click()), "-metadata", lie)
    assert prepared(source).sample_rate == 48_000


@pytest.mark.parametrize(
    "title",
    ["No space left on device", "pthread_create() failed", "Cannot allocate memory", "matches no streams"],
)
def test_a_title_decides_nothing(title: str, sounds: Sounds, prepared: Prepare) -> None:
    source = sounds.made(f"{title[:4]}.flac", "-i", str(sounds.click()), "-metadata", f"title={title}")
    assert prepared(source).duration_ms == 14_000


def test_a_stereo_recording_whose_sides_cancel_each_other_is_not_silent(
    sounds: Sounds, prepared: Prepare
) -> None:
    made = prepared(sounds.heard("apart.wav", "sine=d=2,pan=stereo|c0=c0|c1=-1*c0"))
    assert max(map(abs, samples_of(made.audio, channels=2))) > 3000
