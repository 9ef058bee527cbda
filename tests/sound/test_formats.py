"""Whatever a phone or a browser records becomes playable, and stays on its own timeline."""

from pathlib import Path

import pytest

from tests.sound.conftest import Prepare
from tests.support.sounds import CLICK_MS, FILMS, FORMATS, LENGTH_MS, Sounds, loudest, samples_of, waveform_of
from tutti.recordings.sound import Prepared

PIXEL_MS = 10
LATE_MS = 500
FIT = {"aac.m4a", "aac.3gp", "bare.aac", "fragments.mp4"}


def frame_ms(made: Prepared) -> float:
    """How long one frame of the audio lasts."""
    return 1000 * 1024 / made.sample_rate


def assert_click_stands_at(made: Prepared, milliseconds: int) -> None:
    """The click is where it was, in the waveform and in what is played, and so is the end."""
    pairs = waveform_of(made.peaks)["data"]
    played = samples_of(made.audio)
    near = frame_ms(made) + 3
    assert abs(loudest(pairs) // 2 * PIXEL_MS - milliseconds) <= near + PIXEL_MS
    assert abs(loudest(played) / 8 - milliseconds) <= near
    assert abs(loudest(pairs) // 2 * PIXEL_MS - loudest(played) / 8) <= PIXEL_MS + 1
    assert abs(len(played) / 8 - made.duration_ms) <= frame_ms(made)


@pytest.mark.parametrize("name", FORMATS)
def test_keeps_a_click_at_its_millisecond(name: str, sounds: Sounds, prepared: Prepare) -> None:
    made = prepared(sounds.click_as(name))
    assert_click_stands_at(made, CLICK_MS)
    assert abs(made.duration_ms - LENGTH_MS) <= 2 * frame_ms(made)
    assert made.was_remuxed == (name in FIT)


@pytest.mark.parametrize("name", FILMS)
def test_takes_the_sound_of_a_film(name: str, sounds: Sounds, prepared: Prepare) -> None:
    made = prepared(sounds.film(name))
    assert_click_stands_at(made, CLICK_MS)
    assert not made.was_remuxed


@pytest.mark.parametrize("name", ["film.mp4", "film.webm"])
def test_keeps_the_silence_before_a_track_that_begins_late(
    name: str, sounds: Sounds, prepared: Prepare
) -> None:
    made = prepared(sounds.film(f"late-{name}", *FILMS[name], late="0.5"))
    assert_click_stands_at(made, CLICK_MS + LATE_MS)


def test_fills_a_gap_in_the_timeline_with_silence(sounds: Sounds, prepared: Prepare) -> None:
    gap = "setts=ts=if(gt(N\\,50)\\,TS+96000\\,TS)"
    made = prepared(sounds.click_as("gap.webm", "-c:a", "libopus", "-bsf:a", gap))
    assert_click_stands_at(made, CLICK_MS + 2000)


def test_cuts_where_a_phone_has_cut(sounds: Sounds, prepared: Prepare) -> None:
    whole = sounds.click_as("aac.m4a")
    made = prepared(sounds.made("cut.m4a", "-ss", "5", "-i", str(whole), "-c", "copy"))
    assert_click_stands_at(made, CLICK_MS - 5000)


def test_names_are_not_believed(sounds: Sounds, prepared: Prepare) -> None:
    renamed = sounds.written("click.mp3", lambda: sounds.click_as("flac.flac").read_bytes())
    assert_click_stands_at(prepared(renamed), CLICK_MS)


@pytest.mark.parametrize("rate", [8000, 11025, 22050, 44100, 88200, 96000, 192000])
def test_takes_every_usual_sample_rate(rate: int, sounds: Sounds, prepared: Prepare) -> None:
    made = prepared(sounds.click_as(f"{rate}.flac", "-ar", str(rate)))
    assert_click_stands_at(made, CLICK_MS)
    assert made.sample_rate == {88200: 44100, 96000: 48000, 192000: 48000}.get(rate, rate)


@pytest.mark.parametrize("layout", ["mono", "stereo", "2.1", "3.0", "quad", "5.0", "5.1", "7.1"])
def test_mixes_every_layout_to_two_sides_at_most(layout: str, sounds: Sounds, prepared: Prepare) -> None:
    sides = "c0=c0" if layout == "mono" else "c0=c0|c1=c0"
    made = prepared(sounds.heard(f"{layout}.wav", f"sine=880:d=2,pan={layout}|{sides}"))
    assert made.channels == (1 if layout == "mono" else 2)
    assert max(map(abs, samples_of(made.audio, channels=made.channels))) > 300


def test_mixing_down_does_not_clip(sounds: Sounds, prepared: Prepare) -> None:
    sides = "|".join(f"c{side}=7.9*c0" for side in range(6))
    made = prepared(sounds.heard("loud.wav", f"sine=440:d=2,pan=5.1|{sides}"))
    assert max(map(abs, samples_of(made.audio, 48_000, 2))) < 32_700
    assert made.peak_dbfs is not None
    assert made.peak_dbfs <= 0.1


def test_puts_the_index_first(sounds: Sounds, prepared: Prepare) -> None:
    for name in ("aac.m4a", "16bit.wav"):
        content = prepared(sounds.click_as(name)).audio.read_bytes()
        assert content.index(b"moov") < content.index(b"mdat")


def test_does_not_touch_the_upload(sounds: Sounds, prepared: Prepare, workdir: Path) -> None:
    source = sounds.click_as("aac.m4a")
    before = source.read_bytes()
    prepared(source)
    assert source.read_bytes() == before
    assert sorted(path.name for path in workdir.iterdir()) == ["audio.m4a", "peaks.json.gz"]
