"""Of a picture nothing is kept but the picture, and nothing is opened that is none."""

import struct

import pytest

from tests.support.hostile_sheets import ANNOTATED, with_chunks, with_segments
from tests.support.sheet_files import a_jpeg, a_png, exif
from tutti.recordings.sheets.inspecting import inspect
from tutti.recordings.sheets.stripping import stripped
from tutti.recordings.sheets.unreadable import Unreadable


@pytest.mark.parametrize("picture", [a_png(says=b"48.2082 N"), a_jpeg(says=b"48.2082 N")])
def test_of_a_picture_nothing_is_kept_but_itself(picture: bytes) -> None:
    kept = inspect(picture).picture
    assert b"48.2082" in picture
    assert kept == (a_png() if picture.startswith(b"\x89PNG") else a_jpeg())


@pytest.mark.parametrize("name", [b"iTXt", b"vpAg", b"acTL", b"prVt"])
def test_a_chunk_that_nobody_knows_is_not_kept(name: bytes) -> None:
    assert stripped(with_chunks(a_png(), name, 2)) == a_png()


@pytest.mark.parametrize("name", [b"PLTE", b"gAMA", b"iCCP", b"pHYs"])
def test_chunks_by_which_the_picture_is_drawn_stay(name: bytes) -> None:
    assert stripped(drawn := with_chunks(a_png(), name, 1)) == drawn


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_picture_stays_turned_as_the_phone_was_held(order: str) -> None:
    taken = a_jpeg(turn=6, says=b"Vienna").replace(exif(6), exif(6, order))
    kept = stripped(taken)
    assert struct.pack(">HHIH", 0x0112, 3, 1, 6) in kept
    assert b"Fon" not in kept
    assert stripped(kept) == kept


def test_a_pictures_colours_stay_as_they_are_meant() -> None:
    profile = b"\xff\xe2\x00\x12ICC_PROFILE\0abcd"
    adobe = b"\xff\xee\x00\x0eAdobe\0\x64\0\0\0\0\x01"
    more = b"\xff\xe2\x00\x08MPF\0ab"
    assert stripped(with_segments(a_jpeg(), profile + more + adobe, 1)) == with_segments(
        a_jpeg(), profile + adobe, 1
    )


def test_of_a_pictures_thumbnails_nothing_stays() -> None:
    jfif = b"\xff\xe0\x00\x13JFIF\0\x01\x02\x01\0\x48\0\x48\x01\x01rgb"
    jfxx = b"\xff\xe0\x00\x0eJFXX\0\x13\x01\x01rgb\0"
    bare = b"\xff\xe0\x00\x10JFIF\0\x01\x02\x01\0\x48\0\x48\0\0"
    assert stripped(with_segments(a_jpeg(), jfif + jfxx, 1)) == with_segments(a_jpeg(), bare, 1)


@pytest.mark.parametrize("marker", [b"\xff\x01", b"\xff\xd0", b"\xff\xd7", b"\xff\xd8", b"\xff\x02\x00\x02"])
def test_a_marker_that_stands_in_no_picture_is_refused(marker: bytes) -> None:
    with pytest.raises(Unreadable):
        inspect(with_segments(a_jpeg(), marker, 1))


def test_markers_may_stand_apart() -> None:
    assert inspect(with_segments(a_jpeg(), b"\xff", 1000)).picture == a_jpeg()


@pytest.mark.parametrize(
    ("few", "many"),
    [
        (with_segments(a_jpeg(), ANNOTATED, 9000), with_segments(a_jpeg(), ANNOTATED, 10_000)),
        (with_chunks(a_png(), b"tEXt", 9000), with_chunks(a_png(), b"tEXt", 10_000)),
    ],
)
def test_a_picture_in_more_pieces_than_any_is_refused(few: bytes, many: bytes) -> None:
    assert inspect(few).picture in (a_jpeg(), a_png())
    with pytest.raises(Unreadable):
        inspect(many)
