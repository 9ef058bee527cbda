"""The waveform: the lowest and the highest sample of every ten milliseconds, in constant memory.

The form is audiowaveform's JSON, version 2, as wavesurfer.js and peaks.js read it: pairs of the lowest and
the highest in 8 bits. Both sides of a stereo recording count: those that cancel each other are seen as well.
"""

import gzip
from array import array
from pathlib import Path

RATE = 8_000
PER_PIXEL = 80
FLIP = bytes(byte ^ 0x80 for byte in range(256))
"""Makes signed bytes ones that Python compares rightly."""
ZERO = 0x80


class Peaks:
    """Takes 16-bit samples at 8 kHz, the sides interleaved, in pieces of any length."""

    def __init__(self, sides: int) -> None:
        self.sides = sides
        self._pairs = array("b")
        self._rest = b""
        self._bytes = 0

    def take(self, piece: bytes) -> None:
        """Take the next samples in."""
        self._bytes += len(piece)
        whole = self._rest + piece
        step = 2 * PER_PIXEL * self.sides
        end = len(whole) - len(whole) % step
        self._rest = whole[end:]
        self._add(whole[1:end:2].translate(FLIP))

    def finish(self) -> None:
        """Make the last pixel of what is left of less than ten milliseconds."""
        left = self._rest[1 : len(self._rest) - len(self._rest) % 2 : 2]
        self._rest = b""
        self._add(left.translate(FLIP))

    @property
    def milliseconds(self) -> int:
        """How long it has sounded so far."""
        return round(1000 * self._bytes / (2 * self.sides * RATE))

    @property
    def pairs(self) -> array[int]:
        """Lowest and highest of each pixel, one after the other."""
        return self._pairs

    def write(self, place: Path) -> None:
        """Write the waveform, gzipped; the same samples make the same bytes."""
        head = (
            f'{{"version":2,"channels":1,"sample_rate":{RATE},"samples_per_pixel":{PER_PIXEL},'
            f'"bits":8,"length":{len(self._pairs) // 2},"data":['
        )
        text = head + ",".join(map(str, self._pairs)) + "]}\n"
        place.write_bytes(gzip.compress(text.encode(), 6, mtime=0))

    def _add(self, high: bytes) -> None:
        step = PER_PIXEL * self.sides
        for at in range(0, len(high), step):
            pixel = high[at : at + step]
            self._pairs.append(min(pixel) - ZERO)
            self._pairs.append(max(pixel) - ZERO)
