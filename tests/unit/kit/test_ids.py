"""Ids sort by the time they were made, name what they are of, and repeat only when they must."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from tests.support.examples import MANY
from tutti.kit.clock import utc_now
from tutti.kit.ids import CourseId, Slug, dated_id, derived_id, first_id, new_id

TEXTS = st.lists(st.text(max_size=20), min_size=1, max_size=3)
INSTANTS = st.datetimes(datetime(2020, 1, 1), datetime(2199, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def test_later_ids_come_later(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    for millisecond in (1, 2, 1000, 1_800_000_000_000, 2**47):
        monkeypatch.setattr("tutti.kit.ids.time.time_ns", lambda at=millisecond: at * 1_000_000)
        made.append(new_id("les"))
    assert made == sorted(made)


def test_the_first_id_of_an_instant_lies_between_those_before_and_after() -> None:
    before, now, after = new_id("les"), utc_now() + timedelta(seconds=1), utc_now() + timedelta(seconds=2)
    assert before < first_id("les", now) < first_id("les", after)
    assert TypeAdapter(CourseId).validate_python(first_id("crs", now))


def test_no_two_new_ids_are_the_same() -> None:
    assert len({new_id("les") for _ in range(2000)}) == 2000


def test_an_id_names_what_it_is_of() -> None:
    known = TypeAdapter(CourseId)
    assert known.validate_python(new_id("crs"))
    for wrong in (new_id("les"), "crs_1", f"{new_id('crs')}x", new_id("crs").lower(), "crs_" + "I" * 26):
        with pytest.raises(ValidationError):
            known.validate_python(wrong)


@MANY
@given(TEXTS)
def test_a_derived_id_is_the_same_for_the_same_sources_and_well_formed(sources: list[str]) -> None:
    assert derived_id("crs", *sources) == derived_id("crs", *sources)
    assert TypeAdapter(CourseId).validate_python(derived_id("crs", *sources))


@MANY
@given(TEXTS, TEXTS)
def test_other_sources_have_another_id(one: list[str], other: list[str]) -> None:
    apart = "\x00".join(one) != "\x00".join(other)
    assert (derived_id("per", *one) != derived_id("per", *other)) is apart


@MANY
@given(st.lists(INSTANTS, min_size=2, max_size=2), TEXTS)
def test_a_dated_id_is_the_same_for_the_same_and_in_the_order_of_instants(
    instants: list[datetime], sources: list[str]
) -> None:
    first, second = sorted(instants)
    assert dated_id("crs", first, *sources) == dated_id("crs", first, *sources)
    assert dated_id("crs", first, *sources) <= dated_id("crs", second, *sources)
    assert first_id("crs", second) <= dated_id("crs", second, *sources)
    assert TypeAdapter(CourseId).validate_python(dated_id("crs", first, *sources))


@pytest.mark.parametrize("slug", ["a", "forte", "music-4-all", "a" * 40])
def test_slugs_are_plain(slug: str) -> None:
    assert TypeAdapter(Slug).validate_python(slug) == slug


@pytest.mark.parametrize("slug", ["", "-a", "a-", "A", "a_b", "ä", "a" * 41, "a/b", "a\n"])
def test_refuses_slugs_that_are_not(slug: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Slug).validate_python(slug)
