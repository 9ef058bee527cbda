"""Texts with placeholders: `{bars}` is filled in, `{{` and `}}` stand for the braces themselves (CRS-1)."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum

from tutti.kit.errors import Invalid

NAME = r"[a-z][a-z0-9_]{0,29}"
_PIECE = re.compile(r"\{\{|\}\}|\{(" + NAME + r")\}|[{}]")


class BuiltIn(StrEnum):
    """The placeholders that Tutti fills itself, whenever the text is shown.

    `student` is the given name of who reads it, `teacher` the name of who assigned it, `studio` the school's,
    `due` the day and the hour on which it is due, in the school's zone.
    """

    STUDENT = "student"
    TEACHER = "teacher"
    STUDIO = "studio"
    DUE = "due"


class UnknownPlaceholder(Invalid):
    """This placeholder is neither one of ours nor declared by the template; declare it, or take it out."""


class StrayBrace(Invalid):
    """A brace belongs to a placeholder such as {bars}; write {{ or }} for a brace itself."""


def names_in(text: str) -> list[str]:
    """The placeholders of a text, each once, in order; refuses with `StrayBrace`."""
    found = dict[str, None]()
    for piece in _PIECE.finditer(text):
        if piece[0] in ("{", "}"):
            raise StrayBrace(f"Near {text[max(0, piece.start() - 10) : piece.end() + 10]!r}.")
        if piece[1]:
            found[piece[1]] = None
    return list(found)


def refuse_unknown(texts: Iterable[str], known: Iterable[str]) -> None:
    """Refuse with `UnknownPlaceholder` the first name in these texts that is not known."""
    allowed = set(known)
    for text in texts:
        for name in names_in(text):
            if name not in allowed:
                raise UnknownPlaceholder(f"{{{name}}} is unknown here.", placeholder=name)


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with these placeholders filled in; it still is one in which others may stand.

    What is filled in is taken as it is: braces in a value are the braces themselves.
    """

    def fill(piece: re.Match[str]) -> str:
        value = values.get(piece[1]) if piece[1] else None
        return piece[0] if value is None else value.replace("{", "{{").replace("}", "}}")

    return _PIECE.sub(fill, text)


def shown(text: str, values: Mapping[str, str] | None = None) -> str:
    """The text as people read it: filled in, and double braces as single ones."""

    def show(piece: re.Match[str]) -> str:
        if piece[1]:
            return (values or {}).get(piece[1], piece[0])
        return piece[0][0]

    return _PIECE.sub(show, text)
