"""Tags as they are kept, and what is found by them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tutti.library.tags import LONGEST, Tagged, Wanted, folded, placed

TEXTS = st.text(max_size=60)


@given(TEXTS)
def test_folding_again_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.lists(st.sampled_from(["Warm-Up", "warm-up ", " Étude", "ÉTUDE", "scale"]), max_size=20))
def test_each_tag_is_there_once_and_in_order(tags: list[str]) -> None:
    kept = Tagged(tags=tuple(tags)).tags
    assert list(kept) == sorted({folded(tag) for tag in tags})


@given(TEXTS)
def test_a_tag_is_kept_short_and_never_empty(text: str) -> None:
    try:
        [kept] = Tagged(tags=(text,)).tags
    except ValidationError:
        return
    assert 0 < len(kept) <= LONGEST
    assert Tagged(tags=(kept,)).tags == (kept,)


@pytest.mark.parametrize("tag", ["", "   ", "two\nlines", "x" * 41, "ﷺ" * 40])
def test_refuses_what_is_no_tag(tag: str) -> None:
    with pytest.raises(ValidationError):
        Tagged(tags=(tag,))


@given(st.text(alphabet="ﷺŉßÉ 🎻a", max_size=120))
def test_what_orders_a_shelf_fits_into_a_key(title: str) -> None:
    assert len(f"{placed(title)}: {placed(title)}".encode()) <= 1024 - 31


WORDS = st.text(alphabet="abÉß ", max_size=150)


@given(WORDS, WORDS)
def test_a_title_is_found_by_how_it_starts(start: str, rest: str) -> None:
    assert placed(start + rest).startswith(placed(start))


CHOICES = st.sampled_from(["a", "b", "c"])
MANY = st.lists(CHOICES, max_size=3).map(tuple)


@given(MANY, MANY, MANY, st.none() | CHOICES, st.none() | CHOICES, st.none() | CHOICES)
def test_finds_what_has_all_that_is_asked_for(
    levels: Any, syllabuses: Any, tags: Any, level: Any, syllabus: Any, tag: Any
) -> None:
    one = Tagged(levels=levels, syllabuses=syllabuses, tags=tags)
    asked = Wanted(level=level, syllabus=syllabus, tag=tag)
    wishes = ((level, levels), (syllabus, syllabuses), (tag, tags))
    assert asked.fits(one) is all(wish is None or wish in among for wish, among in wishes)
