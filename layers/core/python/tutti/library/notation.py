"""The names of keys, as different places write them (CRS-17).

Letters that end in H (German) take their accidentals as syllables, and say major and minor by case as well:
`B-Dur` is B flat major, `fis-Moll` F sharp minor. Solmisation here is that of fixed do: `do` is always C.
"""

from collections.abc import Mapping

from tutti.studios.note_names import NoteNames

SHARP, FLAT = "♯", "♭"
_IRREGULAR = {"Bb": "B", "Eb": "Es", "Ab": "As"}
_SYLLABLES: Mapping[NoteNames, Mapping[str, str]] = {
    NoteNames.FRENCH: dict(zip("CDEFGAB", ("do", "ré", "mi", "fa", "sol", "la", "si"), strict=True)),
    NoteNames.ITALIAN: dict(zip("CDEFGAB", ("do", "re", "mi", "fa", "sol", "la", "si"), strict=True)),
    NoteNames.SPANISH: dict(zip("CDEFGAB", ("do", "re", "mi", "fa", "sol", "la", "si"), strict=True)),
}
_WORDS: Mapping[NoteNames, Mapping[str, str]] = {
    NoteNames.FRENCH: {"#": "dièse", "b": "bémol", "major": "majeur", "minor": "mineur"},
    NoteNames.ITALIAN: {"#": "diesis", "b": "bemolle", "major": "maggiore", "minor": "minore"},
    NoteNames.SPANISH: {"#": "sostenido", "b": "bemol", "major": "mayor", "minor": "menor"},
}


def key_name(key: str, names: NoteNames) -> str:
    """A key such as `F# minor` under the name that it has by this custom: `F♯ minor`, `fis-Moll`, …"""
    tonic, mode = key.split(" ")
    if names is NoteNames.GERMAN:
        return f"{_german(tonic)}-Dur" if mode == "major" else f"{_german(tonic).lower()}-Moll"
    if names is NoteNames.ENGLISH:
        return f"{tonic.replace('#', SHARP).replace('b', FLAT)} {mode}"
    words = _WORDS[names]
    parts = (_SYLLABLES[names][tonic[0]], words.get(tonic[1:], ""), words[mode])
    return " ".join(filter(None, parts))


def _german(tonic: str) -> str:
    if tonic in _IRREGULAR:
        return _IRREGULAR[tonic]
    letter = "H" if tonic[0] == "B" else tonic[0]
    return letter + {"": "", "#": "is", "b": "es"}[tonic[1:]]
