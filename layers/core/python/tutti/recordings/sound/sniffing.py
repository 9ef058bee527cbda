"""What a file is by its first bytes; names and declared types are never asked."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from tutti.recordings.sound.frames import adts_length, chained, mpeg_length
from tutti.recordings.sound.unplayable import EmptyFile, NotAudio, Truncated

HEAD = 64 * 1024
ATOMS = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")
PICTURES = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis", b"crx ")


class Kind(StrEnum):
    """A container that is taken, by the name of FFmpeg's reader for it."""

    MP4 = "mov"
    MP3 = "mp3"
    ADTS = "aac"
    WAV = "wav"
    FLAC = "flac"
    OGG = "ogg"
    MATROSKA = "matroska"
    CAF = "caf"
    AIFF = "aiff"
    AMR = "amr"


def sniff(source: Path) -> Kind:
    """The container of the file; refuses an empty file, and whatever is no sound."""
    with source.open("rb") as file:
        head = file.read(HEAD)
        if not head:
            raise EmptyFile()
        kind = by_magic(head)
        if kind is None and head[:3] == b"ID3":
            file.seek(end_of_tags(file.seek, file.read))
            head = file.read(HEAD)
            kind = by_magic(head)
        if not head:
            raise Truncated()
    kind = kind or by_frames(head)
    if kind is None:
        raise NotAudio()
    return kind


def by_magic(head: bytes) -> Kind | None:
    """The container whose signature stands at the start."""
    if head[4:8] in ATOMS:
        return None if head[4:8] == b"ftyp" and head[8:12] in PICTURES else Kind.MP4
    if head[:4] in {b"RIFF", b"RF64", b"BW64"}:
        return Kind.WAV if head[8:12] == b"WAVE" else None
    if head[:4] == b"FORM":
        return Kind.AIFF if head[8:12] in {b"AIFF", b"AIFC"} else None
    if head[:4] == b"\x1aE\xdf\xa3":
        return Kind.MATROSKA if b"webm" in head[:64] or b"matroska" in head[:64] else None
    return by_word(head) or by_chain(head)


def by_word(head: bytes) -> Kind | None:
    """The container that begins with a word of its own."""
    words = {b"fLaC": Kind.FLAC, b"OggS": Kind.OGG, b"caff": Kind.CAF}
    is_amr = head.startswith((b"#!AMR\n", b"#!AMR-WB\n"))
    return Kind.AMR if is_amr else words.get(head[:4])


def by_chain(head: bytes) -> Kind | None:
    """A bare stream of frames that begins with the first byte."""
    if chained(head, 0, adts_length):
        return Kind.ADTS
    return Kind.MP3 if chained(head, 0, mpeg_length) else None


def by_frames(head: bytes) -> Kind | None:
    """MP3 whose first frames stand behind something else, as recorders that were cut leave them."""
    at = head.find(b"\xff")
    while at >= 0:
        if chained(head, at, mpeg_length, links=8):
            return Kind.MP3
        at = head.find(b"\xff", at + 1)
    return None


def end_of_tags(seek: Callable[[int], int], read: Callable[[int], bytes]) -> int:
    """Where the sound begins behind one or several ID3 tags."""
    at = 0
    for _ in range(8):
        seek(at)
        tag = read(10)
        if tag[:3] != b"ID3" or len(tag) < 10:
            break
        a, b, c, d = (byte & 0x7F for byte in tag[6:10])
        at += 10 + (a << 21 | b << 14 | c << 7 | d) + (10 if tag[5] & 0x10 else 0)
    return at
