"""What FFmpeg says of a file is read as it is meant, and not believed when it cannot be."""

from datetime import timedelta

import pytest

from tutti.recordings.sound.facts import channels_of, facts_of
from tutti.recordings.sound.unplayable import AbsurdHeader, Damaged, NoSound, TooManyStreams, UnknownFormat

HEAD = "Input #0, mov, from 'file:x':\n  Duration: 00:00:10.50, start: 0.000000, bitrate: 168 kb/s\n"
AAC = "  Stream #0:0[0x1](und): Audio: aac (LC) (mp4a), 48000 Hz, stereo, fltp, 166 kb/s (default)\n"
FILM = "  Stream #0:1[0x2](und): Video: h264 (High) (avc1), yuv420p, 64x64, 7 kb/s (default)\n"
COVER = "  Stream #0:1: Video: png, none, 90k tbr, 90k tbn (attached pic)\n"
TITLE = "  Metadata:\n    title           : "
SIZE = 100_000


def streams(line: str, count: int, first: int = 0) -> str:
    """So many streams, counted from the first."""
    return "".join(f"  Stream #0:{first + at}{line[line.index('[') :]}" for at in range(count))


def test_reads_coding_rate_layout_and_length() -> None:
    facts = facts_of(HEAD + AAC, SIZE)
    assert (facts.codec, facts.profile, facts.rate, facts.channels, facts.kbits) == (
        "aac",
        "LC",
        48_000,
        2,
        166,
    )
    assert facts.claim == timedelta(seconds=10, milliseconds=500)
    assert facts.is_fit


@pytest.mark.parametrize(
    ("layout", "channels"),
    [
        *(
            ("mono", 1),
            ("stereo", 2),
            ("2.1", 3),
            ("quad", 4),
            ("5.0(side)", 5),
            ("5.1", 6),
            ("7.1(wide)", 8),
        ),
        *(("6 channels (FL+FR+FC+LFE+SL+SR)", 6), ("5.1.2", 8), ("ambisonic 1", 0), ("", 0)),
    ],
)
def test_counts_channels(layout: str, channels: int) -> None:
    assert channels_of(layout) == channels


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("(LC)", "(HE-AAC)"),
        ("aac (LC)", "mp3"),
        ("48000", "96000"),
        ("stereo", "5.1"),
        ("166", "12"),
        ("166", "900"),
    ],
)
def test_remuxes_nothing_that_some_browser_cannot_play(before: str, after: str) -> None:
    assert not facts_of(HEAD + AAC.replace(before, after), SIZE).is_fit


@pytest.mark.parametrize(("more", "is_fit"), [(FILM, False), (COVER, True)])
def test_remuxes_sound_beside_a_cover_but_not_beside_a_film(more: str, is_fit: bool) -> None:
    assert facts_of(HEAD + AAC + more, SIZE).is_fit == is_fit


def test_remuxes_nothing_that_begins_late() -> None:
    assert not facts_of(HEAD + AAC.replace("166 kb/s", "166 kb/s, start 0.476780"), SIZE).is_fit


def test_does_not_believe_a_length_that_was_guessed() -> None:
    assert facts_of(f"[mp3 @ 0x1] Estimating duration from bitrate\n{HEAD}{AAC}", SIZE).claim is None


@pytest.mark.parametrize("tag", ["Estimating duration", "x\n[mp3 @ 0x1] Estimating duration"])
def test_takes_no_tag_for_a_remark_that_the_length_is_guessed(tag: str) -> None:
    opening, length = HEAD.split("\n", 1)
    said = f"{opening}\n{TITLE}{tag}\n{length}{AAC}"
    assert facts_of(said, SIZE).claim == timedelta(seconds=10, milliseconds=500)


def test_takes_no_title_for_too_many_streams() -> None:
    opening, length = HEAD.split("\n", 1)
    assert facts_of(f"{opening}\n{TITLE}exceeds max_streams\n{length}{AAC}", SIZE).is_fit


@pytest.mark.parametrize("place", ["before", "behind"])
@pytest.mark.parametrize(
    "line", ["  Duration: 00:00:01.00, start", "  Stream #0:0: Audio: mp3, 8000 Hz, mono"]
)
def test_refuses_lines_that_tags_have_drawn(line: str, place: str) -> None:
    opening, length = HEAD.split("\n", 1)
    tag = f"  Metadata:\n    x\n{line}: y\n"
    said = f"{opening}\n{tag}{length}{AAC}" if place == "before" else f"{HEAD}{AAC}{tag}"
    with pytest.raises(AbsurdHeader):
        facts_of(said, SIZE)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ("nonsense", Damaged),
        (HEAD, NoSound),
        (HEAD + FILM, NoSound),
        (HEAD + streams(AAC, 5), TooManyStreams),
        (HEAD + AAC + streams(FILM, 20, first=1), TooManyStreams),
        (HEAD + AAC.replace("aac (LC)", "none"), UnknownFormat),
        (HEAD + AAC.replace("48000", "1"), AbsurdHeader),
        (HEAD + AAC.replace("stereo", "64 channels"), AbsurdHeader),
        (HEAD.replace("00:00:10.50", "96:00:00.00") + AAC, AbsurdHeader),
    ],
)
def test_refuses_what_is_no_recording(said: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        facts_of(said, SIZE)
