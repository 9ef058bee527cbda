"""Why a file does not become a recording: one class for each reason, each with a sentence for parents."""

from tutti.kit.errors import Invalid


class Unplayable(Invalid):
    """This file cannot be played; record it again and upload the new one."""


class NotAudio(Unplayable):
    """This is not a recording but another kind of file; choose the file that your recorder saved."""


class EmptyFile(Unplayable):
    """This file is empty; the upload or the recording broke off, so record it again."""


class NoSound(Unplayable):
    """This file has no sound track; record it again with the microphone switched on."""


class Silent(Unplayable):
    """Nothing can be heard in this recording; check the microphone and record it again."""


class Truncated(Unplayable):
    """The end of this recording is missing; upload the whole file again."""


class Damaged(Unplayable):
    """This recording is damaged; upload it again, or export it anew."""


class Encrypted(Unplayable):
    """This file is protected against copying; upload a recording of your own."""


class TooLong(Unplayable):
    """This recording is longer than the studio allows; upload it in parts."""


class TooShort(Unplayable):
    """This recording ends as soon as it begins; record it again."""


class UnknownFormat(Unplayable):
    """This recording is in a format that cannot be read here; export it anew as m4a, mp3 or wav."""


class AbsurdHeader(Unplayable):
    """This file says things of itself that cannot be true; export it anew as m4a, mp3 or wav."""


class TooManyStreams(Unplayable):
    """This file holds more tracks than a recording has; export it anew with one sound track."""


class TooHard(Unplayable):
    """This file takes more time or memory than any recording should; export it anew as m4a, mp3 or wav."""
