"""From whatever a phone recorded to what every browser plays: files in, files out, no AWS."""

from tutti.recordings.sound.prepared import Prepared
from tutti.recordings.sound.transcoding import prepare
from tutti.recordings.sound.unplayable import Unplayable

__all__ = ["Prepared", "Unplayable", "prepare"]
