"""The waveform is that of the samples, however they arrive."""

import math
from array import array
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sound.conftest import Prepare
from tests.support.sounds import Sounds, samples_of, waveform_of
from tutti.recordings.sound.peaks import PER_PIXEL, Peaks

SAMPLES = st.lists(st.integers(-32768, 32767), max_size=600)
CUTS = st.lists(st.integers(1, 700), min_size=1, max_size=8)


def naive(samples: list[int], sides: int) -> list[int]:
    """Lowest and highest of each pixel, by the definition."""
    step = PER_PIXEL * sides
    pixels = [samples[at : at + step] for at in range(0, len(samples), step)]
    return [math.floor(end(pixel) / 256) for pixel in pixels for end in (min, max)]


@given(samples=SAMPLES, sides=st.sampled_from([1, 2]), cuts=CUTS)
def test_is_the_lowest_and_the_highest_of_ten_milliseconds(
    samples: list[int], sides: int, cuts: list[int]
) -> None:
    whole = samples[: len(samples) // sides * sides]
    content, peaks, turn = array("h", whole).tobytes(), Peaks(sides), 0
    while content:
        length = cuts[turn % len(cuts)]
        peaks.take(content[:length])
        content, turn = content[length:], turn + 1
    peaks.finish()
    assert list(peaks.pairs) == naive(whole, sides)
    assert peaks.milliseconds == round(len(whole) / sides / 8)


def test_is_written_as_players_read_it(tmp_path: Path) -> None:
    peaks = Peaks(1)
    peaks.take(array("h", [0, 25600, -12800, 0] * 40).tobytes())
    peaks.finish()
    peaks.write(tmp_path / "peaks")
    assert waveform_of(tmp_path / "peaks") == {
        "version": 2,
        "channels": 1,
        "sample_rate": 8000,
        "samples_per_pixel": 80,
        "bits": 8,
        "length": 2,
        "data": [-50, 100, -50, 100],
    }


def test_the_same_sound_makes_the_same_bytes(sounds: Sounds, prepared: Prepare) -> None:
    first = prepared(sounds.click_as("aac.m4a"))
    before = first.peaks.read_bytes(), first.audio.read_bytes()
    again = prepared(sounds.click_as("aac.m4a"))
    assert (again.peaks.read_bytes(), again.audio.read_bytes()) == before


@pytest.mark.parametrize(
    "source",
    [
        "sine=440:d=3",
        "anoisesrc=d=3:a=0.4:c=pink",
        "aevalsrc=0.4*sin(PI*t*t*200):d=5",
        "sine=d=2,volume=30dB",
    ],
)
def test_is_the_waveform_of_what_is_played(source: str, sounds: Sounds, prepared: Prepare) -> None:
    made = prepared(sounds.heard(f"wave-{abs(hash(source))}.wav", source))
    drawn = waveform_of(made.peaks)["data"]
    played = samples_of(made.audio)
    expected = naive(list(played), 1)
    shown = min(len(drawn), len(expected))
    assert abs(len(drawn) - len(expected)) <= 2
    strays = [abs(drawn[at] - expected[at]) for at in range(8, shown - 8)]
    assert sum(strays) / len(strays) < 4
