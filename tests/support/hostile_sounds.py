"""Files that pretend to be recordings, and recordings that something has happened to."""

import io
import random
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.support.sounds import NARROW, Sounds, call

NOISE = random.Random(4).randbytes(100_000)
Maker = Callable[[Sounds], bytes]


def wav(*, rate: int = 44_100, channels: int = 1, data: bytes = NOISE, claim: int | None = None) -> bytes:
    """A WAV file whose header says this, whatever follows it."""
    frame = channels * 2
    form = struct.pack("<HHIIHH", 1, channels, rate, min(rate * frame, 0xFFFFFFFF), frame, 16)
    size = len(data) if claim is None else claim
    body = b"WAVEfmt " + struct.pack("<I", 16) + form + b"data" + struct.pack("<I", size) + data
    return b"RIFF" + struct.pack("<I", min(len(body), 0xFFFFFFFF)) + body


def zipped() -> bytes:
    """An archive of ten million zeros."""
    place = io.BytesIO()
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("song.mp3", bytes(10_000_000))
    return place.getvalue()


def cut(content: bytes, part: float = 0.6) -> bytes:
    """The beginning of a file."""
    return content[: int(len(content) * part) + 1]


def scratched(content: bytes, *, spared: int = 4000) -> bytes:
    """A file with every hundredth byte wrong, but for its beginning and its end."""
    chance, damaged = random.Random(7), bytearray(content)
    for at in range(spared, len(damaged) - spared):
        if chance.random() < 0.01:
            damaged[at] = chance.randrange(256)
    return bytes(damaged)


def blanked(content: bytes) -> bytes:
    """An MP4 of whose sound only the beginning has arrived, as downloads that were broken off leave it."""
    at = content.index(b"mdat") + 5000
    return content[:at] + bytes(len(content) - at)


def boastful_flac(content: bytes) -> bytes:
    """A FLAC that claims 2^36 samples in its head."""
    head = bytearray(content)
    head[21] |= 0x0F
    head[22:26] = b"\xff" * 4
    return bytes(head)


def click(name: str, *coding: str) -> Maker:
    """The bytes of the click in this format."""
    return lambda sounds: sounds.click_as(name, *coding).read_bytes()


def fast(sounds: Sounds) -> bytes:
    """The click as AAC with its index in front."""
    return sounds.click_as("fast.m4a", "-c:a", "aac", "-movflags", "+faststart").read_bytes()


def locked(sounds: Sounds) -> bytes:
    """An MP4 under common encryption."""
    key = "00112233445566778899aabbccddeeff"
    how = ("-encryption_scheme", "cenc-aes-ctr", "-encryption_key", key, "-encryption_kid", key)
    return sounds.made("locked.mp4", "-f", "lavfi", "-i", "sine=d=2", "-c:a", "aac", *how).read_bytes()


def tracks(count: int) -> Maker:
    """A file of so many sound tracks."""
    source = ("-f", "lavfi", "-i", "sine=d=0.5", *("-map", "0") * count, "-c:a", "pcm_s16le")
    return lambda sounds: sounds.made(f"{count}.mka", *source).read_bytes()


def forged(line: str) -> Maker:
    """A FLAC the name of whose tag goes on in a line of its own."""
    tag = ("-metadata", f"X\n{line}=x")
    return lambda sounds: sounds.made(
        f"forged-{line[2:5]}.flac", "-i", str(sounds.click()), *tag
    ).read_bytes()


def leaping(sounds: Sounds) -> bytes:
    """A WebM whose third second stands ten days behind its second one."""
    leap = "setts=ts=if(gt(N\\,50)\\,TS+864000000\\,TS)"
    return sounds.click_as("leap.webm", "-c:a", "libopus", "-bsf:a", leap).read_bytes()


def heard(name: str, source: str, *coding: str) -> Maker:
    """The bytes of a source of FFmpeg's, in the form that the name's end says."""
    return lambda sounds: sounds.made(name, "-f", "lavfi", "-i", source, *coding).read_bytes()


def picture(_: Sounds) -> bytes:
    """A PNG."""
    return call(
        "-f", "lavfi", "-i", "testsrc=s=32x32", "-frames:v", "1", "-f", "image2pipe", "-c:v", "png", "-"
    )


def nested(depth: int) -> bytes:
    """An MP4 whose boxes each hold another one and claim to hold more."""
    return b"\0\0\0\x08ftyp" + b"".join(b"\x7f\0\0\0moov" for _ in range(depth))


def crowded(boxes: int) -> bytes:
    """An MP4 of so many empty tracks."""
    tracks = b"\0\0\0\x08trak" * boxes
    return b"\0\0\0\x08ftyp" + struct.pack(">I", len(tracks) + 8) + b"moov" + tracks


HTML = b"<!DOCTYPE html><html><head><title>Sign in</title></head><body>" + b"<p>Wi-Fi</p>" * 400
PLAYLIST = b"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/hostname\n#EXT-X-ENDLIST\n"
HOLLOW = b"\xff\xf1\x50\x80\x01\x1f\xfc\0"
SCRIPT = b"ffconcat version 1.0\nfile /etc/hostname\n"

