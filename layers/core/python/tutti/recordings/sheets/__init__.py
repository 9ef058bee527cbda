"""What is read, not heard: scores, pictures and notation. A file is what its content says it is."""

from tutti.recordings.sheets.checking import Sheet, checked

__all__ = ["Sheet", "checked"]
