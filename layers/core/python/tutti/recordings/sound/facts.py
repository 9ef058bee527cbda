"""What FFmpeg says of a file before a single sample is decoded."""

import re
from dataclasses import dataclass
from datetime import timedelta

from tutti.recordings.sound.unplayable import (
    AbsurdHeader,
    Damaged,
    NoSound,
    TooLong,
    TooManyStreams,
    UnknownFormat,
    Unplayable,
)

STREAM = re.compile(r"^  Stream #0:(\d+)\S*: (\w+): (.*)$", re.MULTILINE)
CLAIM = re.compile(r"^  Duration: (\d+):(\d\d):(\d\d)\.(\d\d)", re.MULTILINE)
FOUND = re.compile(r"^Input #0, ", re.MULTILINE)
LENGTH = re.compile(r"^  Duration: ", re.MULTILINE)
SOUND = re.compile(r"^(?P<codec>\w+)(?: \((?P<profile>[\w-]+)\))?.*?, (?P<rate>\d+) Hz, (?P<layout>[^,]+)")
NAMED = {"mono": 1, "downmix": 2, "stereo": 2, "quad": 4, "hexagonal": 6, "octagonal": 8}
IMPOSSIBLE = re.compile(r"[Ii]nvalid (sample rate|number of channels|channel)")
MOST_TRACKS, MOST_STREAMS = 4, 16
RATES = range(4_000, 192_001)
MOST_CHANNELS = 8
LONGEST_CLAIM = timedelta(days=1)
LEAST_BITS = 100
"""Of a second, on an average: nothing that a recorder writes takes less."""


@dataclass(frozen=True)
class Facts:
    """The sound of a file: how it is coded, and how long it claims to be (None where it does not say)."""

    codec: str
    profile: str
    rate: int
    channels: int
    kbits: int
    start: float
    claim: timedelta | None
    is_alone: bool

    @property
    def is_fit(self) -> bool:
        """Whether every browser plays it as it is: AAC-LC, at most stereo, sane rates, no late start."""
        is_plain = (self.codec, self.profile) == ("aac", "LC") and self.channels <= 2 and self.is_alone
        return is_plain and self.rate <= 48_000 and 24 <= self.kbits <= 330 and abs(self.start) < 0.03


def facts_of(said: str, size: int) -> Facts:
    """The facts in what FFmpeg said of a file of this size; refuses what is no recording."""
    check_refused(said)
    check_unforged(said)
    streams = [(kind, rest) for _, kind, rest in STREAM.findall(said) if not rest.endswith("(attached pic)")]
    sounds = [rest for kind, rest in streams if kind == "Audio"]
    check_streams(said, len(streams), sounds)
    match = SOUND.match(sounds[0])
    if match is None or match["codec"] in {"none", "unknown"}:
        raise UnknownFormat()
    rate, channels = int(match["rate"]), channels_of(match["layout"])
    if rate not in RATES or not 1 <= channels <= MOST_CHANNELS:
        raise AbsurdHeader()
    return Facts(
        codec=match["codec"],
        profile=match["profile"] or "",
        rate=rate,
        channels=channels,
        kbits=int(number(r", (\d+) kb/s", sounds[0])),
        start=number(r", start (-?[\d.]+)", sounds[0]),
        claim=claim_of(said, size),
        is_alone=len(streams) == 1,
    )


def check_refused(said: str) -> None:
    """Refuses what FFmpeg does not open for the number of its tracks."""
    if "exceeds max_streams" in remarks(said):
        raise TooManyStreams()


def check_unforged(said: str) -> None:
    """Refuses a file whose tags draw lines of their own: names of tags are said with their line breaks.

    The length is said once and the streams are counted up from the first, so that a line more stands out; one
    behind them all names a stream that nobody finds.
    """
    numbers = [int(number) for number, _, _ in STREAM.findall(said)]
    if len(LENGTH.findall(said)) > 1 or numbers != sorted(set(numbers)):
        raise AbsurdHeader()


def remarks(said: str) -> str:
    """What FFmpeg remarks itself before it tells what it has found, which is where tags come in."""
    return "\n".join(line for line in FOUND.split(said, maxsplit=1)[0].split("\n") if line.startswith("["))


def check_streams(said: str, streams: int, sounds: list[str]) -> None:
    """Refuses a file with too many tracks, or with none that sounds."""
    if streams > MOST_STREAMS or len(sounds) > MOST_TRACKS:
        raise TooManyStreams()
    if not sounds:
        raise refusal_of(said)


def refusal_of(said: str) -> Unplayable:
    """Why there is no sound in the file."""
    if FOUND.search(said):
        return NoSound()
    return AbsurdHeader() if IMPOSSIBLE.search(remarks(said)) else Damaged()


def channels_of(layout: str) -> int:
    """How many channels a layout has: `stereo`, `5.1(side)`, `6 channels`; 0 for none that is known."""
    counted = re.match(r"(\d+) channels", layout)
    if counted:
        return int(counted[1])
    word = re.match(r"[\w.]+", layout.strip())
    if word and re.fullmatch(r"\d(\.\d)+", word[0]):
        return sum(map(int, word[0].split(".")))
    return NAMED.get(word[0], 0) if word else 0


def claim_of(said: str, size: int) -> timedelta | None:
    """How long the file says it is; refuses what cannot be, and does not believe what was guessed."""
    match = CLAIM.search(said)
    if match is None or "Estimating duration" in remarks(said):
        return None
    hours, minutes, seconds, hundredths = map(int, match.groups())
    claim = timedelta(hours=hours, minutes=minutes, seconds=seconds, milliseconds=10 * hundredths)
    if claim > LONGEST_CLAIM or size * 8 < LEAST_BITS * claim.total_seconds():
        raise AbsurdHeader()
    return claim


def check_claim(facts: Facts, limit: timedelta) -> None:
    """Refuses at once what says of itself that it is longer than the limit."""
    if facts.claim and facts.claim > limit:
        raise TooLong()


def number(pattern: str, text: str) -> float:
    """The number that the pattern finds; 0 where there is none."""
    match = re.search(pattern, text)
    return float(match[1]) if match else 0.0
