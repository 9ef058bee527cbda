"""Texts with placeholders: every name is filled in or refused, and nothing else is touched (CRS-1)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.examples import FEW
from tutti.coursework.template_text import (
    BuiltIn,
    StrayBrace,
    UnknownPlaceholder,
    filled,
    names_in,
    refuse_unknown,
    shown,
)

NAMES = ["bars", "piece", "student", "tempo_1"]
plain = st.text(st.characters(exclude_characters="{}", exclude_categories=["Cs"]), max_size=12)
pieces = st.one_of(
    plain,
    st.sampled_from([f"{{{name}}}" for name in NAMES]),
    st.sampled_from(["{{", "}}"]),
)
texts = st.lists(pieces, max_size=12).map("".join)
anything = st.text(max_size=20)
values = st.dictionaries(st.sampled_from(NAMES), anything)


@given(text=texts, given_values=values)
@FEW
def test_filling_in_two_steps_is_filling_in_at_once(text: str, given_values: dict[str, str]) -> None:
    own = {name: value for name, value in given_values.items() if name != "student"}
    built_in = {name: value for name, value in given_values.items() if name == "student"}
    assert shown(filled(text, own), built_in) == shown(text, given_values)


@given(text=texts, value=anything)
@FEW
def test_what_is_filled_in_is_read_as_it_is(text: str, value: str) -> None:
    assert shown(filled("{bars}" + text, {"bars": value})).startswith(value)


@given(text=texts, given_values=values)
@FEW
def test_no_placeholder_is_left_of_those_that_are_given(text: str, given_values: dict[str, str]) -> None:
    assert set(names_in(filled(text, given_values))) == set(names_in(text)) - given_values.keys()


@given(text=plain)
@FEW
def test_a_text_without_braces_stays_as_it_is(text: str) -> None:
    assert shown(filled(text, {"bars": "1"})) == text


@given(text=plain)
@FEW
def test_braces_that_are_doubled_are_read_as_braces(text: str) -> None:
    assert shown("{{" + text + "}}") == "{" + text + "}"


@given(text=texts)
@FEW
def test_knows_what_it_finds(text: str) -> None:
    refuse_unknown([text], NAMES)
    if names := names_in(text):
        with pytest.raises(UnknownPlaceholder) as refused:
            refuse_unknown([text], names[1:])
        assert refused.value.extra["placeholder"] == names[0]


@pytest.mark.parametrize("text", ["{", "}", "{Bars}", "{1}", "{ bars }", "{bars", "bars}", "{{bars}", "{}"])
def test_refuses_a_brace_that_stands_alone(text: str) -> None:
    with pytest.raises(StrayBrace):
        names_in(text)


def test_a_placeholder_may_stand_in_braces() -> None:
    assert shown("{{{bars}}}", {"bars": "1-8"}) == "{1-8}"


def test_built_in_names_are_these_and_no_others() -> None:
    assert list(BuiltIn) == ["student", "teacher", "studio", "due"]
