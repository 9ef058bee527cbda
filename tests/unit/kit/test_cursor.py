"""Cursors are opaque, go there and back, and nobody else makes them."""

import base64
import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.examples import MANY
from tutti.kit.cursor import decode_cursor, encode_cursor
from tutti.kit.entity import Value
from tutti.kit.errors import BadCursor
from tutti.kit.paging import paged


class Line(Value):
    """Something to list."""

    text: str


@MANY
@given(st.lists(st.text(min_size=1), min_size=1, max_size=3))
def test_a_cursor_goes_there_and_back(parts: list[str]) -> None:
    assert decode_cursor(encode_cursor(parts), len(parts)) == parts


@MANY
@given(st.text())
def test_whatever_text_is_sent_is_a_cursor_or_refused(text: str) -> None:
    with suppress(BadCursor):
        assert all(decode_cursor(text, 1))


def _encoded(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode()


@pytest.mark.parametrize("value", ["a", {"a": 1}, [], ["a", "b"], [1], [""], [None], [["a"]]])
def test_refuses_what_it_never_made(value: object) -> None:
    with pytest.raises(BadCursor):
        decode_cursor(_encoded(value), 1)


@MANY
@given(st.sets(st.text(min_size=1, max_size=5), max_size=30).map(sorted), st.integers(1, 10))
def test_pages_of_a_computed_list_are_the_list(items: list[str], limit: int) -> None:
    lines, found, cursor = [Line(text=item) for item in items], list[str](), None
    while True:
        page = paged(lines, key=lambda line: line.text, limit=limit, cursor=cursor)
        found += [line.text for line in page.items]
        assert len(page.items) <= limit
        if (cursor := page.cursor) is None:
            break
    assert found == items
