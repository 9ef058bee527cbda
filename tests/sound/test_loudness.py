"""Loudness and peak are measured as EBU R 128 asks, on the way."""

import pytest

from tests.sound.conftest import Prepare
from tests.support.sounds import Sounds


def tone(level: float, seconds: float = 5) -> str:
    """A tone of 1 kHz in both sides, so many decibels below full scale."""
    side = f"{10 ** (level / 20)}*sin(2000*PI*t)"
    return f"aevalsrc={side}|{side}:s=48000:d={seconds}"


@pytest.mark.parametrize("level", [-23.0, -33.0, -6.0])
def test_a_tone_in_both_sides_is_as_loud_as_it_is_high(
    level: float, sounds: Sounds, prepared: Prepare
) -> None:
    made = prepared(sounds.heard(f"tone{level}.wav", tone(level)))
    assert made.loudness_lufs == pytest.approx(level, abs=0.2)
    assert made.peak_dbfs == pytest.approx(level, abs=0.2)


def test_a_remuxed_recording_is_measured_alike(sounds: Sounds, prepared: Prepare) -> None:
    made = prepared(sounds.heard("tone.m4a", tone(-23)))
    assert made.was_remuxed
    assert made.loudness_lufs == pytest.approx(-23, abs=0.2)


def test_pauses_do_not_make_it_softer(sounds: Sounds, prepared: Prepare) -> None:
    made = prepared(sounds.heard("pauses.wav", tone(-23) + ",apad=pad_dur=5"))
    assert made.loudness_lufs == pytest.approx(-23, abs=0.5)


def test_what_is_shorter_than_a_block_has_no_loudness(sounds: Sounds, prepared: Prepare) -> None:
    made = prepared(sounds.heard("blip.wav", tone(-10, seconds=0.3)))
    assert made.loudness_lufs is None
    assert made.peak_dbfs == pytest.approx(-10, abs=0.5)


def test_a_clipped_recording_peaks_at_full_scale(sounds: Sounds, prepared: Prepare) -> None:
    made = prepared(sounds.heard("clipped.wav", tone(-3) + ",volume=20dB"))
    assert made.peak_dbfs == pytest.approx(0, abs=2.5)
