"""Who opened what: since when, when last and how often (CRS-11)."""

from tests.support.shelves import NOTE, Shelf
from tests.support.together import together


def _counts(shelf: Shelf, resource_id: str) -> dict[str, int]:
    reply = shelf.call.list_resource_accesses(by=shelf.taught_by, resource_id=resource_id)
    return {one["person_id"]: one["count"] for one in reply["items"]}


def test_opening_a_note_gives_its_text(shelf: Shelf) -> None:
    reply = shelf.opens(shelf.parent, shelf.put_up())
    assert (reply.status, reply.body) == (200, {"text": NOTE["text"]})


def test_opening_a_link_gives_its_address(shelf: Shelf) -> None:
    made = shelf.put_up(text=None, link="https://example.test/tune")
    assert shelf.opens(shelf.child, made).body == {"url": "https://example.test/tune"}


def test_every_opening_is_counted_for_each_person(shelf: Shelf) -> None:
    made = shelf.put_up()
    for by in (shelf.parent, shelf.child, shelf.parent):
        shelf.opens(by, made)
    assert _counts(shelf, made["id"]) == {shelf.guardian.id: 2, shelf.student.id: 1}


def test_tells_when_it_was_opened_first_and_last(shelf: Shelf) -> None:
    made, owner = shelf.put_up(), shelf.school.owner
    for _ in range(2):
        shelf.opens(shelf.parent, made)
    [access] = shelf.call.list_resource_accesses(by=owner, resource_id=made["id"])["items"]
    assert made["made_at"] < access["granted_at"] < access["last_at"]


def test_a_repeated_opening_with_the_same_key_counts_once(shelf: Shelf) -> None:
    made, headers = shelf.put_up(), {"idempotency-key": "tap"}
    by = shelf.parent
    for _ in range(3):
        shelf.call.open_resource(by=by, resource_id=made["id"], headers=dict(headers))
    assert _counts(shelf, made["id"]) == {shelf.guardian.id: 1}


def test_counts_exactly_when_many_tabs_open_at_once(shelf: Shelf) -> None:
    made, by = shelf.put_up(), shelf.parent
    replies = together(*[lambda: shelf.opens(by, made)] * 12)
    assert {one.status for one in replies} == {200}
    assert _counts(shelf, made["id"]) == {shelf.guardian.id: 12}


def test_what_one_may_not_open_is_not_counted(shelf: Shelf) -> None:
    made = shelf.put_up(visibility="private")
    assert (shelf.opens(shelf.parent, made).status, made["visibility"]) == (404, "private")
    reply = shelf.call.list_resource_accesses(by=shelf.school.owner, resource_id=made["id"])
    assert reply["items"] == []


def test_accesses_are_for_staff_who_see_the_resource(shelf: Shelf) -> None:
    made = shelf.put_up(by=shelf.taught_by, visibility="private")
    replies = [
        shelf.call.list_resource_accesses(by=by, resource_id=made["id"])
        for by in (shelf.taught_by, shelf.school.admin, shelf.school.teacher, shelf.parent)
    ]
    assert [one.status for one in replies] == [200, 200, 404, 403]


def test_accesses_come_a_page_at_a_time(shelf: Shelf) -> None:
    made = shelf.put_up()
    for by in (shelf.parent, shelf.child, shelf.other_parent):
        shelf.opens(by, made)
    first = shelf.call.list_resource_accesses(
        by=shelf.school.owner, resource_id=made["id"], query={"limit": 2}
    )
    second = shelf.call.list_resource_accesses(
        by=shelf.school.owner, resource_id=made["id"], query={"limit": 2, "cursor": first["cursor"]}
    )
    assert [len(one["items"]) for one in (first, second)] == [2, 1]
