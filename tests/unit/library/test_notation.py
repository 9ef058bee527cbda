"""Keys under the names that different places have for them (CRS-17)."""

from itertools import product

import pytest

from tutti.library.notation import key_name
from tutti.studios.note_names import NoteNames

KEYS = [
    f"{letter}{sign} {mode}" for letter, sign, mode in product("CDEFGAB", ("", "#", "b"), ("major", "minor"))
]
NAMES = {
    "C major": ("C major", "C-Dur", "do majeur", "do maggiore", "do mayor"),
    "F# minor": ("F♯ minor", "fis-Moll", "fa dièse mineur", "fa diesis minore", "fa sostenido menor"),
    "B major": ("B major", "H-Dur", "si majeur", "si maggiore", "si mayor"),
    "Bb major": ("B♭ major", "B-Dur", "si bémol majeur", "si bemolle maggiore", "si bemol mayor"),
    "Bb minor": ("B♭ minor", "b-Moll", "si bémol mineur", "si bemolle minore", "si bemol menor"),
    "B minor": ("B minor", "h-Moll", "si mineur", "si minore", "si menor"),
    "Eb major": ("E♭ major", "Es-Dur", "mi bémol majeur", "mi bemolle maggiore", "mi bemol mayor"),
    "Ab minor": ("A♭ minor", "as-Moll", "la bémol mineur", "la bemolle minore", "la bemol menor"),
    "D minor": ("D minor", "d-Moll", "ré mineur", "re minore", "re menor"),
    "C# major": ("C♯ major", "Cis-Dur", "do dièse majeur", "do diesis maggiore", "do sostenido mayor"),
    "Db major": ("D♭ major", "Des-Dur", "ré bémol majeur", "re bemolle maggiore", "re bemol mayor"),
    "G minor": ("G minor", "g-Moll", "sol mineur", "sol minore", "sol menor"),
}


@pytest.mark.parametrize("key", NAMES)
def test_a_key_is_called_as_people_call_it(key: str) -> None:
    customs = (NoteNames.ENGLISH, NoteNames.GERMAN, NoteNames.FRENCH, NoteNames.ITALIAN, NoteNames.SPANISH)
    assert tuple(key_name(key, names) for names in customs) == NAMES[key]


@pytest.mark.parametrize("names", NoteNames)
def test_no_two_keys_have_the_same_name(names: NoteNames) -> None:
    assert len({key_name(key, names) for key in KEYS}) == len(KEYS)
