"""The one way from an upload to a recording."""

from datetime import timedelta
from pathlib import Path

from tutti.recordings.sound.prepared import Prepared


def prepare(source: Path, workdir: Path, *, limit: timedelta) -> Prepared:
    """The playable form of a file and its waveform, written into the work folder, which exists.

    Refuses (`Unplayable`) what is no recording, is broken or longer than the limit; then it leaves nothing behind.
    """
    raise NotImplementedError
