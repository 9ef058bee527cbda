"""Length, time, memory and disk are bounded, whatever the file is."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from tests.support.sounds import Sounds
from tests.unit.recordings.sound.conftest import TEN_MINUTES, Prepare
from tutti.recordings.sound import prepare, process, transcoding
from tutti.recordings.sound.process import TranscoderFailed, run
from tutti.recordings.sound.unplayable import TooHard, TooLong

MEGA = 1024 * 1024
WEIGH = """
import json, resource, sys
from datetime import timedelta
from pathlib import Path
from tutti.recordings.sound import prepare

made = prepare(Path(sys.argv[1]), Path(sys.argv[2]), limit=timedelta(hours=1))
kilobytes = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(json.dumps([made.duration_ms, sum(kilobytes) * 1024]))
"""


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
    command = [sys.executable, "-c", WEIGH, str(source), str(workdir)]
    env = os.environ | {"PYTHONPATH": "layers/core/python"}
    reply = subprocess.run(command, check=True, capture_output=True, env=env, text=True).stdout
    milliseconds, weight = json.loads(reply)
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
            patience=timedelta(milliseconds=300),
            file_bytes=0,
        )
    assert is_gone(int(b"".join(said)))


def test_a_kill_from_outside_is_not_the_files_fault(tmp_path: Path) -> None:
    said: list[bytes] = []
    with pytest.raises(TranscoderFailed):
        run(
            ["/bin/sh", "-c", f"kill -{signal.SIGKILL} $$"],
            tmp_path,
            take=said.append,
            patience=TEN_MINUTES,
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
