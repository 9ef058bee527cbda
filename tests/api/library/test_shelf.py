"""The one list of the library: by title, sifted by tags, a page at a time (CRS-7)."""

from collections.abc import Sequence
from typing import Any

import pytest

from benchmarks.usual_calls import counted
from tests.support.school import School
from tests.support.shelves import Shelf
from tutti.kit.tenant import Tenant
from tutti.library import reach, sifting
from tutti.library.reach import members_among
from tutti.library.resource import Resource

TITLES = ("arpeggios", "Arioso", "Boléro", "Étude 1", "zapateado")


@pytest.fixture
def full(shelf: Shelf) -> Shelf:
    for title in reversed(TITLES):
        shelf.put_up(title=title)
    return shelf


def test_is_in_the_order_of_titles_whatever_their_case(full: Shelf) -> None:
    assert full.titles(full.parent) == ["Arioso", "arpeggios", "Boléro", "zapateado", "Étude 1"]


def test_finds_titles_by_how_they_start(full: Shelf) -> None:
    found = [full.titles(full.parent, starts_with=text) for text in ("AR", "étude", "x", "  Bol")]
    assert found == [["Arioso", "arpeggios"], ["Étude 1"], [], ["Boléro"]]


def test_comes_a_page_at_a_time(full: Shelf) -> None:
    first = full.call.list_library(by=full.parent, query={"limit": 3})
    second = full.call.list_library(by=full.parent, query={"limit": 3, "cursor": first["cursor"]})
    assert [len(one["items"]) for one in (first, second)] == [3, 2]
    assert "cursor" not in second.body


def test_pages_through_what_others_do_not_see(shelf: Shelf) -> None:
    for number in range(6):
        shelf.put_up(title=f"{number}", visibility="school" if number % 2 else "private")
    first = shelf.call.list_library(by=shelf.parent, query={"limit": 2})
    second = shelf.call.list_library(by=shelf.parent, query={"limit": 2, "cursor": first["cursor"]})
    assert [one["title"] for one in first["items"] + second["items"]] == ["1", "3", "5"]


def test_sifts_by_every_tag(shelf: Shelf) -> None:
    shelf.put_up(
        title="wanted", instruments=["cello"], levels=["grade 3"], syllabuses=["abrsm"], tags=["daily"]
    )
    shelf.put_up(title="other", kind="score", instruments=["flute"], levels=["grade 1"])
    for query in ({"instrument": "Cello"}, {"level": "Grade  3"}, {"syllabus": "ABRSM"}, {"tag": "daily"}):
        assert shelf.titles(shelf.child, **query) == ["wanted"], query
    assert shelf.titles(shelf.child, kind="score") == ["other"]
    assert shelf.titles(shelf.child, instrument="cello", level="grade 1") == []


def test_refuses_a_cursor_that_was_never_given(shelf: Shelf) -> None:
    reply = shelf.call.list_library(by=shelf.parent, query={"cursor": "nonsense"})
    assert (reply.status, reply.problem) == (400, "BadCursor")


def test_asks_the_table_few_times_whoever_asks(shelf: Shelf) -> None:
    cohort = shelf.a_cohort()
    for number in range(12):
        named: Any = {"cohort_id": cohort.id} if number % 2 else {"lesson_id": shelf.lessons[0].id}
        shelf.put_up(title=f"{number}", visibility="group", **named)
    calls = []
    for by in (shelf.school.owner, shelf.taught_by, shelf.child, shelf.parent):
        with counted() as asked:
            shelf.titles(by)
        calls.append(len(asked))
    assert calls == [1, 1, 3, 4]


def test_asks_the_table_a_bounded_number_of_times_and_goes_on_by_cursor(
    forte: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sifting, "BATCH", 1)
    monkeypatch.setattr(sifting, "MOST_READS", 4)
    shelf = Shelf(forte, 1, 2, 3, 4, 5)
    for number, lesson in enumerate(shelf.lessons):
        shelf.put_up(title=f"{number}", visibility="group", lesson_id=lesson.id)
    with counted() as asked:
        first = shelf.call.list_library(by=shelf.child)
    second = shelf.call.list_library(by=shelf.child, query={"cursor": first["cursor"]})
    assert [one["title"] for one in first["items"]] == ["0", "1", "2"]
    assert [one["title"] for one in second["items"]] == ["3", "4"]
    assert len(asked) == 1 + 4


def test_asks_at_once_for_no_more_than_a_batch_holds(forte: School, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def counting(tenant: Tenant, some: Sequence[Resource], own: frozenset[str]) -> dict[str, frozenset[str]]:
        asked.append(len(some))
        return members_among(tenant, some, own)

    monkeypatch.setattr(sifting, "BATCH", 3)
    monkeypatch.setattr(reach, "members_among", counting)
    shelf = Shelf(forte, *range(1, 8))
    for number, lesson in enumerate(shelf.lessons):
        shelf.put_up(title=f"{number}", visibility="group", lesson_id=lesson.id)
    assert len(shelf.titles(shelf.parent)) == 7
    assert asked == [3, 3, 1]


def test_takes_titles_that_unfold_beyond_what_a_key_holds(shelf: Shelf) -> None:
    title = "ﷺ" * 120
    shelf.put_up(title=title)
    assert shelf.titles(shelf.parent, starts_with=title) == [title]
