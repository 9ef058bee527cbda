"""What FFmpeg is asked to do: it reads one file of ours, by the reader and the decoders that are named."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ffmpeg

from tutti.recordings.sound import binary
from tutti.recordings.sound.facts import Facts
from tutti.recordings.sound.peaks import RATE
from tutti.recordings.sound.sniffing import Kind

DECODERS = ",".join(
    (
        *("aac", "aac_latm", "ac3", "eac3", "alac", "amrnb", "amrwb", "flac", "gsm", "gsm_ms", "mp1float"),
        *("mp2float", "mp3float", "mp3", "opus", "vorbis", "wavpack", "qdm2", "qcelp", "mace3", "mace6"),
        *("pcm_s8", "pcm_u8", "pcm_s16le", "pcm_s16be", "pcm_s24le", "pcm_s24be", "pcm_s32le", "pcm_s32be"),
        *("pcm_u16le", "pcm_u16be", "pcm_f32le", "pcm_f32be", "pcm_f64le", "pcm_f64be", "pcm_alaw"),
        *("pcm_mulaw", "adpcm_ima_wav", "adpcm_ima_qt", "adpcm_ms", "adpcm_yamaha"),
    )
)
AAC_RATES = (8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000)
LOUDNESS_RATE = 16_000
ENCODER = {"c:a": "aac", "aac_coder": "twoloop", "flags:a": "+bitexact"}
BIGGEST_BLOCK = 64 * 1024 * 1024
CLOSED = {
    "protocol_whitelist": "file,pipe",
    "codec_whitelist": DECODERS,
    "max_streams": 64,
    "threads": 1,
    "probesize": 2_000_000,
    "analyzeduration": 2_000_000,
}


@dataclass(frozen=True)
class Work:
    """A file, what it is, how much of it is read, and what is made of it."""

    source: Path
    kind: Kind
    facts: Facts
    seconds: float
    audio: Path
    is_remuxed: bool

    @property
    def rate(self) -> int:
        """The sample rate of what is made: the source's, where AAC has it, and 48 kHz at most."""
        rate = self.facts.rate
        if rate in {88_200, 176_400}:
            return 44_100
        return next((each for each in AAC_RATES if each >= rate), AAC_RATES[-1])

    @property
    def channels(self) -> int:
        """One or two: more are mixed to two."""
        return min(2, self.facts.channels)

    @property
    def bits(self) -> int:
        """The bits of a second of AAC: 128 kbit/s in stereo, 96 in mono, less where the rate is low."""
        full = 128_000 if self.channels == 2 else 96_000
        return min(full, full * self.rate // 32_000)


def to_look(source: Path, kind: Kind) -> list[str]:
    """Reads the head of the file, says what it holds, and complains that there is nothing to make."""
    options = [part for key, value in CLOSED.items() for part in (f"-{key}", str(value))]
    return [*opening(), *options, "-f", kind.value, "-i", f"file:{source}"]


def to_make(work: Work) -> list[str]:
    """Reads the file once: AAC in MP4 to a file, the waveform to the output, figures to the log."""
    options = CLOSED | {"f": work.kind.value, "t": work.seconds, "vn": None, "sn": None, "dn": None}
    sound = ffmpeg.input(f"file:{work.source}", **options)["a:0"]
    if work.is_remuxed:
        played, measured = sound, aligned(sound, work)
    else:
        both = aligned(sound, work).filter_multi_output("asplit")
        played, measured = both[0], both[1]
    return [*opening(), *ffmpeg.merge_outputs(audio(played, work), samples(measured)).get_args()]


def opening() -> Sequence[str]:
    """How FFmpeg starts: no questions, no statistics, every complaint with its level."""
    return binary.ffmpeg(), "-hide_banner", "-nostdin", "-nostats", "-y", "-max_alloc", str(BIGGEST_BLOCK)


def aligned(sound: Any, work: Work) -> Any:
    """The sound on the file's own timeline, with silence where a track begins late or leaves a gap.

    More than two sides are mixed to two, scaled so that nothing clips: the player sets loudness right.
    """
    layout = "stereo" if work.channels == 2 else "mono"
    timeline = {"async": 1, "first_pts": 0, "osr": work.rate}
    mixed = sound.filter("aresample", **timeline, ochl=layout, rematrix_maxval=1)
    return mixed.filter("aformat", sample_fmts="fltp", channel_layouts=layout)


def audio(sound: Any, work: Work) -> Any:
    """What is played: encoded anew or as it is, its index in front, and nothing of who, where and by what."""
    bare = {"map_metadata": -1, "map_chapters": -1, "fflags": "+bitexact"}
    plain = {"f": "mp4", "movflags": "+faststart"} | bare
    coding = {"c:a": "copy"} if work.is_remuxed else ENCODER | {"b:a": work.bits}
    return ffmpeg.output(sound, f"file:{work.audio}", **plain, **coding)


def samples(sound: Any) -> Any:
    """What is measured: loudness and peak of a narrower band, at a third of the cost; then the samples."""
    narrow = sound.filter("aresample", LOUDNESS_RATE, filter_size=12).filter("asetnsamples", n=3200, p=0)
    heard = narrow.filter("ebur128", framelog="quiet", peak="sample").filter("aformat", sample_fmts="s16p")
    return ffmpeg.output(
        heard.filter("aresample", RATE), "pipe:1", f="s16le", flush_packets=0, **{"c:a": "pcm_s16le"}
    )
