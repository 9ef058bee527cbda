"""Why a file is not kept: one class for each reason, each with a sentence for parents."""

from tutti.kit.errors import Invalid


class Unreadable(Invalid):
    """This file cannot be opened; export it anew and send it again."""


class NotADocument(Unreadable):
    """This is not a PDF, a PNG or JPEG picture, MIDI or MusicXML; export it as one of these."""


class Protected(Unreadable):
    """This PDF is protected by a password; save it without one and send it again."""


class Incomplete(Unreadable):
    """The end of this file is missing; send the whole file again."""


class PictureTooLarge(Unreadable):
    """This picture has more than 50 million pixels; save it smaller and send it again."""


class TooManyPages(Unreadable):
    """This PDF has more than 500 pages; send the part that is needed."""


class Bloated(Unreadable):
    """This file unpacks to far more than any score; export it anew."""


class TooIntricate(Unreadable):
    """This file takes far longer to open than any score; export it anew, or print it as a PDF."""


REFUSALS: dict[str, type[Unreadable]] = {
    refusal.code(): refusal
    for refusal in (
        Unreadable,
        NotADocument,
        Protected,
        Incomplete,
        PictureTooLarge,
        TooManyPages,
        Bloated,
        TooIntricate,
    )
}
