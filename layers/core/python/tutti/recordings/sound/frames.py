"""Headers of bare frames: MPEG layers II and III (ISO 11172-3, 13818-3), ADTS (13818-7), AMR (RFC 4867)."""

from collections.abc import Callable

KBITS = {
    (1, 2): (32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (1, 3): (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (2, 2): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (2, 3): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
AMR_NARROW = (12, 13, 15, 17, 19, 20, 26, 31, 5, 0, 0, 0, 0, 0, 0, 0)
AMR_WIDE = (17, 23, 32, 36, 40, 46, 50, 58, 60, 5, 0, 0, 0, 0, 0, 0)


def mpeg_length(head: bytes) -> int:
    """The bytes of the MPEG audio frame that begins here; 0 when none does."""
    if len(head) < 4 or head[0] != 0xFF or head[1] < 0xE0:
        return 0
    version, layer = head[1] >> 3 & 3, 4 - (head[1] >> 1 & 3)
    bits, rate, padding = head[2] >> 4, head[2] >> 2 & 3, head[2] >> 1 & 1
    if version == 1 or layer not in {2, 3} or bits in {0, 15} or rate == 3:
        return 0
    generation = 1 if version == 3 else 2
    samples = 72000 if layer == 3 and generation == 2 else 144000
    return samples * KBITS[generation, layer][bits - 1] // RATES[version][rate] + padding


def adts_length(head: bytes) -> int:
    """The bytes of the ADTS frame that begins here; 0 when none does."""
    if len(head) < 7 or head[0] != 0xFF or head[1] & 0xF6 != 0xF0:
        return 0
    length = (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5
    return length if length > 7 and head[2] >> 2 & 15 < 13 else 0


def amr_length(head: bytes, *, is_wide: bool) -> int:
    """The bytes of the AMR frame that begins here."""
    return 1 + (AMR_WIDE if is_wide else AMR_NARROW)[head[0] >> 3 & 15]


def chained(head: bytes, at: int, length: Callable[[bytes], int], links: int = 3) -> bool:
    """Whether so many frames of one sort follow each other from here; two, where the file ends with them."""
    first = sort(head, at)
    for link in range(links):
        step = length(head[at : at + 7])
        if not step or sort(head, at) != first:
            return link > 1 and at == len(head)
        at += step
    return True


def sort(head: bytes, at: int) -> bytes:
    """What frames of one stream share: version, layer and sample rate."""
    return bytes(byte & mask for byte, mask in zip(head[at + 1 : at + 3], b"\xfe\x0c", strict=False))
