"""By which names a studio calls the notes (CRS-17)."""

from enum import StrEnum


class NoteNames(StrEnum):
    """A custom of naming: C D E with B or with H, or do re mi in the words of a language."""

    ENGLISH = "english"
    GERMAN = "german"
    FRENCH = "french"
    ITALIAN = "italian"
    SPANISH = "spanish"