HOSTILE: dict[str, tuple[str, Maker]] = {
    "a page of a hotel's Wi-Fi.mp3": ("NotAudio", lambda _: HTML),
    "an archive.m4a": ("NotAudio", lambda _: zipped()),
    "a program.wav": ("NotAudio", lambda _: Path("/bin/ls").read_bytes()),
    "a picture.mp3": ("NotAudio", picture),
    "noise of bytes": ("NotAudio", lambda _: NOISE),
    "zeros": ("NotAudio", lambda _: bytes(100_000)),
    "a run of FF": ("NotAudio", lambda _: b"\xff" * 100_000),
    "only a tag.mp3": ("NotAudio", lambda _: b"ID3\x04\0\0\0\0\x10\0" + bytes(5000)),
    "a playlist.m4a": ("NotAudio", lambda _: PLAYLIST),
    "a script of FFmpeg's.m4a": ("NotAudio", lambda _: SCRIPT),
    "nothing.m4a": ("EmptyFile", lambda _: b""),
    "a tag that was cut.mp3": ("Truncated", lambda _: b"ID3\x04\0\0\0\x7f\x7f\x7f" + bytes(5000)),
    "silence.m4a": ("Silent", heard("silence.m4a", "anullsrc=d=3")),
    "a hiss that nobody hears.wav": ("Silent", heard("hiss.wav", "anoisesrc=d=3:a=0.0003")),
    "a film without sound.mp4": ("NoSound", heard("mute.mp4", "testsrc=d=2:s=32x32:r=5")),
    "an instant.wav": ("TooShort", heard("instant.wav", "sine=d=0.05")),
    "a header only.wav": ("TooShort", lambda _: wav(data=b"")),
    "twenty tracks.mka": ("TooManyStreams", tracks(20)),
    "a hundred tracks.mka": ("TooManyStreams", tracks(100)),
    "common encryption.mp4": ("Encrypted", locked),
    "a protected purchase.m4p": ("Encrypted", lambda s: fast(s).replace(b"mp4a\0\0\0\0", b"drms\0\0\0\0")),
    "one sample a second.wav": ("AbsurdHeader", lambda _: wav(rate=1)),
    "four thousand million a second.wav": ("AbsurdHeader", lambda _: wav(rate=4_000_000_000)),
    "two hundred channels.wav": ("AbsurdHeader", lambda _: wav(channels=200)),
    "no channel.wav": ("AbsurdHeader", lambda _: wav(channels=0)),
    "years of nothing.flac": ("AbsurdHeader", lambda s: boastful_flac(click("flac.flac")(s))),
    "a leap of ten days.webm": ("AbsurdHeader", leaping),
    "a tag that draws a stream.flac": ("AbsurdHeader", forged("  Stream #0:0: Audio: aac, 48000 Hz, mono")),
    "a tag that draws a length.flac": ("AbsurdHeader", forged("  Duration: 00:00:01.00, start")),
    "hours in a few bytes.flac": ("TooLong", heard("hours.flac", "anullsrc=r=8000:cl=mono:d=4000:n=4000")),
    "half of it.m4a": ("Truncated", lambda s: cut(click("aac.m4a")(s))),
    "half of it, index first.m4a": ("Truncated", lambda s: cut(fast(s))),
    "half of it, fragments.mp4": ("Truncated", lambda s: cut(click("fragments.mp4")(s))),
    "half of it.aac": ("Truncated", lambda s: cut(click("bare.aac")(s))),
    "half of it.mp3": ("Truncated", lambda s: cut(click("variable.mp3")(s))),
    "half of it.wav": ("Truncated", lambda s: cut(click("16bit.wav")(s))),
    "half of it, big.wav": ("Truncated", lambda s: cut(click("rf64.wav")(s))),
    "half of it.flac": ("Truncated", lambda s: cut(click("flac.flac")(s))),
    "half of it.ogg": ("Truncated", lambda s: cut(click("vorbis.ogg")(s))),
    "half of it.webm": ("Truncated", lambda s: cut(click("opus.webm")(s))),
    "half of it.caf": ("Truncated", lambda s: cut(click("pcm.caf")(s))),
    "half of it.aiff": ("Truncated", lambda s: cut(click("pcm.aiff")(s))),
    "half of it.amr": ("Truncated", lambda s: cut(click("narrow.amr", *NARROW)(s))),
    "more than there is.wav": ("Truncated", lambda _: wav(claim=0x7FFFFFFF)),
    "the rest never came.m4a": ("Damaged", lambda s: blanked(fast(s))),
    "scratched.m4a": ("Damaged", lambda s: scratched(fast(s))),
    "scratched.aac": ("Damaged", lambda s: scratched(click("bare.aac")(s))),
    "scratched.mp3": ("Damaged", lambda s: scratched(click("constant.mp3")(s))),
    "scratched.flac": ("Damaged", lambda s: scratched(click("flac.flac")(s))),
    "scratched.ogg": ("Damaged", lambda s: scratched(click("opus.ogg")(s))),
    "scratched.webm": ("Damaged", lambda s: scratched(click("opus.webm")(s))),
    "scratched.amr": ("Damaged", lambda s: scratched(click("narrow.amr", *NARROW)(s))),
    "boxes in boxes.m4a": ("Truncated", lambda _: nested(100_000)),
    "a crowd of tracks.m4a": ("Damaged", lambda _: crowded(100_000)),
    "an endless stream of empty frames.aac": ("UnknownFormat", lambda _: HOLLOW * 30_000),
    "MIDI.mid": ("NotAudio", lambda _: b"MThd\0\0\0\x06\0\0\0\x01\x01\xe0MTrk\0\0\0\x04\0\xff\x2f\0"),
    "a photograph.heic": ("NotAudio", lambda _: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(5000)),
    "a format unknown here.caf": (
        "UnknownFormat",
        lambda s: click("pcm.caf")(s).replace(b"lpcm", b"zzzz", 1),
    ),
}
