"""What is kept as it is plays what was measured, frame by frame."""

import struct
from datetime import timedelta
from pathlib import Path

import pytest

from tests.sound.conftest import Prepare
from tests.support.sounds import Sounds, samples_of
from tutti.recordings.sound import prepare
from tutti.recordings.sound.kept import is_even, plays_as_measured

RATE = 48_000
FRAMES = 2814
"""Of a minute."""
HALF = ((FRAMES - 1, 512), (1, 256))
WAVERING = ((FRAMES // 2, 512), (FRAMES // 2, 1536))
LENGTHS = {b"mvhd": 20, b"tkhd": 24, b"mdhd": 20, b"elst": 12}
"""Where boxes of MP4 say how long it lasts."""


def paced(sounds: Sounds, *runs: tuple[int, int]) -> Path:
    """A minute of AAC in MP4 of which so many frames are said to last so many samples each, in two runs."""
    content = bytearray(sounds.heard("minute.m4a", f"sine=440:r={RATE}:d=60").read_bytes())
    table = content.index(b"stts") + 8
    assert struct.unpack_from(">III", content, table) == (2, FRAMES - 1, 1024)
    for row, run in enumerate(runs):
        struct.pack_into(">II", content, table + 4 + 8 * row, *run)
    for box, place in LENGTHS.items():
        struct.pack_into(">I", content, content.index(box) + place, sum(count * step for count, step in runs))
    name = "-".join(f"{count}x{step}" for count, step in runs)
    return sounds.written(f"{name}.m4a", lambda: bytes(content))


def test_keeps_no_more_sound_than_it_measures(sounds: Sounds, workdir: Path) -> None:
    made = prepare(paced(sounds, *HALF), workdir, limit=timedelta(seconds=31))
    assert not made.was_remuxed
    assert len(samples_of(made.audio)) / 8 == pytest.approx(made.duration_ms, abs=50)
    assert made.audio.stat().st_size < 31 * 128_000 / 8


def test_copies_no_frames_at_a_pace_of_their_own(sounds: Sounds, prepared: Prepare) -> None:
    made = prepared(paced(sounds, *WAVERING))
    assert not made.was_remuxed
    assert made.duration_ms == pytest.approx(60_000, abs=50)


def test_copies_the_same_minute_at_its_own_pace(sounds: Sounds, prepared: Prepare) -> None:
    assert prepared(sounds.heard("minute.m4a", f"sine=440:r={RATE}:d=60")).was_remuxed


@pytest.mark.parametrize("name", ["four.aac", "four.m4a"])
def test_copies_what_lasts_longer_than_short_numbers_count(
    name: str, sounds: Sounds, prepared: Prepare
) -> None:
    assert prepared(sounds.heard(name, "sine=440:r=8000:d=160:samples_per_frame=8000")).was_remuxed


@pytest.mark.parametrize("name", ["aac.m4a", "aac.3gp", "bare.aac", "fragments.mp4"])
def test_a_copy_plays_as_long_as_was_measured(name: str, sounds: Sounds, prepared: Prepare) -> None:
    made = prepared(sounds.click_as(name))
    assert plays_as_measured(made.audio, made.sample_rate, made.duration_ms)


@pytest.mark.parametrize("skew", [-200, 200, 14_000])
def test_a_copy_that_plays_longer_or_shorter_is_found_out(
    skew: int, sounds: Sounds, prepared: Prepare
) -> None:
    made = prepared(sounds.click_as("aac.m4a"))
    assert not plays_as_measured(made.audio, made.sample_rate, made.duration_ms + skew)


def test_encodes_what_would_not_play_as_measured(
    sounds: Sounds, prepared: Prepare, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tutti.recordings.sound.transcoding.plays_as_measured", lambda *_: False)
    made = prepared(sounds.click_as("bare.aac"))
    assert not made.was_remuxed
    assert made.duration_ms == pytest.approx(14_000, abs=50)


@pytest.mark.parametrize(
    ("runs", "is_so"),
    [
        ([(9, 1024)], True),
        ([(9, 1024), (1, 30)], True),
        ([(1, 30)], True),
        ([], False),
        ([(9, 512)], False),
        ([(9, 1024), (2, 30)], False),
        ([(1, 30), (9, 1024)], False),
        ([(9, 1024), (1, 2048)], False),
    ],
)
def test_only_the_last_frame_may_be_shorter(runs: list[tuple[int, ...]], is_so: bool) -> None:
    assert is_even(runs, RATE, RATE) == is_so


def test_counts_in_the_timescale_of_the_track() -> None:
    assert is_even([(9, 2048)], RATE, 2 * RATE)
    assert not is_even([(9, 1024)], RATE, 2 * RATE)
