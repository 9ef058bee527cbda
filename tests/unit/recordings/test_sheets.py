"""Files are what their content says: read, measured, or refused by name."""

from collections.abc import Callable
from zipfile import ZIP_BZIP2, ZIP_LZMA

import pytest

from tests.support.hostile_sheets import a_written_pdf, garbled
from tests.support.sheet_files import LAUGHS, SCORE, a_jpeg, a_midi, a_packed_score, a_pdf, a_png
from tutti.recordings.sheets.inspecting import inspect
from tutti.recordings.sheets.kinds import file_name
from tutti.recordings.sheets.unreadable import (
    Bloated,
    Incomplete,
    NotADocument,
    PictureTooLarge,
    Protected,
    TooManyPages,
    Unreadable,
)


def check(content: bytes) -> tuple[str, dict[str, int]]:
    found = inspect(content)
    return found.content_type, found.leaves


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
def test_knows_a_file_by_its_content(content: bytes | str, content_type: str, leaves: dict[str, int]) -> None:
    raw = content.encode() if isinstance(content, str) else content
    assert check(raw) == (content_type, leaves)


def test_reads_scores_in_utf_16() -> None:
    score = SCORE.decode().replace('version="1.0"', 'version="1.0" encoding="UTF-16"')
    assert check(score.encode("utf-16"))[0] == "application/vnd.recordare.musicxml+xml"


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
def test_refuses_by_name_what_nobody_can_read(content: bytes, refusal: type[Unreadable]) -> None:
    with pytest.raises(refusal):
        check(content)


def test_an_archive_without_a_score_is_no_document() -> None:
    with pytest.raises(NotADocument):
        check(a_packed_score().replace(b"META-INF/container.xml", b"META-INF/containeR.xml"))


@pytest.mark.parametrize(
    "content",
    [
        SCORE.replace(b"?>", b' encoding="xyz"?>'),
        SCORE.replace(b"?>", b' encoding="Shift_JIS"?>'),
        SCORE.replace(b"?>", b' encoding="UTF-8"?>').replace(b"<part-list/>", b"<p>\xff</p>"),
        a_packed_score(SCORE * 20, pack=ZIP_LZMA),
        a_packed_score(SCORE, pack=ZIP_BZIP2),
        garbled(a_packed_score(bytes(range(256)) * 9)),
        garbled(a_packed_score(bytes(range(256)) * 9, pack=ZIP_LZMA)),
    ],
)
def test_a_damaged_score_is_refused_not_stumbled_over(content: bytes) -> None:
    with pytest.raises(Unreadable):
        check(content)


@pytest.mark.parametrize("pack", [lambda score: score, a_packed_score])
def test_a_score_declares_nothing(pack: Callable[[bytes], bytes]) -> None:
    declares = b'<!DOCTYPE score-partwise [<!ATTLIST a x CDATA "yyy">]>'
    names = b'<!DOCTYPE score-partwise PUBLIC "-//Recordare//DTD MusicXML 4.0 Partwise//EN" "p.dtd">'
    head, body = SCORE[:21], SCORE[21:]
    assert check(pack(head + names + body))
    with pytest.raises(Unreadable):
        check(pack(head + declares + body))


@pytest.mark.parametrize("nodes", ["one page", "none", "itself"])
def test_the_pages_of_a_pdf_are_counted_not_believed(nodes: str) -> None:
    kids = {"one page": b"4 0 R", "none": b"", "itself": b"3 0 R"}[nodes]
    pdf = a_written_pdf(kids, count=77)
    if nodes == "one page":
        assert check(pdf)[1] == {"pages": 1}
    else:
        with pytest.raises(Unreadable):
            check(pdf)


def test_more_pages_than_a_pdf_admits_are_too_many() -> None:
    with pytest.raises(TooManyPages):
        check(a_written_pdf(b"4 0 R " * 501, count=1))


@pytest.mark.parametrize("title", ["Noten", "Noten.hta", "Noten.MID", "Noten.mid"])
def test_a_file_is_saved_under_the_ending_of_its_content(title: str) -> None:
    ending = file_name(title, "audio/midi")[len(title) :]
    assert ending == ("" if title.lower().endswith(".mid") else ".mid")
