"""Standard MIDI files: a header, then as many tracks as it says, each of the length it says."""

import struct

from tutti.recordings.sheets.unreadable import Incomplete, Unreadable

FORMATS = (0, 1, 2)
HEADER = 14


def leaves(content: bytes) -> dict[str, int]:
    """Nothing to see; refuses a file whose tracks are not all there."""
    if len(content) < HEADER:
        raise Incomplete()
    length, kind, tracks = struct.unpack_from(">IHH", content, 4)
    if length < 6 or kind not in FORMATS or not tracks:
        raise Unreadable()
    at = 8 + length
    while tracks:
        if at + 8 > len(content):
            raise Incomplete()
        name, length = struct.unpack_from(">4sI", content, at)
        tracks -= name == b"MTrk"
        at += 8 + length
    if at > len(content):
        raise Incomplete()
    return {}
