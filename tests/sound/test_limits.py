"""Length, time, memory and disk are bounded, whatever the file is."""

import signal
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.sound.conftest import TEN_MINUTES, Prepare
from tests.support.sounds import Sounds
from tests.support.weighing import weighed
from tutti.recordings.sound import prepare, process, transcoding
from tutti.recordings.sound.binary import ffmpeg
from tutti.recordings.sound.process import Ending, Speech, TranscoderFailed, judged, run
from tutti.recordings.sound.unplayable import TooHard, TooLong

MEGA = 1024 * 1024


def long_sound(sounds: Sounds, name: str, seconds: float, *coding: str) -> Path:
    """A tone of this length, cheap to make and to read."""
    return sounds.made(name, "-f", "lavfi", "-i", f"sine=r=8000:d={seconds}:samples_per_frame=8000", *coding)


@pytest.mark.parametrize("name", ["whole.flac", "whole.aac"])
def test_takes_ten_minutes(name: str, sounds: Sounds, prepared: Prepare) -> None:
    assert prepared(long_sound(sounds, name, 600)).duration_ms == pytest.approx(600_000, abs=200)


@pytest.mark.parametrize("name", ["more.flac", "more.aac"])
def test_refuses_half_a_second_more(name: str, sounds: Sounds, prepared: Prepare, workdir: Path) -> None:
    with pytest.raises(TooLong):
        prepared(long_sound(sounds, name, 600.5))
    assert list(workdir.iterdir()) == []


def test_measures_what_a_header_does_not_say(sounds: Sounds, workdir: Path) -> None:
    source = long_sound(sounds, "unsaid.webm", 9, "-c:a", "libopus", "-live", "1")
    with pytest.raises(TooLong):
        prepare(source, workdir, limit=timedelta(seconds=8))
    assert list(workdir.iterdir()) == []


def test_refuses_what_outlasts_its_patience(sounds: Sounds, workdir: Path) -> None:
    with pytest.raises(TooHard):
        prepare(sounds.click(), workdir, limit=TEN_MINUTES, patience=timedelta(milliseconds=20))
    assert list(workdir.iterdir()) == []


def test_refuses_what_would_fill_the_disk(
    sounds: Sounds, prepared: Prepare, workdir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transcoding, "SPARE_BYTES", 1000)
    monkeypatch.setattr(transcoding, "BITS_OF_SOUND", 8)
    with pytest.raises(TooHard):
        prepared(sounds.click())
    assert list(workdir.iterdir()) == []


def test_memory_is_bounded(
    sounds: Sounds, prepared: Prepare, workdir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "MEMORY", 24 * MEGA)
    with pytest.raises((TooHard, TranscoderFailed)):
        prepared(sounds.click())
    assert list(workdir.iterdir()) == []


@pytest.mark.parametrize("minutes", [1, 10])
def test_takes_little_memory_whatever_the_length(minutes: int, sounds: Sounds, workdir: Path) -> None:
    source = long_sound(sounds, f"{minutes}.flac", 60 * minutes)
    milliseconds, weight = weighed(source, workdir)
    assert milliseconds == 60_000 * minutes
    assert weight < 160 * MEGA


def test_a_process_ends_with_its_children(tmp_path: Path) -> None:
    script = "sleep 60 & echo $!; sleep 60"
    said: list[bytes] = []
    with pytest.raises(TooHard):
        run(
            ["/bin/sh", "-c", f"PATH=/bin:/usr/bin; {script}"],
            tmp_path,
            take=said.append,
            until=time.monotonic() + 0.3,
            file_bytes=0,
        )
    assert is_gone(int(b"".join(said)))


def test_a_kill_from_outside_is_not_the_files_fault(tmp_path: Path) -> None:
    with pytest.raises(TranscoderFailed):
        judged(shell(f"kill -{signal.SIGKILL} $$", tmp_path))


def shell(script: str, workdir: Path) -> Ending:
    """How a process ends that does this."""
    until = time.monotonic() + 10
    return run(["/bin/sh", "-c", script], workdir, take=transcoding.ignore, until=until, file_bytes=0)


@pytest.mark.parametrize("code", [228, 245])
def test_a_full_disk_or_machine_is_not_the_files_fault(code: int, tmp_path: Path) -> None:
    with pytest.raises(TranscoderFailed):
        judged(shell(f"echo '[a @ 0x1] pthread_create() failed' >&2; exit {code}", tmp_path))


def test_ffmpeg_ends_with_that_code_when_the_disk_is_full(sounds: Sounds, tmp_path: Path) -> None:
    with pytest.raises(TranscoderFailed):
        judged(shell(f"{ffmpeg()} -y -i {sounds.click()} -f wav /dev/full", tmp_path))


@pytest.mark.parametrize("code", [229, 244])
def test_what_outgrows_its_bounds_is_too_hard(code: int, tmp_path: Path) -> None:
    with pytest.raises(TooHard):
        judged(shell(f"exit {code}", tmp_path))


@pytest.mark.parametrize("code", [0, 1, 234, 245])
@pytest.mark.parametrize("words", ["No space left on device", "pthread_create() failed", "File too large"])
def test_a_title_is_no_verdict(words: str, code: int, tmp_path: Path) -> None:
    ending = shell(f"echo '    title           : {words}' >&2; exit {code}", tmp_path)
    assert judged(ending).code == code


def test_counts_lost_packets_by_remarks_alone(tmp_path: Path) -> None:
    remark = "[aac @ 0x1] corrupt decoded frame"
    script = f"for at in 1 2 3; do echo '{remark}'; echo '    title : corrupt decoded frame'; done >&2"
    assert shell(script, tmp_path).lost == 3


def test_counts_a_remark_that_comes_in_two_pieces() -> None:
    speech = Speech()
    for piece in (b"[aac @ 0x1] corrupt dec", b"oded frame\n[aac"):
        speech.hear(piece)
    assert speech.lost == 1


def test_both_looks_at_a_file_end_in_good_time(
    sounds: Sounds, prepared: Prepare, monkeypatch: pytest.MonkeyPatch
) -> None:
    ends: list[float] = []

    def timed(*given: Any, until: float, **more: Any) -> Ending:
        ends.append(until)
        return run(*given, until=until, **more)

    monkeypatch.setattr(transcoding, "run", timed)
    begin = time.monotonic()
    prepared(sounds.click())
    assert len(ends) == 2
    assert ends[0] == ends[1] <= begin + 201


def test_goes_on_beyond_its_time_not_even_while_it_speaks(tmp_path: Path) -> None:
    with pytest.raises(TooHard):
        run(
            ["/bin/sh", "-c", "while :; do echo again; done"],
            tmp_path,
            take=lambda _: time.sleep(0.01),
            until=time.monotonic() + 0.3,
            file_bytes=0,
        )


def is_gone(pid: int) -> bool:
    """Whether the process ends within five seconds; one that nobody has fetched yet has ended."""
    for _ in range(500):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state in "ZX":
            return True
        time.sleep(0.01)
    return False
