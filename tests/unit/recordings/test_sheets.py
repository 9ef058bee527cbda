"""Files are what their content says: read, measured, or refused by name."""

import struct
from pathlib import Path

import pytest

from tests.support.sheet_files import LAUGHS, SCORE, a_jpeg, a_midi, a_packed_score, a_pdf, a_png, exif
from tutti.recordings.sheets import checked
from tutti.recordings.sheets.stripping import stripped
from tutti.recordings.sheets.unreadable import (
    Bloated,
    Incomplete,
    NotADocument,
    PictureTooLarge,
    Protected,
    TooManyPages,
    Unreadable,
)


def check(tmp_path: Path, content: bytes) -> tuple[str, dict[str, int | None]]:
    source = tmp_path / "source"
    source.write_bytes(content)
    sheet = checked(source)
    return sheet.content_type, sheet.leaves.model_dump(exclude_none=True)


@pytest.mark.parametrize(
    ("content", "content_type", "leaves"),
    [
        (a_pdf(7), "application/pdf", {"pages": 7}),
        (a_png(300, 200), "image/png", {"width": 300, "height": 200}),
        (a_jpeg(300, 200), "image/jpeg", {"width": 300, "height": 200}),
        (a_midi(3), "audio/midi", {}),
        (SCORE, "application/vnd.recordare.musicxml+xml", {}),
        ("\ufeff" + SCORE.decode(), "application/vnd.recordare.musicxml+xml", {}),
        (a_packed_score(), "application/vnd.recordare.musicxml", {}),
    ],
)
def test_knows_a_file_by_its_content(
    tmp_path: Path, content: bytes | str, content_type: str, leaves: dict[str, int]
) -> None:
    raw = content.encode() if isinstance(content, str) else content
    assert check(tmp_path, raw) == (content_type, leaves)


def test_reads_scores_in_utf_16(tmp_path: Path) -> None:
    score = SCORE.decode().replace('version="1.0"', 'version="1.0" encoding="UTF-16"')
    assert check(tmp_path, score.encode("utf-16"))[0] == "application/vnd.recordare.musicxml+xml"


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"<!doctype html><html><script>alert(1)</script></html>", NotADocument),
        (b"<html/>", NotADocument),
        (b"MZ\x90\x00 a program", NotADocument),
        (b"GIF89a", NotADocument),
        (b"", NotADocument),
        (a_pdf(password="secret"), Protected),
        (a_pdf(501), TooManyPages),
        (a_pdf()[:-40], Incomplete),
        (b"%PDF-1.7\nnothing of it\n%%EOF", Unreadable),
        (a_png()[:-8], Incomplete),
        (a_png(100_000, 100_000), PictureTooLarge),
        (a_png(0, 5), Unreadable),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, Unreadable),
        (a_jpeg()[:-2], Incomplete),
        (a_jpeg()[:12], Incomplete),
        (a_jpeg(60_000, 60_000), PictureTooLarge),
        (b"\xff\xd8\xff\xe0\x00\x04ab\xff\xda\x00\x02\xff\xd9", Unreadable),
        (b"\xff\xd8\xff\xe0\x00\x04ab no picture", Unreadable),
        (a_midi(2)[:-3], Incomplete),
        (b"MThd\x00", Incomplete),
        (b"MThd\x00\x00\x00\x06\x00\x07\x00\x01\x01\xe0", Unreadable),
        (SCORE[:-5], Unreadable),
        (LAUGHS, Unreadable),
        (b"<score-partwise>" + b"<a>" * 200, Bloated),
        (a_packed_score(b"<html/>"), NotADocument),
        (a_packed_score(SCORE + b" " * 101_000_000), Bloated),
        (a_packed_score()[:60], Unreadable),
    ],
)
def test_refuses_by_name_what_nobody_can_read(
    tmp_path: Path, content: bytes, refusal: type[Unreadable]
) -> None:
    with pytest.raises(refusal):
        check(tmp_path, content)


def test_an_archive_without_a_score_is_no_document(tmp_path: Path) -> None:
    with pytest.raises(NotADocument):
        check(tmp_path, a_packed_score().replace(b"META-INF/container.xml", b"META-INF/containeR.xml"))


@pytest.mark.parametrize("picture", [a_png(says=b"48.2082 N"), a_jpeg(says=b"48.2082 N")])
def test_of_a_picture_nothing_is_kept_but_itself(tmp_path: Path, picture: bytes) -> None:
    (tmp_path / "source").write_bytes(picture)
    sheet = checked(tmp_path / "source")
    assert b"48.2082" in picture
    assert b"48.2082" not in sheet.content
    assert sheet.content == (a_png() if picture.startswith(b"\x89PNG") else a_jpeg())


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_picture_stays_turned_as_the_phone_was_held(order: str) -> None:
    taken = a_jpeg(turn=6, says=b"Vienna").replace(exif(6), exif(6, order))
    kept = stripped(taken)
    assert struct.pack(">HHIH", 0x0112, 3, 1, 6) in kept
    assert b"Fon" not in kept
    assert stripped(kept) == kept


def test_a_pictures_colours_stay_as_they_are_meant() -> None:
    profile = b"\xff\xe2" + struct.pack(">H", 18) + b"ICC_PROFILE\0abcd"
    more = b"\xff\xe2" + struct.pack(">H", 8) + b"MPF\0ab"
    picture = a_jpeg()
    assert stripped(picture[:2] + profile + more + picture[2:]) == picture[:2] + profile + picture[2:]
