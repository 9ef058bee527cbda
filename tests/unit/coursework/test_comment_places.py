"""Where comments stand among each other."""

from hypothesis import given
from hypothesis import strategies as st

from tests.support.examples import MANY
from tutti.coursework.comment import LATEST_MS, Area, Comment, CommentVisibility
from tutti.kit.clock import utc_now
from tutti.kit.ids import new_id
from tutti.kit.role import Role

AUTHOR, RECORDING, FILE = new_id("per"), new_id("rec"), new_id("fil")


def _comment(**fields: object) -> Comment:
    signed = {"author_id": AUTHOR, "author_role": Role.TEACHER, "made_at": utc_now()}
    said = {"id": new_id("com"), "text": "X", "visibility": CommentVisibility.EVERYONE}
    return Comment.model_validate(signed | said | fields)


def _at(at_ms: int, reply_to: str | None = None) -> Comment:
    return _comment(recording_id=RECORDING, at_ms=at_ms, reply_to=reply_to)


def _on(page: int, y: float) -> Comment:
    return _comment(file_id=FILE, page=page, area=Area(x=0, y=y, width=0, height=0))


MOMENTS = st.integers(0, LATEST_MS)
THREADS = st.lists(st.tuples(MOMENTS, st.integers(0, 3)), max_size=8)
PLACES = st.lists(st.tuples(st.integers(1, 5000), st.floats(0, 1)), max_size=10)


@MANY
@given(THREADS)
def test_comments_stand_by_time_each_with_its_replies_after_it(threads: list[tuple[int, int]]) -> None:
    comments = [_at(at_ms) for at_ms, _ in threads]
    replies = [
        _at(at_ms, first.id)
        for first, (at_ms, many) in zip(comments, threads, strict=True)
        for _ in range(many)
    ]
    ordered = sorted([*replies, *comments], key=lambda one: one.place)
    assert [one.at_ms for one in ordered] == sorted(one.at_ms or 0 for one in ordered)
    above = ""
    for one in ordered:
        above = one.id if one.reply_to is None else above
        assert one.reply_to in (None, above)


@MANY
@given(PLACES)
def test_marks_stand_by_page_and_from_top_to_bottom(places: list[tuple[int, float]]) -> None:
    ordered = sorted((_on(page, y) for page, y in places), key=lambda one: one.place)
    by_page = [(one.page or 0, round((one.area.y if one.area else 0) * 10_000)) for one in ordered]
    assert by_page == sorted(by_page)


@MANY
@given(MOMENTS)
def test_no_two_comments_stand_in_the_same_place(at_ms: int) -> None:
    first = _at(at_ms)
    places = [first.place, _at(at_ms).place, _at(at_ms, first.id).place, _at(at_ms, first.id).place]
    assert len(set(places)) == 4
