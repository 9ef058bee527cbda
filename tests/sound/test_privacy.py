"""Nothing of who, where and by what device stays in what is played."""

import pytest

from tests.sound.conftest import Prepare
from tests.support.sounds import Sounds

TELLTALES = {
    "title": "Mias Wohnung",
    "artist": "Mia Muster",
    "comment": "iPhone von Mia",
    "location": "+48.2082+016.3738/",
    "com.apple.quicktime.model": "iPhone 17",
    "date": "2026-03-04",
}
CHAPTERS = ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=1000\ntitle=Wohnzimmer\n"


@pytest.mark.parametrize("name", ["told.m4a", "told.mp3", "told.flac", "told.mov"])
def test_strips_what_a_file_tells(name: str, sounds: Sounds, prepared: Prepare) -> None:
    told = [part for key, value in TELLTALES.items() for part in ("-metadata", f"{key}={value}")]
    flags = ("-movflags", "use_metadata_tags") if name.endswith("mov") else ()
    source = sounds.made(name, "-i", str(sounds.click()), *told, *flags)
    content = prepared(source).audio.read_bytes()
    assert [value for value in TELLTALES.values() if value.encode() in content] == []


def test_strips_chapters(sounds: Sounds, prepared: Prepare) -> None:
    chapters = sounds.written("chapters.txt", CHAPTERS.encode)
    source = sounds.made("chapters.m4a", "-i", str(sounds.click()), "-i", str(chapters), "-map_metadata", "1")
    assert b"Wohnzimmer" in source.read_bytes()
    assert b"Wohnzimmer" not in prepared(source).audio.read_bytes()


def test_strips_a_cover(sounds: Sounds, prepared: Prepare) -> None:
    cover = sounds.heard("cover.png", "testsrc=d=0.1:s=32x32:r=10")
    both = ("-i", str(cover), "-i", str(sounds.click_as("aac.m4a")), "-map", "0", "-map", "1")
    source = sounds.made("cover.m4a", *both, "-c", "copy", "-disposition:v", "attached_pic")
    made = prepared(source)
    assert made.was_remuxed
    assert b"IHDR" in source.read_bytes()
    assert b"IHDR" not in made.audio.read_bytes()


def test_names_no_encoder(sounds: Sounds, prepared: Prepare) -> None:
    assert b"Lavf" in sounds.click_as("aac.m4a").read_bytes()
    for name in ("aac.m4a", "16bit.wav"):
        assert b"Lavf" not in prepared(sounds.click_as(name)).audio.read_bytes()
